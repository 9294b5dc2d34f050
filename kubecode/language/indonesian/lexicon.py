"""The word files of this folder, read into plain tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from kubecode.language.custom_lexicon import EMPTY_LEXICON, CustomLexicon

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


def entries(name: str) -> Iterator[str]:
    """Yield the lines of a word file without comments and empty lines."""
    for line in files(__package__).joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def word_set(name: str) -> frozenset[str]:
    """Return the words of a file with one word a line."""
    return frozenset(entries(name))


def word_table(name: str) -> dict[str, str]:
    """Return the first two columns of a tab-separated word file."""
    return {columns[0]: columns[1] for columns in (line.split("\t") for line in entries(name))}


def load_lexicon(own: CustomLexicon = EMPTY_LEXICON) -> Lexicon:
    """Read the word files. A study's own words come first; roots that it adds join the usual tier.

    What a study calls standard is not respelled, whatever the word files say of it.
    """
    tier_of = {root: tier for tier, name in enumerate(TIERS) for root in entries(name)}
    standard = {meant for _, meant in own.spellings}
    for root in sorted(own.roots | standard):
        tier_of.setdefault(root, 1)
    shipped = {form: meant for form, meant in word_table("spellings.tsv").items() if form not in standard}
    spellings = {**shipped, **dict(sorted(own.spellings))}
    names = word_set("names.txt") | own.names
    joined = sorted(entries("joined.txt"), key=len, reverse=True)
    return Lexicon(tier_of, spellings, word_table("regional.tsv"), names, tuple(joined))
