"""Keyness: whether a word is said more with a code than elsewhere, beyond chance, and how much more.

Counted are segments, not words, so that one excerpt in which a word is said five times counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log2

CRITICAL = {6.63: 0.01, 10.83: 0.001, 15.13: 0.0001}
"""G² → how often chance alone exceeds it (chi-squared, one degree of freedom), the least first."""


@dataclass(frozen=True, slots=True)
class Keyness:
    """A word in the segments of a code (``with_code`` of ``code_segments``) and in all others."""

    with_code: int
    code_segments: int
    elsewhere: int
    other_segments: int

    @property
    def g2(self) -> float:
        """The log-likelihood ratio G² = 2 Σ O ln(O/E) over the four cells of the table.

        Dunning, *Accurate methods for the statistics of surprise and coincidence* (1993); as a measure of
        keyness: Rayson & Garside, *Comparing corpora using frequency profiling* (2000).
        """
        table = (
            (self.with_code, self.code_segments - self.with_code),
            (self.elsewhere, self.other_segments - self.elsewhere),
        )
        rows = [sum(row) for row in table]
        columns = [sum(column) for column in zip(*table, strict=True)]
        total = sum(rows)
        return 2 * sum(
            observed * log(observed * total / (rows[i] * columns[j]))
            for i, row in enumerate(table)
            for j, observed in enumerate(row)
            if observed
        )

    @property
    def log_ratio(self) -> float:
        """The binary logarithm of the ratio of the two shares: 1 is twice as often, 3 eight times.

        Where a word is never said elsewhere, half an occurrence is counted there. Hardie, *Log Ratio: an
        informal introduction* (2014). Raises ZeroDivisionError where a side has no segments.
        """
        share = (self.with_code or 0.5) / self.code_segments
        share_elsewhere = (self.elsewhere or 0.5) / self.other_segments
        return log2(share / share_elsewhere)

    @property
    def is_key(self) -> bool:
        """Say whether the word is said with the code at least twice as often as elsewhere, beyond chance."""
        if not self.code_segments or not self.other_segments:
            return False
        return self.log_ratio >= 1 and self.chance is not None

    @property
    def chance(self) -> float | None:
        """The probability below which G² lies by chance, of 0.01, 0.001 and 0.0001; None above them all."""
        return next((chance for critical, chance in reversed(CRITICAL.items()) if self.g2 >= critical), None)
