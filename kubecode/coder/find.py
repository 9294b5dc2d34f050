"""Where indicators stand in a segment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kubecode.coder.patterns import Pattern, Patterns
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
class Openings:
    """Where in a document a pattern may begin: decided once for each distinct form.

    ``patterns`` are those that a form may open, ``places`` the words that have such a form, ascending.
    """

    patterns: Mapping[str, list[Pattern]]
    places: list[int]

    def within(self, begin: int, end: int) -> list[int]:
        """Return the words between two others at which a pattern may begin."""
        return self.places[bisect_left(self.places, begin) : bisect_left(self.places, end)]


def find_openings(words: Words, patterns: Patterns) -> Openings:
    """Return where patterns may begin among the words of a document."""
    opened: dict[str, list[Pattern]] = {}
    for form, lemma in dict(zip(words.forms, words.lemmas, strict=True)).items():
        found = [
            *patterns.by_lemma.get(lemma, ()),
            *patterns.by_lemma.get(words.doubled.get(form, ""), ()),
            *patterns.by_form.get(form, ()),
        ]
        if found:
            opened[form] = found
    return Openings(opened, [index for index, form in enumerate(words.forms) if form in opened])


def find_hits(words: Words, begin: int, end: int, openings: Openings) -> list[Hit]:
    """Return the indicators found among the words ``begin`` to ``end``, without what is excluded.

    Inside one code a hit that is part of a longer one says nothing more and is left out.
    """
    found = [
        hit
        for index in openings.within(begin, end)
        for hit in _hits_at(words, index, begin, end, openings.patterns[words.forms[index]])
    ]
    exclusions = [hit for hit in found if hit.pattern.excludes]
    hits = [hit for hit in found if not hit.pattern.excludes and not _is_excluded(hit, exclusions)]
    by_code: dict[str, list[Hit]] = {}
    for hit in hits:
        by_code.setdefault(hit.pattern.top_code, []).append(hit)
    parts = {id(part) for of_code in by_code.values() for part in _parts_of_longer(of_code)}
    return [hit for hit in hits if id(hit) not in parts]


def _hits_at(words: Words, index: int, begin: int, end: int, patterns: Iterable[Pattern]) -> Iterator[Hit]:
    for pattern in patterns:
        where = _match(pattern, words, index, begin, end)
        if where:
            yield _hit(pattern, where, words)


def _match(pattern: Pattern, words: Words, index: int, begin: int, end: int) -> tuple[int, ...] | None:
    """Return the words of a pattern whose first word stands at ``index``."""
    exact = pattern.indicator.exact
    first, *others = pattern.parts
    where = _follow(first, words, index, end, exact=exact)
    if where is None or not others:
        return where
    found = set(where)
    for part in others:
        place = _nearest(part, words, sorted(found), begin, end, exact=exact)
        if place is None:
            return None
        found |= set(place)
    return tuple(sorted(found)) if max(found) - min(found) < _TOGETHER_WITHIN else None


def _nearest(
    part: tuple[str, ...], words: Words, found: list[int], begin: int, end: int, *, exact: bool
) -> tuple[int, ...] | None:
    """Return the place of a part that stands nearest to what was found of the others."""
    low = max(begin, found[-1] - _TOGETHER_WITHIN + 1)
    high = min(end, found[0] + _TOGETHER_WITHIN)
    places = [_follow(part, words, start, high, exact=exact) for start in range(low, high)]
    free = [place for place in places if place and not set(place) & set(found)]
    return min(free, key=lambda p: (max(found[-1], p[-1]) - min(found[0], p[0]), p), default=None)


def _follow(
    part: tuple[str, ...], words: Words, index: int, end: int, *, exact: bool
) -> tuple[int, ...] | None:
    """Match the words of one part in order; one other word may stand between two, unless exact.

    A word beyond a comma does not stand between them, but for itself (``ga, ga kompak``).
    """
    if not (words.forms[index] == part[0] if exact else words.means(index, part[0])):
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
    similarity = min(words.similarity.get(words.forms[index], 1.0) for index in where)
    if similarity < 1:
        kind = EvidenceKind.NEAR
    elif len(where) > 1:
        kind = EvidenceKind.PHRASE
    else:
        as_written = words.forms[where[0]] == pattern.indicator.parts[0][0]
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
