"""The words of a stretch of speech as the coder sees them."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from kubecode.coder.turning import JOINED
from kubecode.coder.vocabulary import Form, Vocabulary
from kubecode.language import split_words


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


class Words(NamedTuple):
    """The words of a stretch of speech in order.

    ``start`` is where the stretch begins in its text (code points), ``pieces`` are what stands before,
    between and behind the words in turn with them. ``pauses`` stand behind each word; the last one closes
    the stretch. ``flags`` are what some of the words may do (see ``turning``).
    """

    start: int
    pieces: list[str]
    said: list[Form]
    pauses: list[Pause]
    flags: int

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the words from ``first`` to ``last`` stand in the text, half-open."""
        begin = self.start + sum(map(len, self.pieces[: 2 * first + 1]))
        return begin, begin + sum(map(len, self.pieces[2 * first + 1 : 2 * last + 2]))

    def surface(self, first: int, last: int) -> str:
        """Return the words from ``first`` to ``last`` as they are written."""
        return "".join(self.pieces[2 * first + 1 : 2 * last + 2])

    def forms(self, begin: int = 0, end: int | None = None) -> list[str]:
        """Return some of the words, all by default, in small letters."""
        return [form.small for form in self.said[begin:end]]

    def lemmas(self, begin: int = 0, end: int | None = None) -> list[str]:
        """Return the dictionary forms of some of the words, of all by default."""
        return [form.lemma for form in self.said[begin:end]]


@cache
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
    pieces = split_words(text[start:end])
    said = list(map(vocabulary.__getitem__, pieces[1::2]))
    flags = _all_flags(said)
    if flags & JOINED:
        pieces = _take_apart(pieces, said)
        said = [part for form in said for part in form.apart or (form,)]
        flags = _all_flags(said)
    pauses = list(map(_pause, pieces[2::2]))
    if pauses:
        pauses[-1] = max(pauses[-1], Pause.STOP)
    return Words(start, pieces, said, pauses, flags)


def _all_flags(said: list[Form]) -> int:
    flags = 0
    for form in said:
        flags |= form.flags
    return flags


def _take_apart(pieces: list[str], said: list[Form]) -> list[str]:
    """Return ``gabisa`` as ``ga`` and ``bisa``: what is denied, and by what, are two words."""
    apart = pieces[:1]
    for form, between in zip(said, pieces[2::2], strict=True):
        for part in form.apart[:-1]:
            apart += [part.written, ""]
        apart += [form.apart[-1].written if form.apart else form.written, between]
    return apart
