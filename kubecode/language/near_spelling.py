"""Near spelling: the root of a form that no rule can analyse, probably a slip.

It is used only for unknown forms, so a known word is never a slip of another: ``uang`` ("money") is not
``utang`` ("debt").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase

from kubecode.language.tokens import LONGEST_WORD
from kubecode.language.word_analysis import Analyser

SHORTEST = 5
"""Letters of the shortest form that is compared."""
_SHORTEST_ROOT = 4
_TWO_EDITS_FROM = 8

_VOWELS = "aeiou"
_NO_VOWELS = re.compile(f"[{_VOWELS}]")
_Rank = tuple[int, bool, int, int]
"""(edits, whether a letter was replaced, letters of affixes, tier of the root): the smaller, the likelier.

Typing errors swap letters and drop vowels far more often than they replace a consonant.
"""
_SURE = (1, False)
"""One edit that swaps letters or drops a vowel: no other rank is likelier."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The root nearest to a form; ``similarity`` is 1 - edits / letters of the longer one."""

    root: str
    similarity: float


class NearSpelling:
    """Finds the nearest root of a form among the roots in ``sought`` (None: all).

    Up to 7 letters allow one edit, 8 letters or more allow two. A transposition is one edit (optimal string
    alignment). A slip may be in the root (``komuniksai``), which is compared with all roots that begin with
    the same letter, or in an affix (``pertemaun``), which is corrected and analysed again. Only if both find
    nothing, the first letter may be the slip (``lelompok``).

    This is a class because it caches the roots by first letter and length, and the corrections of affixes.
    """

    def __init__(self, analyser: Analyser, sought: Iterable[str] | None = None) -> None:
        self._analyser = analyser
        wanted = analyser.roots.keys() if sought is None else analyser.roots.keys() & set(sought)
        self._sought, self._others = _RootsByLength(wanted), _RootsByLength(analyser.roots.keys() - wanted)
        self._tails = frozenset(root[1:] for root in self._sought.roots)
        # A nasal may replace the first letter, and a slip the last.
        self._parts = frozenset(p for root in self._sought.roots for p in (root, root[1:], root[:-1]))
        self._heads = frozenset(part[: _SHORTEST_ROOT - 1] for part in self._parts)
        self._before = _AffixSpellings(analyser.beginnings)
        self._after = _AffixSpellings(ending[::-1] for ending in analyser.endings)

    def nearest(self, form: str) -> Nearest | None:
        """Return the nearest root if it is sought, else None.

        Of equally near roots the commoner is taken, of equally common ones none.
        """
        if not SHORTEST <= len(form) <= LONGEST_WORD:
            return None
        stems = [stem for stem in self._analyser.stems(form) if len(stem) >= _SHORTEST_ROOT]
        likely = [*self._slips_in_root(form, stems, self._sought)]
        corrected = {*self._corrected_around_roots(form)}
        # Few forms are near to a sought root: only these need the comparison with all other roots.
        if not (likely or corrected or self._may_slip_in_first_letter(form)):
            return None
        likely.extend(self._slips_in_root(form, stems, self._others))
        if not any(rank[:2] == _SURE for _, rank in likely):
            likely.extend(self._slips_in_affix(form, corrected))
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
        self, form: str, stems: Iterable[str], roots: _RootsByLength
    ) -> Iterator[tuple[str, _Rank]]:
        for stem in stems:
            for root, edits in roots.within(2 if len(stem) >= _TWO_EDITS_FROM else 1, stem):
                rank = self._rank(edits, stem, root, len(form) - len(stem))
                # A short stem (bayr of pembayran) is near to many roots: only the likeliest slips count.
                if len(stem) >= SHORTEST or rank[:2] == _SURE:
                    yield root, rank

    def _slips_in_affix(self, form: str, corrected: Iterable[str]) -> Iterator[tuple[str, _Rank]]:
        for variant in corrected:
            analysis = self._analyser.read(variant)
            root = analysis.lemma
            has_affixes = bool(analysis.prefixes or analysis.suffixes)
            if has_affixes and root in self._analyser.roots and len(root) >= _SHORTEST_ROOT:
                yield root, self._rank(1, form, root, max(len(variant) - len(root), 0), meant=variant)

    def _slips_in_first_letter(self, form: str) -> Iterator[tuple[str, _Rank]]:
        if len(form) > SHORTEST:
            rest = form[1:]
            others = {f"{letter}{tail}" for letter in ascii_lowercase for tail in (form, rest)}
            for root in sorted({*others, rest, f"{form[1]}{form[0]}{form[2:]}"} - {form}):
                if root in self._analyser.roots:
                    yield root, self._rank(1, form, root, 0)

    def _rank(self, edits: int, typed: str, root: str, affixes: int, meant: str | None = None) -> _Rank:
        return edits, _differ(typed, meant or root), affixes, self._analyser.roots[root]

    def _corrected_around_roots(self, form: str) -> Iterator[str]:
        """Yield the form with one slip corrected before or after a possible root, or at its edge."""
        for start in range(len(form) - _SHORTEST_ROOT + 2):
            if form[start : start + _SHORTEST_ROOT - 1] not in self._heads:
                continue
            for end in range(start + _SHORTEST_ROOT - 1, len(form) + 1):
                part = form[start:end]
                if part not in self._parts:
                    continue
                if self._ends(part, form[end:]):
                    for before in self._before.corrections(form[:start]):
                        if self._begins(before, part):
                            yield before + form[start:]
                if self._begins(form[:start], part):
                    for reversed_after in self._after.corrections(form[end:][::-1]):
                        if self._ends(part, reversed_after[::-1]):
                            yield form[:end] + reversed_after[::-1]

    def _begins(self, before: str, part: str) -> bool:
        """Return whether ``before`` is prefixes, perhaps followed by the first letter of the root."""
        prefixes = before[:-1] if before[-1:] + part in self._sought.roots else before
        return not prefixes or prefixes in self._analyser.beginnings or before in self._analyser.beginnings

    def _ends(self, part: str, after: str) -> bool:
        suffixes = after[1:] if part + after[:1] in self._sought.roots else after
        return not suffixes or suffixes in self._analyser.endings or after in self._analyser.endings


class _AffixSpellings:
    """Strings of affixes, from the outside of a word inwards, and the corrections of misspelt ones."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._outer = frozenset(affix[:at] for affix in self._known for at in range(len(affix) + 1))
        self._inner = frozenset(affix[at:] for affix in self._known for at in range(len(affix) + 1))
        self._corrections_of: dict[str, tuple[str, ...]] = {}

    def corrections(self, typed: str) -> tuple[str, ...]:
        """Return the corrections of one slip: known affixes, perhaps with one letter of the root."""
        corrections = self._corrections_of.get(typed)
        if corrections is None:
            corrections = self._corrections_of[typed] = tuple(self._find_corrections(typed))
        return corrections

    def _find_corrections(self, typed: str) -> Iterator[str]:
        for at in range(len(typed) + 1):
            # The letters around the slip are correct; only the innermost may belong to the root.
            outside, inside = typed[: max(at - 1, 0)], typed[at + 2 :]
            if outside not in self._outer:
                return
            if inside in self._inner or inside[:-1] in self._inner:
                for affixes in _corrections(typed, at):
                    if not affixes[:-1] or affixes[:-1] in self._known or affixes in self._known:
                        yield affixes


class _RootsByLength:
    """Roots by first letter and length: a slip seldom changes the letter and hardly the length."""

    def __init__(self, roots: Iterable[str]) -> None:
        self.roots = frozenset(root for root in roots if len(root) >= _SHORTEST_ROOT)
        self._of_length: dict[tuple[str, int], list[str]] = {}
        for root in sorted(self.roots):
            self._of_length.setdefault((root[0], len(root)), []).append(root)
        self._of_length_range: dict[tuple[str, int, int], list[str]] = {}

    def within(self, edits: int, stem: str) -> list[tuple[str, int]]:
        """Return (root, edits) for every root within this number of edits of the stem."""
        key = stem[0], len(stem), edits
        candidates = self._of_length_range.get(key)
        if candidates is None:
            lengths = range(len(stem) - edits, len(stem) + edits + 1)
            candidates = [root for length in lengths for root in self._of_length.get((stem[0], length), ())]
            self._of_length_range[key] = candidates
        if not candidates:
            return []
        extract, distance = _rapidfuzz()
        return [
            (root, edits)
            for root, edits, _ in extract(stem, candidates, scorer=distance, score_cutoff=edits, limit=None)
        ]


@cache
def _rapidfuzz() -> tuple[Callable[..., list[tuple[str, int, int]]], Callable[..., int]]:
    """Return the search and the distance of rapidfuzz, imported late because few commands need it."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415
    from rapidfuzz.process import extract  # noqa: PLC0415

    return extract, OSA.distance


def _differ(form: str, meant: str) -> bool:
    """Return whether two spellings differ in more than the order of letters or a missing vowel."""
    if len(form) == len(meant):
        return sorted(form) != sorted(meant)
    return len(form) > len(meant) or _NO_VOWELS.sub("", form) != _NO_VOWELS.sub("", meant)


def _corrections(typed: str, at: int) -> Iterator[str]:
    """Yield the corrections of a slip at an offset: a letter too many, a missing vowel, or a swap."""
    yield typed[:at] + typed[at + 1 :]
    for vowel in _VOWELS:
        yield typed[:at] + vowel + typed[at:]
    if at + 1 < len(typed):
        yield typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
