"""The way from a word as it was typed to its root, as people see it."""

from __future__ import annotations

from kubecode.language import WordAnalysis


def derivation(reading: WordAnalysis) -> str:
    """Return the root with its affixes in their places: ``di- ambil² -in`` (² is doubled), ``ga + bisa``."""
    doubled = "²" if reading.reduplicated else ""
    behind = "".join(f" -{suffix}" for suffix in reversed(reading.suffixes))
    before = "".join(f"{prefix} " for prefix in reading.prefixes)
    joined = f"{reading.joined} + " if reading.joined else ""
    return f"{joined}{before}{reading.lemma}{doubled}{behind}"
