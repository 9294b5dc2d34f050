"""Anchors of the page: a short name for every cell, excerpt and coded span of a transcript."""

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
    """An excerpt as a cell lists it, with the codings of all coders; the cell counts the first of them.

    ``anchor`` is its name in the list, ``mark`` that of its text in the transcript.
    """

    anchor: str
    mark: str
    codings: tuple[Coding, ...]
    is_negative: bool

    @property
    def coding(self) -> Coding:
        """The first coding; all of them have the same text, place, speaker and code."""
        return self.codings[0]


@dataclass(frozen=True, slots=True)
class ExcerptGroup:
    """The excerpts of a cell with the same code, in the order of the text."""

    anchor: str
    path: str
    label: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell of the matrix with its excerpts by code; ``anchor`` is its name."""

    anchor: str
    row: MatrixRow
    column: Column
    cell: Cell
    groups: tuple[ExcerptGroup, ...]

    @property
    def excerpts(self) -> Iterator[Excerpt]:
        """The excerpts, code by code."""
        for group in self.groups:
            yield from group.excerpts

    @property
    def not_heard(self) -> list[str]:
        """The informants of the group who say nothing about the aspect."""
        return [name for name in self.column.informants if name not in self.cell.informants]

    def anchor_of(self, excerpt_id: str) -> str:
        """Return the anchor of an excerpt by its id."""
        return next(excerpt.anchor for excerpt in self.excerpts if excerpt.coding.id == excerpt_id)


@dataclass(frozen=True, slots=True)
class PageAnchors:
    """The cells of the page in the order of the matrix, and the anchor of every coded span."""

    cells: tuple[PageCell, ...]
    marks: Mapping[DocumentSpan, str]

    def excerpts_by_span(self) -> dict[DocumentSpan, list[Excerpt]]:
        """Return the excerpts on each span, in the order of the cells that list them."""
        by_span: dict[DocumentSpan, list[Excerpt]] = {}
        for cell in self.cells:
            for excerpt in cell.excerpts:
                by_span.setdefault(_span(excerpt.coding), []).append(excerpt)
        return by_span

    def groups_of(self, matrix: Matrix) -> dict[tuple[str, str], list[ExcerptGroup]]:
        """Return the groups of excerpts for each cell of another matrix with the same columns."""
        groups: dict[tuple[str, str], list[ExcerptGroup]] = {}
        for cell in self.cells:
            for group in cell.groups:
                for row in matrix.rows:
                    if row.holds(group.path):
                        groups.setdefault((row.id, cell.column.key), []).append(group)
        return groups


def find_anchors(report: Report) -> PageAnchors:
    """Return anchors for every cell of the matrix, its excerpts, and their text in the transcripts."""
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
            excerpts = [_excerpt(codings[id_], cell, marks, numbers) for id_ in cell.excerpt_ids]
            cells.append(PageCell(anchor, row, column, cell, tuple(_groups(anchor, excerpts, order))))
    return PageAnchors(tuple(cells), marks)


def _span(coding: Coding) -> DocumentSpan:
    return coding.document, coding.start, coding.end


def _excerpt(
    codings: Iterable[Coding], cell: Cell, marks: Mapping[DocumentSpan, str], numbers: Iterator[int]
) -> Excerpt:
    # A coding that the cell counts comes before one that another coder has rejected.
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
