"""The sheet of the evidence: every excerpt that the matrix counts, with all that finds and judges it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.model import Coding, Status
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang, say
from kubecode.writers.sheets import Box, CellStyle, Sheet, SheetRow, cells, target
from kubecode.writers.tables import CellValue
from kubecode.writers.workbook.matrix_sheet import Id

_HEADING = 2
_COLUMNS = {
    "case": 15,
    "informant": 9,
    "role": 11,
    "source_kind": 11,
    "date": 11,
    "document": 24,
    "line": 6,
    "text": 62,
    "code": 15,
    "subcode": 20,
    "valence": 12,
    "presence": 11,
    "way": 17,
    "coder": 11,
    "exemplar": 9,
    "memo": 20,
    "id": 60,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """The evidence in the order of the matrix, each with the cell that it is listed under."""

    codings: tuple[tuple[Id, Coding], ...]

    def targets(self, lang: Lang) -> dict[str, str]:
        """Return where each excerpt stands, by its id; of several coders' the first."""
        title, found = say("sheet.evidence", lang), dict[str, str]()
        for number, (_, coding) in enumerate(self.codings, _HEADING + 1):
            found.setdefault(coding.id, target(title, number))
        return found


def list_evidence(report: Report) -> Listed:
    """Return the evidence aspect by aspect and group by group; what stands in two cells is listed once."""
    by_id: dict[str, list[Coding]] = {}
    for coding in report.evidence:
        by_id.setdefault(coding.id, []).append(coding)
    return Listed(
        tuple(
            ((cell.row, cell.column), coding)
            for cell in report.matrix.cells.values()
            for id_ in cell.excerpt_ids
            for coding in by_id.pop(id_, ())
        )
    )


def evidence_sheet(report: Report, listed: Listed, matrix: Mapping[Id, str], lang: Lang) -> Sheet:
    """Return the evidence; ``matrix`` is where each cell of the matrix stands. Ids are not printed."""
    dates = {one.document.name: one.date or "" for one in report.coverage}
    rows: list[SheetRow] = [
        (Box(say("workbook.evidence", lang), CellStyle.NOTE),),
        cells(*(say(f"field.{name}", lang) for name in _COLUMNS), look=CellStyle.HEADING),
    ]
    for id_, coding in listed.codings:
        said = (_said(coding, name, dates, lang) for name in list(_COLUMNS)[1:])
        rows.append((Box(coding.case, link=matrix[id_]), *cells(*said)))
    return Sheet(
        say("sheet.evidence", lang),
        tuple(_COLUMNS.values()),
        tuple(rows),
        heading=_HEADING,
        stays=2,
        filtered=(_HEADING, len(rows)),
        printed=(len(_COLUMNS) - 1, 0),
    )


def _said(coding: Coding, name: str, dates: Mapping[str, str], lang: Lang) -> CellValue:
    if name == "date":
        return dates[coding.document]
    if name == "way":
        return say(f"way.{_way(coding)}", lang)
    value = getattr(coding, name)
    if name == "exemplar":
        return "★" if value else ""
    if name in {"source_kind", "valence", "presence"}:
        return say(value, lang) if value else ""
    return value if isinstance(value, int) else " ".join((value or "").split())


def _way(coding: Coding) -> str:
    if coding.status is Status.SUGGESTED:
        return "suggested"
    return "by_hand" if coding.confidence is None else "accepted"
