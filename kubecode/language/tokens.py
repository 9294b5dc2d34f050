"""Words with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A word may hold hyphens and apostrophes between letters, and the typed reduplication mark 2 or ²
# with what follows it: ngobrol-ngobrol, jum'at, kumpul2, barang2nya. Digits belong to no word.
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+|[2²](?!\d)[^\W\d_]*)*")
_WORDS = re.compile(f"({_WORD.pattern})")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: ``text[start:end].lower() == form``, code points, half-open."""

    start: int
    end: int
    form: str


def split_words(text: str) -> list[str]:
    """Return the text in pieces: what stands before the first word, the word, what stands between, and so on.

    Every second piece, from the second on, is a word; the pieces together are the text.
    """
    return _WORDS.split(text)


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words between two offsets of the text, in order."""
    stop = len(text) if end is None else end
    return [Token(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text, start, stop)]
