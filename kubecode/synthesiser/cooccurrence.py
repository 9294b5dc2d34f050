"""Co-occurrence: how often two codes are on the same text.

The unit is the region, computed separately for each pair of codes: excerpts of either code that overlap by
at least one code point, directly or through others, form one region. A quote with two coders or two
sub-codes therefore counts once, and no more regions have both codes than have either. Excerpts that only
touch are two regions. Presence does not matter: a denied quarrel is mentioned too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import combinations
from typing import Literal, NamedTuple

from kubecode.codebook import MatrixRow
from kubecode.model import Coding, Span, Turn

FEWEST = 5
"""Regions with either code below which no coefficient is given: small numbers mislead."""

Within = Literal["excerpt", "turn"]
Turns = Mapping[str, Sequence[Turn]]
"""Document name → its turns."""


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row of the codebook, the number of its regions, and its informants (``case · informant``)."""

    id: str
    label: str
    regions: int
    informants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows: the number of regions with both and with one, and the informants of those with both.

    Informants are named ``case · informant``.
    """

    first: str
    second: str
    both: int
    first_only: int
    second_only: int
    informants: tuple[str, ...]

    @property
    def either(self) -> int:
        """The number of regions with at least one of the two rows."""
        return self.both + self.first_only + self.second_only

    @property
    def coefficient(self) -> float | None:
        """The c-coefficient n₁₂ / (n₁ + n₂ - n₁₂) in 0..1; None for fewer than :data:`FEWEST` regions.

        This is Jaccard's coefficient (1901), called c-index by ATLAS.ti (manual, *Code Co-occurrence
        Coefficient*). In ATLAS.ti it may exceed 1, because several excerpts of one code may overlap one
        excerpt of the other; with regions it cannot.
        """
        return self.both / self.either if self.either >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """The rows in the order of the codebook, and each pair of them once; a draft counts suggestions.

    ``within`` is what two codes have to share: overlapping excerpts or a turn.
    """

    within: Within
    draft: bool
    rows: tuple[CodedRow, ...]
    pairs: tuple[Pair, ...]

    def closest(self) -> list[Pair]:
        """Return the pairs that co-occur, by falling coefficient; those without one are last."""
        cooccurring = [pair for pair in self.pairs if pair.both]
        return sorted(cooccurring, key=lambda pair: (-(pair.coefficient or 0), -pair.both))


class _CodedSpan(NamedTuple):
    """An excerpt of a row: code points of a document, half-open."""

    document: str
    start: int
    end: int
    row: str
    informant: str


def count_cooccurrence(
    codings: Iterable[Coding], rows: tuple[MatrixRow, ...], turns: Turns | None = None, *, draft: bool = False
) -> Cooccurrence:
    """Return the number of regions of every row and every pair of rows.

    With ``turns``, an excerpt extends to all turns that it touches, so that rows co-occur within a turn. Rows
    for the rest of a code are left out if they have no coding.
    """
    spans = _spans(list(codings), rows, turns)
    shown = [row for row in rows if spans[row.id] or not row.is_rest]
    coded = []
    for row in shown:
        informants = _informants(spans[row.id])
        coded.append(CodedRow(row.id, row.label, sum(1 for _ in _regions(spans[row.id])), informants))
    pairs = tuple(_pair(one.id, other.id, spans) for one, other in combinations(shown, 2))
    return Cooccurrence("turn" if turns is not None else "excerpt", draft, tuple(coded), pairs)


def _spans(
    codings: list[Coding], rows: tuple[MatrixRow, ...], turns: Turns | None
) -> dict[str, list[_CodedSpan]]:
    """Return row id → its excerpts, by document and position."""
    rows_of_path = {path: [row.id for row in rows if row.holds(path)] for path in {c.path for c in codings}}
    spans: dict[str, list[_CodedSpan]] = {row.id: [] for row in rows}
    for coding in codings:
        informant = f"{coding.case} · {coding.informant}" if coding.informant else ""
        for start, end in _spans_of(coding, turns):
            for row in rows_of_path[coding.path]:
                spans[row].append(_CodedSpan(coding.document, start, end, row, informant))
    return {row: sorted(of_row) for row, of_row in spans.items()}


def _spans_of(coding: Coding, turns: Turns | None) -> list[Span]:
    span = (coding.start, coding.end)
    if turns is None:
        return [span]
    in_document = turns.get(coding.document, ())
    return [(t.start, t.end) for t in in_document if t.start < coding.end and coding.start < t.end] or [span]


def _pair(first: str, second: str, spans: Mapping[str, list[_CodedSpan]]) -> Pair:
    counts = {first: 0, second: 0}
    both: list[_CodedSpan] = []
    shared = 0
    for region in _regions(merge(spans[first], spans[second])):
        if len({span.row for span in region}) == 2:
            shared += 1
            both += region
        else:
            counts[region[0].row] += 1
    return Pair(first, second, shared, counts[first], counts[second], _informants(both))


def _regions(spans: Iterable[_CodedSpan]) -> Iterator[list[_CodedSpan]]:
    """Yield the regions, each as its overlapping spans; ``spans`` are sorted by document and position."""
    region: list[_CodedSpan] = []
    end = 0
    for span in spans:
        if region and (span.document != region[0].document or span.start >= end):
            yield region
            region, end = [], 0
        region.append(span)
        end = max(end, span.end)
    if region:
        yield region


def _informants(spans: Iterable[_CodedSpan]) -> tuple[str, ...]:
    return tuple(sorted({span.informant for span in spans} - {""}))
