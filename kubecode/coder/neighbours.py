"""Other segments of the same turn with the same code: speakers stay with a subject for a while."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple


class Neighbours(NamedTuple):
    """The number of other segments in the turn, and the distance to the nearest with the same code.

    The distance counts segments: 1 is adjacent, None means that no other segment has the code.
    """

    others: int
    nearest: int | None


def neighbours(segments: Sequence[tuple[int, Collection[str]]]) -> list[dict[str, Neighbours]]:
    """Return the neighbours of each segment by code.

    ``segments`` has the turn and the top-level codes of each segment of a document, in the order of the text.
    """
    segment_counts = Counter(turn for turn, _ in segments)
    positions_of: dict[tuple[int, str], list[int]] = {}
    for position, (turn, codes) in enumerate(segments):
        for code in codes:
            positions_of.setdefault((turn, code), []).append(position)
    by_segment: list[dict[str, Neighbours]] = [{} for _ in segments]
    for (turn, code), positions in positions_of.items():
        gaps = [None, *(after - before for before, after in pairwise(positions)), None]
        for position, sides in zip(positions, pairwise(gaps), strict=True):
            nearest = min((gap for gap in sides if gap), default=None)
            by_segment[position][code] = Neighbours(segment_counts[turn] - 1, nearest)
    return by_segment
