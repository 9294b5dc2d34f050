"""A piece of speech as a sequence of words, without the transcriber's notes in brackets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from kubecode.coder.scope_flags import IRREGULAR, LIGHT
from kubecode.coder.vocabulary import Form, Vocabulary
from kubecode.language import without_blanks_in_words

# [tertawa] (laughs), (suara motor) (motorbike), kolot (tua) (a gloss): a few words in brackets are the
# transcriber's, not the speaker's.
_ASIDE = re.compile(r"\[[^\[\]\n]{0,60}\]|\([^()\s]{1,30}(?: [^()\s]{1,30}){0,2}\)")
_LONG = 100
"""The most words of a sequence whose offsets are added up when they are needed."""
_BLANK_LINE = re.compile(r"\n[ \t]+(?=\n)")


class WordSequence(NamedTuple):
    """The words between two offsets of a text, in order.

    ``start`` is the offset of the first word in ``text``, including the characters before it (code points).
    The last word always has a pause after it. ``flagged`` are the indices of the words with a flag other
    than LIGHT, with their flags (see ``scope_flags``); ``flags`` is the union of these flags. ``widths`` are
    the characters before each word, summed up only for a long sequence, in which adding them is slow.
    """

    text: str
    start: int
    forms: list[Form]
    flagged: list[tuple[int, int]]
    flags: int
    widths: Sequence[int] = ()

    def has(self, flag: int, begin: int, end: int) -> bool:
        """Return whether one of the words ``[begin, end)`` has a flag."""
        flagged = self.flagged_within(begin, end) if self.widths else self.flagged
        return any(begin <= index < end for index, flags in flagged if flags & flag)

    def flagged_within(self, begin: int, end: int) -> list[tuple[int, int]]:
        """Return the words ``[begin, end)`` with a flag, as in ``flagged``."""
        return self.flagged[bisect_left(self.flagged, (begin,)) : bisect_left(self.flagged, (end,))]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the half-open span of the words ``first`` to ``last``, both included."""
        begin = self._offset(first)
        return begin, (self._offset(last) if last > first else begin) + len(self.forms[last].written)

    def _offset(self, index: int) -> int:
        width = self.widths[index] if self.widths else sum(form.width for form in self.forms[:index])
        return self.start + width + self.forms[index].before

    def surface(self, first: int, last: int) -> str:
        """Return the text of the words ``first`` to ``last``, both included."""
        return self.text[slice(*self.span(first, last))]

    def lowercase(self, begin: int, end: int | None = None) -> list[str]:
        """Return the words ``[begin, end)``, by default to the last, in lower case."""
        return [form.lower for form in self.forms[begin:end]]

    def lemmas(self, begin: int = 0, end: int | None = None) -> list[str]:
        """Return the lemmas of the words ``[begin, end)``, by default of all."""
        return [form.lemma for form in self.forms[begin:end]]


def without_asides(text: str) -> str:
    """Return the text with the transcriber's notes in brackets replaced by as many spaces.

    Spaces in blank lines become line breaks, so that a blank line stays whole when the text is split at
    spaces. Spaces inside a word become tabs, for the same reason.
    """
    spoken = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    spoken = without_blanks_in_words(spoken)
    return _BLANK_LINE.sub(lambda line: "\n" * len(line.group()), spoken)


def read_words(text: str, start: int, end: int, vocabulary: Vocabulary) -> WordSequence:
    """Return the words in ``text[start:end]``; the text must have no asides."""
    # The added full stop ends the last clause, whatever is written there.
    pieces = f"{text[start:end]}.".split(" ")
    forms = list(map(vocabulary.__getitem__, pieces))
    flagged, flags = _flags(forms)
    if flags & IRREGULAR:
        start, forms = _split_irregular(start, forms)
        flagged, flags = _flags(forms)
    is_long = len(forms) > _LONG
    widths = tuple(accumulate((form.width for form in forms), initial=0)) if is_long else ()
    return WordSequence(text, start, forms, flagged, flags, widths)


def _flags(forms: list[Form]) -> tuple[list[tuple[int, int]], int]:
    """Return (index, flags) of each form with more than the flag LIGHT, and the union of these flags."""
    flagged = [(index, form.flags) for index, form in enumerate(forms) if form.flags > LIGHT]
    union = 0
    for _, flags in flagged:
        union |= flags
    return flagged, union


def _split_irregular(start: int, pieces: list[Form]) -> tuple[int, list[Form]]:
    """Split the pieces that are several words, and merge bare pauses into the preceding word.

    A bare pause at the beginning moves ``start`` instead.
    """
    forms: list[Form] = []
    for form in chain.from_iterable(piece.words for piece in pieces):
        if form.written:
            forms.append(form)
        elif forms:
            forms[-1] = forms[-1].with_bare_pause(form)
        else:
            start += form.width
    return start, forms
