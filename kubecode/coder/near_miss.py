"""Indicators that nearly spoke for a segment, and what kept them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kubecode.coder.find import Hit, find_hits, find_openings
from kubecode.coder.patterns import Pattern, Patterns
from kubecode.coder.words import Words

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
    words: Words, begin: int, end: int, patterns: Patterns, empty: frozenset[str]
) -> list[NearMiss]:
    """Return the indicators nearest to speaking among some words: excluded ones, then the fullest.

    ``empty`` are words that mean too little for an indicator to be near by them alone.
    """
    hits = find_hits(words, begin, end, find_openings(words, patterns))
    found = {hit.pattern.indicator.text for hit in hits}
    excluded = [miss for miss in _excluded(words, begin, end, patterns, hits) if miss.indicator not in found]
    said = set(words.lemmas[begin:end])
    incomplete: dict[tuple[str, str], tuple[float, NearMiss]] = {}
    for lemma in said:
        for pattern in patterns.by_lemma.get(lemma, ()):
            miss = _incomplete(pattern, said, empty)
            if miss and pattern.indicator.text not in found:
                incomplete.setdefault((miss[1].code, miss[1].indicator), miss)
    ranked = sorted(incomplete.values(), key=lambda pair: (-pair[0], pair[1].code, pair[1].indicator))
    return [*excluded, *(miss for _, miss in ranked)][:_AT_MOST]


def _excluded(words: Words, begin: int, end: int, patterns: Patterns, hits: list[Hit]) -> list[NearMiss]:
    without_exclusions = Patterns(
        {lemma: [p for p in group if not p.excludes] for lemma, group in patterns.by_lemma.items()},
        {form: [p for p in group if not p.excludes] for form, group in patterns.by_form.items()},
        patterns.lemmas,
        patterns.suspicion,
    )
    openings = find_openings(words, without_exclusions)
    kept = {(hit.pattern.indicator.text, hit.words) for hit in hits}
    return [
        NearMiss(hit.pattern.code.path, hit.pattern.indicator.text, "excluded")
        for hit in find_hits(words, begin, end, openings)
        if (hit.pattern.indicator.text, hit.words) not in kept
    ]


def _incomplete(pattern: Pattern, said: set[str], empty: frozenset[str]) -> tuple[float, NearMiss] | None:
    wanted = [word for part in pattern.parts for word in part]
    missing = tuple(word for word in wanted if word not in said)
    speaking = [word for word in wanted if word in said and word not in empty]
    if pattern.excludes or not missing or not speaking or len(missing) * 2 > len(wanted):
        return None
    share = 1 - len(missing) / len(wanted)
    return share, NearMiss(pattern.code.path, pattern.indicator.text, "incomplete", missing)
