"""Near spelling: which word a form that no rule can read was probably meant to be.

It is asked only about unresolved forms, so a word that the lexicon knows is never taken for a slip of
another (``uang`` is not ``utang``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kubecode.language.reading import Analyser

SHORTEST = 5
_TWO_EDITS_FROM = 8
_TRACE = 4
"""Letters of the shortest trace that means something."""

_VOWELS = "aeiou"
_NO_VOWELS = re.compile(f"[{_VOWELS}]")
_Rank = tuple[int, bool, int, int]
"""(edits, whether a letter is another, letters of affixes, how rare the root is): the smaller, the likelier.

Hasty hands swap letters and drop vowels far more often than they hit a wrong consonant.
"""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The root that a form is near to; ``similarity`` is 1 - edits / letters."""

    root: str
    similarity: float


_SURE = (1, False)
"""One edit, and only swapped letters or a vowel left out: nothing else is likelier."""


class Suspicion:
    """Says cheaply which forms may be slips of some roots, so that only those are looked into.

    A form is suspected where a root stands in it, or a root less the letters that slips may take (one, or
    two of a long root), or where its stem less one letter is such a trace (after Garbe's SymSpell). The
    traces are made once for all forms, which is why this is a class.
    """

    def __init__(self, roots: Iterable[str]) -> None:
        long = [root for root in roots if len(root) >= _TRACE]
        self._whole = {*long, *(root[1:] for root in long if len(root) > _TRACE)}
        once = {less for root in long if len(root) > _TRACE for less in _less_one_letter(root)}
        twice = {
            less for trace in once if len(trace) >= _TWO_EDITS_FROM - 1 for less in _less_one_letter(trace)
        }
        self._traces = {*long, *once, *twice}

    def falls_on(self, form: str, words: Analyser) -> bool:
        """Say whether a form may be a slip of one of the roots."""
        if any(part in self._traces for part in _parts(form)):
            return True
        return any(less in self._traces for stem in words.stems(form) for less in _less_one_letter(stem))

    def is_met_by(self, form: str) -> bool:
        """Say whether one of the roots stands in a form, perhaps without the letter that a nasal took."""
        return any(part in self._whole for part in _parts(form))


def _parts(form: str) -> Iterator[str]:
    """Return every stretch of a form that is as long as a trace."""
    return (
        form[start:end]
        for start in range(len(form) - _TRACE + 1)
        for end in range(start + _TRACE, len(form) + 1)
    )


def _less_one_letter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def nearest_roots(
    forms: Iterable[str], words: Analyser, suspicion: Suspicion | None = None
) -> dict[str, Nearest]:
    """Return the nearest root of each form that has exactly one; of equally near ones the commoner.

    One edit is allowed up to 7 letters, two from 8; a transposition is one edit (optimal string
    alignment). A slip may sit in the root (``komuniksai``), which is compared with all roots that begin
    with the same letter, or in an affix (``pertemaun``), which is undone and read again. Only where both
    find nothing may the first letter be the slip (``lelompok``). With a suspicion only forms on which it
    falls are looked into, and slips in affixes only around its own roots.
    """
    by_letter: dict[str, list[str]] = {}
    for root in sorted(words.roots):
        if len(root) >= SHORTEST - 1:
            by_letter.setdefault(root[0], []).append(root)
    found: dict[str, Nearest] = {}
    for form in forms:
        if suspicion and not suspicion.falls_on(form, words):
            continue
        ranks: dict[str, _Rank] = {}
        likely = [*_slips_in_root(form, words, by_letter)]
        if not any(rank[:2] == _SURE for _, rank in likely):
            likely.extend(_slips_in_affix(form, words, suspicion))
        for root, rank in likely or _slips_in_first_letter(form, words):
            ranks[root] = min(rank, ranks.get(root, rank))
        likeliest = sorted(ranks.items(), key=lambda item: item[1])
        if likeliest and (len(likeliest) == 1 or likeliest[0][1] < likeliest[1][1]):
            root, (edits, *_) = likeliest[0]
            found[form] = Nearest(root, round(1 - edits / max(len(form), len(root)), 2))
    return found


def _slips_in_root(
    form: str, words: Analyser, by_letter: Mapping[str, list[str]]
) -> Iterator[tuple[str, _Rank]]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  heavy, and rarely needed
    from rapidfuzz.process import extract  # noqa: PLC0415

    for stem in words.stems(form):
        if len(stem) < SHORTEST:
            continue
        allowed = 2 if len(stem) >= _TWO_EDITS_FROM else 1
        near = extract(stem, by_letter.get(stem[0], []), scorer=OSA.distance, score_cutoff=allowed, limit=5)
        for root, edits, _ in near:
            yield root, (int(edits), _differ(stem, root), len(form) - len(stem), words.roots[root])


def _slips_in_first_letter(form: str, words: Analyser) -> Iterator[tuple[str, _Rank]]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415
    from rapidfuzz.process import extract  # noqa: PLC0415

    if len(form) > SHORTEST:
        for root, edits, _ in extract(form, list(words.roots), scorer=OSA.distance, score_cutoff=1, limit=5):
            yield root, (int(edits), _differ(form, root), 0, words.roots[root])


def _slips_in_affix(form: str, words: Analyser, suspicion: Suspicion | None) -> Iterator[tuple[str, _Rank]]:
    """Undo one slip of a hasty hand, two letters swapped, a vowel left out or a letter too many."""
    for variant in sorted(set(_unslipped(form))):
        if suspicion and not suspicion.is_met_by(variant):
            continue
        reading = words.read(variant)
        root = reading.lemma
        has_affixes = bool(reading.prefixes or reading.suffixes)
        if has_affixes and root in words.roots and len(root) >= SHORTEST - 1:
            yield root, (1, _differ(form, variant), max(len(variant) - len(root), 0), words.roots[root])


def _differ(form: str, meant: str) -> bool:
    """Say whether two spellings differ in more than the order of letters or a vowel left out."""
    if len(form) == len(meant):
        return sorted(form) != sorted(meant)
    return len(form) > len(meant) or _NO_VOWELS.sub("", form) != _NO_VOWELS.sub("", meant)


def _unslipped(form: str) -> Iterator[str]:
    for at in range(1, len(form)):
        yield form[:at] + form[at + 1 :]
        for vowel in _VOWELS:
            yield form[:at] + vowel + form[at:]
        if at + 1 < len(form):
            yield form[:at] + form[at + 1] + form[at] + form[at + 2 :]
