"""The rarity of indicators: how rare their words are, and how many codes use them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kubecode.codebook import Codebook, Indicator
from kubecode.language import Language, plain_words

_UNKNOWN = 2
"""The tier of a word that is in no list of roots: the rarest."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """The rarity of an indicator. It depends on its words and the codebook only, not on the study.

    ``steps`` is the sum over its words of 1 plus the tier in the lists of roots (0 is the commonest). Like
    information (Shannon 1948), the steps of words add up to those of their phrase. ``codes`` is the number
    of top-level codes that use the word; of several words, the one with the fewest counts.
    """

    steps: int
    codes: int


def rarity_function(codebook: Codebook, language: Language) -> Callable[[Indicator], Rarity]:
    """Return a function that returns the rarity of an indicator of the codebook."""
    codes_of: dict[str, set[str]] = {}
    for top in codebook.codes:
        for code in top.walk():
            for indicator in code.indicators:
                for lemma in _lemmas(indicator, language):
                    codes_of.setdefault(lemma, set()).add(top.path)
    tiers = language.analyser.roots

    def rarity(indicator: Indicator) -> Rarity:
        lemmas = _lemmas(indicator, language)
        steps = sum(1 + tiers.get(lemma, _UNKNOWN) for lemma in lemmas)
        return Rarity(steps, max(1, min(len(codes_of.get(lemma, ())) for lemma in lemmas)))

    return rarity


def indicator_rarities(codebook: Codebook, language: Language) -> dict[str, Rarity]:
    """Return the rarity of every indicator by its text in the codebook."""
    rarity = rarity_function(codebook, language)
    return {i.text: rarity(i) for code in codebook.walk() for i in code.indicators}


def _lemmas(indicator: Indicator, language: Language) -> list[str]:
    return [language.read(word).lemma for part in indicator.parts for word in plain_words(part)]
