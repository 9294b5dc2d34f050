"""What the rest of a turn says of a code: somebody who answers a question stays with it for a while."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple


class Neighbours(NamedTuple):
    """How many other segments a turn has, and how far the nearest is that agrees: 1 stands beside."""

    others: int
    nearest: int | None


def neighbours(found: Sequence[tuple[int, Collection[str]]]) -> list[dict[str, Neighbours]]:
    """Return for each segment what its turn says of each of its codes.

    ``found`` holds, for all segments of a document in the order of the text, the turn and the top-level
    codes that something speaks for.
    """
    others = Counter(turn for turn, _ in found)
    places: dict[tuple[int, str], list[int]] = {}
    for position, (turn, codes) in enumerate(found):
        for code in codes:
            places.setdefault((turn, code), []).append(position)
    around: list[dict[str, Neighbours]] = [{} for _ in found]
    for (turn, code), positions in places.items():
        gaps = [None, *(after - before for before, after in pairwise(positions)), None]
        for position, sides in zip(positions, pairwise(gaps), strict=True):
            nearest = min((gap for gap in sides if gap), default=None)
            around[position][code] = Neighbours(others[turn] - 1, nearest)
    return around
