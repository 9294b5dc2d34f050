"""Co-occurrence: how often two codes stand together on the same stretch of text.

What is counted are stretches of text, made for every two codes anew: the excerpts of both are laid on the
text of their document, and excerpts that overlap by at least one code point, directly or by way of others,
are one stretch. So a quote that two coders have coded, or that stands under two sub-codes, counts once, and
no more stretches carry both codes than carry either. Excerpts that only touch are two stretches. Presence
does not matter: a quarrel that is denied is spoken of too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import combinations
from typing import Literal, NamedTuple

from kubecode.codebook import MatrixRow
from kubecode.model import Coding, Turn

FEWEST = 5
"""Stretches with either code below which there is no coefficient: small numbers mislead."""

Within = Literal["excerpt", "turn"]
Turns = Mapping[str, Sequence[Turn]]
"""Document → its turns."""


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row of the codebook with the stretches of text that carry it and who says them (case · informant)."""

    id: str
    label: str
    stretches: int
    informants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows: how many stretches carry both, how many only one, and in whom (case · informant) they
    meet.
    """

    first: str
    second: str
    both: int
    first_only: int
    second_only: int
    informants: tuple[str, ...]

    @property
    def either(self) -> int:
        """How many stretches carry at least one of the two."""
        return self.both + self.first_only + self.second_only

    @property
    def coefficient(self) -> float | None:
        """The c-coefficient n₁₂ / (n₁ + n₂ - n₁₂) in 0..1; None where there are fewer than :data:`FEWEST`.

        It is Jaccard's coefficient (1901), taken over as c-index by ATLAS.ti (manual, *Code Co-occurrence
        Coefficient*). There it may exceed 1, because several excerpts of one code may overlap one of
        the other; with stretches of text it cannot.
        """
        return self.both / self.either if self.either >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Rows in the order of the codebook, and every two of them once; a draft counts suggestions.

    ``within`` says what had to be shared: overlapping excerpts or a turn.
    """

    within: Within
    draft: bool
    rows: tuple[CodedRow, ...]
    pairs: tuple[Pair, ...]

    def closest(self) -> list[Pair]:
        """Return the pairs that co-occur, the highest coefficient first and those without one last."""
        together = [pair for pair in self.pairs if pair.both]
        return sorted(together, key=lambda pair: (-(pair.coefficient or 0), -pair.both))


class _CodedSpan(NamedTuple):
    """Where a row is coded: code points of a document, half-open."""

    document: str
    start: int
    end: int
    row: str
    informant: str


def count_cooccurrence(
    codings: Iterable[Coding], rows: tuple[MatrixRow, ...], turns: Turns | None = None, *, draft: bool = False
) -> Cooccurrence:
    """Count on how many stretches of text every two rows stand together.

    With ``turns`` an excerpt stands for the whole of every turn that it touches, so that rows meet that are
    spoken of in one turn. Rows for what no sub-code takes are left out where there is no such thing.
    """
    spans = _spans(list(codings), rows, turns)
    shown = [row for row in rows if spans[row.id] or not row.is_rest]
    coded = []
    for row in shown:
        informants = _informants(spans[row.id])
        coded.append(CodedRow(row.id, row.label, sum(1 for _ in _stretches(spans[row.id])), informants))
    pairs = tuple(_pair(one.id, other.id, spans) for one, other in combinations(shown, 2))
    return Cooccurrence("turn" if turns is not None else "excerpt", draft, tuple(coded), pairs)


def _spans(
    codings: list[Coding], rows: tuple[MatrixRow, ...], turns: Turns | None
) -> dict[str, list[_CodedSpan]]:
    """Return where each row is coded, in the order of documents and text."""
    holding = {path: [row.id for row in rows if row.holds(path)] for path in {c.path for c in codings}}
    spans: dict[str, list[_CodedSpan]] = {row.id: [] for row in rows}
    for coding in codings:
        who = f"{coding.case} · {coding.informant}" if coding.informant else ""
        for start, end in _places(coding, turns):
            for row in holding[coding.path]:
                spans[row].append(_CodedSpan(coding.document, start, end, row, who))
    return {row: sorted(of_row) for row, of_row in spans.items()}


def _places(coding: Coding, turns: Turns | None) -> list[tuple[int, int]]:
    place = (coding.start, coding.end)
    if turns is None:
        return [place]
    inside = turns.get(coding.document, ())
    return [(t.start, t.end) for t in inside if t.start < coding.end and coding.start < t.end] or [place]


def _pair(first: str, second: str, spans: Mapping[str, list[_CodedSpan]]) -> Pair:
    counts = {first: 0, second: 0}
    both: list[_CodedSpan] = []
    shared = 0
    for stretch in _stretches(merge(spans[first], spans[second])):
        carried = {span.row for span in stretch}
        if len(carried) == 2:
            shared += 1
            both += stretch
        else:
            counts[stretch[0].row] += 1
    return Pair(first, second, shared, counts[first], counts[second], _informants(both))


def _stretches(spans: Iterable[_CodedSpan]) -> Iterator[list[_CodedSpan]]:
    """Yield the spans that overlap together; they come in the order of documents and text."""
    stretch: list[_CodedSpan] = []
    end = 0
    for span in spans:
        if stretch and (span.document != stretch[0].document or span.start >= end):
            yield stretch
            stretch, end = [], 0
        stretch.append(span)
        end = max(end, span.end)
    if stretch:
        yield stretch


def _informants(spans: Iterable[_CodedSpan]) -> tuple[str, ...]:
    return tuple(sorted({span.informant for span in spans} - {""}))
