"""The values of a matrix: columns, cells and the matrix itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kubecode.codebook import MatrixRow
from kubecode.model import Presence, Valence
from kubecode.synthesiser.divergence import Divergence
from kubecode.synthesiser.exemplar import Quote
from kubecode.synthesiser.voices import Voice


class Empty(StrEnum):
    """Why a cell has no excerpt. A denial is evidence of absence, so its cell is not empty."""

    NOT_REVIEWED = "not_reviewed"
    NOT_FOUND = "not_found"
    NOT_ASKED = "not_asked"
    CONCLUSION_ONLY = "conclusion_only"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix and facts about its documents.

    ``reviewed`` are the top-level codes that are reviewed in all of its documents. ``asked`` are the paths of
    the codes that occur in questions, None if there are no questions. ``words`` counts the words of
    informants and notes, without questions. ``outcome`` is the group's outcome according to the headers.
    """

    key: str
    label: str
    informants: tuple[str, ...]
    reviewed: frozenset[str]
    asked: frozenset[str] | None
    documents: tuple[str, ...] = ()
    words: int = 0
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One aspect in one group.

    - ``proposed`` is the valence by the two-thirds rule; ``valence`` is the researcher's, or else the same.
    - ``exceptions`` are informants with another valence; ``negative_cases`` are excerpts, and
      ``sources_against`` kinds of source, with the opposite one.
    - ``excerpts`` counts the excerpts that count, ``undecided`` those without a decision, ``disputed`` those
      that coders judge differently.
    - ``presence`` is the presence of two thirds of the voices, else None. ``absence``: at least one counted
      coding is rare or denied; ``denied``: all are.
    - ``summary_is_stale``: the excerpts differ from those that the summary rests on (``summary_basis``).
    - ``quotes`` are exemplars, the best first. ``is_mark``: the row is a mark that a group shows or not.
    - ``reviewed`` is the share of excerpts and suggestions without an open coding, in 0..1; None if there are
      none and the group has not been reviewed.
    """

    row: str
    column: str
    valence: Valence | None
    valence_source: Literal["proposed", "confirmed"]
    proposed: Valence | None
    draft: bool
    excerpts: int
    undecided: int
    disputed: int
    informants: tuple[str, ...]
    informants_total: int
    sources: tuple[str, ...]
    sources_against: tuple[str, ...]
    presence: Presence | None
    absence: bool
    denied: bool
    voices: tuple[Voice, ...]
    exceptions: tuple[str, ...]
    divergence: tuple[Divergence, ...]
    negative_cases: tuple[str, ...]
    empty: Empty | None
    summary: str | None
    summary_basis: tuple[str, ...]
    summary_is_stale: bool
    note: str | None
    quotes: tuple[Quote, ...]
    excerpt_ids: tuple[str, ...]
    is_mark: bool = False
    reviewed: float | None = None

    @property
    def id(self) -> str:
        """The name of the cell in exported files: row and column."""
        return f"{self.row} × {self.column}"

    @property
    def exemplar(self) -> str | None:
        """The text of the best quote."""
        return self.quotes[0].text if self.quotes else None

    @property
    def settled_divergence(self) -> tuple[Divergence, ...]:
        """The divergences between accepted codings; a draft has none."""
        return () if self.draft else self.divergence


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows, columns and a cell for each pair of their ids."""

    rows: tuple[MatrixRow, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, row: MatrixRow, column: Column) -> Cell:
        """Return the cell of a row and a column."""
        return self.cells[row.id, column.key]

    def without_idle_rows(self) -> Matrix:
        """Return the matrix without the rows for the rest of a code that have nothing to show."""

        def is_idle(row: MatrixRow) -> bool:
            shown = [self.cell(row, column).empty in {None, Empty.CONCLUSION_ONLY} for column in self.columns]
            return row.is_rest and not any(shown)

        rows = tuple(row for row in self.rows if not is_idle(row))
        return Matrix(
            rows, self.columns, {(r.id, c.key): self.cell(r, c) for r in rows for c in self.columns}
        )

    def divergences(self) -> Iterator[tuple[MatrixRow, Column, Divergence]]:
        """Yield every settled divergence with its row and column, row by row."""
        for row in self.rows:
            for column in self.columns:
                for divergence in self.cell(row, column).settled_divergence:
                    yield row, column, divergence
