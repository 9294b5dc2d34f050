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
    excerpt_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows, columns and a cell for each pair of their ids."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, row: Row, column: Column) -> Cell:
        """Return the cell where a row and a column meet."""
        return self.cells[row.id, column.key]

    def divergences(self) -> Iterator[tuple[Row, Column, Divergence]]:
        """Yield every divergence between things that people accepted, row by row."""
        for row in self.rows:
            for column in self.columns:
                cell = self.cell(row, column)
                if not cell.draft:
                    yield from ((row, column, divergence) for divergence in cell.divergence)
