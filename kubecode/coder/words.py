"""The words of a stretch of speech as the coder sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import pairwise

from kubecode.coder.vocabulary import Vocabulary
from kubecode.language import word_spans


class Pause(IntEnum):
    """What stands between a word and the next."""

    NONE = 0
    COMMA = 1
    STOP = 2
    QUESTION = 3


_COMMA = re.compile(r"[,:–—]")
_STOP = re.compile(r"[.!;…]|\n[ \t]*\n")
# [tertawa], (suara motor), kolot (tua): a few words in brackets are the transcriber's, not the speaker's.
_ASIDE = re.compile(r"\[[^\[\]\n]{0,60}\]|\([^()\s]{1,30}(?: [^()\s]{1,30}){0,2}\)")
_LONGEST_ASIDE = 95


@dataclass(frozen=True)
class Words:
    """Words in order, as columns: where each stands (code points, half-open) and how it is written.

    What is seldom asked of them is found out when it is asked.
    """

    text: str
    spans: list[tuple[int, int]]
    written: list[str]
    vocabulary: Vocabulary

    @cached_property
    def forms(self) -> list[str]:
        """The words in small letters."""
        return [form.lower() for form in self.written]

    @cached_property
    def lemmas(self) -> list[str]:
        """The dictionary form of each word."""
        return [self.vocabulary.lemmas[form] for form in self.written]

    @cached_property
    def pauses(self) -> list[Pause]:
        """What stands behind each word; the last one closes the segment."""
        between = [self.text[stop:begin] for (_, stop), (begin, _) in pairwise(self.spans)]
        return [*(Pause.NONE if gap == " " else _pause(gap) for gap in between), Pause.STOP]

    def start(self, index: int) -> int:
        """Return where a word begins."""
        return self.spans[index][0]

    def end(self, index: int) -> int:
        """Return where a word ends."""
        return self.spans[index][1]

    def means(self, index: int, key: str) -> bool:
        """Say whether a word has this lemma, or is this reduplicated one."""
        return self.lemmas[index] == key or self.vocabulary.doubled.get(self.forms[index]) == key

    def pause(self, index: int) -> Pause:
        """Return what stands behind a word, before the next."""
        return self.pauses[index]


def _pause(between: str) -> Pause:
    if "?" in between:
        return Pause.QUESTION
    if _STOP.search(between):
        return Pause.STOP
    return Pause.COMMA if _COMMA.search(between) else Pause.NONE


def read_words(text: str, start: int, end: int, vocabulary: Vocabulary) -> Words:
    """Return what is spoken between two offsets of a text, without what was noted in brackets."""
    spans = _spoken(text, start, end, word_spans(text, start, end))
    written = [text[begin:stop] for begin, stop in spans]
    vocabulary.take_in(written)
    if not vocabulary.joined.keys().isdisjoint(written):
        spans = _apart(spans, written, vocabulary)
        written = [text[begin:stop] for begin, stop in spans]
    return Words(text, spans, written, vocabulary)


_Spans = list[tuple[int, int]]


def _apart(spans: _Spans, written: list[str], vocabulary: Vocabulary) -> _Spans:
    """Return ``gabisa`` as ``ga`` and ``bisa``: what is denied, and by what, are two words."""
    apart: _Spans = []
    for (start, end), form in zip(spans, written, strict=True):
        if form in vocabulary.joined:
            middle = start + len(vocabulary.joined[form][0])
            apart += [(start, middle), (middle, end)]
        else:
            apart.append((start, end))
    return apart


def _spoken(text: str, start: int, end: int, spans: _Spans) -> _Spans:
    around = max(0, start - _LONGEST_ASIDE), end + _LONGEST_ASIDE
    if text.find("(", *around) < 0 and text.find("[", *around) < 0:
        return spans
    asides = [match.span() for match in _ASIDE.finditer(text, *around)]
    return [(begin, stop) for begin, stop in spans if not any(low < stop <= high for low, high in asides)]
