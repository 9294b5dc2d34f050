"""Near spelling: which word a form that no rule can read was probably meant to be.

It is asked only about unresolved forms, so a word that the lexicon knows is never taken for a slip of
another (``uang`` is not ``utang``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase

from kubecode.language.word_analysis import Analyser

SHORTEST = 5
"""Letters of the shortest form that may be a slip."""
_SHORTEST_ROOT = 4
_TWO_EDITS_FROM = 8

_VOWELS = "aeiou"
_NO_VOWELS = re.compile(f"[{_VOWELS}]")
_Rank = tuple[int, bool, int, int]
"""(edits, whether a letter is another, letters of affixes, how rare the root is): the smaller, the likelier.

Hasty hands swap letters and drop vowels far more often than they hit a wrong consonant.
"""
_SURE = (1, False)
"""One edit, and only swapped letters or a vowel left out: nothing else is likelier."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The root that a form is near to; ``similarity`` is 1 - edits / letters."""

    root: str
    similarity: float


class NearSpelling:
    """Finds the root that a form was meant to have; ``sought`` are those that are worth finding.

    One edit is allowed up to 7 letters, two from 8; a transposition is one edit (optimal string
    alignment). A slip may sit in the root (``komuniksai``), which is compared with all roots that begin
    with the same letter, or in an affix (``pertemaun``), which leaves the root whole and is undone and
    read again. Only where both find nothing may the first letter be the slip (``lelompok``).

    Roots are compared by their first letter and length; those lists, and which affixes may be meant by what
    stands around a root, are kept, which is why this is a class.
    """

    def __init__(self, words: Analyser, sought: Iterable[str] | None = None) -> None:
        self._words = words
        wanted = words.roots.keys() if sought is None else words.roots.keys() & set(sought)
        self._sought, self._others = _Shelves(wanted), _Shelves(words.roots.keys() - wanted)
        self._tails = frozenset(root[1:] for root in self._sought.roots)
        # A nasal may take the first letter; a slip may touch the last.
        self._parts = frozenset(p for root in self._sought.roots for p in (root, root[1:], root[:-1]))
        self._heads = frozenset(part[: _SHORTEST_ROOT - 1] for part in self._parts)
        self._before = _Affixes(words.beginnings)
        self._behind = _Affixes(ending[::-1] for ending in words.endings)

    def nearest(self, form: str) -> Nearest | None:
        """Return the sought root that a form is nearest to, None where there is none or another is nearer.

        Of equally near ones the commoner is meant; of equally common ones none.
        """
        if len(form) < SHORTEST:
            return None
        stems = [stem for stem in self._words.stems(form) if len(stem) >= _SHORTEST_ROOT]
        likely = [*self._slips_in_root(form, stems, self._sought)]
        mended = {*self._mended_around_roots(form)}
        # Few forms are slips of what is sought: only for those it is worth asking whether another is nearer.
        if not (likely or mended or self._may_slip_in_first_letter(form)):
            return None
        likely.extend(self._slips_in_root(form, stems, self._others))
        if not any(rank[:2] == _SURE for _, rank in likely):
            likely.extend(self._slips_in_affix(form, mended))
        ranks: dict[str, _Rank] = {}
        for root, rank in likely or self._slips_in_first_letter(form):
            ranks[root] = min(rank, ranks.get(root, rank))
        likeliest = sorted(ranks.items(), key=lambda item: item[1])
        if not likeliest or (len(likeliest) > 1 and likeliest[0][1] == likeliest[1][1]):
            return None
        root, (edits, *_) = likeliest[0]
        if root not in self._sought.roots:
            return None
        return Nearest(root, round(1 - edits / max(len(form), len(root)), 2))

    def _may_slip_in_first_letter(self, form: str) -> bool:
        return form[1:] in self._sought.roots or not self._tails.isdisjoint(
            (form, form[1:], form[0] + form[2:])
        )

    def _slips_in_root(
        self, form: str, stems: Iterable[str], shelves: _Shelves
    ) -> Iterator[tuple[str, _Rank]]:
        for stem in stems:
            for root, edits in shelves.within(2 if len(stem) >= _TWO_EDITS_FROM else 1, stem):
                rank = self._rank(edits, stem, root, len(form) - len(stem))
                # So short a stem (bayr of pembayran) is near to too much: only the likeliest slips count.
                if len(stem) >= SHORTEST or rank[:2] == _SURE:
                    yield root, rank

    def _slips_in_affix(self, form: str, mended: Iterable[str]) -> Iterator[tuple[str, _Rank]]:
        for variant in mended:
            reading = self._words.read(variant)
            root = reading.lemma
            has_affixes = bool(reading.prefixes or reading.suffixes)
            if has_affixes and root in self._words.roots and len(root) >= _SHORTEST_ROOT:
                yield root, self._rank(1, form, root, max(len(variant) - len(root), 0), meant=variant)

    def _slips_in_first_letter(self, form: str) -> Iterator[tuple[str, _Rank]]:
        if len(form) > SHORTEST:
            rest = form[1:]
            others = {f"{letter}{tail}" for letter in ascii_lowercase for tail in (form, rest)}
            for root in sorted({*others, rest, f"{form[1]}{form[0]}{form[2:]}"} - {form}):
                if root in self._words.roots:
                    yield root, self._rank(1, form, root, 0)

    def _rank(self, edits: int, typed: str, root: str, affixes: int, meant: str | None = None) -> _Rank:
        return edits, _differ(typed, meant or root), affixes, self._words.roots[root]

    def _mended_around_roots(self, form: str) -> Iterator[str]:
        """Undo one slip before or behind what may be a sought root, also where it touches the root."""
        for start in range(len(form) - _SHORTEST_ROOT + 2):
            if form[start : start + _SHORTEST_ROOT - 1] not in self._heads:
                continue
            for end in range(start + _SHORTEST_ROOT - 1, len(form) + 1):
                part = form[start:end]
                if part not in self._parts:
                    continue
                if self._ends(part, form[end:]):
                    for before in self._before.meant(form[:start]):
                        if self._begins(before, part):
                            yield before + form[start:]
                if self._begins(form[:start], part):
                    for backwards in self._behind.meant(form[end:][::-1]):
                        if self._ends(part, backwards[::-1]):
                            yield form[:end] + backwards[::-1]

    def _begins(self, before: str, part: str) -> bool:
        """Say whether a root may begin so: behind prefixes, perhaps with its first letter before the part."""
        prefixes = before[:-1] if before[-1:] + part in self._sought.roots else before
        return not prefixes or prefixes in self._words.beginnings or before in self._words.beginnings

    def _ends(self, part: str, behind: str) -> bool:
        suffixes = behind[1:] if part + behind[:1] in self._sought.roots else behind
        return not suffixes or suffixes in self._words.endings or behind in self._words.endings


class _Affixes:
    """Strings of affixes, read from the outside of a word inwards, and what may be meant by others."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._outer = frozenset(one[:at] for one in self._known for at in range(len(one) + 1))
        self._inner = frozenset(one[at:] for one in self._known for at in range(len(one) + 1))
        self._meant: dict[str, tuple[str, ...]] = {}

    def meant(self, typed: str) -> tuple[str, ...]:
        """Return what one slip may have been made of: known affixes, perhaps with one letter more."""
        meant = self._meant.get(typed)
        if meant is None:
            meant = self._meant[typed] = tuple(self._may_be_meant(typed))
        return meant

    def _may_be_meant(self, typed: str) -> Iterator[str]:
        for at in range(len(typed) + 1):
            # Around the slip all is typed right; only the innermost letter may be the one more.
            outside, inside = typed[: max(at - 1, 0)], typed[at + 2 :]
            if outside not in self._outer:
                return
            if inside in self._inner or inside[:-1] in self._inner:
                for one in _unslipped(typed, at):
                    if not one[:-1] or one[:-1] in self._known or one in self._known:
                        yield one


class _Shelves:
    """Roots by first letter and length, since a slip changes the one seldom and the other little."""

    def __init__(self, roots: Iterable[str]) -> None:
        self.roots = frozenset(root for root in roots if len(root) >= _SHORTEST_ROOT)
        self._of_length: dict[tuple[str, int], list[str]] = {}
        for root in sorted(self.roots):
            self._of_length.setdefault((root[0], len(root)), []).append(root)
        self._shelves: dict[tuple[str, int, int], list[str]] = {}

    def within(self, edits: int, stem: str) -> list[tuple[str, int]]:
        """Return (root, edits) for every root that so many edits, or fewer, turn into the stem."""
        key = stem[0], len(stem), edits
        shelf = self._shelves.get(key)
        if shelf is None:
            lengths = range(len(stem) - edits, len(stem) + edits + 1)
            shelf = [root for length in lengths for root in self._of_length.get((stem[0], length), ())]
            self._shelves[key] = shelf
        if not shelf:
            return []
        extract, distance = _rapidfuzz()
        return [
            (root, edits)
            for root, edits, _ in extract(stem, shelf, scorer=distance, score_cutoff=edits, limit=None)
        ]


@cache
def _rapidfuzz() -> tuple[Callable[..., list[tuple[str, int, int]]], Callable[..., int]]:
    """Return its search and its measure, when they are needed: it is heavy, and few commands do."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415
    from rapidfuzz.process import extract  # noqa: PLC0415

    return extract, OSA.distance


def _differ(form: str, meant: str) -> bool:
    """Say whether two spellings differ in more than the order of letters or a vowel left out."""
    if len(form) == len(meant):
        return sorted(form) != sorted(meant)
    return len(form) > len(meant) or _NO_VOWELS.sub("", form) != _NO_VOWELS.sub("", meant)


def _unslipped(typed: str, at: int) -> Iterator[str]:
    """Undo one slip of a hasty hand: two letters swapped, a vowel left out or a letter too many."""
    yield typed[:at] + typed[at + 1 :]
    for vowel in _VOWELS:
        yield typed[:at] + vowel + typed[at:]
    if at + 1 < len(typed):
        yield typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
