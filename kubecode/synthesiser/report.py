"""What a report says: one value, made once for every format. No writer computes a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kubecode.codebook import Codebook, Lens, MatrixRow
from kubecode.errors import Problem
from kubecode.model import Coding, Document
from kubecode.synthesiser.calibration import TrackRecord
from kubecode.synthesiser.cells import Cell, Column, Matrix
from kubecode.synthesiser.cooccurrence import Cooccurrence
from kubecode.synthesiser.counts import Count
from kubecode.synthesiser.coverage import PairAgreement
from kubecode.synthesiser.recall import Recall
from kubecode.synthesiser.saturation import Saturation


@dataclass(frozen=True, slots=True)
class LensMatrix:
    """The same codings through a lens: the groups by its rows."""

    lens: Lens
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """A document of the study and how far its review has come.

    ``date`` is ISO 8601, None where none can be read; ``sha256`` that of the stored text; ``readers`` are
    the coders who have read it to its end. The last four are numbers of codings.
    """

    document: Document
    date: str | None
    sha256: str
    informants: tuple[tuple[str, str | None], ...]
    words: int
    readers: tuple[str, ...]
    accepted: int
    rejected: int
    undecided: int
    open: int

    @property
    def codings(self) -> int:
        """How many codings the document has, whatever became of them."""
        return self.accepted + self.rejected + self.undecided + self.open


@dataclass(frozen=True, slots=True)
class CoderWork:
    """What one coder has done: ``in_mass`` of the decisions were made by one answer for many, ``by_hand``
    are accepted where the machine had suggested nothing. ``recall`` is estimated from the coder's sample.
    """

    coder: str
    accepted: int
    rejected: int
    in_mass: int
    by_hand: int
    recall: Recall


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """The audit trail: with what was worked and by whom, so that another can follow it.

    ``tracks`` say for every indicator that ever spoke, by (path of the code, indicator), what became of it.
    ``last_decision`` is when anybody last decided (ISO 8601, UTC), None where nobody has.
    """

    software: str
    codebook_sha256: str
    suggestions: int
    coders: tuple[CoderWork, ...]
    agreement: tuple[PairAgreement, ...]
    tracks: Mapping[tuple[str, str], TrackRecord]
    last_decision: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report of a study says.

    ``matrix`` is the main table, ``subcodes`` the same columns by sub-code, ``lenses`` through every lens of
    the codebook; ``evidence`` the codings that the matrix counts, in the order of the text; ``doubts`` what
    makes the report less than it seems.
    """

    codebook: Codebook
    matrix: Matrix
    subcodes: Matrix
    lenses: tuple[LensMatrix, ...]
    counts: tuple[Count, ...]
    subcode_counts: tuple[Count, ...]
    cooccurrence: Cooccurrence
    saturation: Saturation
    evidence: tuple[Coding, ...]
    coverage: tuple[DocumentCoverage, ...]
    trail: AuditTrail
    doubts: tuple[Problem, ...]

    @property
    def by_id(self) -> dict[str, Coding]:
        """The evidence by the excerpt's id; where coders share an excerpt, one of their codings."""
        return {coding.id: coding for coding in self.evidence}

    def negative_cases(self) -> Iterator[tuple[MatrixRow, Column, Cell]]:
        """Yield the cells in which something says the opposite of the cell, row by row."""
        for row in self.matrix.rows:
            for column in self.matrix.columns:
                cell = self.matrix.cell(row, column)
                if cell.negative_cases and not cell.draft:
                    yield row, column, cell

    @property
    def undecided(self) -> int:
        """How many suggestions nobody has decided about."""
        return sum(one.undecided for one in self.coverage)

    @property
    def drafts(self) -> int:
        """How many cells show a summary that the tool has put together and nobody has confirmed."""
        cells = self.matrix.cells.values()
        return sum(not cell.summary and bool(cell.quotes) for cell in cells)
