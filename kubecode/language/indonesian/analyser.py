"""The analyser: from a word as it was typed to its root, with the way there.

Order: spoken spelling → root → regional word or name → reduplication typed with 2 → hyphen → letters
drawn out → affix search → unknown. The affix search is checked against the roots, so the list of roots
is above all a blocker: it keeps ``ketua`` from being ke + tua.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kubecode.language.indonesian.affixes import CIRCUMFIXES, strip_endings, strip_prefixes
from kubecode.language.indonesian.lexicon import Lexicon
from kubecode.language.reading import Reading

# Costs are in steps away from the word as typed; a commoner root makes a reading cheaper.
_AFFIX = 1.0
_CIRCUMFIX_DISCOUNT = 0.7
_RESPELLED = 0.8
_TIER = (-0.6, -0.3, 0.0)

_MOST_PARTS = 4
"""Parts of a hyphenated word; ``ha-ha-ha-ha-ha`` is laughter."""

_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
_FREE_PREFIXES = frozenset({"di", "ke", "se", "nge", "ng", "ber", "ter", "me", "pe", "ku", "ny"})
_FREE_SUFFIXES = frozenset({"nya", "an", "in", "kan", "lah", "ku", "mu", "i", "pun", "kah"})


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A reading that the affix search found; the cheapest wins, then the longer root."""

    cost: float
    shortness: int
    root: str
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    spelling: str | None


class IndonesianAnalyser:
    """Reads each distinct form once and remembers it; that memory is why this is a class."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._readings: dict[str, Reading] = {}

    @property
    def roots(self) -> Mapping[str, int]:
        """Every dictionary form that the analyser knows, with its tier, 0 the commonest."""
        return self._lexicon.tier_of

    def read(self, form: str) -> Reading:
        """Return how the form is read; an unknown form is its own lemma."""
        key = form.lower()
        reading = self._readings.get(key)
        if reading is None:
            reading = self._readings[key] = self._read(key)
        return reading

    def stems(self, form: str) -> tuple[str, ...]:
        """Return what may be left of the form without affixes, unchecked, the form itself first."""
        found = {stem: None for ending, _ in strip_endings(form) for stem, _ in strip_prefixes(ending)}
        return tuple({form: None} | found)

    def _read(self, form: str) -> Reading:
        listed = self._listed(form)
        if listed:
            return listed
        for attempt in (self._typed_twice, self._hyphenated, self._drawn_out, self._affixed, self._doubled):
            reading = attempt(form)
            if reading and reading.known:
                return replace(reading, form=form)
        return Reading(form, form, known=False)

    def _listed(self, form: str) -> Reading | None:
        """The form stands in a word file as it is."""
        lexicon = self._lexicon
        if form in lexicon.spellings:
            standard = lexicon.spellings[form]
            return Reading(form, standard, spelling=standard)
        if form in lexicon.tier_of or form in lexicon.names:
            return Reading(form, form)
        if form in lexicon.regional:
            meaning = lexicon.regional[form]
            return Reading(form, meaning, spelling=meaning if meaning != form else None)
        return None

    def _typed_twice(self, form: str) -> Reading | None:
        """``kumpul2``, ``barang2nya``: the 2 stands for the word once more."""
        base, mark, rest = form.replace("²", "2").partition("2")
        if not mark:
            return None
        return replace(self.read(base + rest.replace("2", "")), reduplicated=True)

    def _hyphenated(self, form: str) -> Reading | None:
        """``diambil-ambilin``, ``kesini-kesininya``, ``di-jual``, ``jum'at``."""
        joined = form.replace("'", "").replace("’", "")
        if joined != form:
            return self.read(joined)
        parts = form.split("-")
        if not 2 <= len(parts) <= _MOST_PARTS:
            return None
        first, *_, last = parts
        if first in _FREE_PREFIXES:
            return self.read(first + "-".join(parts[1:]))
        if last in _FREE_SUFFIXES:
            return self.read("-".join(parts[:-1]) + last)
        halves = [self.read(part) for part in parts]
        known = [half for half in halves if half.known]
        if not known:
            return None
        # The half with fewer affixes is the plainer one; the other half's affixes are the word's.
        best = min(known, key=lambda half: len(half.prefixes) + len(half.suffixes))
        return replace(
            best,
            prefixes=halves[0].prefixes or best.prefixes,
            suffixes=halves[-1].suffixes or best.suffixes,
            reduplicated=True,
        )

    def _drawn_out(self, form: str) -> Reading | None:
        """``bangeeet``, ``tidaaak``."""
        for letters in (r"\1", r"\1\1"):
            shorter = _DRAWN_OUT.sub(letters, form)
            if shorter != form and (reading := self.read(shorter)).known:
                return replace(reading, spelling=reading.spelling or shorter)
        return None

    def _doubled(self, form: str) -> Reading | None:
        """``duluu``: a letter typed twice."""
        shorter = _DOUBLED.sub(r"\1", form)
        if shorter == form:
            return None
        reading = self.read(shorter)
        return replace(reading, spelling=reading.spelling or shorter)

    def _affixed(self, form: str) -> Reading | None:
        """Search every way to take affixes off and return the cheapest that ends in a root."""
        best = min(self._candidates(form), default=None)
        if best is None:
            return None
        return Reading(form, best.root, True, best.prefixes, best.suffixes, spelling=best.spelling)

    def _candidates(self, form: str) -> Iterator[_Candidate]:
        tier_of = self._lexicon.tier_of
        for stem, suffixes in strip_endings(form):
            for base, prefixes in strip_prefixes(stem):
                cost = _AFFIX * (len(prefixes) + len(suffixes))
                cost -= _CIRCUMFIX_DISCOUNT * any((p, s) in CIRCUMFIXES for p in prefixes for s in suffixes)
                if base in tier_of:
                    yield _Candidate(cost + _TIER[tier_of[base]], -len(base), base, prefixes, suffixes, None)
                    continue
                for root in self._respelled(base):
                    yield _Candidate(
                        cost + _RESPELLED + _TIER[tier_of[root]], -len(root), root, prefixes, suffixes, root
                    )

    def _respelled(self, stem: str) -> Iterator[str]:
        """Yield roots that the stem may be a spoken spelling of."""
        if len(stem) < 4:
            return
        tier_of, spellings = self._lexicon.tier_of, self._lexicon.spellings
        if spellings.get(stem) in tier_of:
            yield spellings[stem]
        for root in _spoken_for(stem):
            if root in tier_of:
                yield root


def _spoken_for(stem: str) -> Iterator[str]:
    """Yield what the stem would be in standard spelling: pinjem, rame, naro, itung."""
    if stem[-2] == "e" and stem[-1] not in "aeiou":
        yield stem[:-2] + "a" + stem[-1]
    if stem[-1] == "e":
        yield stem[:-1] + "ai"
    if stem[-1] == "o":
        yield stem[:-1] + "uh"
        yield stem[:-1] + "au"
    if stem[0] in "aeiou":
        yield "h" + stem
    if stem[-1] in "aiu":
        yield stem + "h"
