"""Tables and columns on a PDF page: ruled tables become rows of cells, columns are read one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kubecode.readers.pdf_geometry import Rule
from kubecode.readers.pdf_lines import PageLine, PagePiece

_TOUCH = 3.0  # points: ruled lines that are nearer touch each other
_LEAST_COLUMN_LINES = 5


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The ruled lines of a table: the edges of its columns from the left, of its rows from the top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def cell_of(self, piece: PagePiece) -> tuple[int, int] | None:
        """Return the row and column in which a piece stands, or None if it is outside the table."""
        middle = piece.y + 0.3 * piece.size
        row = next((i for i in range(len(self.ys) - 1) if self.ys[i] >= middle > self.ys[i + 1]), None)
        start = piece.x0 + min(piece.size, (piece.x1 - piece.x0) / 2)
        column = next((i for i in range(len(self.xs) - 1) if self.xs[i] <= start < self.xs[i + 1]), None)
        return None if row is None or column is None else (row, column)


def edges_at(grids: Sequence[RuledTable], height: float) -> tuple[float, ...]:
    """Return the edges of the columns at a height, none if no table is there."""
    return next((grid.xs for grid in grids if grid.ys[0] >= height > grid.ys[-1]), ())


def grids_of(rules: Sequence[Rule]) -> list[RuledTable]:
    """Return the tables with two columns or more that ruled lines draw."""
    grids = []
    for group in _touching(rules):
        xs = _edges([rule.x0 for rule in group if rule.x1 - rule.x0 < _TOUCH])
        ys = _edges([rule.y0 for rule in group if rule.y1 - rule.y0 < _TOUCH])
        if len(xs) >= 3 and len(ys) >= 2:
            grids.append(RuledTable(tuple(xs), tuple(reversed(ys))))
    return sorted(grids, key=lambda grid: -grid.ys[0])


def _touching(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield groups of ruled lines in which each touches another, swept from the top of the page."""
    groups: list[tuple[float, list[Rule]]] = []
    for rule in sorted(rules, key=lambda rule: -rule.y1):
        if groups and groups[-1][0] - _TOUCH <= rule.y1:
            lowest, group = groups[-1]
            group.append(rule)
            groups[-1] = (min(lowest, rule.y0), group)
        else:
            groups.append((rule.y0, [rule]))
    return iter([group for _, group in groups])


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 2 * _TOUCH:
            edges.append(value)
    return edges


def gutter_of(lines: Sequence[PageLine]) -> float | None:
    """Return where two columns of prose are separated on a page, None if its text is in one column."""
    gaps = [(a.x1, b.x0) for line in lines for a, b in pairwise(line)]
    middles = {round((left + right) / 2) for left, right in gaps}
    best, most = 0, 0
    for x in sorted(middles)[:400]:
        count = sum(left < x < right for left, right in gaps)
        if count > most:
            best, most = x, count
    crossing = sum(any(piece.x0 < best < piece.x1 for piece in line) for line in lines)
    if most < _LEAST_COLUMN_LINES or crossing > most:
        return None
    left = [piece for line in lines for piece in line if piece.x1 <= best and len(line) > 1]
    right = [piece for line in lines for piece in line if piece.x0 >= best and len(line) > 1]
    return best if _are_columns(left, right) else None


def _are_columns(left: list[PagePiece], right: list[PagePiece]) -> bool:
    """Return whether both sides are prose that fills its width, not labels beside the words."""
    if not left or not right:
        return False
    widths = [max(p.x1 for p in side) - min(p.x0 for p in side) for side in (left, right)]
    full = max(piece.x1 for piece in left) - 0.2 * widths[0]
    are_full = sum(piece.x1 > full for piece in left) >= len(left) / 2
    return 0.6 < widths[0] / max(widths[1], 1.0) < 1.7 and are_full


def by_columns(lines: Sequence[PageLine], gutter: float) -> Iterator[tuple[int, PageLine]]:
    """Yield (column, line) in reading order: 0 for a line over the whole width, 1 and 2 for the columns."""
    left: list[PageLine] = []
    right: list[PageLine] = []
    for line in [*lines, None]:
        if line is None or any(piece.x0 < gutter < piece.x1 for piece in line):
            yield from ((1, part) for part in left)
            yield from ((2, part) for part in right)
            left, right = [], []
            if line is not None:
                yield 0, line
            continue
        for side, part in (
            (left, [p for p in line if p.x1 <= gutter]),
            (right, [p for p in line if p.x1 > gutter]),
        ):
            if part:
                side.append(part)
