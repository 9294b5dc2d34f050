"""Segments without suggestion that a review shows: a random sample, and those similar to accepted ones.

Missed codes can only be found where the coder suggests nothing. The sample is random, so recall can be
estimated from it. Segments similar to accepted excerpts are likely misses; they say nothing about the rest.
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
"""One in this many unsuggested segments is in the sample."""
_NEAR_ONE_IN = 20
_LEAST_SIMILARITY = 0.3
_MOST_SHARED, _FEW = 0.01, 5
"""A word in more than this share of the segments, and in more than a few, makes no two similar."""
_WORD = re.compile(r"\w{4,}")


def is_sampled(span: DocumentSpan) -> bool:
    """Return whether a segment is in the sample: chosen by a hash, so it is the same for all coders."""
    document, start, end = span
    digest = sha256(f"{document}:{start}-{end}".encode()).digest()
    return int.from_bytes(digest[:4]) % ONE_IN == 0


class SimilarityIndex:
    """The similarity of segments to accepted ones, which are added one by one; hence a class.

    Similarity is the cosine of their words of four letters and more, weighted by rarity (Salton and Buckley
    1988, *Term-weighting approaches in automatic text retrieval*). Common words are not counted as shared.
    """

    def __init__(self, texts: Mapping[DocumentSpan, str]) -> None:
        self._spans = list(texts)
        self._words = [_words(text) for text in texts.values()]
        frequency = Counter(chain.from_iterable(self._words))
        self._weight = {word: log(len(texts) / count) ** 2 for word, count in frequency.items()}
        self._rarest = log(max(1, len(texts))) ** 2
        self._length: dict[int, float] = {}
        most = max(_FEW, _MOST_SHARED * len(texts))
        rare = {word for word, count in frequency.items() if count <= most}
        self._with_word: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in words & rare:
                self._with_word.setdefault(word, []).append(number)
        self._similarity: dict[int, float] = {}

    def add(self, accepted: str) -> None:
        """Add the text of an accepted segment."""
        words = _words(accepted)
        shared: dict[int, float] = {}
        for word in words & self._with_word.keys():
            weight = self._weight[word]
            for number in self._with_word[word]:
                shared[number] = shared.get(number, 0.0) + weight
        length = sum(self._weight.get(word, self._rarest) for word in words)
        for number, weight in shared.items():
            # The shared weight bounds the cosine, so pairs below the limit are skipped.
            if weight >= _LEAST_SIMILARITY**2 * length:
                similarity = weight / sqrt(length * self._length_of(number))
                self._similarity[number] = max(similarity, self._similarity.get(number, 0.0))

    def nearest(self) -> list[DocumentSpan]:
        """Return the segments most similar to an accepted one, the most similar first; at most one in 20."""
        ranked = sorted(
            (-similarity, self._spans[number])
            for number, similarity in self._similarity.items()
            if similarity >= _LEAST_SIMILARITY
        )
        return [span for _, span in ranked[: len(self._spans) // _NEAR_ONE_IN]]

    def _length_of(self, number: int) -> float:
        if number not in self._length:
            self._length[number] = sum(map(self._weight.__getitem__, self._words[number]))
        return self._length[number]


class Unsuggested:
    """The segments of a study without suggestion; a class because similarities are updated step by step.

    ``segments`` are all of them, ``sample`` those in the random sample. ``texts`` returns the text of each
    document by name; it is called only if similarities are needed.
    """

    def __init__(self, index: CodingIndex, texts: Callable[[], Mapping[str, str]]) -> None:
        self._index, self._texts = index, texts
        self.segments = [span for span in index.spans() if span not in index.suggestions]
        self.sample = frozenset(span for span in self.segments if is_sampled(span))
        self._similarities: SimilarityIndex | None = None
        self._added: set[DocumentSpan] = set()

    def near(self) -> list[DocumentSpan]:
        """Return the unsuggested segments, without the sample, that are most similar to accepted ones."""
        accepted = self._index.accepted_segments()
        if not accepted or len(self.segments) == len(self.sample):
            return []
        texts = self._texts()
        if self._similarities is None or self._added - accepted:
            # A withdrawn acceptance cannot be subtracted, so all are added again.
            others = (span for span in self.segments if span not in self.sample)
            self._similarities = SimilarityIndex({(d, s, e): texts[d][s:e] for d, s, e in others})
            self._added = set()
        for document, start, end in accepted - self._added:
            self._similarities.add(texts[document][start:end])
        self._added = accepted
        return self._similarities.nearest()


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
