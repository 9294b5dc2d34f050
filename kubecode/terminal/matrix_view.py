"""The cross-case matrix in the terminal: compact or full, at any width, or a sentence a cell."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kubecode.study.report.matrix import MatrixResult
from kubecode.synthesiser.cell_words import (
    cell_words,
    divergence_sentence,
    draft_summary,
    legend_lines,
    quote_source,
)
from kubecode.synthesiser.cells import Cell, Column, Matrix
from kubecode.terminal.display_options import DisplayOptions
from kubecode.terminal.palette import HINT, VALENCE
from kubecode.terminal.rich_text import HangingIndent, plain, visible
from kubecode.wording import say

_LABEL = 21
_FULL_LABEL = 14
_COLUMN = 18
_FULL_COLUMN = 32
_BETWEEN = 1


def matrix_view(result: MatrixResult, look: DisplayOptions, *, full: bool) -> Group:
    """Return the matrix as tables that fit the width; what does not fit side by side follows below.

    A full matrix that does not fit is a block for every aspect: cells of many lines are compared aspect by
    aspect.
    """
    matrix = result.matrix
    parts: list[RenderableType]
    if full:
        fits = look.width >= _FULL_LABEL + len(matrix.columns) * _FULL_COLUMN
        parts = [_full_table(matrix, look)] if fits else list(_blocks(matrix, look))
    else:
        parts = [_compact_table(matrix, columns, look) for columns in _fitting(matrix.columns, look.width)]
    parts.extend(_differences(matrix, look))
    parts.append(_legend(result, look))
    return Group(*parts)


def plain_matrix_view(result: MatrixResult, look: DisplayOptions) -> Group:
    """Return the matrix as sentences, one a cell, for those who listen."""
    lines = []
    for row in result.matrix.rows:
        for column in result.matrix.columns:
            cell = result.matrix.cell(row, column)
            words = cell_words(cell, look.lang)
            said = f"{row.label}, {column.label}: {words.sentence}. "
            summary = words.summary or draft_summary(cell, look.lang)
            doubt = f" {words.summary_doubt}" if words.summary_doubt else ""
            lines.append(plain(look.text(f"{said}{summary}{doubt}".strip())))
    differences = [
        plain(look.text(f"{row.label}, {column.label}: {divergence_sentence(divergence, look.lang)}."))
        for row, column, divergence in result.matrix.divergences()
    ]
    return Group(*lines, *differences)


def _fitting(columns: tuple[Column, ...], width: int) -> Iterator[tuple[Column, ...]]:
    """Cut the columns into as few tables as fit, as even as possible."""
    at_once = max(1, (width - _LABEL) // (_COLUMN + _BETWEEN))
    tables = -(-len(columns) // at_once)
    size = -(-len(columns) // tables) if tables else 1
    for start in range(0, len(columns), size):
        yield columns[start : start + size]


def _compact_table(matrix: Matrix, columns: tuple[Column, ...], look: DisplayOptions) -> Table:
    table = Table(
        box=look.light_box, pad_edge=False, padding=(0, _BETWEEN, 0, 0), show_lines=False, width=look.width
    )
    table.add_column(say("aspect", look.lang), width=_LABEL - _BETWEEN, overflow="fold")
    for column in columns:
        table.add_column(_heading(column, look), ratio=1, overflow="fold")
    for row in matrix.rows:
        cells = [_head(matrix.cell(row, column), look) for column in columns]
        table.add_row(plain(row.label, "bold"), *cells, end_section=True)
    return table


def _full_table(matrix: Matrix, look: DisplayOptions) -> Table:
    table = Table(box=look.full_box, show_lines=True, width=look.width)
    table.add_column(say("aspect", look.lang), width=_FULL_LABEL - 4, overflow="fold")
    for column in matrix.columns:
        table.add_column(_heading(column, look), ratio=1, overflow="fold")
    for row in matrix.rows:
        table.add_row(plain(row.label, "bold"), *(_whole(matrix.cell(row, c), look) for c in matrix.columns))
    return table


def _blocks(matrix: Matrix, look: DisplayOptions) -> Iterator[RenderableType]:
    for row in matrix.rows:
        yield plain(row.label, "bold underline")
        for column in matrix.columns:
            yield Padding(_title(column), (0, 0, 0, 2))
            yield Padding(_whole(matrix.cell(row, column), look), (0, 0, 0, 4))
        yield Text()


def _heading(column: Column, look: DisplayOptions) -> Text:
    heading = plain(column.label, "bold")
    if column.outcome:
        heading.append(f"\n{visible(column.outcome)}", HINT)
    heading.append(f"\n{say('n.informants', look.lang, len(column.informants))}", HINT)
    return heading


def _title(column: Column) -> Text:
    title = plain(column.label, "bold")
    if column.outcome:
        title.append(f" ({visible(column.outcome)})", HINT)
    return title


def _head(cell: Cell, look: DisplayOptions) -> Text:
    """Return which way, on what basis, and the summary where the researcher has written one."""
    words = look.words(cell)
    text = Text(f"{words.symbol} {words.valence}", style=HINT if cell.empty else VALENCE[cell.valence])
    if words.draft:
        text.append(f" {words.draft}", "italic")
    if words.unsettled:
        text.append(f" {words.unsettled}", "italic default")
    if words.counts:
        text.append(f"\n{words.counts}", "default")
    if words.marks:
        text.append(f" {words.marks}", "bold default")
    if words.summary:
        text.append(f"\n{visible(words.summary)}", "default")
    if words.summary_doubt:
        text.append(f" {words.summary_doubt}", "italic default")
    return text


def _whole(cell: Cell, look: DisplayOptions) -> Text:
    """Return the cell with quotes where the researcher has written nothing."""
    text = _head(cell, look)
    if cell.summary or not cell.quotes:
        return text
    text.append(f"\n{say('summary.draft', look.lang)}", "italic default")
    for quote in cell.quotes:
        text.append(look.text(f"\n“{visible(quote.text)}”"), "italic default")
        text.append(look.text(f"\n— {visible(quote_source(quote, look.lang))}"), HINT)
    return text


def _differences(matrix: Matrix, look: DisplayOptions) -> Iterator[RenderableType]:
    lines = [
        HangingIndent(
            Text.assemble(
                (look.text(f"{visible(row.label)} · {visible(column.label)}: "), "bold"),
                visible(divergence_sentence(divergence, look.lang)),
            ),
            indent=2,
        )
        for row, column, divergence in matrix.divergences()
    ]
    if lines:
        yield Text(say("differences", look.lang), style="bold")
        yield from lines
        yield Text()


def _legend(result: MatrixResult, look: DisplayOptions) -> Text:
    lang = look.lang
    lines = list(legend_lines(result.matrix.cells.values(), lang))
    if len(result.coders) > 1:
        names = ", ".join(map(visible, result.coders))
        lines.append(say("legend.coders", lang, names, result.disputed))
    return Text(look.text("\n".join(lines)), style=HINT)
