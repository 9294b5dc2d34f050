"""What a matrix is made of: plain values."""

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
    """Why a cell shows no excerpt. Denial is no emptiness: it is evidence of absence."""

    NOT_REVIEWED = "not_reviewed"
    NOT_FOUND = "not_found"
    NOT_ASKED = "not_asked"
    CONCLUSION_ONLY = "conclusion_only"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix and what has to be known of its material.

    ``reviewed`` are the top-level codes about which a person has decided everywhere in it; ``asked`` are
    the paths of the codes that the interviewer's questions touch, None where nobody asks. ``words`` is how
    much was said in it (questions left out), ``outcome`` what the headers say became of the group.
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

    ``proposed`` is the valence by the two-thirds rule, ``valence`` that of the researcher where there is
    one; ``exceptions`` are informants who see it otherwise, ``negative_cases`` excerpts that say the
    opposite, ``sources_against`` kinds of source that do. ``excerpts`` are those that count,
    ``undecided`` those still waiting for a decision, ``disputed`` those that coders do not judge alike.
    ``presence`` is what two thirds of the voices say, None where they are divided. ``absence``: something
    counted says that it is rare or not there; ``denied``: all of it does.
    ``summary_is_stale``: the excerpts are no longer those that the summary rests on (``summary_basis``).
    ``quotes`` can stand for the cell, the best first. ``is_mark``: the row is a mark that a group shows
    or not. ``reviewed`` is what share of the cell's excerpts and suggestions somebody has settled, in 0..1;
    None where there are none and the group has not been reviewed.
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
        """What names the cell in files that come back: row and column."""
        return f"{self.row} × {self.column}"

    @property
    def exemplar(self) -> str | None:
        """The words of the quote that stands for the cell."""
        return self.quotes[0].text if self.quotes else None

    @property
    def settled_divergence(self) -> tuple[Divergence, ...]:
        """The divergences between things that people accepted; a draft has none yet."""
        return () if self.draft else self.divergence


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows, columns and a cell for each pair of their ids."""

    rows: tuple[MatrixRow, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, row: MatrixRow, column: Column) -> Cell:
        """Return the cell where a row and a column meet."""
        return self.cells[row.id, column.key]

    def without_idle_rows(self) -> Matrix:
        """Leave out the rows for what no sub-code takes where nothing of that kind is said."""

        def is_idle(row: MatrixRow) -> bool:
            shown = [self.cell(row, column).empty in {None, Empty.CONCLUSION_ONLY} for column in self.columns]
            return row.is_rest and not any(shown)

        rows = tuple(row for row in self.rows if not is_idle(row))
        return Matrix(
            rows, self.columns, {(r.id, c.key): self.cell(r, c) for r in rows for c in self.columns}
        )

    def divergences(self) -> Iterator[tuple[MatrixRow, Column, Divergence]]:
        """Yield every settled divergence, row by row."""
        for row in self.rows:
            for column in self.columns:
                for divergence in self.cell(row, column).settled_divergence:
                    yield row, column, divergence
