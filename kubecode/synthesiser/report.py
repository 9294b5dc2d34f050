"""The report of a study: one value for all formats. Writers compute no figures."""

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
    """The matrix with the rows of a lens."""

    lens: Lens
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """A document and the state of its review.

    ``date`` is ISO 8601, or None if it is unknown; ``sha256`` is that of the stored text; ``informants`` are
    (name, role); ``readers`` are the coders who have read it to its end. The last four count codings.
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
        """The number of all codings of the document."""
        return self.accepted + self.rejected + self.undecided + self.open


@dataclass(frozen=True, slots=True)
class CoderWork:
    """The work of one coder: counts of decisions.

    ``in_mass`` were made by mass accept; ``by_hand`` are accepted codings without a suggestion. ``recall`` is
    estimated from the coder's sample.
    """

    coder: str
    accepted: int
    rejected: int
    in_mass: int
    by_hand: int
    recall: Recall


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """The audit trail: software, codebook, coders and their decisions.

    ``tracks`` maps (code path, indicator) to the track record of each indicator with a suggestion.
    ``last_decision`` is the time of the newest decision (ISO 8601, UTC), or None.
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
    """Everything that a report of a study shows.

    ``matrix`` is the main table; ``subcodes`` has the same columns by sub-code, ``lenses`` by each lens of
    the codebook. ``evidence`` are the codings that the matrix counts, in text order. ``doubts`` are warnings
    that limit the report.
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
        """Excerpt id → coding. If several coders coded an excerpt, one of their codings."""
        return {coding.id: coding for coding in self.evidence}

    def negative_cases(self) -> Iterator[tuple[MatrixRow, Column, Cell]]:
        """Yield the cells with negative cases, row by row."""
        for row in self.matrix.rows:
            for column in self.matrix.columns:
                cell = self.matrix.cell(row, column)
                if cell.negative_cases and not cell.draft:
                    yield row, column, cell

    @property
    def undecided(self) -> int:
        """The number of suggestions without a decision."""
        return sum(document.undecided for document in self.coverage)

    @property
    def drafts(self) -> int:
        """The number of cells with quotes in place of a researcher's summary."""
        cells = self.matrix.cells.values()
        return sum(not cell.summary and bool(cell.quotes) for cell in cells)
