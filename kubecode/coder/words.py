"""The words of a stretch of speech as the coder sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import pairwise

from kubecode.coder.vocabulary import Form, Vocabulary
from kubecode.language import written_words


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


@dataclass(frozen=True)
class Words:
    """The words of a stretch of speech in order; what is seldom asked of them is found when it is asked.

    ``start`` is where the stretch begins in the text, which has no asides; offsets are code points.
    """

    text: str
    start: int
    said: list[Form]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in the text, half-open: no letter stands between two words."""
        spans, end = [], self.start
        for form in self.said:
            begin = self.text.index(form.written, end)
            end = begin + len(form.written)
            spans.append((begin, end))
        return spans

    @cached_property
    def forms(self) -> list[str]:
        """The words in small letters."""
        return [form.small for form in self.said]

    @cached_property
    def lemmas(self) -> list[str]:
        """The dictionary form of each word."""
        return [form.lemma for form in self.said]

    @cached_property
    def pauses(self) -> list[Pause]:
        """What stands behind each word; the last one closes the stretch."""
        between = [self.text[stop:begin] for (_, stop), (begin, _) in pairwise(self.spans)]
        return [*(Pause.NONE if gap == " " else _pause(gap) for gap in between), Pause.STOP]

    def pause(self, index: int) -> Pause:
        """Return what stands behind a word, before the next."""
        return self.pauses[index]


def _pause(between: str) -> Pause:
    if "?" in between:
        return Pause.QUESTION
    if _STOP.search(between):
        return Pause.STOP
    return Pause.COMMA if _COMMA.search(between) else Pause.NONE


def without_asides(text: str) -> str:
    """Return a text of the same length with blanks for what the transcriber noted in brackets."""
    return _ASIDE.sub(lambda aside: " " * len(aside.group()), text)


def read_words(text: str, start: int, end: int, vocabulary: Vocabulary) -> Words:
    """Return the words between two offsets of a text that has no asides."""
    said = [vocabulary[written] for written in written_words(text, start, end)]
    if any(form.apart for form in said):
        said = [part for form in said for part in (form.apart or (form,))]
    return Words(text, start, said)
