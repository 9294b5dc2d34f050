"""The affixes of colloquial and written Indonesian: prefixes before and suffixes after a root.

A prefix has a spelling, the letters that may follow, and the letters of the root that its nasal replaces
(``nulis`` is n + tulis, "to write"). Sources: Sneddon, Adelaar, Djenar & Ewing, *Indonesian: A
Comprehensive Grammar* (2010), ch. 1; Sneddon, *Colloquial Jakartan Indonesian* (2006), ch. 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

VOWELS = "aeiou"

NEGATION = "tidak-"
"""The name of the prefix for a negator that is written together with the next word (``ketidakadilan``)."""

ENCLITICS = ("nya", "ny", "lah", "kah", "pun", "ku", "mu")
SUFFIXES = ("kan", "an", "in", "i")


@dataclass(frozen=True, slots=True)
class PrefixRule:
    """One spelling of a prefix, with the letters of the root that it may replace.

    ``before`` are the letters that may follow, empty for any. ``only`` is the text that must follow.
    """

    prefix: str
    spelled: str
    before: str = ""
    put_back: tuple[str, ...] = ("",)
    only: str = ""


def _nasal(prefix: str) -> tuple[PrefixRule, ...]:
    """Return the spellings of me- or pe- by the first letter of the root."""
    stem = prefix.rstrip("-")
    return (
        PrefixRule(prefix, f"{stem}nge"),
        PrefixRule(prefix, f"{stem}ng", VOWELS, ("", "k")),
        PrefixRule(prefix, f"{stem}ng", "gkh"),
        PrefixRule(prefix, f"{stem}ny", VOWELS, ("s",)),
        PrefixRule(prefix, f"{stem}n", VOWELS, ("t",)),
        PrefixRule(prefix, f"{stem}n", "cdjstz"),
        PrefixRule(prefix, f"{stem}m", VOWELS, ("p",)),
        PrefixRule(prefix, f"{stem}m", "bfpv"),
        PrefixRule(prefix, stem, "lmnrwy"),
    )


# Colloquial Indonesian drops the me-: ngambil, nyari, nulis, mbayar, nggaji, ngebantu. All of these are the
# same prefix N-.
_SPOKEN_NASAL = (
    PrefixRule("N-", "nge"),
    PrefixRule("N-", "ng", VOWELS, ("", "k")),
    PrefixRule("N-", "ng", "ghlrw"),
    PrefixRule("N-", "ny", VOWELS, ("s", "c")),
    PrefixRule("N-", "n", VOWELS, ("t",)),
    PrefixRule("N-", "n", "cdjt"),
    PrefixRule("N-", "n", "r", ("t",)),
    PrefixRule("N-", "m", VOWELS, ("p",)),
    PrefixRule("N-", "m", "bp"),
)

PREFIX_RULES = (
    PrefixRule("di-", "di"),
    PrefixRule("ke-", "ke"),
    PrefixRule("se-", "se"),
    PrefixRule("ku-", "ku"),
    PrefixRule("kau-", "kau"),
    PrefixRule("ber-", "ber"),
    PrefixRule("ber-", "be", "rkpst"),
    PrefixRule("ber-", "bel", only="ajar"),
    PrefixRule("ter-", "ter"),
    PrefixRule("ter-", "te", "r"),
    PrefixRule("per-", "per"),
    PrefixRule("per-", "pel", only="ajar"),
    *_nasal("me-"),
    *_nasal("pe-"),
    PrefixRule("pe-", "pe", "bcdgjkpst"),
    *_SPOKEN_NASAL,
    PrefixRule(NEGATION, "tidak"),
)

# The prefixes that may follow a prefix. No prefix follows one without a key here.
INNER: dict[str, frozenset[str]] = {
    "": frozenset({rule.prefix for rule in PREFIX_RULES} - {NEGATION}),
    "di-": frozenset({"per-", "ber-", "ke-", "se-", "pe-", "N-"}),
    "ku-": frozenset({"per-"}),
    "kau-": frozenset({"per-"}),
    "ke-": frozenset({"ber-", "ter-", "se-", "pe-", NEGATION}),
    NEGATION: frozenset({"ber-"}),
    "se-": frozenset({"ke-", "pe-", "per-"}),
    "ber-": frozenset({"ke-", "se-", "pe-", "per-"}),
    "ter-": frozenset({"per-", "ke-", "se-"}),
    "me-": frozenset({"per-", "ber-", "ke-", "se-", "pe-"}),
    "pe-": frozenset({"ber-", "ke-", "se-"}),
    "per-": frozenset({"se-", "ke-"}),
    "N-": frozenset({"per-", "ke-"}),
}

# A prefix and suffix added together are one step from the root, not two.
CIRCUMFIXES = frozenset(
    {
        ("ke-", "an"),
        ("pe-", "an"),
        ("per-", "an"),
        ("ber-", "an"),
        ("me-", "kan"),
        ("me-", "i"),
        ("di-", "kan"),
        ("di-", "i"),
        ("di-", "in"),
        ("N-", "in"),
        ("N-", "kan"),
        ("se-", "nya"),
    }
)

# The colloquial -in occurs with di- and N-; pe-…-in is a slip (pembelain).
SPOKEN_SUFFIX = "in"
FORMAL_PREFIXES = frozenset({"me-", "pe-", "ber-", "se-"})

MAX_PREFIXES = 3
SHORTEST_ROOT = 2


@dataclass(frozen=True, slots=True)
class Beginning:
    """A string of prefixes, from the outside inwards; the other fields are those of the innermost rule."""

    prefixes: tuple[str, ...]
    before: str
    put_back: tuple[str, ...]
    only: str


def _beginnings(outer: tuple[str, ...] = ()) -> Iterator[tuple[str, Beginning]]:
    """Yield (spelling, prefixes) for every string of prefixes.

    A nasal may replace the first letter of the next prefix: ``memer`` is me- and per-.
    """
    for rule in PREFIX_RULES:
        if rule.prefix not in INNER.get(outer[-1] if outer else "", ()):
            continue
        prefixes = (*outer, rule.prefix)
        yield rule.spelled, Beginning(prefixes, rule.before, rule.put_back, rule.only)
        if len(prefixes) < MAX_PREFIXES and not rule.only:
            for spelled, beginning in _beginnings(prefixes):
                for letters in rule.put_back:
                    rest = spelled.removeprefix(letters)
                    if rest and spelled == letters + rest and rest[0] in (rule.before or rest):
                        yield rule.spelled + rest, beginning


@dataclass(frozen=True, slots=True)
class Ending:
    """A string of enclitics and a suffix, from the outside inwards; ``after`` is the text that must precede.

    One letter may count for two: ``selesain`` is selesai and -in, ``memasukan`` is masuk and -kan.
    """

    suffixes: tuple[str, ...]
    after: str = ""


def _endings() -> Iterator[tuple[str, Ending]]:
    enclitics = [()] + [(outer,) for outer in ENCLITICS] + [(o, i) for o in ENCLITICS for i in ENCLITICS]
    for outer in enclitics:
        spelled = "".join(reversed(outer))
        if outer:
            yield spelled, Ending(outer)
        for suffix in SUFFIXES:
            yield suffix + spelled, Ending((*outer, suffix))
        yield f"n{spelled}", Ending((*outer, SPOKEN_SUFFIX), after="i")
        yield f"an{spelled}", Ending((*outer, "kan"), after="k")


_Affixes = TypeVar("_Affixes")


def _by_spelling(spelled_affixes: Iterable[tuple[str, _Affixes]]) -> dict[str, tuple[_Affixes, ...]]:
    table: dict[str, tuple[_Affixes, ...]] = {}
    for spelled, affixes in spelled_affixes:
        table[spelled] = (*table.get(spelled, ()), affixes)
    return table


BEGINNINGS = _by_spelling(_beginnings())
"""Spelling → strings of prefixes before a root."""
ENDINGS = _by_spelling(_endings())
"""Spelling → strings of suffixes and enclitics after a root."""
_STARTS_OF_BEGINNINGS = frozenset(spelled[:at] for spelled in BEGINNINGS for at in range(1, len(spelled) + 1))
_ENDS_OF_ENDINGS = frozenset(spelled[at:] for spelled in ENDINGS for at in range(len(spelled)))
"""Starts of spelled beginnings, and ends of spelled endings: anything else stops the search."""


# Every rule that removes affixes calls this for the same unknown word.
@lru_cache(maxsize=16)
def strip_affixes(word: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Return (base, prefixes, suffixes) for every way to remove affixes, the word itself first.

    Up to two enclitics, one suffix and three prefixes are removed, and letters that a nasal replaced are put
    back. Affixes are in order from the outside inwards.
    """
    prefix_splits = tuple(_prefix_splits(word))
    return tuple(
        (front + word[start:end], prefixes, suffixes)
        for end, suffixes in _suffix_splits(word)
        for start, least, front, prefixes in prefix_splits
        if end - start >= least
    )


def _suffix_splits(word: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (offset where suffixes begin, suffixes)."""
    yield len(word), ()
    for at in range(len(word) - 1, SHORTEST_ROOT - 1, -1):
        spelled = word[at:]
        if spelled not in _ENDS_OF_ENDINGS:
            return
        for ending in ENDINGS.get(spelled, ()):
            if word.endswith(ending.after, 0, at):
                yield at, ending.suffixes


def _prefix_splits(word: str) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Yield (offset after the prefixes, least letters of the rest, letters to put back, prefixes)."""
    yield 0, 0, "", ()
    for at in range(1, len(word) - SHORTEST_ROOT + 1):
        spelled = word[:at]
        if spelled not in _STARTS_OF_BEGINNINGS:
            return
        for beginning in BEGINNINGS.get(spelled, ()):
            if word[at] in (beginning.before or word[at]) and word.startswith(beginning.only, at):
                for letters in beginning.put_back:
                    yield at, max(SHORTEST_ROOT, len(beginning.only)), letters, beginning.prefixes
