"""Word forms derived from roots, to test whether the analyser finds the root again.

The rules of derivation are implemented from the grammars (Sneddon, Adelaar, Djenar & Ewing 2010, ch. 1;
Sneddon 2006, ch. 2) and not from the analyser, so that each checks the other.
"""

from __future__ import annotations

from itertools import product

_VOWELS = "aeiou"
_NASAL = {
    **dict.fromkeys("aeiou", ("ng", "")),
    **dict.fromkeys("gh", ("ng", "")),
    **dict.fromkeys("bfv", ("m", "")),
    **dict.fromkeys("cdjz", ("n", "")),
    "k": ("ng", "k"),
    "p": ("m", "p"),
    "t": ("n", "t"),
    "s": ("ny", "s"),
}
"""The nasal before the first letter of a root, and the letter that it replaces."""

CHAINS = (
    *product(("di-", "me-", "N-", "pe-", "ter-"), ("", "kan", "i"), ("", "nya")),
    ("di-", "in", ""),
    ("di-", "in", "nya"),
    ("N-", "in", ""),
    ("", "in", ""),
    ("ber-", "", ""),
    ("ber-", "an", ""),
    ("ke-", "an", ""),
    ("ke-", "an", "nya"),
    ("pe-", "an", ""),
    ("pe-", "an", "nya"),
    ("per-", "an", ""),
    ("se-", "", "nya"),
    ("", "an", ""),
    ("", "an", "nya"),
    ("", "kan", ""),
    ("", "", "nya"),
    ("", "", "lah"),
    ("", "", "ku"),
)
"""Combinations of (prefix, suffix, enclitic)."""


def formed(root: str, prefix: str, suffix: str, enclitic: str) -> str | None:
    """Return the form of a root with a chain of affixes, None if the language has no such form."""
    if (suffix == "i" and root.endswith("i")) or (prefix == "pe-" and suffix in {"kan", "i"}):
        return None
    if prefix in {"ber-", "ter-", "per-"} and root.startswith(prefix[:-1]):
        # berangkat, terima: a root that begins like the prefix does not take it.
        return None
    if root[0] in "qx" or root.startswith("ch") or not set(root) & set(_VOWELS):
        # quran, charger, smp: the grammars have no rule for their prefixes.
        return None
    stem = _prefixed(root, prefix)
    return stem and f"{stem}{suffix}{enclitic}"


def _prefixed(root: str, prefix: str) -> str | None:
    if prefix in {"me-", "pe-"}:
        return prefix[:-1] + _with_nasal(root)
    if prefix == "N-":
        return _with_spoken_nasal(root)
    if prefix in {"ber-", "ter-", "per-"}:
        # bekerja, beternak: the first syllable of the root ends in er.
        closed_er = root[0] in "kpst" and root[1:3] == "er" and root[3:4] not in {"", *_VOWELS}
        drops_r = root.startswith("r") or (prefix == "ber-" and closed_er)
        return prefix[: -2 if drops_r else -1] + root
    return prefix.rstrip("-") + root


def _with_nasal(root: str) -> str:
    if _is_short(root):
        return f"nge{root}"
    in_cluster = root[1] not in _VOWELS
    if in_cluster and root[0] == "s":
        # mensyukuri, mensponsori: before another consonant s stays.
        return f"n{root}"
    nasal, replaced = _NASAL.get(root[0], ("", ""))
    return nasal + (root[1:] if replaced and not in_cluster else root)


def _with_spoken_nasal(root: str) -> str | None:
    if _is_short(root) or root[0] in "bdfghjlrvwyz":
        return f"nge{root}"
    if root[0] == "c":
        return f"ny{root[1:]}"
    if root[0] in "mnqx" or (root[1] not in _VOWELS and root[0] not in _VOWELS):
        return None
    return _with_nasal(root)


def _is_short(root: str) -> bool:
    """Return whether a root has one syllable; then it takes nge-: ngecat, mengebor."""
    return sum(letter in _VOWELS for letter in root) == 1 and root[0] not in _VOWELS
