"""The cross-case matrix in the terminal, at any width from 80 columns, and one cell of it opened."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kubecode.codebook import Row
from kubecode.model import Status
from kubecode.study.synthesis import MatrixResult, OpenedCell
from kubecode.synthesiser.cell_words import cell_words, divergence_sentence, exemplar_source
from kubecode.synthesiser.cells import Cell, Column, Matrix
from kubecode.terminal.excerpts_view import excerpts_view
from kubecode.terminal.hanging import Hanging
from kubecode.terminal.palette import HINT, VALENCE
from kubecode.terminal.safe import plain, visible
from kubecode.wording import Lang, say

_LABEL = 21
_COLUMN = 18
_FULL_COLUMN = 28
_BETWEEN = 1


def matrix_view(result: MatrixResult, lang: Lang, width: int, *, full: bool) -> Group:
    """Return the matrix as tables that fit the width; what does not fit side by side follows below."""
    matrix = result.matrix
    parts: list[RenderableType] = [
        _table(matrix, columns, lang, width, full=full)
        for columns in _fitting(matrix.columns, width, full=full)
    ]
    parts.extend(_differences(matrix, lang))
    parts.append(_legend(result, lang))
    return Group(*parts)


def _fitting(columns: tuple[Column, ...], width: int, *, full: bool) -> Iterator[tuple[Column, ...]]:
    """Cut the columns into as few tables as fit, as even as possible."""
    narrowest = _FULL_COLUMN if full else _COLUMN
    at_once = max(1, (width - _LABEL) // (narrowest + _BETWEEN))
    tables = -(-len(columns) // at_once)
    size = -(-len(columns) // tables) if tables else 1
    for start in range(0, len(columns), size):
        yield columns[start : start + size]


def _table(matrix: Matrix, columns: tuple[Column, ...], lang: Lang, width: int, *, full: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, _BETWEEN, 0, 0), show_lines=False, width=width)
    table.add_column(say("aspect", lang), width=_LABEL - _BETWEEN, overflow="fold")
    for column in columns:
        heading = plain(column.label, "bold")
        heading.append(f"\n{say('n.informants', lang, len(column.informants))}", HINT)
        table.add_column(heading, ratio=1, overflow="fold")
    for row in matrix.rows:
        cells = [_cell(matrix.cell(row, column), lang, full=full) for column in columns]
        table.add_row(_label(row), *cells, end_section=True)
    return table


def _label(row: Row) -> Text:
    return plain(row.label, "bold")


def _cell(cell: Cell, lang: Lang, *, full: bool) -> Text:
    words = cell_words(cell, lang)
    style = HINT if cell.empty else VALENCE[cell.valence]
    text = Text(f"{words.symbol} {words.valence}", style=style)
    if words.draft:
        text.append(f" {words.draft}", "italic")
    if words.unsettled:
        text.append(f" {words.unsettled}", "italic default")
    if words.counts:
        text.append(f"\n{words.counts}", "default")
    if words.marks:
        text.append(f" {words.marks}", "bold default")
    if cell.summary:
        text.append(f"\n{visible(cell.summary)}", "default")
    elif full and cell.exemplar:
        text.append(f"\n“{visible(cell.exemplar)}”", "italic default")
        text.append(f"\n— {visible(exemplar_source(cell, lang))}", HINT)
    return text


def _differences(matrix: Matrix, lang: Lang) -> Iterator[RenderableType]:
    lines = [
        Hanging(
            Text.assemble(
                (f"{visible(row.label)} · {visible(column.label)}: ", "bold"),
                visible(divergence_sentence(divergence, lang)),
            ),
            indent=2,
        )
        for row, column, divergence in matrix.divergences()
    ]
    if lines:
        yield Text(say("differences", lang), style="bold")
        yield from lines
        yield Text()


def _legend(result: MatrixResult, lang: Lang) -> Text:
    text = Text(say("legend.cells", lang), style=HINT)
    shown = result.matrix.cells.values()
    if any(cell.empty for cell in shown):
        text.append(f"\n{say('legend.empty', lang)}")
    if any(cell.draft for cell in shown):
        text.append(f"\n{say('legend.draft', lang)}")
    if any(cell.undecided and not cell.draft for cell in shown):
        text.append(f"\n{say('legend.undecided', lang)}")
    if result.disputed:
        text.append(f"\n{say('legend.disputed', lang)}")
    if len(result.coders) > 1:
        names = ", ".join(map(visible, result.coders))
        text.append(f"\n{say('legend.coders', lang, names, result.disputed)}")
    return text


def cell_view(opened: OpenedCell, lang: Lang) -> Group:
    """Return a cell with its judgement, who differs, and the excerpts that it rests on."""
    cell = opened.cell
    words = cell_words(cell, lang)
    head = plain(f"{opened.row.label} · {opened.column.label}", "bold")
    head.append(f"\n{words.symbol} {words.sentence}", VALENCE[cell.valence])
    head.append(f" · {say(f'valence.{cell.valence_source}', lang)}" if cell.valence else "", HINT)
    parts: list[RenderableType] = [head]
    if cell.summary:
        parts.append(plain(cell.summary))
    parts.extend(Hanging(plain(f"≠ {divergence_sentence(d, lang)}")) for d in cell.divergence)
    shown = [c for c in opened.codings if c.status is (Status.SUGGESTED if cell.draft else Status.ACCEPTED)]
    return Group(*parts, Text(), excerpts_view(shown, lang))
