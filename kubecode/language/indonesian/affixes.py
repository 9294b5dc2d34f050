"""The affixes of spoken and written Indonesian: what may stand before and behind a root.

Prefixes are described by how they are spelled, what may follow, and which letters the nasal took
from the root (``nulis`` is n + tulis). Sources: Sneddon, Adelaar, Djenar & Ewing, *Indonesian: A
Comprehensive Grammar* (2010), ch. 1; Sneddon, *Colloquial Jakartan Indonesian* (2006), ch. 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
_RULES_BY_LETTER = {
    letter: tuple(rule for rule in PREFIX_RULES if rule.spelled[0] == letter)
    for letter in {rule.spelled[0] for rule in PREFIX_RULES}
}

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


def strip_endings(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the word with nothing, one or two enclitics and then at most one suffix taken off.

    The endings stand from the outside inwards.
    """
    for stem, enclitics in _strip_enclitics(word):
        yield stem, enclitics
        for suffix in SUFFIXES:
            if stem.endswith(suffix) and len(stem) - len(suffix) >= SHORTEST_ROOT:
                yield stem[: -len(suffix)], (*enclitics, suffix)
        # One letter does for two: selesain is selesai and -in, memasukan masuk and -kan.
        if stem.endswith("in") and len(stem) > SHORTEST_ROOT:
            yield stem[:-1], (*enclitics, SPOKEN_SUFFIX)
        if stem.endswith("kan") and len(stem) > SHORTEST_ROOT:
            yield stem[:-2], (*enclitics, "kan")


def _strip_enclitics(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield word, ()
    for outer in ENCLITICS:
        if word.endswith(outer) and len(word) - len(outer) >= SHORTEST_ROOT:
            stem = word[: -len(outer)]
            yield stem, (outer,)
            for inner in ENCLITICS:
                if stem.endswith(inner) and len(stem) - len(inner) >= SHORTEST_ROOT:
                    yield stem[: -len(inner)], (outer, inner)


def strip_prefixes(stem: str, outer: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the stem with up to three prefixes taken off and the nasal's letters put back."""
    yield stem, outer
    if len(outer) == MAX_PREFIXES:
        return
    allowed = INNER.get(outer[-1] if outer else "", frozenset())
    for rule in _RULES_BY_LETTER.get(stem[0], ()):
        if rule.prefix not in allowed or not stem.startswith(rule.spelled):
            continue
        rest = stem[len(rule.spelled) :]
        if len(rest) < SHORTEST_ROOT or (rule.before and rest[0] not in rule.before):
            continue
        if not rest.startswith(rule.only):
            continue
        for letters in rule.put_back:
            yield from strip_prefixes(letters + rest, (*outer, rule.prefix))
