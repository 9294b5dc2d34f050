"""Indicators that nearly spoke for a segment, and what kept them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kubecode.coder.find import SegmentHits
from kubecode.coder.patterns import Pattern, Patterns
from kubecode.coder.words import WordSequence

_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An indicator of which something was said, but not enough.

    ``why`` is ``excluded`` (an exclusion of its code covers it) or ``incomplete`` (``missing`` words).
    """

    code: str
    indicator: str
    why: Literal["excluded", "incomplete"]
    missing: tuple[str, ...] = ()


def find_near_misses(
    words: WordSequence, found: SegmentHits, patterns: Patterns, empty: frozenset[str]
) -> list[NearMiss]:
    """Return the indicators nearest to speaking among some words: excluded ones, then the fullest.

    ``found`` is what was found there; ``empty`` are words that mean too little for an indicator to be near
    by them alone.
    """
    speaking = {hit.pattern.indicator.text for hit in found.hits}
    excluded = {
        hit.pattern.indicator.text: NearMiss(hit.pattern.code.path, hit.pattern.indicator.text, "excluded")
        for hit in found.excluded
        if hit.pattern.indicator.text not in speaking
    }
    said = set(words.lemmas())
    incomplete: dict[tuple[str, str], tuple[float, NearMiss]] = {}
    for lemma in said:
        for pattern in patterns.of_lemmas.next[lemma].walk() if lemma in patterns.of_lemmas.next else ():
            miss = _incomplete(pattern, said, empty)
            if miss and pattern.indicator.text not in speaking:
                incomplete.setdefault((miss[1].code, miss[1].indicator), miss)
    ranked = sorted(incomplete.values(), key=lambda pair: (-pair[0], pair[1].code, pair[1].indicator))
    return [*excluded.values(), *(miss for _, miss in ranked)][:_AT_MOST]


def _incomplete(pattern: Pattern, said: set[str], empty: frozenset[str]) -> tuple[float, NearMiss] | None:
    wanted = [word for part in pattern.parts for word in part]
    missing = tuple(word for word in wanted if word not in said)
    speaking = [word for word in wanted if word in said and word not in empty]
    if pattern.excludes or not missing or not speaking or len(missing) * 2 > len(wanted):
        return None
    share = 1 - len(missing) / len(wanted)
    return share, NearMiss(pattern.code.path, pattern.indicator.text, "incomplete", missing)
