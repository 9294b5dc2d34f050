"""The segments of a document with their hits and the scope in which cues for these may lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kubecode.coder.find import Hit, find_hits
from kubecode.coder.scope import Scope
from kubecode.coder.scope_flags import ONCE
from kubecode.coder.vocabulary import Vocabulary
from kubecode.coder.words import WordSequence, read_words
from kubecode.language import Language
from kubecode.model import Document, Segment

_MOST_HITS = 100
"""The most hits of a segment to which the next one points back; others are too far away."""


class SegmentContext(NamedTuple):
    """A segment with its hits and their scope: the words of the segment.

    A segment that only points back has the hits of the preceding segment, which lie before the scope
    (``Dulu sering kumpul, | sekarang udah ga pernah``: "We often met, | now never any more").
    """

    segment: Segment
    hits: list[Hit]
    scope: Scope


def read_segment_contexts(
    document: Document, text: str, vocabulary: Vocabulary, language: Language
) -> Iterator[SegmentContext]:
    """Yield the segments of a document; ``text`` is its text without asides."""
    previous: SegmentContext | None = None
    for segment in document.segments:
        words = read_words(text, segment.start, segment.end, vocabulary)
        hits, end = find_hits(words).hits, len(words.forms)
        if previous and not hits and _points_back(segment, words, previous, language):
            both = read_words(text, previous.segment.start, segment.end, vocabulary)
            scope = Scope(both, len(both.forms) - end, len(both.forms), language)
            yield SegmentContext(segment, previous.hits[-_MOST_HITS:], scope)
            continue
        if hits and words.flags & ONCE:
            # The rule for ONCE looks at the words after the segment: they may tell of the change.
            words = read_words(text, segment.start, document.turns[segment.turn].end, vocabulary)
        previous = SegmentContext(segment, hits, Scope(words, 0, end, language))
        yield previous


def _points_back(segment: Segment, words: WordSequence, previous: SegmentContext, language: Language) -> bool:
    is_same_turn = previous.segment.turn == segment.turn
    return bool(previous.hits) and is_same_turn and _only_shifts_to_now(words, language)


def _only_shifts_to_now(words: WordSequence, language: Language) -> bool:
    """Return whether a segment opens with "now" and has no content word (``sekarang udah ga pernah``)."""
    opening = words.lowercase(0, 2)
    length = next((n for n in (1, 2) if " ".join(opening[:n]) in language.time_after), 0)
    return bool(length) and all(map(language.says_nothing, words.lowercase(length)))
