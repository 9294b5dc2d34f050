"""One segment as the review shows it: text, context, codings, code and cell."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from kubecode.codebook import Code
from kubecode.model import Coding, Cue, Document, DocumentSpan, Valence
from kubecode.study.review.queue import StopReason
from kubecode.study.review.verdicts import Judgement


@dataclass(frozen=True, slots=True)
class ShownCoding:
    """A coding of the segment with the cues that its reason names; ``is_wanted`` if it passes the filter."""

    coding: Coding
    cues: tuple[Cue, ...]
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A segment or question of the transcript, with the (code, valence) pairs this coder accepted there.

    ``line`` counts from 1, ``start`` is an offset in code points, ``is_excerpt`` marks the shown segment.
    """

    line: int
    start: int
    speaker: str | None
    text: str
    is_excerpt: bool
    is_question: bool
    accepted: tuple[tuple[str, Valence | None], ...] = ()


@dataclass(frozen=True, slots=True)
class CellSoFar:
    """The excerpts of a code that this coder has accepted in a case, and the number of their informants."""

    case: str
    excerpts: int
    informants: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The position in the queue (from 1), its stops, those done, and the minutes that the rest will take.

    ``minutes`` is None before any decision was timed.
    """

    position: int
    total: int
    done: int
    minutes: int | None

    @property
    def percent(self) -> int:
        """The percentage of stops that are done."""
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Item:
    """One segment as it is shown.

    ``focus`` is the index in ``codings`` of the one that an answer is about, ``judgement`` what an acceptance
    would save. ``memo`` is the memo of the segment itself, not of a coding.
    """

    span: DocumentSpan
    reason: StopReason
    document: Document
    line: int
    speaker: str | None
    informant: str | None
    role: str | None
    codings: tuple[ShownCoding, ...]
    focus: int | None
    judgement: Judgement
    code: Code | None
    cell: CellSoFar | None
    is_without_code: bool
    memo: str | None
    progress: Progress

    @property
    def text(self) -> str:
        """The text of the segment."""
        return self.document.text[self.span[1] : self.span[2]]

    @property
    def coding(self) -> Coding | None:
        """The coding that an answer is about, without its cues."""
        return None if self.focused is None else self.focused.coding

    @property
    def focused(self) -> ShownCoding | None:
        """The coding that an answer is about."""
        return None if self.focus is None else self.codings[self.focus]


def context_of(
    document: Document,
    start: int,
    around: tuple[int, int] = (3, 2),
    accepted: dict[int, tuple[tuple[str, Valence | None], ...]] | None = None,
) -> tuple[ContextLine, ...]:
    """Return the segment that begins at ``start`` with ``around`` = (before, after) lines around it.

    Lines are segments and whole questions. ``accepted`` maps the start of a segment to its accepted codes.
    """
    lines = [
        ContextLine(t.line, t.start, t.speaker, document.text[t.start : t.end], False, is_question=True)
        for t in document.turns
        if t.asks
    ]
    accepted = accepted or {}
    lines += [
        ContextLine(
            line=segment.line,
            start=segment.start,
            speaker=document.turns[segment.turn].speaker,
            text=segment.text,
            is_excerpt=segment.start == start,
            is_question=False,
            accepted=accepted.get(segment.start, ()),
        )
        for segment in document.segments
    ]
    lines.sort(key=lambda line: line.start)
    number = bisect_left(lines, start, key=lambda line: line.start)
    before, after = around
    return tuple(lines[max(0, number - before) : number + 1 + after])
