"""The sheet of the matrix: five lines for every aspect; valence, summary and note may be edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kubecode.codebook import MatrixRow as Aspect
from kubecode.model import Valence
from kubecode.synthesiser.cell_words import CellWords, cell_words, draft_summary, valence_word
from kubecode.synthesiser.cells import Cell, Column, Matrix
from kubecode.synthesiser.report import Report
from kubecode.valences import VALENCES
from kubecode.wording import Lang, say
from kubecode.writers.sheets import EMPTY_CELL, CellStyle, Sheet, SheetCell, SheetRow, address, cells

LINES = ("valence", "counts", "basis", "summary", "note")
"""The lines of a cell of the matrix, from top to bottom."""
CellId = tuple[str, str]
"""(row id, column key) of a cell."""

_HEADING, _FIRST_COLUMN = 3, 4
_ASPECT, _LINE = 20, 11
_ALL_GROUPS, _NARROWEST = 144, 30


def cell_positions(matrix: Matrix) -> dict[CellId, tuple[int, int]]:
    """Return the row and column of the first line of every cell, from 1."""
    return {
        (row.id, column.key): (_HEADING + 1 + i * len(LINES), _FIRST_COLUMN + j)
        for i, row in enumerate(matrix.rows)
        for j, column in enumerate(matrix.columns)
    }


def matrix_addresses(matrix: Matrix, lang: Lang) -> dict[CellId, str]:
    """Return the address of every cell for links."""
    title = say("sheet.matrix", lang)
    return {id_: address(title, row, column) for id_, (row, column) in cell_positions(matrix).items()}


def matrix_sheet(report: Report, evidence: Mapping[CellId, str], lang: Lang) -> Sheet:
    """Return the matrix; ``evidence`` has the address of the first excerpt of each cell."""
    matrix = report.matrix
    keys = (EMPTY_CELL, EMPTY_CELL, EMPTY_CELL, *cells(*(column.key for column in matrix.columns)))
    title = say("workbook.title", lang, report.codebook.title or report.codebook.name)
    labels = (_group(column, lang) for column in matrix.columns)
    heading = (EMPTY_CELL, *cells(say("aspect", lang), "", *labels, style=CellStyle.HEADING))
    rows: list[SheetRow] = [keys, (EMPTY_CELL, SheetCell(title, CellStyle.TITLE)), heading]
    for aspect in matrix.rows:
        rows.extend(_aspect(matrix, aspect, evidence, lang))
    rows.append(())
    rows.extend((EMPTY_CELL, SheetCell(line, CellStyle.NOTE)) for line in _notes(report, lang))
    width = max(_NARROWEST, min(46, _ALL_GROUPS // len(matrix.columns)))
    return Sheet(
        say("sheet.matrix", lang),
        (30, _ASPECT, _LINE, *(width for _ in matrix.columns)),
        tuple(rows),
        heading_row=_HEADING,
        frozen_columns=_FIRST_COLUMN - 1,
        block_starts=tuple(range(_HEADING + 1, len(rows) + 1, len(LINES)))[: len(matrix.rows)],
        is_form=True,
    )


def valence_choices(*, is_mark: bool, lang: Lang) -> dict[str, Valence]:
    """Return the valences that a cell may choose, by symbol and word: ``▲ mendukung`` (supports)."""
    return {
        f"{VALENCES[valence].symbol} {say(f'mark.{valence}' if is_mark else valence, lang)}": valence
        for valence in Valence
    }


def _group(column: Column, lang: Lang) -> str:
    informants = say("n.informants", lang, len(column.informants))
    return "\n".join(filter(None, [column.label, " · ".join(filter(None, [column.outcome, informants]))]))


def _aspect(matrix: Matrix, aspect: Aspect, evidence: Mapping[CellId, str], lang: Lang) -> Iterator[SheetRow]:
    across = [matrix.cell(aspect, column) for column in matrix.columns]
    for number, line in enumerate(LINES):
        label = (
            SheetCell(aspect.label, CellStyle.LABEL, rows=len(LINES))
            if number == 0
            else SheetCell("", CellStyle.LABEL)
        )
        sheet_cells = (_cell(cell, line, evidence.get((cell.row, cell.column), ""), lang) for cell in across)
        name = SheetCell(say(f"workbook.{line}", lang), CellStyle.QUIET)
        yield (SheetCell(f"{aspect.id}:{line}"), label, name, *sheet_cells)


def _cell(cell: Cell, line: str, evidence: str, lang: Lang) -> SheetCell:
    words = cell_words(cell, lang)
    if line == "valence":
        choices = tuple(valence_choices(is_mark=cell.is_mark, lang=lang))
        return SheetCell(
            _valence(cell, words, lang), cell.valence or CellStyle.UNSTATED, choices=choices, is_editable=True
        )
    if line == "counts":
        return SheetCell(
            " ".join(filter(None, [words.counts, words.marks, words.unsettled])), CellStyle.QUIET, evidence
        )
    if line == "basis":
        return SheetCell(words.basis, CellStyle.QUIET)
    if line == "summary":
        own = " ".join(filter(None, [words.summary_doubt, words.summary]))
        style = CellStyle.TEXT if own else CellStyle.DRAFT
        return SheetCell(own or draft_summary(cell, lang), style, is_editable=True)
    return SheetCell(cell.note or "", is_editable=True)


def _valence(cell: Cell, words: CellWords, lang: Lang) -> str:
    """Return the valence in words, with draft or proposed unless a researcher has confirmed it."""
    if cell.empty:
        return f"{words.symbol} {words.valence}"
    valence = f"{words.symbol} {valence_word(cell, lang)}"
    if cell.draft:
        return f"{valence} ({words.draft})"
    return (
        f"{valence} ({say('proposed', lang)})"
        if cell.valence_source == "proposed" and cell.valence
        else valence
    )


def _notes(report: Report, lang: Lang) -> Iterator[str]:
    is_mark = any(row.is_mark for row in report.matrix.rows)
    if report.drafts:
        yield say("workbook.drafts", lang, report.drafts)
    yield _one_line("legend.marks" if is_mark else "legend.valence", lang)
    yield say("workbook.proposed", lang)
    yield _one_line("legend.cells", lang)
    yield say("legend.against", lang)
    yield _one_line("legend.empty", lang)
    yield say("workbook.return", lang)


def _one_line(legend: str, lang: Lang) -> str:
    """Return a legend on one line, its entries separated by commas."""
    return ", ".join(part for line in say(legend, lang).strip().split("\n") for part in line.split("  "))
