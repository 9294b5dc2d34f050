"""What the score of a suggestion was made of, read back from the suggestions of its document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kubecode.coder.neighbours import Neighbours, neighbours
from kubecode.coder.rarity import Rarity
from kubecode.coder.scoring import weight
from kubecode.model import Document, Evidence, Suggestion, split_code


@dataclass(frozen=True, slots=True)
class ScoreBreakdown:
    """A suggestion with the independent pieces of its evidence, the strongest first, and its turn."""

    suggestion: Suggestion
    pieces: tuple[tuple[Evidence, Rarity], ...]
    around: Neighbours


def break_down_scores(
    document: Document, suggestions: Iterable[Suggestion], rarities: Mapping[str, Rarity]
) -> Iterator[ScoreBreakdown]:
    """Yield the suggestions of a document with what their scores were made of.

    ``rarities`` holds the rarity of every indicator as the codebook writes it; evidence of another
    indicator, of an earlier codebook, is no piece.
    """
    by_segment: dict[int, list[Suggestion]] = {segment.start: [] for segment in document.segments}
    for suggestion in suggestions:
        by_segment.setdefault(suggestion.start, []).append(suggestion)
    turns = neighbours(
        [
            (segment.turn, {split_code(s.code)[0] for s in by_segment[segment.start]})
            for segment in document.segments
        ]
    )
    for segment, around in zip(document.segments, turns, strict=True):
        for suggestion in by_segment[segment.start]:
            pieces = tuple(_independent(suggestion, rarities))
            yield ScoreBreakdown(suggestion, pieces, around[split_code(suggestion.code)[0]])


def _independent(suggestion: Suggestion, rarities: Mapping[str, Rarity]) -> Iterator[tuple[Evidence, Rarity]]:
    known = [
        (piece, rarities[piece.indicator]) for piece in suggestion.evidence if piece.indicator in rarities
    ]
    taken: list[tuple[int, int]] = []
    for piece, rarity in sorted(known, key=lambda one: weight(one[1], one[0].kind), reverse=True):
        if all(piece.end <= start or end <= piece.start for start, end in taken):
            taken.append((piece.start, piece.end))
            yield piece, rarity
