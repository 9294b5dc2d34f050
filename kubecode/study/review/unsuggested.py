"""Segments that nothing was suggested for: a sample of them, and those that are like accepted ones.

What the coder misses can only be seen where it is silent. The sample is drawn blindly, so that recall can be
estimated from it; those that are near to accepted excerpts are where a miss is likeliest, and say nothing
about the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import log, sqrt

from kubecode.study.review.places import Place

ONE_IN = 10
"""One unsuggested segment in so many is in the sample."""
_NEAR_ONE_IN = 20
_NEAR_FROM = 0.3
_MOST_SHARED = 0.02
"""A word of more than this share of the segments makes none like another."""
_WORD = re.compile(r"[^\W\d_]{4,}")


def is_sampled(place: Place) -> bool:
    """Say whether a segment belongs to the sample: by its fingerprint, so that all coders share one."""
    document, start, end = place
    drawn = sha256(f"{document}:{start}-{end}".encode()).digest()
    return int.from_bytes(drawn[:4]) % ONE_IN == 0


def nearest(texts: Mapping[Place, str], accepted: Iterable[Place], among: Iterable[Place]) -> list[Place]:
    """Return the places among some that are most like an accepted one, the likest first: one in twenty of
    them at most.

    Likeness is the cosine of their words of four letters and more, weighted by rarity (Salton and Buckley
    1988, *Term-weighting approaches in automatic text retrieval*).
    """
    words = {place: frozenset(_WORD.findall(text.lower())) for place, text in texts.items()}
    frequency = Counter(word for said in words.values() for word in said)
    weight = {word: log(len(words) / count) for word, count in frequency.items()}
    most = max(2, _MOST_SHARED * len(words))
    length = {place: sqrt(sum(weight[word] ** 2 for word in said)) for place, said in words.items()}
    holding: dict[str, list[Place]] = {}
    for place in accepted:
        for word in words.get(place, ()):
            if frequency[word] <= most:
                holding.setdefault(word, []).append(place)
    ranked: list[tuple[float, Place]] = []
    candidates = list(among)
    for place in candidates:
        shared = words.get(place, frozenset()) & holding.keys()
        likest = max(
            (_likeness(words, weight, length, place, one) for one in _sharing(shared, holding)), default=0
        )
        if likest >= _NEAR_FROM:
            ranked.append((-likest, place))
    return [place for _, place in sorted(ranked)[: len(candidates) // _NEAR_ONE_IN]]


def _sharing(shared: Iterable[str], holding: Mapping[str, list[Place]]) -> set[Place]:
    return {place for word in shared for place in holding[word]}


def _likeness(
    words: Mapping[Place, frozenset[str]],
    weight: Mapping[str, float],
    length: Mapping[Place, float],
    one: Place,
    other: Place,
) -> float:
    if not length[one] or not length[other]:
        return 0.0
    return sum(weight[word] ** 2 for word in words[one] & words[other]) / (length[one] * length[other])
