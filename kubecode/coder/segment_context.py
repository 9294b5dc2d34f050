"""The segments of a document with what is found in them, and the words around that scope has to know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kubecode.coder.find import Hit, find_hits
from kubecode.coder.scope import only_shifts_to_now
from kubecode.coder.scope_flags import ONCE
from kubecode.coder.vocabulary import Vocabulary
from kubecode.coder.words import WordSequence, read_words
from kubecode.language import Language
from kubecode.model import Document, Segment


class SegmentContext(NamedTuple):
    """A segment whose own words are those from ``begin`` to ``end``.

    The hits stand before ``begin`` where the segment has nothing of its own to tell but what has become of
    what was told before it (``Dulu sering kumpul, | sekarang udah ga pernah``).
    """

    segment: Segment
    words: WordSequence
    hits: list[Hit]
    begin: int
    end: int


def read_segment_contexts(
    document: Document, text: str, vocabulary: Vocabulary, language: Language
) -> Iterator[SegmentContext]:
    """Yield the segments of a document; ``text`` is its text without asides."""
    told: SegmentContext | None = None
    for segment in document.segments:
        words = read_words(text, segment.start, segment.end, vocabulary)
        hits, end = find_hits(words).hits, len(words.said)
        if told and _points_back(segment, words, hits, told, language):
            both = read_words(text, told.segment.start, segment.end, vocabulary)
            yield SegmentContext(segment, both, told.hits, len(both.said) - end, len(both.said))
            continue
        if hits and words.flags & ONCE:
            # Whether it is so no longer may be told in what follows.
            words = read_words(text, segment.start, document.turns[segment.turn].end, vocabulary)
        told = SegmentContext(segment, words, hits, 0, end)
        yield told


def _points_back(
    segment: Segment, words: WordSequence, hits: list[Hit], told: SegmentContext, language: Language
) -> bool:
    is_same_turn = bool(told.hits) and told.segment.turn == segment.turn
    return is_same_turn and not hits and only_shifts_to_now(words, language)
