"""The sheet of the matrix: three lines and a note for every aspect, and the words that may be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kubecode.codebook import MatrixRow as Aspect
from kubecode.model import Valence
from kubecode.synthesiser.cell_words import CellWords, cell_words, draft_summary, valence_word
from kubecode.synthesiser.cells import Cell, Column, Matrix
from kubecode.synthesiser.report import Report
from kubecode.valences import VALENCES
from kubecode.wording import Lang, say
from kubecode.writers.sheets import EMPTY, Box, CellStyle, Sheet, SheetRow, cells, target

LINES = ("valence", "counts", "basis", "summary", "note")
"""What stands below each other in a cell of the matrix."""
Id = tuple[str, str]
"""(row id, column key) of a cell."""

_HEADING, _FIRST_COLUMN = 3, 4
_ASPECT, _LINE = 20, 11
_ALL_GROUPS, _NARROWEST = 144, 30


def cell_places(matrix: Matrix) -> dict[Id, tuple[int, int]]:
    """Return for every cell the row and the column, from 1, of its first line."""
    return {
        (row.id, column.key): (_HEADING + 1 + i * len(LINES), _FIRST_COLUMN + j)
        for i, row in enumerate(matrix.rows)
        for j, column in enumerate(matrix.columns)
    }


def matrix_target(matrix: Matrix, lang: Lang) -> dict[Id, str]:
    """Return where each cell stands, as links name it."""
    title = say("sheet.matrix", lang)
    return {id_: target(title, row, column) for id_, (row, column) in cell_places(matrix).items()}


def matrix_sheet(report: Report, evidence: Mapping[Id, str], lang: Lang) -> Sheet:
    """Return the matrix; ``evidence`` is where the first excerpt of each cell stands."""
    matrix = report.matrix
    keys = (EMPTY, EMPTY, EMPTY, *cells(*(column.key for column in matrix.columns)))
    title = say("workbook.title", lang, report.codebook.title or report.codebook.name)
    labels = (_group(column, lang) for column in matrix.columns)
    heading = (EMPTY, *cells(say("aspect", lang), "", *labels, look=CellStyle.HEADING))
    rows: list[SheetRow] = [keys, (EMPTY, Box(title, CellStyle.TITLE)), heading]
    for aspect in matrix.rows:
        rows.extend(_aspect(matrix, aspect, evidence, lang))
    rows.append(())
    rows.extend((EMPTY, Box(line, CellStyle.NOTE)) for line in _notes(report, lang))
    width = max(_NARROWEST, min(46, _ALL_GROUPS // len(matrix.columns)))
    return Sheet(
        say("sheet.matrix", lang),
        (30, _ASPECT, _LINE, *(width for _ in matrix.columns)),
        tuple(rows),
        heading=_HEADING,
        stays=_FIRST_COLUMN - 1,
        blocks=tuple(range(_HEADING + 1, len(rows) + 1, len(LINES)))[: len(matrix.rows)],
        is_form=True,
    )


def valence_choices(*, is_mark: bool, lang: Lang) -> dict[str, Valence]:
    """Return what may be chosen for a valence: symbol and word."""
    return {
        f"{VALENCES[valence].symbol} {say(f'mark.{valence}' if is_mark else valence, lang)}": valence
        for valence in Valence
    }


def _group(column: Column, lang: Lang) -> str:
    informants = say("n.informants", lang, len(column.informants))
    return "\n".join(filter(None, [column.label, " · ".join(filter(None, [column.outcome, informants]))]))


def _aspect(matrix: Matrix, aspect: Aspect, evidence: Mapping[Id, str], lang: Lang) -> Iterator[SheetRow]:
    across = [matrix.cell(aspect, column) for column in matrix.columns]
    for number, line in enumerate(LINES):
        label = (
            Box(aspect.label, CellStyle.LABEL, rows=len(LINES)) if number == 0 else Box("", CellStyle.LABEL)
        )
        boxes = (_box(cell, line, evidence.get((cell.row, cell.column), ""), lang) for cell in across)
        name = Box(say(f"workbook.{line}", lang), CellStyle.QUIET)
        yield (Box(f"{aspect.id}:{line}"), label, name, *boxes)


def _box(cell: Cell, line: str, evidence: str, lang: Lang) -> Box:
    words = cell_words(cell, lang)
    if line == "valence":
        choices = tuple(valence_choices(is_mark=cell.is_mark, lang=lang))
        return Box(
            _valence(cell, words, lang), cell.valence or CellStyle.UNSTATED, choices=choices, is_open=True
        )
    if line == "counts":
        return Box(
            " ".join(filter(None, [words.counts, words.marks, words.unsettled])), CellStyle.QUIET, evidence
        )
    if line == "basis":
        return Box(words.basis, CellStyle.QUIET)
    if line == "summary":
        own = " ".join(filter(None, [words.summary_doubt, words.summary]))
        look = CellStyle.TEXT if own else CellStyle.DRAFT
        return Box(own or draft_summary(cell, lang), look, is_open=True)
    return Box(cell.note or "", is_open=True)


def _valence(cell: Cell, words: CellWords, lang: Lang) -> str:
    """Say the valence and whether it is only a draft, or proposed; set by a researcher it stands alone."""
    if cell.empty:
        return f"{words.symbol} {words.valence}"
    said = f"{words.symbol} {valence_word(cell, lang)}"
    if cell.draft:
        return f"{said} ({words.draft})"
    return f"{said} ({say('proposed', lang)})" if cell.valence_source == "proposed" and cell.valence else said


def _notes(report: Report, lang: Lang) -> Iterator[str]:
    is_mark = any(row.is_mark for row in report.matrix.rows)
    if report.drafts:
        yield say("workbook.drafts", lang, report.drafts)
    yield _listed("legend.marks" if is_mark else "legend.valence", lang)
    yield say("workbook.proposed", lang)
    yield _listed("legend.cells", lang)
    yield say("legend.against", lang)
    yield _listed("legend.empty", lang)
    yield say("workbook.return", lang)


def _listed(legend: str, lang: Lang) -> str:
    """Return a legend on one line, with commas where a terminal has room for blanks."""
    return ", ".join(part for line in say(legend, lang).strip().split("\n") for part in line.split("  "))
