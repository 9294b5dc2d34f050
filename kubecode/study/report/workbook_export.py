"""The report of a study as a workbook, and the stamp by which it is known when it comes back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from kubecode.errors import Problem
from kubecode.model import VERSION
from kubecode.store import cell_notes
from kubecode.study.report.matrix import CASES_BY_CODES, Arrangement, MatrixInputs, read_matrix_inputs
from kubecode.study.report.study_report import report_of
from kubecode.study.session import Session
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang
from kubecode.writers.sheets import Sheet
from kubecode.writers.workbook import add_stamp, workbook_sheets

_FORMAT = "kubecode matrix 1"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the workbook must say to be taken back: how it was made, and the state of the study.

    ``noted`` is the last note on a cell that it knew; since notes are only appended, the study can be shown
    again as it was. ``sha256`` is that of all that the sheets show.
    """

    rows: str
    by: str
    order: str
    coder: str | None
    lang: Lang
    noted: int
    version: str
    sha256: str

    @property
    def arrangement(self) -> Arrangement:
        """How the matrix is laid out."""
        return Arrangement(self.rows, self.by, self.order)

    def text(self) -> str:
        """Return the stamp as it stands in the hidden corner of the matrix."""
        return json.dumps({"made": _FORMAT, **asdict(self)}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class StudyWorkbook:
    """A report with the sheets that show it; the stamp is the first value of the first sheet."""

    report: Report
    sheets: tuple[Sheet, ...]
    stamp: Stamp

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """What makes the report less than it seems."""
        return self.report.doubts


def study_workbook(
    session: Session, how: Arrangement = CASES_BY_CODES, coder: str | None = None, lang: Lang = "id"
) -> StudyWorkbook:
    """Return the report of a study as a workbook.

    Raises KubecodeError for unknown rows, columns, order or coder, or a study without documents.
    """
    noted = cell_notes.last_note(session.connection)
    return workbook_of(replace(read_matrix_inputs(session, coder, lang), noted=noted), how)


def workbook_of(material: MatrixInputs, how: Arrangement) -> StudyWorkbook:
    """Return the workbook that some material makes.

    Raises KubecodeError for unknown rows, columns or order.
    """
    report = report_of(material, how)
    sheets = workbook_sheets(report, material.lang, material.coder)
    noted = material.noted or 0
    stamp = Stamp(
        **asdict(how),
        coder=material.coder,
        lang=material.lang,
        noted=noted,
        version=VERSION,
        sha256=sheets_sha256(sheets),
    )
    return StudyWorkbook(report, add_stamp(sheets, stamp.text()), stamp)


def read_stamp(text: object) -> Stamp | None:
    """Return the stamp that stands in a text, None where there is none."""
    try:
        said = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.pop("made", None) != _FORMAT:
        return None
    wanted = {name: (int if name == "noted" else str) for name in Stamp.__dataclass_fields__}
    is_whole = set(said) == set(wanted) and all(
        type(said[name]) is kind or (name == "coder" and said[name] is None) for name, kind in wanted.items()
    )
    return Stamp(**said) if is_whole and said["lang"] in {"id", "en"} and 0 <= said["noted"] < 2**63 else None


def sheets_sha256(sheets: Iterable[Sheet]) -> str:
    """Return the SHA-256 of all that sheets show."""
    said = [[sheet.title, [[box.value for box in row] for row in sheet.rows]] for sheet in sheets]
    return sha256(json.dumps(said, ensure_ascii=False).encode("utf-8")).hexdigest()
