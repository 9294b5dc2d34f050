"""What stands where on the page: a short name for every cell, excerpt and stretch of a transcript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from kubecode.codebook import MatrixRow
from kubecode.model import Coding, DocumentSpan, Status
from kubecode.synthesiser.cells import Cell, Column, Matrix
from kubecode.synthesiser.report import Report


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An excerpt as a cell lists it: what every coder says of it, the first one counted by the cell.

    ``anchor`` is its own name, ``mark`` that of its words in the transcript.
    """

    anchor: str
    mark: str
    codings: tuple[Coding, ...]
    is_negative: bool

    @property
    def coding(self) -> Coding:
        """The coding that tells what all of them share: words, place, speaker and code."""
        return self.codings[0]


@dataclass(frozen=True, slots=True)
class ExcerptGroup:
    """The excerpts of a cell that have the same code, in the order of the text."""

    anchor: str
    path: str
    label: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell of the matrix with everything that it rests on; ``anchor`` is its name."""

    anchor: str
    row: MatrixRow
    column: Column
    cell: Cell
    groups: tuple[ExcerptGroup, ...]

    @property
    def excerpts(self) -> Iterator[Excerpt]:
        """Every excerpt, code by code."""
        for group in self.groups:
            yield from group.excerpts

    @property
    def not_heard(self) -> list[str]:
        """The informants of the group who say nothing of the aspect."""
        return [name for name in self.column.informants if name not in self.cell.informants]

    def anchor_of(self, id_: str) -> str:
        """Return the name of the excerpt with this id."""
        return next(excerpt.anchor for excerpt in self.excerpts if excerpt.coding.id == id_)


@dataclass(frozen=True, slots=True)
class PageAnchors:
    """The opened cells in the order of the matrix, and the stretches of every document by their names."""

    cells: tuple[PageCell, ...]
    marks: Mapping[DocumentSpan, str]

    def excerpts_on(self) -> dict[DocumentSpan, list[tuple[PageCell, Excerpt]]]:
        """Return the excerpts on each stretch of text, with the cells that list them."""
        on: dict[DocumentSpan, list[tuple[PageCell, Excerpt]]] = {}
        for opened in self.cells:
            for excerpt in opened.excerpts:
                on.setdefault(_span(excerpt.coding), []).append((opened, excerpt))
        return on

    def groups_of(self, matrix: Matrix) -> dict[tuple[str, str], list[ExcerptGroup]]:
        """Return for each cell of another matrix of the same columns where its excerpts are listed."""
        groups: dict[tuple[str, str], list[ExcerptGroup]] = {}
        for opened in self.cells:
            for group in opened.groups:
                for row in matrix.rows:
                    if row.holds(group.path):
                        groups.setdefault((row.id, opened.column.key), []).append(group)
        return groups


def find_anchors(report: Report) -> PageAnchors:
    """Name every cell of the report's matrix, its excerpts, and their words in the transcripts."""
    spans = {_span(coding): None for coding in report.evidence}
    marks = {span: f"k{number}" for number, span in enumerate(spans, 1)}
    codings: dict[str, list[Coding]] = {}
    for coding in report.evidence:
        codings.setdefault(coding.id, []).append(coding)
    order = {code.path: (number, code.label) for number, code in enumerate(report.codebook.walk())}
    numbers = count(1)
    cells = []
    for down, row in enumerate(report.matrix.rows, 1):
        for across, column in enumerate(report.matrix.columns, 1):
            cell, anchor = report.matrix.cell(row, column), f"c{down}-{across}"
            listed = [_excerpt(codings[id_], cell, marks, numbers) for id_ in cell.excerpt_ids]
            cells.append(PageCell(anchor, row, column, cell, tuple(_groups(anchor, listed, order))))
    return PageAnchors(tuple(cells), marks)


def _span(coding: Coding) -> DocumentSpan:
    return coding.document, coding.start, coding.end


def _excerpt(
    codings: Iterable[Coding], cell: Cell, marks: Mapping[DocumentSpan, str], numbers: Iterator[int]
) -> Excerpt:
    # What the cell counts goes before what another coder has rejected.
    counted = Status.SUGGESTED if cell.draft else Status.ACCEPTED
    ranked = sorted(codings, key=lambda coding: (coding.status != counted, coding.coder))
    first = ranked[0]
    return Excerpt(f"e{next(numbers)}", marks[_span(first)], tuple(ranked), first.id in cell.negative_cases)


def _groups(
    cell: str, excerpts: Iterable[Excerpt], order: Mapping[str, tuple[int, str]]
) -> Iterator[ExcerptGroup]:
    by_path: dict[str, list[Excerpt]] = {}
    for excerpt in excerpts:
        by_path.setdefault(excerpt.coding.path, []).append(excerpt)
    unknown = len(order)
    in_order = sorted(by_path, key=lambda path: (order.get(path, (unknown, path))[0], path))
    for number, path in enumerate(in_order, 1):
        label = order[path][1] if path in order else path
        yield ExcerptGroup(f"{cell}-{number}", path, label, tuple(by_path[path]))
