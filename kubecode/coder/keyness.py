"""Keyness: whether a word is more frequent in the segments of a code than elsewhere, and by how much.

Segments are counted, not words: a segment that contains a word five times counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log2

CRITICAL = {6.63: 0.01, 10.83: 0.001, 15.13: 0.0001}
"""Critical values of G² with their probabilities (chi-squared, one degree of freedom), ascending."""


@dataclass(frozen=True, slots=True)
class Keyness:
    """The number of segments with a word: ``with_code`` of ``code_segments``, ``elsewhere`` of the others."""

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

        A word that does not occur elsewhere is counted there with half an occurrence. Hardie, *Log Ratio: an
        informal introduction* (2014). Raises ZeroDivisionError if a side has no segments.
        """
        share = (self.with_code or 0.5) / self.code_segments
        share_elsewhere = (self.elsewhere or 0.5) / self.other_segments
        return log2(share / share_elsewhere)

    @property
    def is_key(self) -> bool:
        """Whether the word is significantly, and at least twice as, frequent with the code as elsewhere."""
        if not self.code_segments or not self.other_segments:
            return False
        return self.log_ratio >= 1 and self.chance is not None

    @property
    def chance(self) -> float | None:
        """The significance level that G² reaches (0.01, 0.001 or 0.0001); None if it reaches none."""
        return next((chance for critical, chance in reversed(CRITICAL.items()) if self.g2 >= critical), None)
