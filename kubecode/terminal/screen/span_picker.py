"""Choosing an excerpt by words: its start and end move one word at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kubecode.model import Span


@dataclass(frozen=True, slots=True)
class SpanPicker:
    """The spans of the words of a segment, and the numbers of the first and the last chosen word."""

    words: Sequence[Span]
    first: int
    last: int

    @staticmethod
    def over(words: Sequence[Span], span: Span) -> SpanPicker:
        """Return a picker with the words that overlap a span."""
        overlapping = [n for n, (start, end) in enumerate(words) if start < span[1] and end > span[0]]
        return SpanPicker(words, min(overlapping, default=0), max(overlapping, default=len(words) - 1))

    @property
    def span(self) -> Span:
        """The span of the chosen words."""
        return self.words[self.first][0], self.words[self.last][1]

    def moved(self, key: str) -> SpanPicker:
        """Return the picker after a key: h and l move the start, H and L the end; one word always remains."""
        if key in {"h", "left"}:
            return replace(self, first=max(0, self.first - 1))
        if key in {"l", "right"}:
            return replace(self, first=min(self.last, self.first + 1))
        if key == "H":
            return replace(self, last=max(self.first, self.last - 1))
        return replace(self, last=min(len(self.words) - 1, self.last + 1)) if key == "L" else self
