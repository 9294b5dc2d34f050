"""The matrix in a terminal: compact or full tables of any width, or one sentence for each cell."""

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

# Widths in columns of the terminal: row labels, the narrowest matrix columns, the gap between columns.
_LABEL, _FULL_LABEL = 21, 14
_COLUMN, _FULL_COLUMN = 18, 32
_BETWEEN = 1


def matrix_view(result: MatrixResult, options: DisplayOptions, *, full: bool) -> Group:
    """Return the matrix as tables that fit the width; columns that do not fit form further tables below.

    A full matrix that does not fit is a list by row, so that the cells of one row stay together.
    """
    matrix = result.matrix
    parts: list[RenderableType]
    if full:
        fits = options.width >= _FULL_LABEL + len(matrix.columns) * _FULL_COLUMN
        parts = [_full_table(matrix, options)] if fits else list(_list_by_row(matrix, options))
    else:
        parts = [
            _compact_table(matrix, columns, options)
            for columns in _columns_of_tables(matrix.columns, options.width)
        ]
    parts.extend(_differences(matrix, options))
    parts.append(_legend(result, options))
    return Group(*parts)


def plain_matrix_view(result: MatrixResult, options: DisplayOptions) -> Group:
    """Return one sentence for each cell, then the divergences, for screen readers."""
    lines = []
    for row in result.matrix.rows:
        for column in result.matrix.columns:
            cell = result.matrix.cell(row, column)
            words = cell_words(cell, options.lang)
            sentence = f"{row.label}, {column.label}: {words.sentence}. "
            summary = words.summary or draft_summary(cell, options.lang)
            doubt = f" {words.summary_doubt}" if words.summary_doubt else ""
            lines.append(plain(options.text(f"{sentence}{summary}{doubt}".strip())))
    differences = [
        plain(options.text(f"{row.label}, {column.label}: {divergence_sentence(divergence, options.lang)}."))
        for row, column, divergence in result.matrix.divergences()
    ]
    return Group(*lines, *differences)


def _columns_of_tables(columns: tuple[Column, ...], width: int) -> Iterator[tuple[Column, ...]]:
    """Yield the columns of each table: as few tables as fit the width, of nearly the same size."""
    most = max(1, (width - _LABEL) // (_COLUMN + _BETWEEN))
    # -(-a // b) rounds up.
    tables = -(-len(columns) // most)
    size = -(-len(columns) // tables) if tables else 1
    for start in range(0, len(columns), size):
        yield columns[start : start + size]


def _compact_table(matrix: Matrix, columns: tuple[Column, ...], options: DisplayOptions) -> Table:
    table = Table(
        box=options.light_box,
        pad_edge=False,
        padding=(0, _BETWEEN, 0, 0),
        show_lines=False,
        width=options.width,
    )
    table.add_column(say("aspect", options.lang), width=_LABEL - _BETWEEN, overflow="fold")
    for column in columns:
        table.add_column(_column_heading(column, options), ratio=1, overflow="fold")
    for row in matrix.rows:
        cells = [_compact_cell(matrix.cell(row, column), options) for column in columns]
        table.add_row(plain(row.label, "bold"), *cells, end_section=True)
    return table


def _full_table(matrix: Matrix, options: DisplayOptions) -> Table:
    table = Table(box=options.full_box, show_lines=True, width=options.width)
    table.add_column(say("aspect", options.lang), width=_FULL_LABEL - 4, overflow="fold")
    for column in matrix.columns:
        table.add_column(_column_heading(column, options), ratio=1, overflow="fold")
    for row in matrix.rows:
        table.add_row(
            plain(row.label, "bold"), *(_full_cell(matrix.cell(row, c), options) for c in matrix.columns)
        )
    return table


def _list_by_row(matrix: Matrix, options: DisplayOptions) -> Iterator[RenderableType]:
    for row in matrix.rows:
        yield plain(row.label, "bold underline")
        for column in matrix.columns:
            yield Padding(_list_title(column), (0, 0, 0, 2))
            yield Padding(_full_cell(matrix.cell(row, column), options), (0, 0, 0, 4))
        yield Text()


def _column_heading(column: Column, options: DisplayOptions) -> Text:
    heading = plain(column.label, "bold")
    if column.outcome:
        heading.append(f"\n{visible(column.outcome)}", HINT)
    heading.append(f"\n{say('n.informants', options.lang, len(column.informants))}", HINT)
    return heading


def _list_title(column: Column) -> Text:
    title = plain(column.label, "bold")
    if column.outcome:
        title.append(f" ({visible(column.outcome)})", HINT)
    return title


def _compact_cell(cell: Cell, options: DisplayOptions) -> Text:
    """Return valence, counts and marks of a cell, and the researcher's summary if there is one."""
    words = options.words(cell)
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


def _full_cell(cell: Cell, options: DisplayOptions) -> Text:
    """Return the compact cell, with quotes if it has no summary."""
    text = _compact_cell(cell, options)
    if cell.summary or not cell.quotes:
        return text
    text.append(f"\n{say('summary.draft', options.lang)}", "italic default")
    for quote in cell.quotes:
        text.append(options.text(f"\n“{visible(quote.text)}”"), "italic default")
        text.append(options.text(f"\n— {visible(quote_source(quote, options.lang))}"), HINT)
    return text


def _differences(matrix: Matrix, options: DisplayOptions) -> Iterator[RenderableType]:
    lines = [
        HangingIndent(
            Text.assemble(
                (options.text(f"{visible(row.label)} · {visible(column.label)}: "), "bold"),
                visible(divergence_sentence(divergence, options.lang)),
            ),
            indent=2,
        )
        for row, column, divergence in matrix.divergences()
    ]
    if lines:
        yield Text(say("differences", options.lang), style="bold")
        yield from lines
        yield Text()


def _legend(result: MatrixResult, options: DisplayOptions) -> Text:
    lang = options.lang
    lines = list(legend_lines(result.matrix.cells.values(), lang))
    if len(result.coders) > 1:
        names = ", ".join(map(visible, result.coders))
        lines.append(say("legend.coders", lang, names, result.disputed))
    return Text(options.text("\n".join(lines)), style=HINT)
