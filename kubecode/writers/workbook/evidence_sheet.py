"""The sheet of the evidence: every excerpt that the matrix counts, with place, code, valence and coder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.model import Coding, Status
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang, say
from kubecode.writers.sheets import CellStyle, Sheet, SheetCell, SheetRow, address, cells
from kubecode.writers.tables import CellValue
from kubecode.writers.workbook.matrix_sheet import CellId

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
class EvidenceList:
    """The evidence in the order of the matrix: pairs of a cell and a coding."""

    codings: tuple[tuple[CellId, Coding], ...]

    def addresses(self, lang: Lang) -> dict[str, str]:
        """Return the address of each excerpt by its id; that of the first coder if there are several."""
        title, found = say("sheet.evidence", lang), dict[str, str]()
        for number, (_, coding) in enumerate(self.codings, _HEADING + 1):
            found.setdefault(coding.id, address(title, number))
        return found


def list_evidence(report: Report) -> EvidenceList:
    """Return the evidence by aspect and group; an excerpt of two cells is listed in the first."""
    by_id: dict[str, list[Coding]] = {}
    for coding in report.evidence:
        by_id.setdefault(coding.id, []).append(coding)
    return EvidenceList(
        tuple(
            ((cell.row, cell.column), coding)
            for cell in report.matrix.cells.values()
            for id_ in cell.excerpt_ids
            for coding in by_id.pop(id_, ())
        )
    )


def evidence_sheet(report: Report, listed: EvidenceList, matrix: Mapping[CellId, str], lang: Lang) -> Sheet:
    """Return the evidence; ``matrix`` has the address of each cell of the matrix. Ids are not printed."""
    dates = {one.document.name: one.date or "" for one in report.coverage}
    rows: list[SheetRow] = [
        (SheetCell(say("workbook.evidence", lang), CellStyle.NOTE),),
        cells(*(say(f"field.{name}", lang) for name in _COLUMNS), style=CellStyle.HEADING),
    ]
    for cell_id, coding in listed.codings:
        values = (_field(coding, name, dates, lang) for name in list(_COLUMNS)[1:])
        rows.append((SheetCell(coding.case, link=matrix[cell_id]), *cells(*values)))
    return Sheet(
        say("sheet.evidence", lang),
        tuple(_COLUMNS.values()),
        tuple(rows),
        heading_row=_HEADING,
        frozen_columns=2,
        filter_rows=(_HEADING, len(rows)),
        print_size=(len(_COLUMNS) - 1, 0),
    )


def _field(coding: Coding, name: str, dates: Mapping[str, str], lang: Lang) -> CellValue:
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
