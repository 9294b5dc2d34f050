"""Segments that nothing was suggested for: a sample of them, and those that are like accepted ones.

What the coder misses can only be seen where it is silent. The sample is drawn blindly, so that recall can be
estimated from it; those that are near to accepted excerpts are where a miss is likeliest, and say nothing
about the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256
from itertools import chain
from math import log, sqrt

from kubecode.model import DocumentSpan
from kubecode.study.review.coding_index import CodingIndex

ONE_IN = 10
"""One unsuggested segment in so many is in the sample."""
_NEAR_ONE_IN = 20
_NEAR_FROM = 0.3
_MOST_SHARED, _FEW = 0.01, 5
"""A word of more than this share of the segments, and of more than a few, makes none like another."""
_WORD = re.compile(r"\w{4,}")


def is_sampled(place: DocumentSpan) -> bool:
    """Say whether a segment belongs to the sample: by its fingerprint, so that all coders share one."""
    document, start, end = place
    drawn = sha256(f"{document}:{start}-{end}".encode()).digest()
    return int.from_bytes(drawn[:4]) % ONE_IN == 0


class SimilarityIndex:
    """How like segments are to those that are accepted: it knows all their words and learns one accepted
    segment after another, which is why this is a class.

    Likeness is the cosine of their words of four letters and more, weighted by rarity (Salton and Buckley
    1988, *Term-weighting approaches in automatic text retrieval*); a common word is nothing that two share.
    """

    def __init__(self, texts: Mapping[DocumentSpan, str]) -> None:
        self._candidates = list(texts)
        self._words = [_words(text) for text in texts.values()]
        frequency = Counter(chain.from_iterable(self._words))
        self._weight = {word: log(len(texts) / count) ** 2 for word, count in frequency.items()}
        self._rarest = log(max(1, len(texts))) ** 2
        self._length: dict[int, float] = {}
        most = max(_FEW, _MOST_SHARED * len(texts))
        rare = {word for word, count in frequency.items() if count <= most}
        self._holding: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in words & rare:
                self._holding.setdefault(word, []).append(number)
        self._likest: dict[int, float] = {}

    def learn(self, accepted: str) -> None:
        """Know the text of one more accepted segment."""
        words = _words(accepted)
        shared: dict[int, float] = {}
        for word in words & self._holding.keys():
            weight = self._weight[word]
            for number in self._holding[word]:
                shared[number] = shared.get(number, 0.0) + weight
        length = sum(self._weight.get(word, self._rarest) for word in words)
        for number, weight in shared.items():
            # No likeness reaches further than what is shared does of the accepted segment alone.
            if weight >= _NEAR_FROM**2 * length:
                likeness = weight / sqrt(length * self._length_of(number))
                self._likest[number] = max(likeness, self._likest.get(number, 0.0))

    def nearest(self) -> list[DocumentSpan]:
        """Return the segments that are most like an accepted one, the likest first: one in twenty at most."""
        ranked = sorted(
            (-likeness, self._candidates[number])
            for number, likeness in self._likest.items()
            if likeness >= _NEAR_FROM
        )
        return [place for _, place in ranked[: len(self._candidates) // _NEAR_ONE_IN]]

    def _length_of(self, number: int) -> float:
        if number not in self._length:
            self._length[number] = sum(map(self._weight.__getitem__, self._words[number]))
        return self._length[number]


class Unsuggested:
    """The sample and the near ones of a study. Who is near is worked out as acceptances come, which is why
    this is a class.
    """

    def __init__(self, ground: CodingIndex, texts: Callable[[], Mapping[str, str]]) -> None:
        self._ground, self._texts = ground, texts
        self.silent = [place for place in ground.places() if place not in ground.suggestions]
        """Every segment without suggestion."""
        self.sample = frozenset(place for place in self.silent if is_sampled(place))
        """Those of them that are in the sample."""
        self._likeness: SimilarityIndex | None = None
        self._learned: set[DocumentSpan] = set()

    def near(self) -> list[DocumentSpan]:
        """Return the unsuggested segments beside the sample that are most like accepted ones."""
        accepted = self._ground.accepted()
        if not accepted or len(self.silent) == len(self.sample):
            return []
        texts = self._texts()
        if self._likeness is None or self._learned - accepted:
            # What was taken back is unlearned by learning anew.
            others = (place for place in self.silent if place not in self.sample)
            self._likeness = SimilarityIndex({(d, s, e): texts[d][s:e] for d, s, e in others})
            self._learned = set()
        for document, start, end in accepted - self._learned:
            self._likeness.learn(texts[document][start:end])
        self._learned = accepted
        return self._likeness.nearest()


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
