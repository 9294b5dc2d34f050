"""Indicators that almost matched a segment, with the reason why they did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kubecode.coder.find import SegmentHits
from kubecode.coder.patterns import Pattern, Patterns
from kubecode.coder.words import WordSequence

_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An indicator that almost matched.

    ``why`` is ``excluded`` (an exclusion of its code covers the hit) or ``incomplete`` (it has ``missing``
    words).
    """

    code: str
    indicator: str
    why: Literal["excluded", "incomplete"]
    missing: tuple[str, ...] = ()


def find_near_misses(
    words: WordSequence, segment_hits: SegmentHits, patterns: Patterns, function_words: frozenset[str]
) -> list[NearMiss]:
    """Return the nearest misses in a segment: excluded indicators first, then the most complete.

    An indicator is no near miss if only its ``function_words`` (lemmas) occur.
    """
    matched = {hit.pattern.indicator.text for hit in segment_hits.hits}
    excluded = {
        hit.pattern.indicator.text: NearMiss(hit.pattern.code.path, hit.pattern.indicator.text, "excluded")
        for hit in segment_hits.excluded
        if hit.pattern.indicator.text not in matched
    }
    lemmas = set(words.lemmas())
    incomplete: dict[tuple[str, str], tuple[float, NearMiss]] = {}
    for lemma in lemmas:
        for pattern in patterns.of_lemmas.next[lemma].walk() if lemma in patterns.of_lemmas.next else ():
            miss = _incomplete(pattern, lemmas, function_words)
            if miss and pattern.indicator.text not in matched:
                incomplete.setdefault((miss[1].code, miss[1].indicator), miss)
    ranked = sorted(incomplete.values(), key=lambda pair: (-pair[0], pair[1].code, pair[1].indicator))
    return [*excluded.values(), *(miss for _, miss in ranked)][:_AT_MOST]


def _incomplete(
    pattern: Pattern, lemmas: set[str], function_words: frozenset[str]
) -> tuple[float, NearMiss] | None:
    """Return the share of the pattern's words that occur and the near miss, None if it is too far."""
    wanted = [word for part in pattern.parts for word in part]
    missing = tuple(word for word in wanted if word not in lemmas)
    content_words = [word for word in wanted if word in lemmas and word not in function_words]
    if pattern.excludes or not missing or not content_words or len(missing) * 2 > len(wanted):
        return None
    share = 1 - len(missing) / len(wanted)
    return share, NearMiss(pattern.code.path, pattern.indicator.text, "incomplete", missing)
