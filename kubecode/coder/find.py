"""The hits of indicators in a segment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kubecode.coder.patterns import Branch, Pattern
from kubecode.coder.scope_flags import STARTS_INDICATOR
from kubecode.coder.vocabulary import STOP
from kubecode.coder.words import WordSequence
from kubecode.model import EvidenceKind

# Bound once: attribute access on an Enum is slow, and every hit needs it.
_NEAR, _PHRASE = EvidenceKind.NEAR, EvidenceKind.PHRASE
_WORDS_BETWEEN = 1
_TOGETHER_WITHIN = 8


class Hit(NamedTuple):
    """A pattern found at some words: their indices, ascending from ``first`` to ``last``."""

    pattern: Pattern
    words: tuple[int, ...]
    first: int
    last: int
    kind: EvidenceKind
    similarity: float


class SegmentHits(NamedTuple):
    """The hits in a segment, and those that an exclusion removes."""

    hits: list[Hit]
    excluded: list[Hit]


NOTHING = SegmentHits([], [])


def find_hits(words: WordSequence) -> SegmentHits:
    """Return the hits in a sequence of words.

    A hit that is part of a longer hit of the same code is left out.
    """
    if not words.flags & STARTS_INDICATOR:
        return NOTHING
    found = [
        hit for index, flags in words.flagged if flags & STARTS_INDICATOR for hit in _hits_at(index, words)
    ]
    exclusions = [hit for hit in found if hit.pattern.excludes]
    if not exclusions:
        return SegmentHits(_without_parts(found), [])
    hits = [hit for hit in found if not hit.pattern.excludes]
    exclusions_at: dict[int, list[Hit]] = {}
    for exclusion in exclusions:
        for index in _covered(exclusion):
            exclusions_at.setdefault(index, []).append(exclusion)
    remaining: list[Hit] = []
    excluded: list[Hit] = []
    for hit in hits:
        is_excluded = _is_excluded(hit, exclusions_at.get(hit.first, []))
        (excluded if is_excluded else remaining).append(hit)
    return SegmentHits(_without_parts(remaining), excluded)


def _without_parts(hits: list[Hit]) -> list[Hit]:
    if all(len(hit.words) == 1 for hit in hits):
        return hits
    by_code: dict[str, list[Hit]] = {}
    for hit in hits:
        by_code.setdefault(hit.pattern.top_code, []).append(hit)
    parts = {
        id(part) for of_code in by_code.values() if len(of_code) > 1 for part in _parts_of_longer(of_code)
    }
    return [hit for hit in hits if id(hit) not in parts] if parts else hits


def _hits_at(index: int, words: WordSequence) -> list[Hit]:
    """Return the hits that begin with a word, in the order of the codebook."""
    form = words.forms[index]
    hits = [Hit(pattern, (index,), index, index, kind, form.similarity) for pattern, kind in form.single]
    if not form.branches:
        return hits
    found: dict[Pattern, tuple[int, ...]] = {}
    for branch in form.branches:
        found |= {pattern: (index,) for pattern in branch.ends if len(pattern.parts) > 1}
        for pattern, first_part in _longer(branch, words, index):
            found.setdefault(pattern, first_part)
    for pattern, first_part in found.items():
        indices = first_part if len(pattern.parts) == 1 else _all_parts(pattern, words, first_part)
        if indices:
            similarity = min([words.forms[word].similarity for word in indices])
            kind = _NEAR if similarity < 1 else _PHRASE
            hits.append(Hit(pattern, indices, indices[0], indices[-1], kind, similarity))
    return sorted(hits, key=_order) if len(hits) > 1 else hits


def _longer(branch: Branch, words: WordSequence, index: int) -> Iterator[tuple[Pattern, tuple[int, ...]]]:
    """Yield the patterns that continue a branch after the word at ``index``, with their words so far.

    The words of a part are in order. One other word may lie between two of them, unless the pattern is exact
    or a comma separates them (``ga, ga kompak``).
    """
    for following in range(index + 1, min(index + _reach(branch.is_exact) + 1, len(words.forms))):
        form = words.forms[following]
        for key in {form.exact} if branch.is_exact else {form.lemma, form.key}:
            if key in branch.next and _continues(words, index, following):
                inner = branch.next[key]
                for pattern in inner.ends:
                    yield pattern, (index, following)
                for pattern, rest in _longer(inner, words, following):
                    yield pattern, (index, *rest)


def _reach(is_exact: bool) -> int:
    return 1 if is_exact else 1 + _WORDS_BETWEEN


def _continues(words: WordSequence, index: int, following: int) -> bool:
    """Return whether no pause prevents a word from continuing a phrase whose last word is at ``index``."""
    if following == index + 1:
        return words.forms[index].pause < STOP
    return not any(form.pause for form in words.forms[index:following])


def _all_parts(pattern: Pattern, words: WordSequence, first_part: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the words of all parts of a pattern, given those of its first part; None if one is missing."""
    found = set(first_part)
    for part in pattern.parts[1:]:
        indices = _nearest(part, words, sorted(found), is_exact=pattern.indicator.exact)
        if indices is None:
            return None
        found |= set(indices)
    return tuple(sorted(found)) if max(found) - min(found) < _TOGETHER_WITHIN else None


def _nearest(
    part: tuple[str, ...], words: WordSequence, found: list[int], *, is_exact: bool
) -> tuple[int, ...] | None:
    """Return the occurrence of a part that is nearest to the words of the other parts, or None."""
    low = max(0, found[-1] - _TOGETHER_WITHIN + 1)
    high = min(len(words.forms), found[0] + _TOGETHER_WITHIN)
    occurrences = [
        indices
        for start in range(low, high)
        for indices in _occurrences(part, words, start, is_exact=is_exact)
    ]
    free = [indices for indices in occurrences if indices[-1] < high and not set(indices) & set(found)]
    return min(free, key=lambda i: (max(found[-1], i[-1]) - min(found[0], i[0]), i), default=None)


def _occurrences(
    part: tuple[str, ...], words: WordSequence, index: int, *, is_exact: bool
) -> Iterator[tuple[int, ...]]:
    """Yield the words of each occurrence of a part that begins at ``index``."""
    form = words.forms[index]
    if part[0] not in ((form.exact,) if is_exact else (form.lemma, form.key)):
        return
    if len(part) == 1:
        yield (index,)
        return
    for following in range(index + 1, min(index + _reach(is_exact) + 1, len(words.forms))):
        if _continues(words, index, following):
            for rest in _occurrences(part[1:], words, following, is_exact=is_exact):
                yield (index, *rest)


def _order(hit: Hit) -> int:
    return hit.pattern.order


def _is_excluded(hit: Hit, exclusions: list[Hit]) -> bool:
    """Return whether an exclusion of the hit's code, or of a code above it, covers the hit."""
    return any(
        set(hit.words) <= _covered(exclusion)
        and f"{hit.pattern.code.path}/".startswith(f"{exclusion.pattern.code.path}/")
        for exclusion in exclusions
    )


def _covered(hit: Hit) -> set[int]:
    """Return the words that a hit covers: for a phrase also the words in its gaps."""
    is_phrase = len(hit.pattern.parts) == 1
    return set(range(hit.first, hit.last + 1)) if is_phrase else set(hit.words)


def _parts_of_longer(hits: list[Hit]) -> Iterator[Hit]:
    """Yield the hits that lie inside a longer one; all are of one code."""
    ordered = sorted(hits, key=lambda hit: (hit.first, -hit.last))
    longer: list[Hit] = []
    for hit in ordered:
        longer = [other for other in longer if other.last >= hit.first]
        if any(set(hit.words) < _covered(other) and hit.words != other.words for other in longer):
            yield hit
        longer.append(hit)
