"""Keyword in context: every place where a word is said, with what stands on both sides of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kubecode.model import Document, Evidence, EvidenceKind

WORDS = 10
"""Words on each side that are kept."""

Sort = Literal["text", "left", "right"]

_BETWEEN_BLANKS = re.compile(r"\S+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class KwicLine:
    """A hit in its context: ``document.text[start:end] == hit``, code points, half-open; line from 1.

    ``left`` and ``right`` are what the same speaker says before and behind it in the same turn, as it stands
    in the text. ``indicator`` is what was sought, ``kind`` how it was found.
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
    """Yield each hit in a document with up to so many words on both sides of it."""
    for hit in hits:
        turn = document.turns[bisect_right(document.turns, hit.start, key=lambda turn: turn.start) - 1]
        before, behind = document.text[turn.start : hit.start], document.text[hit.end : turn.end]
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
            right=_first_words(behind, words),
            indicator=hit.indicator,
            kind=hit.kind,
        )


def _last_words(text: str, words: int) -> str:
    found = [match.start() for match in _BETWEEN_BLANKS.finditer(text)]
    return text[found[-words] :] if len(found) > words else text.lstrip()


def _first_words(text: str, words: int) -> str:
    found = [match.end() for match in _BETWEEN_BLANKS.finditer(text)]
    return text[: found[words - 1]] if len(found) > words else text.rstrip()


def sort_lines(lines: Iterable[KwicLine], sort: Sort) -> list[KwicLine]:
    """Return the lines in the order of documents and text, or by the words on one side, the nearest first.

    By words, what is said alike stands together, whoever says it (Sinclair, *Corpus, Concordance,
    Collocation*, 1991).
    """
    ordered = sorted(lines, key=lambda line: (line.document, line.start))
    if sort == "left":
        return sorted(ordered, key=lambda line: _words(line.left)[::-1])
    if sort == "right":
        return sorted(ordered, key=lambda line: _words(line.right))
    return ordered


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
