"""Keyword in context: every occurrence of a word, with the text to its left and right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kubecode.language import plain_form
from kubecode.model import Document, Evidence, EvidenceKind

WORDS = 10
"""Number of words on each side."""

Sort = Literal["text", "left", "right"]

_NON_BLANK = re.compile(r"\S+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class KwicLine:
    """A hit in its context: ``document.text[start:end] == hit``, code points, half-open; line from 1.

    ``left`` and ``right`` are the text before and after it in the same turn. ``indicator`` is what was
    searched for, ``kind`` how it matched.
    """

    document: str
    case: str
    informant: str | None
    role: str | None
    line: int
    start: int
    end: int
    left: str
    hit: str
    right: str
    indicator: str
    kind: EvidenceKind


def kwic_lines(document: Document, hits: Iterable[Evidence], words: int = WORDS) -> Iterator[KwicLine]:
    """Yield the hits in a document, each with up to ``words`` words on both sides."""
    for hit in hits:
        turn = document.turns[bisect_right(document.turns, hit.start, key=lambda turn: turn.start) - 1]
        before, after = document.text[turn.start : hit.start], document.text[hit.end : turn.end]
        yield KwicLine(
            document=document.name,
            case=document.case,
            informant=turn.informant,
            role=turn.role,
            line=document.text.count("\n", 0, hit.start) + 1,
            start=hit.start,
            end=hit.end,
            left=_last_words(before, words),
            hit=hit.surface,
            right=_first_words(after, words),
            indicator=hit.indicator,
            kind=hit.kind,
        )


def _last_words(text: str, words: int) -> str:
    starts = [match.start() for match in _NON_BLANK.finditer(text)]
    return text[starts[-words] :] if len(starts) > words else text.lstrip()


def _first_words(text: str, words: int) -> str:
    ends = [match.end() for match in _NON_BLANK.finditer(text)]
    return text[: ends[words - 1]] if len(ends) > words else text.rstrip()


def sort_lines(lines: Iterable[KwicLine], sort: Sort) -> list[KwicLine]:
    """Return the lines in text order, or sorted by the words on one side, the nearest word first.

    Sorting by words brings similar phrases together (Sinclair, *Corpus, Concordance, Collocation*, 1991).
    """
    ordered = sorted(lines, key=lambda line: (line.document, line.start))
    if sort == "left":
        return sorted(ordered, key=lambda line: _words(line.left)[::-1])
    if sort == "right":
        return sorted(ordered, key=lambda line: _words(line.right))
    return ordered


def _words(text: str) -> list[str]:
    return _WORD.findall(plain_form(text))
