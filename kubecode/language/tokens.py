"""Words with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A word may hold hyphens and apostrophes between letters, and the typed reduplication mark 2 or ²
# with what follows it: ngobrol-ngobrol, jum'at, kumpul2, barang2nya. Digits belong to no word.
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+|[2²](?!\d)[^\W\d_]*)*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: ``text[start:end].lower() == form``, code points, half-open."""

    start: int
    end: int
    form: str


def written_words(text: str, start: int, end: int) -> list[str]:
    """Return the words between two offsets as they are written: what many ask before they ask where."""
    words: list[str] = _WORD.findall(text, start, end)
    return words


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words between two offsets of the text, in order."""
    stop = len(text) if end is None else end
    return [Token(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text, start, stop)]
