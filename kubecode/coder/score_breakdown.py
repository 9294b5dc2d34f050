"""The parts of a score, recomputed from the suggestions of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kubecode.coder.neighbours import Neighbours, neighbours
from kubecode.coder.rarity import Rarity
from kubecode.coder.scoring import weight
from kubecode.model import Document, Evidence, Suggestion, split_code


@dataclass(frozen=True, slots=True)
class ScoreBreakdown:
    """A suggestion with its independent pieces of evidence, the strongest first, and its neighbours."""

    suggestion: Suggestion
    pieces: tuple[tuple[Evidence, Rarity], ...]
    neighbours: Neighbours


def break_down_scores(
    document: Document, suggestions: Iterable[Suggestion], rarities: Mapping[str, Rarity]
) -> Iterator[ScoreBreakdown]:
    """Yield the suggestions of a document with the parts of their scores.

    ``rarities`` has the rarity of each indicator by its text. Evidence of an indicator that the codebook no
    longer has is left out.
    """
    by_segment: dict[int, list[Suggestion]] = {segment.start: [] for segment in document.segments}
    for suggestion in suggestions:
        by_segment.setdefault(suggestion.start, []).append(suggestion)
    neighbours_by_segment = neighbours(
        [
            (segment.turn, {split_code(s.code)[0] for s in by_segment[segment.start]})
            for segment in document.segments
        ]
    )
    for segment, neighbours_of in zip(document.segments, neighbours_by_segment, strict=True):
        for suggestion in by_segment[segment.start]:
            pieces = tuple(_independent_pieces(suggestion, rarities))
            yield ScoreBreakdown(suggestion, pieces, neighbours_of[split_code(suggestion.code)[0]])


def _independent_pieces(
    suggestion: Suggestion, rarities: Mapping[str, Rarity]
) -> Iterator[tuple[Evidence, Rarity]]:
    known = [
        (piece, rarities[piece.indicator]) for piece in suggestion.evidence if piece.indicator in rarities
    ]
    counted: list[tuple[int, int]] = []
    for piece, rarity in sorted(known, key=lambda pair: weight(pair[1], pair[0].kind), reverse=True):
        if all(piece.end <= start or end <= piece.start for start, end in counted):
            counted.append((piece.start, piece.end))
            yield piece, rarity
