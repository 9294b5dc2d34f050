"""Words with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A word may contain hyphens and apostrophes between letters, and the reduplication mark 2 or ² with the
# letters after it: ngobrol-ngobrol, jum'at, kumpul2, barang2nya. Other digits belong to no word.
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+|[2²](?!\d)[^\W\d_]*)*")
_WORDS = re.compile(f"({_WORD.pattern})")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: ``text[start:end].lower() == form``; offsets in code points, half-open."""

    start: int
    end: int
    form: str


def split_words(text: str) -> list[str]:
    """Return the text in pieces that alternate between other characters and words, beginning with the former.

    The words have odd indexes. The pieces joined are the text.
    """
    return _WORDS.split(text)


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of ``text[start:end]`` in order, with offsets in ``text``."""
    stop = len(text) if end is None else end
    return [Token(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text, start, stop)]
