"""The lexicon: roots, spellings, regional words and names from the word files of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.language.custom_lexicon import EMPTY_LEXICON, CustomLexicon
from kubecode.word_files import entries, word_set, word_table

TIERS = ("roots_common.txt", "roots_usual.txt", "roots_rare.txt")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that need no rule. ``tier_of`` maps roots to their frequency tier, 0 the commonest.

    ``spellings`` maps colloquial spellings to the standard word, ``regional`` regional words to their
    meaning. ``joined`` are small words that are typed together with the next word, the longest first.
    """

    tier_of: Mapping[str, int]
    spellings: Mapping[str, str]
    regional: Mapping[str, str]
    names: frozenset[str]
    joined: tuple[str, ...] = ()


def load_lexicon(custom: CustomLexicon = EMPTY_LEXICON) -> Lexicon:
    """Return the lexicon of the word files and a study's custom words, which take precedence.

    Roots of the study are in the usual tier (1). A word that the study uses as standard spelling is not
    replaced by another spelling from the word files.
    """
    tier_of = {root: tier for tier, name in enumerate(TIERS) for root in entries(name, __package__)}
    standard = {word for _, word in custom.spellings}
    for root in sorted(custom.roots | standard):
        tier_of.setdefault(root, 1)
    shipped = {
        form: meant
        for form, meant in word_table("spellings.tsv", __package__).items()
        if form not in standard
    }
    spellings = {**shipped, **dict(sorted(custom.spellings))}
    names = word_set("names.txt", __package__) | custom.names
    joined = sorted(entries("joined.txt", __package__), key=len, reverse=True)
    return Lexicon(tier_of, spellings, word_table("regional.tsv", __package__), names, tuple(joined))
