"""Counts that are fair between groups of unequal size: informants first, then excerpts, per 1,000 words.

Four warnings stand beside every count (after Sandelowski, *Real qualitative researchers do not count: the
use of numbers in qualitative research*, Research in Nursing & Health 24, 2001): a number is no meaning, what
is said once may matter most, who was asked more says more, and small numbers have no percentages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kubecode.codebook import MatrixRow
from kubecode.synthesiser.cells import Cell, Column, Matrix

FEWEST_FOR_SHARES = 5
"""Below so many informants or excerpts no share is given."""


@dataclass(frozen=True, slots=True)
class Count:
    """How much of a cell's aspect is in a cell's group.

    ``per_1000_words`` is over the words said in the group, None where nothing is. ``informant_share`` is of
    the group's informants, ``column_share`` of the group's excerpts, ``row_share`` of the aspect's: in 0..1,
    None where they would be shares of fewer than five.
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
    """Yield the counts of every cell, row by row. What stands under two aspects is counted once."""
    in_column = {c.key: _stretches(matrix.cell(row, c) for row in matrix.rows) for c in matrix.columns}
    for row in matrix.rows:
        in_row = _stretches(matrix.cell(row, column) for column in matrix.columns)
        for column in matrix.columns:
            yield _count(matrix, row, column, in_row, in_column[column.key])


def _stretches(cells: Iterator[Cell]) -> int:
    """Count the stretches of text in some cells: the excerpts' ids without their codes."""
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
