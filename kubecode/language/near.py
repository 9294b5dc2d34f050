"""Near spelling: which word a form that no rule can read was probably meant to be.

It is asked only about unresolved forms, so a word that the lexicon knows is never taken for a slip of
another (``uang`` is not ``utang``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from string import ascii_lowercase

from kubecode.language.reading import Analyser

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

    Roots are looked up by what is left of them without one or two letters (after Garbe's SymSpell): two
    words one edit apart have such a trace in common. The traces are kept; that is why this is a class.
    """

    def __init__(self, words: Analyser, sought: Iterable[str] | None = None) -> None:
        self._words = words
        roots = words.roots if sought is None else sought
        self._sought = frozenset(root for root in roots if len(root) >= _SHORTEST_ROOT)
        self._by_trace: dict[str, dict[str, list[str]]] = {}

    def nearest(self, form: str) -> Nearest | None:
        """Return the sought root that a form is nearest to, None where there is none or another is nearer.

        Of equally near ones the commoner is meant; of equally common ones none.
        """
        if len(form) < SHORTEST:
            return None
        ranks: dict[str, _Rank] = {}
        likely = [*self._slips_in_root(form)]
        if not any(rank[:2] == _SURE for _, rank in likely):
            likely.extend(self._slips_in_affix(form))
        for root, rank in likely or self._slips_in_first_letter(form):
            ranks[root] = min(rank, ranks.get(root, rank))
        likeliest = sorted(ranks.items(), key=lambda item: item[1])
        if not likeliest or (len(likeliest) > 1 and likeliest[0][1] == likeliest[1][1]):
            return None
        root, (edits, *_) = likeliest[0]
        if root not in self._sought:
            return None
        return Nearest(root, round(1 - edits / max(len(form), len(root)), 2))

    def _slips_in_root(self, form: str) -> Iterator[tuple[str, _Rank]]:
        from rapidfuzz.distance import OSA  # noqa: PLC0415  heavy, and rarely needed

        for stem in self._words.stems(form):
            if len(stem) < _SHORTEST_ROOT:
                continue
            allowed = 2 if len(stem) >= _TWO_EDITS_FROM else 1
            for root in self._sharing_traces(stem, allowed):
                edits = OSA.distance(stem, root, score_cutoff=allowed)
                rank = self._rank(edits, stem, root, len(form) - len(stem))
                # So short a stem (bayr of pembayran) is near to too much: only the likeliest slips count.
                if edits <= allowed and (len(stem) >= SHORTEST or rank[:2] == _SURE):
                    yield root, rank

    def _slips_in_affix(self, form: str) -> Iterator[tuple[str, _Rank]]:
        for variant in sorted(set(self._mended_around_roots(form))):
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

    def _sharing_traces(self, stem: str, edits: int) -> set[str]:
        """Return the roots with the same first letter that so many edits may have turned into the stem."""
        by_trace = self._by_trace.get(stem[0])
        if by_trace is None:
            by_trace = self._by_trace[stem[0]] = {}
            for root in self._words.roots:
                if root[0] == stem[0] and len(root) >= _SHORTEST_ROOT:
                    for trace in _traces(root, 2 if len(root) >= _TWO_EDITS_FROM - 2 else 1):
                        by_trace.setdefault(trace, []).append(root)
        return {root for trace in _traces(stem, edits) for root in by_trace.get(trace, ())}

    def _mended_around_roots(self, form: str) -> Iterator[str]:
        """Undo one slip before or behind what may be a sought root, also where it touches the root."""
        words, sought, parts = self._words, self._sought, self._parts_of_roots
        for start in range(len(form) - _SHORTEST_ROOT + 2):
            for end in range(start + _SHORTEST_ROOT - 1, len(form) + 1):
                part = form[start:end]
                if part not in parts:
                    continue
                for before in _unslipped(form[:start]):
                    if before in words.beginnings or (
                        before[:-1] in words.beginnings and before[-1:] + part in sought
                    ):
                        yield before + form[start:]
                for behind in _unslipped(form[end:]):
                    if behind in words.endings or (
                        behind[1:] in words.endings and part + behind[:1] in sought
                    ):
                        yield form[:end] + behind

    @cached_property
    def _parts_of_roots(self) -> frozenset[str]:
        """Sought roots, also without the first letter, which a nasal may take, or the last."""
        return frozenset(part for root in self._sought for part in (root, root[1:], root[:-1]))


def _traces(word: str, edits: int) -> set[str]:
    """Return the word and what is left of it without so many of its letters, or fewer."""
    traces = shorter = {word}
    for _ in range(edits):
        shorter = {less[:at] + less[at + 1 :] for less in shorter for at in range(len(less))}
        traces = traces | shorter
    return traces


def _differ(form: str, meant: str) -> bool:
    """Say whether two spellings differ in more than the order of letters or a vowel left out."""
    if len(form) == len(meant):
        return sorted(form) != sorted(meant)
    return len(form) > len(meant) or _NO_VOWELS.sub("", form) != _NO_VOWELS.sub("", meant)


def _unslipped(typed: str) -> Iterator[str]:
    """Undo one slip of a hasty hand: two letters swapped, a vowel left out or a letter too many."""
    for at in range(len(typed) + 1):
        yield typed[:at] + typed[at + 1 :]
        for vowel in _VOWELS:
            yield typed[:at] + vowel + typed[at:]
        if at + 1 < len(typed):
            yield typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
