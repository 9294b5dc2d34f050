"""The report of a study as a workbook, with the stamp that an import checks."""

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
    """How a workbook was made, and the state of the study; an import needs it.

    ``noted`` is the number of the last note in it: notes are only appended, so an import can rebuild the
    workbook as it was. ``sha256`` is the hash of the contents of all sheets.
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
        """The layout of the matrix."""
        return Arrangement(self.rows, self.by, self.order)

    def text(self) -> str:
        """Return the stamp as the text of the hidden first cell of the matrix."""
        return json.dumps({"made": _FORMAT, **asdict(self)}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class StudyWorkbook:
    """A report with its sheets; the stamp is the first cell of the first sheet."""

    report: Report
    sheets: tuple[Sheet, ...]
    stamp: Stamp

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """The warnings that limit the report."""
        return self.report.doubts


def study_workbook(
    session: Session, how: Arrangement = CASES_BY_CODES, coder: str | None = None, lang: Lang = "id"
) -> StudyWorkbook:
    """Return the report of a study as a workbook.

    Raises KubecodeError for unknown rows, columns, order or coder, or a study without documents.
    """
    noted = cell_notes.last_note(session.connection)
    return workbook_of(replace(read_matrix_inputs(session, coder, lang), noted=noted), how)


def workbook_of(inputs: MatrixInputs, how: Arrangement) -> StudyWorkbook:
    """Return the workbook of ``inputs``.

    Raises KubecodeError for unknown rows, columns or order.
    """
    report = report_of(inputs, how)
    sheets = workbook_sheets(report, inputs.lang, inputs.coder)
    noted = inputs.noted or 0
    stamp = Stamp(
        **asdict(how),
        coder=inputs.coder,
        lang=inputs.lang,
        noted=noted,
        version=VERSION,
        sha256=sheets_sha256(sheets),
    )
    return StudyWorkbook(report, add_stamp(sheets, stamp.text()), stamp)


def read_stamp(text: object) -> Stamp | None:
    """Return the stamp in the text of a cell, or None."""
    try:
        fields = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or fields.pop("made", None) != _FORMAT:
        return None
    types = {name: (int if name == "noted" else str) for name in Stamp.__dataclass_fields__}
    is_complete = set(fields) == set(types) and all(
        type(fields[name]) is kind or (name == "coder" and fields[name] is None)
        for name, kind in types.items()
    )
    return (
        Stamp(**fields)
        if is_complete and fields["lang"] in {"id", "en"} and 0 <= fields["noted"] < 2**63
        else None
    )


def sheets_sha256(sheets: Iterable[Sheet]) -> str:
    """Return the SHA-256 of the contents of all sheets."""
    contents = [[sheet.title, [[box.value for box in row] for row in sheet.rows]] for sheet in sheets]
    return sha256(json.dumps(contents, ensure_ascii=False).encode("utf-8")).hexdigest()
