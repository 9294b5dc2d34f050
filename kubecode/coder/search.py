"""Where an indicator stands in a document, whether a codebook has it or not."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.codebook import Code, Codebook, Direction, Indicator, Origin
from kubecode.coder import CompiledCodebook
from kubecode.coder.find import find_hits
from kubecode.coder.words import read_words, without_asides
from kubecode.model import Document, Evidence


def codebook_of(indicator: Indicator) -> Codebook:
    """Return a codebook that seeks this indicator and nothing else."""
    code = Code("", "", "", Direction.NONE, "", "", "", "", "", "", Origin.DATA, (indicator,), (), ())
    return Codebook("", "", "", "", (code,))


def search(document: Document, compiled: CompiledCodebook, *, questions: bool = False) -> Iterator[Evidence]:
    """Yield every place where an indicator of the codebook stands, in the order of the text.

    What the transcriber noted in brackets is not said, and what the interviewer says is sought only for
    ``questions``. Nothing is found across the end of a turn.
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
