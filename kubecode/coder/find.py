"""Where indicators stand in a segment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kubecode.coder.patterns import Pattern
from kubecode.coder.words import Pause, Words
from kubecode.model import EvidenceKind

_WORDS_BETWEEN = 1
_TOGETHER_WITHIN = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found at certain words of a document (indices into its words, ascending)."""

    pattern: Pattern
    words: tuple[int, ...]
    kind: EvidenceKind
    similarity: float

    @property
    def first(self) -> int:
        """The index of its first word."""
        return self.words[0]

    @property
    def last(self) -> int:
        """The index of its last word."""
        return self.words[-1]


@dataclass(frozen=True, slots=True)
class Found:
    """The indicators found in a segment, and those that an exclusion keeps out."""

    hits: list[Hit]
    excluded: list[Hit]


def find_hits(words: Words) -> Found:
    """Return the indicators found among some words.

    Inside one code a hit that is part of a longer one says nothing more and is left out.
    """
    found = [
        _hit(pattern, where, words)
        for index, form in enumerate(words.said)
        if form.opens
        for pattern in form.opens
        if (where := _match(pattern, words, index))
    ]
    if len(found) < 2:
        return Found([hit for hit in found if not hit.pattern.excludes], [])
    exclusions = [hit for hit in found if hit.pattern.excludes]
    hits = [hit for hit in found if not hit.pattern.excludes]
    kept = [hit for hit in hits if not _is_excluded(hit, exclusions)]
    excluded = [hit for hit in hits if _is_excluded(hit, exclusions)]
    return Found(_without_parts(kept), excluded)


def _without_parts(hits: list[Hit]) -> list[Hit]:
    by_code: dict[str, list[Hit]] = {}
    for hit in hits:
        by_code.setdefault(hit.pattern.top_code, []).append(hit)
    parts = {
        id(part) for of_code in by_code.values() if len(of_code) > 1 for part in _parts_of_longer(of_code)
    }
    return [hit for hit in hits if id(hit) not in parts] if parts else hits


def _match(pattern: Pattern, words: Words, index: int) -> tuple[int, ...] | None:
    """Return the words of a pattern that the word at ``index`` opens."""
    if pattern.is_word:
        return (index,)
    exact = pattern.indicator.exact
    first, *others = pattern.parts
    where = _follow(first, words, index, len(words.said), exact=exact)
    if where is None or not others:
        return where
    found = set(where)
    for part in others:
        place = _nearest(part, words, sorted(found), exact=exact)
        if place is None:
            return None
        found |= set(place)
    return tuple(sorted(found)) if max(found) - min(found) < _TOGETHER_WITHIN else None


def _nearest(part: tuple[str, ...], words: Words, found: list[int], *, exact: bool) -> tuple[int, ...] | None:
    """Return the place of a part that stands nearest to what was found of the others."""
    low = max(0, found[-1] - _TOGETHER_WITHIN + 1)
    high = min(len(words.said), found[0] + _TOGETHER_WITHIN)
    places = [_follow(part, words, start, high, exact=exact) for start in range(low, high)]
    free = [place for place in places if place and not set(place) & set(found)]
    return min(free, key=lambda p: (max(found[-1], p[-1]) - min(found[0], p[0]), p), default=None)


def _follow(
    part: tuple[str, ...], words: Words, index: int, end: int, *, exact: bool
) -> tuple[int, ...] | None:
    """Match the words of one part in order; one other word may stand between two, unless exact.

    A word beyond a comma does not stand between them, but for itself (``ga, ga kompak``).
    """
    if not (words.said[index].small == part[0] if exact else words.means(index, part[0])):
        return None
    if len(part) == 1:
        return (index,)
    gap = 0 if exact else _WORDS_BETWEEN
    for following in range(index + 1, min(index + 2 + gap, end)):
        barrier = Pause.STOP if following == index + 1 else Pause.COMMA
        if max(words.pause(between) for between in range(index, following)) >= barrier:
            return None
        rest = _follow(part[1:], words, following, end, exact=exact)
        if rest:
            return (index, *rest)
    return None


def _hit(pattern: Pattern, where: tuple[int, ...], words: Words) -> Hit:
    similarity = min(words.said[index].similarity for index in where)
    if similarity < 1:
        kind = EvidenceKind.NEAR
    elif len(where) > 1:
        kind = EvidenceKind.PHRASE
    else:
        as_written = words.said[where[0]].small == pattern.indicator.parts[0][0]
        kind = EvidenceKind.EXACT if as_written else EvidenceKind.FORM
    return Hit(pattern, where, kind, similarity)


def _is_excluded(hit: Hit, exclusions: list[Hit]) -> bool:
    """An exclusion holds for its code and all codes below it; words that stand together have gaps."""
    return any(
        set(hit.words) <= _covered(other)
        and f"{hit.pattern.code.path}/".startswith(f"{other.pattern.code.path}/")
        for other in exclusions
    )


def _covered(hit: Hit) -> set[int]:
    is_phrase = len(hit.pattern.parts) == 1
    return set(range(hit.first, hit.last + 1)) if is_phrase else set(hit.words)


def _parts_of_longer(hits: list[Hit]) -> Iterator[Hit]:
    """Yield the hits of one code that lie inside a longer one of its hits."""
    ordered = sorted(hits, key=lambda hit: (hit.first, -hit.last))
    longer: list[Hit] = []
    for hit in ordered:
        longer = [other for other in longer if other.last >= hit.first]
        if any(set(hit.words) < _covered(other) and hit.words != other.words for other in longer):
            yield hit
        longer.append(hit)
