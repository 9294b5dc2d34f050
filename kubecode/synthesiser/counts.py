"""Counts that are comparable between groups of unequal size: informants, excerpts, per 1,000 words.

Every count is shown with four warnings (after Sandelowski, *Real qualitative researchers do not count: the
use of numbers in qualitative research*, Research in Nursing & Health 24, 2001): a number is not a meaning;
something said once may matter most; informants who were asked more say more; small numbers have no
percentages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kubecode.codebook import MatrixRow
from kubecode.synthesiser.cells import Cell, Column, Matrix

FEWEST_FOR_SHARES = 5
"""Number of informants or excerpts below which no share is given."""


@dataclass(frozen=True, slots=True)
class Count:
    """The counts of one cell.

    ``per_1000_words`` is excerpts per 1,000 words of the group, None if it has no words. ``informant_share``
    is the share of the group's informants, ``column_share`` of the group's excerpts, ``row_share`` of the
    aspect's excerpts: in 0..1, None for a share of fewer than five.
    """

    row: str
    column: str
    informants: int
    informants_total: int
    excerpts: int
    words: int
    per_1000_words: float | None
    informant_share: float | None
    row_share: float | None
    column_share: float | None
    has_absence: bool


def count_cells(matrix: Matrix) -> Iterator[Count]:
    """Yield the counts of every cell, row by row. In totals, an excerpt with two aspects counts once."""
    in_column = {c.key: _distinct_spans(matrix.cell(row, c) for row in matrix.rows) for c in matrix.columns}
    for row in matrix.rows:
        in_row = _distinct_spans(matrix.cell(row, column) for column in matrix.columns)
        for column in matrix.columns:
            yield _count(matrix, row, column, in_row, in_column[column.key])


def _distinct_spans(cells: Iterator[Cell]) -> int:
    """Return the number of distinct spans in some cells: excerpt ids without their codes."""
    return len({id_.rpartition(":")[0] for cell in cells for id_ in cell.excerpt_ids})


def _count(matrix: Matrix, row: MatrixRow, column: Column, in_row: int, in_column: int) -> Count:
    cell = matrix.cell(row, column)
    return Count(
        row=row.id,
        column=column.key,
        informants=len(cell.informants),
        informants_total=cell.informants_total,
        excerpts=cell.excerpts,
        words=column.words,
        per_1000_words=1000 * cell.excerpts / column.words if column.words else None,
        informant_share=_share(len(cell.informants), cell.informants_total),
        row_share=_share(cell.excerpts, in_row),
        column_share=_share(cell.excerpts, in_column),
        has_absence=cell.absence,
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole >= FEWEST_FOR_SHARES else None
