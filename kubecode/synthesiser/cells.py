"""What a matrix is made of: plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kubecode.codebook import Row
from kubecode.model import Valence
from kubecode.synthesiser.divergence import Divergence


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
    the paths of the codes that the interviewer's questions touch, None where nobody asks.
    """

    key: str
    label: str
    informants: tuple[str, ...]
    reviewed: frozenset[str]
    asked: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One aspect in one group.

    ``excerpts`` are those that count, ``undecided`` those still waiting for a decision, ``disputed``
    those that coders do not judge alike.
    """

    row: str
    column: str
    valence: Valence | None
    valence_source: Literal["proposed", "confirmed"]
    draft: bool
    excerpts: int
    undecided: int
    disputed: int
    informants: tuple[str, ...]
    informants_total: int
    sources: tuple[str, ...]
    absence: bool
    divergence: tuple[Divergence, ...]
    empty: Empty | None
    summary: str | None
    exemplar: str | None
    exemplar_id: str | None
    exemplar_voice: str | None
    exemplar_document: str | None
    exemplar_line: int | None
    excerpt_ids: tuple[str, ...]

    @property
    def settled_divergence(self) -> tuple[Divergence, ...]:
        """The divergences between things that people accepted; a draft has none yet."""
        return () if self.draft else self.divergence


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows, columns and a cell for each pair of their ids."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, row: Row, column: Column) -> Cell:
        """Return the cell where a row and a column meet."""
        return self.cells[row.id, column.key]

    def without_idle_rows(self) -> Matrix:
        """Leave out the rows for what no sub-code takes where nothing of that kind is said."""

        def is_idle(row: Row) -> bool:
            shown = [self.cell(row, column).empty in {None, Empty.CONCLUSION_ONLY} for column in self.columns]
            return row.is_rest and not any(shown)

        rows = tuple(row for row in self.rows if not is_idle(row))
        return Matrix(
            rows, self.columns, {(r.id, c.key): self.cell(r, c) for r in rows for c in self.columns}
        )

    def divergences(self) -> Iterator[tuple[Row, Column, Divergence]]:
        """Yield every settled divergence, row by row."""
        for row in self.rows:
            for column in self.columns:
                for divergence in self.cell(row, column).settled_divergence:
                    yield row, column, divergence
