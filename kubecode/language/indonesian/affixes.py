"""The affixes of spoken and written Indonesian: what may stand before and behind a root.

Prefixes are described by how they are spelled, what may follow, and which letters the nasal took
from the root (``nulis`` is n + tulis). Sources: Sneddon, Adelaar, Djenar & Ewing, *Indonesian: A
Comprehensive Grammar* (2010), ch. 1; Sneddon, *Colloquial Jakartan Indonesian* (2006), ch. 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

VOWELS = "aeiou"

NEGATION = "tidak-"
"""The prefix under which a negator stands that is written together with what it denies."""

ENCLITICS = ("nya", "ny", "lah", "kah", "pun", "ku", "mu")
SUFFIXES = ("kan", "an", "in", "i")


@dataclass(frozen=True, slots=True)
class PrefixRule:
    """One spelling of a prefix, with the letters that it took from the root.

    It stands before one of the letters ``before``, or where that is empty before any; ``only`` is how the
    rest must begin.
    """

    prefix: str
    spelled: str
    before: str = ""
    put_back: tuple[str, ...] = ("",)
    only: str = ""


def _nasal(prefix: str) -> tuple[PrefixRule, ...]:
    """Return the spellings of me- or pe- before the letters of a root."""
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


# Spoken Indonesian drops the me-: ngambil, nyari, nulis, mbayar, nggaji, ngebantu. Every one of
# these counts as the same prefix N-.
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

# What may stand behind (to the right of) a prefix. A prefix not named here closes the search.
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

# Prefix and suffix that were put on together are one step away from the root, not two.
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

# The spoken -in goes with di- and N-; what looks like pe-…-in is a slip (pembelain).
SPOKEN_SUFFIX = "in"
FORMAL_PREFIXES = frozenset({"me-", "pe-", "ber-", "se-"})

MAX_PREFIXES = 3
SHORTEST_ROOT = 2


@dataclass(frozen=True, slots=True)
class Beginning:
    """Prefixes, from the outside inwards, as one string; the rest as in the rule of the innermost."""

    prefixes: tuple[str, ...]
    before: str
    put_back: tuple[str, ...]
    only: str


def _beginnings(outer: tuple[str, ...] = ()) -> Iterator[tuple[str, Beginning]]:
    """Yield every string of prefixes as it is spelled, with what it is made of.

    The letter that a nasal took may be that of the next prefix: ``memer`` is me- and per-.
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
    """A suffix and enclitics, from the outside inwards, as one string; ``behind`` is what must stand before.

    One letter may do for two: selesain is selesai and -in, memasukan masuk and -kan.
    """

    suffixes: tuple[str, ...]
    behind: str = ""


def _endings() -> Iterator[tuple[str, Ending]]:
    enclitics = [()] + [(outer,) for outer in ENCLITICS] + [(o, i) for o in ENCLITICS for i in ENCLITICS]
    for outer in enclitics:
        spelled = "".join(reversed(outer))
        if outer:
            yield spelled, Ending(outer)
        for suffix in SUFFIXES:
            yield suffix + spelled, Ending((*outer, suffix))
        yield f"n{spelled}", Ending((*outer, SPOKEN_SUFFIX), behind="i")
        yield f"an{spelled}", Ending((*outer, "kan"), behind="k")


_Made = TypeVar("_Made")


def _by_spelling(made: Iterable[tuple[str, _Made]]) -> dict[str, tuple[_Made, ...]]:
    table: dict[str, tuple[_Made, ...]] = {}
    for spelled, of_it in made:
        table[spelled] = (*table.get(spelled, ()), of_it)
    return table


BEGINNINGS = _by_spelling(_beginnings())
"""Every string of prefixes that may stand before a root."""
ENDINGS = _by_spelling(_endings())
"""Every string of suffixes and enclitics that may stand behind one."""
_ON_THE_WAY_IN = frozenset(spelled[:at] for spelled in BEGINNINGS for at in range(1, len(spelled) + 1))
_ON_THE_WAY_OUT = frozenset(spelled[at:] for spelled in ENDINGS for at in range(len(spelled)))
"""What may still become a beginning with more letters behind it, or an ending with more before it."""


# What nothing can read is asked for once by every rule that looks below affixes.
@lru_cache(maxsize=16)
def strip_affixes(word: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Return (base, prefixes, suffixes) for every way to take affixes off, the word itself first.

    One or two enclitics, then at most one suffix are taken off, and up to three prefixes, with the letters
    put back that the nasal took. Affixes stand from the outside inwards.
    """
    fronts = tuple(_fronts(word))
    return tuple(
        (front + word[start:end], prefixes, suffixes)
        for end, suffixes in _backs(word)
        for start, least, front, prefixes in fronts
        if end - start >= least
    )


def _backs(word: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where the word may end before suffixes, and those."""
    yield len(word), ()
    for at in range(len(word) - 1, SHORTEST_ROOT - 1, -1):
        spelled = word[at:]
        if spelled not in _ON_THE_WAY_OUT:
            return
        for ending in ENDINGS.get(spelled, ()):
            if word.endswith(ending.behind, 0, at):
                yield at, ending.suffixes


def _fronts(word: str) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Yield where the word may begin, how long it must then be, what is put back, and the prefixes."""
    yield 0, 0, "", ()
    for at in range(1, len(word) - SHORTEST_ROOT + 1):
        spelled = word[:at]
        if spelled not in _ON_THE_WAY_IN:
            return
        for beginning in BEGINNINGS.get(spelled, ()):
            if word[at] in (beginning.before or word[at]) and word.startswith(beginning.only, at):
                for letters in beginning.put_back:
                    yield at, max(SHORTEST_ROOT, len(beginning.only)), letters, beginning.prefixes
