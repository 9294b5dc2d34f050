"""What a face of the review shows of one segment: words, context, codings, code and cell."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from kubecode.codebook import Code
from kubecode.model import Coding, Cue, Document, DocumentSpan, Valence
from kubecode.study.review.queue import StopReason
from kubecode.study.review.verdicts import Judgement


@dataclass(frozen=True, slots=True)
class ShownCoding:
    """A coding of the segment with the cues that its reason names; ``is_asked`` while the filter
    wants an answer about it.
    """

    coding: Coding
    cues: tuple[Cue, ...]
    is_asked: bool


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A stretch of the transcript around the segment, with what this coder accepted there."""

    line: int
    start: int
    speaker: str | None
    text: str
    is_excerpt: bool
    asks: bool
    accepted: tuple[tuple[str, Valence | None], ...] = ()


@dataclass(frozen=True, slots=True)
class CellSoFar:
    """What this coder has accepted of a code in a case: excerpts and the informants that they come from."""

    case: str
    excerpts: int
    informants: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the queue has come: the stop that is shown (from 1), how many there are, how many are done,
    and the minutes that the rest will take (None before any decision was timed).
    """

    position: int
    total: int
    done: int
    minutes: int | None

    @property
    def percent(self) -> int:
        """The share of the stops that are done."""
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Item:
    """One segment as it is shown: ``focus`` is the coding that an answer is about, ``judgement`` what it
    would say. ``memo`` belongs to a segment without coding.
    """

    place: DocumentSpan
    why: StopReason
    document: Document
    line: int
    speaker: str | None
    informant: str | None
    role: str | None
    proposals: tuple[ShownCoding, ...]
    focus: int | None
    judgement: Judgement
    code: Code | None
    cell: CellSoFar | None
    is_without_code: bool
    memo: str | None
    progress: Progress

    @property
    def text(self) -> str:
        """The words of the segment."""
        return self.document.text[self.place[1] : self.place[2]]

    @property
    def coding(self) -> Coding | None:
        """The coding that an answer is about, without its cues."""
        return None if self.focused is None else self.focused.coding

    @property
    def focused(self) -> ShownCoding | None:
        """The coding that an answer is about."""
        return None if self.focus is None else self.proposals[self.focus]


def context_of(
    document: Document,
    start: int,
    around: tuple[int, int] = (3, 2),
    accepted: dict[int, tuple[tuple[str, Valence | None], ...]] | None = None,
) -> tuple[ContextLine, ...]:
    """Return the segment that begins at ``start`` with the stretches before and behind it.

    ``accepted`` holds what was accepted on the segment that begins at an offset.
    """
    asked = [(turn.start, turn) for turn in document.turns if turn.asks]
    pieces: list[ContextLine] = [
        ContextLine(t.line, offset, t.speaker, document.text[t.start : t.end], False, asks=True)
        for offset, t in asked
    ]
    known = accepted or {}
    pieces += [
        ContextLine(
            line=segment.line,
            start=segment.start,
            speaker=document.turns[segment.turn].speaker,
            text=segment.text,
            is_excerpt=segment.start == start,
            asks=False,
            accepted=known.get(segment.start, ()),
        )
        for segment in document.segments
    ]
    pieces.sort(key=lambda piece: piece.start)
    here = bisect_left(pieces, start, key=lambda piece: piece.start)
    before, behind = around
    return tuple(pieces[max(0, here - before) : here + 1 + behind])
