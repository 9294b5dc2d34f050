"""Search for an indicator in documents; it need not be in a codebook."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.codebook import Code, Codebook, Direction, Indicator, Origin
from kubecode.coder import CompiledCodebook
from kubecode.coder.find import find_hits
from kubecode.coder.words import read_words, without_asides
from kubecode.model import Document, Evidence


def codebook_of(indicator: Indicator, language: str) -> Codebook:
    """Return a codebook in a language (its code) with this indicator only."""
    code = Code("", "", "", Direction.NONE, "", "", "", "", "", "", Origin.DATA, (indicator,), (), ())
    return Codebook("", "", language, "", (code,))


def search(document: Document, compiled: CompiledCodebook, *, questions: bool = False) -> Iterator[Evidence]:
    """Yield every hit of an indicator of the codebook, in the order of the text.

    The transcriber's notes in brackets are not searched; the interviewer's turns are only with ``questions``.
    No hit extends over two turns.
    """
    text = without_asides(document.text)
    for turn in document.turns:
        if turn.asks and not questions:
            continue
        words = read_words(text, turn.start, turn.end, compiled.vocabulary)
        for hit in find_hits(words).hits:
            start, end = words.span(hit.first, hit.last)
            surface = document.text[start:end]
            yield Evidence(start, end, surface, hit.pattern.indicator.text, hit.kind, hit.similarity)
