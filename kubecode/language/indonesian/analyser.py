"""The analyser: word as typed → root, affixes and standard spelling.

Order of attempts: colloquial spelling → root → name or regional word → without accents → reduplication typed
with 2 → hyphen → lengthened letters → affix search → partial reduplication → small word and common word typed
together → two roots → doubled letter → unknown. A listed root is never searched for affixes, which keeps
``ketua`` ("chair") from being ke + tua ("old").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import NamedTuple
from unicodedata import normalize

from kubecode.language.indonesian.affixes import (
    BEGINNINGS,
    CIRCUMFIXES,
    ENCLITICS,
    ENDINGS,
    FORMAL_PREFIXES,
    SPOKEN_SUFFIX,
    strip_affixes,
)
from kubecode.language.indonesian.lexicon import Lexicon
from kubecode.language.tokens import LONGEST_WORD, plain_form
from kubecode.language.word_analysis import WordAnalysis

# Costs are steps away from the word as typed. A commoner root makes an analysis cheaper.
_AFFIX = 1.0
_CIRCUMFIX_DISCOUNT = 0.7
_RESPELLED = 0.55
_SHORT_AND_RARE = 0.5
_TIER = (-0.6, -0.3, 0.0)

_MOST_PARTS = 4
"""The most parts of a hyphenated word; ``ha-ha-ha-ha-ha`` is laughter."""

_ABBREVIATION = 2
"""The most letters of a root that takes no prefix except a joined preposition: rt, eh."""

_RAREST = 2
"""The tier whose roots a whole word is never guessed to mean: konten ("content") is not kontan ("cash")."""

_SHORTEST_WORD = 3
"""The least letters of a word after a joined one."""

_SHORTEST_DOUBLED = 5
_SHORTEST_HALF = 4
"""The least letters of each half of a compound; shorter halves match many names by chance."""

_BEFORE_NAMES = frozenset({"di-", "ke-", "se-"})
_AFTER_NAMES = frozenset(ENCLITICS)
_AFTER_JOINED = ("ber", "di", "ke", "ng", "ny", "ter")
"""Beginnings of inflected words after a joined word; others match too often by chance."""

_VOWELS = "aeiou"
_ACCENTS = re.compile("[\u0300-\u036f]")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
_FREE_PREFIXES = frozenset({"di", "ke", "se", "nge", "ng", "ber", "ter", "me", "pe", "ku", "ny"})
_FREE_SUFFIXES = frozenset({"nya", "an", "in", "kan", "lah", "ku", "mu", "i", "pun", "kah"})


class _Candidate(NamedTuple):
    """An analysis found by the affix search. The cheapest wins, then the longer root."""

    cost: float
    shortness: int
    root: str
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    spelling: str | None


class IndonesianAnalyser:
    """Analyses each distinct form once; a class because it caches the analyses."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._analyses: dict[str, WordAnalysis] = {}

    @cached_property
    def _spoken(self) -> dict[str, list[str]]:
        """Colloquial spelling → the roots that may be spelled so."""
        roots: dict[str, list[str]] = {}
        for root in self._lexicon.tier_of:
            if len(root) > _SHORTEST_WORD:
                for spelling in _colloquial_spellings(root):
                    roots.setdefault(spelling, []).append(root)
        return roots

    @cached_property
    def _roots_by_beginning(self) -> dict[str, list[str]]:
        """Roots by their first letters, as many letters as the first half of a compound has at least."""
        roots: dict[str, list[str]] = {}
        for root in self._lexicon.tier_of:
            roots.setdefault(root[:_SHORTEST_HALF], []).append(root)
        return roots

    @cached_property
    def _no_roots(self) -> frozenset[str]:
        """Names and colloquial spellings: possible bases that are no roots."""
        return frozenset({*self._lexicon.names, *self._lexicon.spellings, *self._spoken})

    @property
    def roots(self) -> Mapping[str, int]:
        """All known dictionary forms with their frequency tier, 0 the commonest."""
        return self._lexicon.tier_of

    def read(self, form: str) -> WordAnalysis:
        """Return the analysis of a form. An unknown form is its own lemma."""
        analysis = self._analyses.get(form)
        if analysis is None:
            analysis = self._analyses[form] = self._read_plain(plain_form(form))
        return analysis

    def _read_plain(self, form: str) -> WordAnalysis:
        analysis = self._analyses.get(form)
        if analysis is None:
            analysis = self._analyses[form] = self._analyse(form)
        return analysis

    def stems(self, form: str) -> tuple[str, ...]:
        """Return the possible stems of the form, unchecked, the form itself first."""
        return tuple({stem: None for stem, _, _ in strip_affixes(form)})

    @property
    def beginnings(self) -> Collection[str]:
        """All strings of prefixes before a root, as they are spelled."""
        return BEGINNINGS

    @property
    def endings(self) -> Collection[str]:
        """All strings of suffixes and enclitics after a root, as they are spelled."""
        return ENDINGS

    def _analyse(self, form: str) -> WordAnalysis:
        listed = self._listed(form)
        if listed:
            return listed
        is_long = len(form) > LONGEST_WORD
        for attempt in (
            (self._drawn_out,)
            if is_long
            else (
                self._accented,
                self._typed_twice,
                self._hyphenated,
                self._drawn_out,
                self._affixed,
                self._partly_doubled,
                self._joined,
                self._compound,
                self._doubled,
            )
        ):
            analysis = attempt(form)
            if analysis and analysis.known:
                return analysis if analysis.form == form else replace(analysis, form=form)
        return WordAnalysis(form, form, known=False)

    def _listed(self, form: str) -> WordAnalysis | None:
        """Return the analysis of a form that is in a word file, else None."""
        lexicon = self._lexicon
        if form in lexicon.spellings:
            standard = lexicon.spellings[form]
            return replace(self._read_plain(standard), form=form, spelling=standard)
        if form in lexicon.tier_of or form in lexicon.names:
            return WordAnalysis(form, form)
        if form in lexicon.regional:
            meaning = lexicon.regional[form]
            return WordAnalysis(form, meaning, spelling=meaning if meaning != form else None)
        return None

    def _accented(self, form: str) -> WordAnalysis | None:
        """``kecéwa``: an accent shows how the vowel is spoken."""
        bare = form if form.isascii() else normalize("NFC", _ACCENTS.sub("", normalize("NFD", form)))
        if bare == form:
            return None
        analysis = self._read_plain(bare)
        return replace(analysis, spelling=analysis.spelling or bare)

    def _typed_twice(self, form: str) -> WordAnalysis | None:
        """``kumpul2``, ``barang2nya``: the 2 repeats the word."""
        base, mark, rest = form.replace("²", "2").partition("2")
        if not (base and mark):
            return None
        return replace(self._read_plain(base + rest.replace("2", "")), reduplicated=True)

    def _hyphenated(self, form: str) -> WordAnalysis | None:
        """``diambil-ambilin``, ``kesini-kesininya``, ``di-jual``, ``jum'at``."""
        joined = form.replace("'", "").replace("’", "")
        if joined != form:
            return self._read_plain(joined)
        parts = form.split("-")
        if not 2 <= len(parts) <= _MOST_PARTS:
            return None
        first, *_, last = parts
        if first in _FREE_PREFIXES:
            return self._read_plain(first + "-".join(parts[1:]))
        if last in _FREE_SUFFIXES:
            return self._read_plain("-".join(parts[:-1]) + last)
        halves = [self._read_plain(part) for part in parts]
        known = [half for half in halves if half.known]
        if not known:
            return None
        # The half with fewer affixes gives the root, the affixes come from both.
        best = min(known, key=lambda half: len(half.prefixes) + len(half.suffixes))
        return replace(
            best,
            prefixes=halves[0].prefixes or best.prefixes,
            suffixes=halves[-1].suffixes or best.suffixes,
            reduplicated=True,
        )

    def _drawn_out(self, form: str) -> WordAnalysis | None:
        """``bangeeet``, ``tidaaak``: letters repeated for emphasis."""
        if not _DRAWN_OUT.search(form):
            return None
        for letters in (r"\1", r"\1\1"):
            shorter = _DRAWN_OUT.sub(letters, form)
            if (analysis := self._read_plain(shorter)).known:
                return replace(analysis, spelling=analysis.spelling or shorter)
        return None

    def _doubled(self, form: str) -> WordAnalysis | None:
        """``duluu``: a letter typed twice."""
        shorter = _DOUBLED.sub(r"\1", form)
        if shorter == form:
            return None
        analysis = self._read_plain(shorter)
        return replace(analysis, spelling=analysis.spelling or shorter)

    def _partly_doubled(self, form: str) -> WordAnalysis | None:
        """``dedaunan``, ``gegara``: the first letter and e before the root."""
        if len(form) <= _SHORTEST_DOUBLED or form[1] != "e" or form[0] != form[2]:
            return None
        analysis = self._read_plain(form[2:])
        is_usual = self._lexicon.tier_of.get(analysis.lemma, _RAREST) < _RAREST and not analysis.prefixes
        return replace(analysis, reduplicated=True) if is_usual else None

    def _joined(self, form: str) -> WordAnalysis | None:
        """``gabisa``, ``nggatau``, ``darisitu``: a small word and a common one typed together."""
        for word in self._lexicon.joined if form.startswith(self._lexicon.joined) else ():
            rest = form.removeprefix(word)
            if rest == form or len(rest) < _SHORTEST_WORD:
                continue
            analysis = self._listed(rest) or (
                self._read_plain(rest) if rest.startswith(_AFTER_JOINED) else None
            )
            rarest = 1 if len(rest) > _SHORTEST_WORD else 0
            if analysis and self._lexicon.tier_of.get(analysis.lemma, rarest + 1) <= rarest:
                return replace(analysis, joined=word)
        return None

    def _compound(self, form: str) -> WordAnalysis | None:
        """``menyebarluaskan``, ``jualbeli``: two roots written as one word, with or without affixes."""
        found = []
        tier_of = self._lexicon.tier_of
        for base, prefixes, suffixes in _stripped(form):
            for first in self._roots_by_beginning.get(base[:_SHORTEST_HALF], ()):
                second = base[len(first) :] if base.startswith(first) else ""
                if len(second) >= _SHORTEST_HALF and second != "akan" and second in tier_of:
                    cost = _cost(prefixes, suffixes) + _TIER[tier_of[first]] + _TIER[tier_of[second]]
                    found.append(_Candidate(cost, -len(base), base, prefixes, suffixes, None))
        return _cheapest(form, found)

    def _affixed(self, form: str) -> WordAnalysis | None:
        """Return the cheapest analysis that removes affixes and ends in a root, or None."""
        return _cheapest(form, self._candidates(form))

    def _candidates(self, form: str) -> Iterator[_Candidate]:
        tier_of, names = self._lexicon.tier_of, self._lexicon.names
        for base, prefixes, suffixes in _stripped(form):
            tier = tier_of.get(base)
            if tier is not None and (len(base) > _ABBREVIATION or _BEFORE_NAMES.issuperset(prefixes)):
                cost = _cost(prefixes, suffixes) + _TIER[tier]
                cost += _SHORT_AND_RARE if len(base) <= _SHORTEST_WORD and tier == _RAREST else 0
                yield _Candidate(cost, -len(base), base, prefixes, suffixes, None)
            elif base in self._no_roots:
                cost = _cost(prefixes, suffixes)
                is_whole = _BEFORE_NAMES.issuperset(prefixes) and _AFTER_NAMES.issuperset(suffixes)
                if base in names and is_whole:
                    yield _Candidate(cost, -len(base), base, prefixes, suffixes, None)
                for root in self._respelled(base, is_whole=is_whole):
                    respelled = cost + _RESPELLED + _TIER[tier_of[root]]
                    yield _Candidate(respelled, -len(root), root, prefixes, suffixes, root)

    def _respelled(self, stem: str, *, is_whole: bool) -> Iterator[str]:
        """Yield the roots that the stem may be a colloquial spelling of.

        A short stem inside affixes matches too often by chance (``petak`` is not pe- and tak).
        """
        tier_of, spellings = self._lexicon.tier_of, self._lexicon.spellings
        if (is_whole or len(stem) > _SHORTEST_WORD) and spellings.get(stem) in tier_of:
            yield spellings[stem]
        if len(stem) <= _SHORTEST_WORD:
            return
        for root in self._spoken.get(stem, ()):
            if tier_of[root] < _RAREST or not is_whole:
                yield root


def _stripped(form: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield (base, prefixes, suffixes) for every allowed way to remove affixes."""
    for base, prefixes, suffixes in strip_affixes(form):
        if SPOKEN_SUFFIX not in suffixes or FORMAL_PREFIXES.isdisjoint(prefixes):
            yield base, prefixes, suffixes


@cache
def _cost(prefixes: tuple[str, ...], suffixes: tuple[str, ...]) -> float:
    is_circumfix = any((p, s) in CIRCUMFIXES for p in prefixes for s in suffixes)
    return _AFFIX * (len(prefixes) + len(suffixes)) - _CIRCUMFIX_DISCOUNT * is_circumfix


def _cheapest(form: str, candidates: Iterable[_Candidate]) -> WordAnalysis | None:
    best = min(candidates, default=None)
    if best is None:
        return None
    return WordAnalysis(form, best.root, True, best.prefixes, best.suffixes, spelling=best.spelling)


def _colloquial_spellings(root: str) -> Iterator[str]:
    """Yield the colloquial spellings of a root: pinjem, kenceng, rame, naro, itung, brani."""
    spellings = [root]
    if root[-2:-1] == "a" and root[-1] not in _VOWELS:
        spellings.append(f"{root[:-2]}e{root[-1]}")
    if root.endswith("ang"):
        spellings.append(f"{root[:-3]}eng")
    if root.endswith("ai"):
        spellings.append(f"{root[:-2]}e")
    if root.endswith(("uh", "au")):
        spellings.append(f"{root[:-2]}o")
    if root[-1] == "h" and root[-2] in _VOWELS:
        spellings.append(root[:-1])
    yield from spellings[1:]
    if root[0] == "h" and root[1] in _VOWELS:
        yield from (form[1:] for form in spellings)
    if root[0] not in _VOWELS and root[1] == "e" and root[2:3] not in {"", *"aeiouhgy"}:
        yield f"{root[0]}{root[2:]}"
