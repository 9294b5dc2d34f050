"""How rare it is that an indicator is found: how rare its words are, and how many codes seek them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kubecode.codebook import Codebook, Indicator
from kubecode.language import Language

_UNKNOWN = 2
"""How common a word is that no list of roots has: as rare as the rarest."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare an indicator is, by its words alone: the same in every study, whatever is tagged with it.

    ``steps`` count one for each word, and one more for every step down the lists of roots, from the
    commonest words to rare ones; as information does (Shannon 1948), the steps of words add up to those of
    their phrase. ``codes`` is how many top-level codes seek the word that the fewest seek.
    """

    steps: int
    codes: int


def rarities(codebook: Codebook, language: Language) -> Callable[[Indicator], Rarity]:
    """Return what tells the rarity of an indicator of the codebook."""
    seeking: dict[str, set[str]] = {}
    for top in codebook.codes:
        for code in top.walk():
            for indicator in code.indicators:
                for lemma in _lemmas(indicator, language):
                    seeking.setdefault(lemma, set()).add(top.path)
    commonness = language.analyser.roots

    def rarity(indicator: Indicator) -> Rarity:
        lemmas = _lemmas(indicator, language)
        steps = sum(1 + commonness.get(lemma, _UNKNOWN) for lemma in lemmas)
        return Rarity(steps, max(1, min(len(seeking.get(lemma, ())) for lemma in lemmas)))

    return rarity


def indicator_rarities(codebook: Codebook, language: Language) -> dict[str, Rarity]:
    """Return the rarity of every indicator, as the codebook writes it."""
    rarity = rarities(codebook, language)
    return {i.text: rarity(i) for code in codebook.walk() for i in code.indicators}


def _lemmas(indicator: Indicator, language: Language) -> list[str]:
    return [language.read(word).lemma for part in indicator.parts for word in part]
