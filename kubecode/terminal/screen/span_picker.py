"""Choosing an excerpt by words: its start and its end move one word at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kubecode.model import Span


@dataclass(frozen=True, slots=True)
class SpanPicker:
    """The words of a segment (code points, half-open) and the first and the last that are chosen."""

    words: Sequence[Span]
    first: int
    last: int

    @staticmethod
    def over(words: Sequence[Span], span: Span) -> SpanPicker:
        """Begin with the words that a span touches."""
        touched = [n for n, (start, end) in enumerate(words) if start < span[1] and end > span[0]]
        return SpanPicker(words, min(touched, default=0), max(touched, default=len(words) - 1))

    @property
    def span(self) -> Span:
        """Where the chosen words stand."""
        return self.words[self.first][0], self.words[self.last][1]

    def moved(self, key: str) -> SpanPicker:
        """Return the choice as a key moves it: h l the start, H L the end; it holds at least one word."""
        if key in {"h", "left"}:
            return replace(self, first=max(0, self.first - 1))
        if key in {"l", "right"}:
            return replace(self, first=min(self.last, self.first + 1))
        if key == "H":
            return replace(self, last=max(self.first, self.last - 1))
        return replace(self, last=min(len(self.words) - 1, self.last + 1)) if key == "L" else self
