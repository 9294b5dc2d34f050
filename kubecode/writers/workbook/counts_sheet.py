"""The sheet of the counts, with four warnings about the use of counts."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.codebook import Codebook
from kubecode.model import split_code
from kubecode.synthesiser.cell_words import ABSENCE
from kubecode.synthesiser.cells import Matrix
from kubecode.synthesiser.counts import Count
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang, say
from kubecode.writers.sheets import CellStyle, Sheet, SheetCell, SheetRow, cells
from kubecode.writers.tables import CellValue

_WARNINGS = ("meaning", "once", "asked", "small")
_COLUMNS = {
    "aspect": 40,
    "subcode": 34,
    "case": 20,
    "k": 13,
    "n": 8,
    "informant_share": 13,
    "excerpts": 9,
    "words": 10,
    "rate": 13,
    "row_share": 9,
    "column_share": 9,
    "absence": 5,
    "reviewed": 12,
}
_SHARES = frozenset({"informant_share", "row_share", "column_share", "reviewed"})


def counts_sheet(report: Report, lang: Lang) -> Sheet:
    """Return the counts of the matrix and, below, those by sub-code."""
    rows: list[SheetRow] = [(SheetCell(say(f"warning.{name}", lang), CellStyle.NOTE),) for name in _WARNINGS]
    heading = (say(n if n in {"aspect", "case"} else f"counted.{n}", lang) for n in _COLUMNS)
    rows.append(cells(*heading, style=CellStyle.HEADING))
    first = len(rows)
    labels = {row.id: (row.label, say("counted.whole", lang)) for row in report.matrix.rows}
    rows.extend(_counted(report.matrix, report.counts, labels))
    if report.subcodes.rows != report.matrix.rows:
        # A code without sub-codes is already counted as a whole aspect.
        rest = [row for row in report.subcodes.rows if row.is_rest or row.id not in labels]
        subcode_labels = {row.id: _labels(report.codebook, row.id, lang) for row in rest}
        rows.extend(_counted(report.subcodes, report.subcode_counts, subcode_labels))
    return Sheet(
        say("sheet.counts", lang),
        tuple(_COLUMNS.values()),
        tuple(rows),
        heading_row=first,
        frozen_columns=3,
        filter_rows=(first, len(rows)),
    )


def _labels(codebook: Codebook, path: str, lang: Lang) -> tuple[str, str]:
    """Return the label of the top-level code, and those of the codes below it."""
    top, below = split_code(path)
    parts = path.split("/")
    codes = [codebook.find("/".join(parts[:end])) for end in range(1, len(parts) + 1)]
    labels = [code.label for code in codes if code]
    return labels[0] if labels else top, " › ".join(labels[1:]) if below else say("general", lang)


def _counted(
    matrix: Matrix, counts: tuple[Count, ...], labels: dict[str, tuple[str, str]]
) -> Iterator[SheetRow]:
    groups = {column.key: column.label for column in matrix.columns}
    for count in (one for one in counts if one.row in labels):
        values: dict[str, CellValue | None] = {
            "k": count.informants,
            "n": count.informants_total,
            "informant_share": count.informant_share,
            "excerpts": count.excerpts,
            "words": count.words,
            "rate": count.per_1000_words,
            "row_share": count.row_share,
            "column_share": count.column_share,
            "absence": ABSENCE if count.has_absence else "",
            "reviewed": matrix.cells[count.row, count.column].reviewed,
        }
        yield (
            *cells(*labels[count.row], groups[count.column]),
            *(_cell(name, "" if value is None else value) for name, value in values.items()),
        )


def _cell(name: str, value: CellValue) -> SheetCell:
    return SheetCell(
        value, CellStyle.SHARE if name in _SHARES else CellStyle.RATE if name == "rate" else CellStyle.TEXT
    )
