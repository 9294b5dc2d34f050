"""The words of a stretch of speech as the coder sees them."""

from __future__ import annotations

import re
from itertools import chain
from typing import NamedTuple

from kubecode.coder.scope_flags import LIGHT, ODD
from kubecode.coder.vocabulary import Form, Vocabulary

# [tertawa], (suara motor), kolot (tua): a few words in brackets are the transcriber's, not the speaker's.
_ASIDE = re.compile(r"\[[^\[\]\n]{0,60}\]|\([^()\s]{1,30}(?: [^()\s]{1,30}){0,2}\)")
_EMPTY_LINE = re.compile(r"\n[ \t]+(?=\n)")


class WordSequence(NamedTuple):
    """The words of a stretch of speech in order.

    ``start`` is where the first stands in ``text`` with what is written before it (code points); the last
    one closes the stretch with a pause. ``marks`` are the indices of words that may do something beyond being
    light, with what they may do (see ``turning``); ``flags`` are what they may do together.
    """

    text: str
    start: int
    said: list[Form]
    marks: list[tuple[int, int]]
    flags: int

    def may(self, what: int, begin: int, end: int) -> bool:
        """Say whether one of some words may do something (see ``turning``)."""
        return any(begin <= index < end for index, flags in self.marks if flags & what)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the words from ``first`` to ``last`` stand in the text, half-open."""
        begin = self._place(first)
        return begin, (self._place(last) if last > first else begin) + len(self.said[last].written)

    def _place(self, index: int) -> int:
        return self.start + sum(form.width for form in self.said[:index]) + self.said[index].before

    def surface(self, first: int, last: int) -> str:
        """Return the words from ``first`` to ``last`` as they are written."""
        return self.text[slice(*self.span(first, last))]

    def forms(self, begin: int = 0, end: int | None = None) -> list[str]:
        """Return some of the words, all by default, in small letters."""
        return [form.small for form in self.said[begin:end]]

    def lemmas(self, begin: int = 0, end: int | None = None) -> list[str]:
        """Return the dictionary forms of some of the words, of all by default."""
        return [form.lemma for form in self.said[begin:end]]


def without_asides(text: str) -> str:
    """Return a text of the same length with blanks for what the transcriber noted in brackets.

    In empty lines there are then no blanks, so that what stands between two blanks can be read by itself.
    """
    spoken = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    return _EMPTY_LINE.sub(lambda line: "\n" * len(line.group()), spoken)


def read_words(text: str, start: int, end: int, vocabulary: Vocabulary) -> WordSequence:
    """Return the words between two offsets of a text that has no asides."""
    # A stretch ends with a stop, whatever is written there.
    pieces = f"{text[start:end]}.".split(" ")
    said = list(map(vocabulary.__getitem__, pieces))
    marks, flags = _marks(said)
    if flags & ODD:
        start, said = _word_by_word(start, said)
        marks, flags = _marks(said)
    return WordSequence(text, start, said, marks, flags)


def _marks(said: list[Form]) -> tuple[list[tuple[int, int]], int]:
    """Return what each form that is more than light may do, and what all may do together."""
    marks = [(index, form.flags) for index, form in enumerate(said) if form.flags > LIGHT]
    together = 0
    for _, flags in marks:
        together |= flags
    return marks, together


def _word_by_word(start: int, pieces: list[Form]) -> tuple[int, list[Form]]:
    """Take pieces apart that are several words, and give silences to the words before them.

    Where there is none, the stretch starts later.
    """
    heard: list[Form] = []
    for form in chain.from_iterable(piece.each for piece in pieces):
        if form.written:
            heard.append(form)
        elif heard:
            heard[-1] = heard[-1].and_silence(form)
        else:
            start += form.width
    return start, heard
