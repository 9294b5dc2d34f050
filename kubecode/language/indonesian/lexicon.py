"""The word files of this folder, read into plain tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.language.custom_lexicon import EMPTY_LEXICON, CustomLexicon
from kubecode.word_files import entries, word_set, word_table

TIERS = ("roots_common.txt", "roots_usual.txt", "roots_rare.txt")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words before any rule: roots with their tier (0 the commonest), spellings, names.

    ``joined`` are small words that are typed together with the next, the longest first.
    """

    tier_of: Mapping[str, int]
    spellings: Mapping[str, str]
    regional: Mapping[str, str]
    names: frozenset[str]
    joined: tuple[str, ...] = ()


def load_lexicon(own: CustomLexicon = EMPTY_LEXICON) -> Lexicon:
    """Read the word files. A study's own words come first; roots that it adds join the usual tier.

    What a study calls standard is not respelled, whatever the word files say of it.
    """
    tier_of = {root: tier for tier, name in enumerate(TIERS) for root in entries(name, __package__)}
    standard = {meant for _, meant in own.spellings}
    for root in sorted(own.roots | standard):
        tier_of.setdefault(root, 1)
    shipped = {
        form: meant
        for form, meant in word_table("spellings.tsv", __package__).items()
        if form not in standard
    }
    spellings = {**shipped, **dict(sorted(own.spellings))}
    names = word_set("names.txt", __package__) | own.names
    joined = sorted(entries("joined.txt", __package__), key=len, reverse=True)
    return Lexicon(tier_of, spellings, word_table("regional.tsv", __package__), names, tuple(joined))
