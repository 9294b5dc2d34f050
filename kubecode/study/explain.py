"""Why a line was coded as it was, and why not otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kubecode.coder import NearMiss, compile_codebook, near_misses
from kubecode.coder.rarity import indicator_rarities
from kubecode.coder.score_breakdown import ScoreBreakdown, break_down_scores
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.language import WordAnalysis, tokenise
from kubecode.model import MACHINE, Coding, Document, Segment, Turn
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.codebooks.load import language_for, study_codebook
from kubecode.study.codings import Filter, line_at, pick_document, study_codings
from kubecode.study.session import Session
from kubecode.study.words import study_lexicon
from kubecode.wording import Lang


@dataclass(frozen=True, slots=True)
class ExplainedSegment:
    """A segment with its codings, what the scores of suggestions were made of, how its words were read,
    and the indicators that nearly spoke.
    """

    segment: Segment
    turn: Turn
    codings: tuple[Coding, ...]
    weighed: tuple[ScoreBreakdown, ...]
    readings: tuple[WordAnalysis, ...]
    near_misses: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """Everything about one line; ``question`` is set when the interviewer speaks there."""

    document: str
    line: int
    text: str
    question: str | None
    segments: tuple[ExplainedSegment, ...]


def explain(session: Session, place: str, lang: Lang = "id") -> ExplainedLine:
    """Explain ``DOCUMENT:LINE``. Raises KubecodeError for a place that is not in the study."""
    name, line = _place(place)
    document = pick_document(document_store.get_documents(session.connection), name)
    lines = document.text.split("\n")
    if not 1 <= line <= len(lines):
        raise KubecodeError(
            f"{document.name} has {len(lines)} lines, not {line}",
            "give one of them",
            exit_status=ExitStatus.USAGE,
        )
    return ExplainedLine(
        document=document.name,
        line=line,
        text=lines[line - 1],
        question=_question(document, line),
        segments=tuple(_explained_segments(session, document, line, lang)),
    )


def explain_segments(
    session: Session, place: tuple[str, int, int], lang: Lang = "id", coder: str | None = None
) -> list[ExplainedSegment]:
    """Explain the segments that lie in a stretch (document, start, end) of the study; with a coder, without
    the verdicts of others.
    """
    name, start, end = place
    document = next(document_store.get_documents(session.connection, only=name))
    lines = dict.fromkeys(s.line for s in document.segments if start <= s.start < end)
    explained = (one for line in lines for one in _explained_segments(session, document, line, lang, coder))
    return [one for one in explained if start <= one.segment.start < end]


def without_machine(explained: ExplainedSegment) -> ExplainedSegment:
    """Return what may be said of a segment to one who shall not see what the machine thinks of it."""
    own = tuple(coding for coding in explained.codings if coding.coder != MACHINE)
    return replace(explained, codings=own, weighed=(), near_misses=())


def _place(place: str) -> tuple[str, int]:
    name, _, number = place.rpartition(":")
    if not name or not number.isdecimal():
        raise KubecodeError(
            f'"{place}" is no place',
            "write DOCUMENT:LINE, like cempaka_T_01.txt:17",
            exit_status=ExitStatus.USAGE,
        )
    return name, int(number)


def _question(document: Document, line: int) -> str | None:
    """Return what the interviewer says on a line, or None."""
    for turn in document.turns:
        if turn.asks and _on(line, turn, document):
            return document.text[turn.start : turn.end]
    return None


def _explained_segments(
    session: Session, document: Document, line: int, lang: Lang, coder: str | None = None
) -> Iterator[ExplainedSegment]:
    book = study_codebook(session).codebook
    compiled = compile_codebook(book, language_for(book, study_lexicon(session.path).words))
    codings = study_codings(session, lang, Filter(document=document.name), coder)
    suggestions = [s for _, s in runs.get_suggestions(session.connection, only=document.name)]
    weighed = list(break_down_scores(document, suggestions, indicator_rarities(book, compiled.language)))
    for segment in document.segments:
        if _on(line, segment, document):
            yield ExplainedSegment(
                segment=segment,
                turn=document.turns[segment.turn],
                codings=tuple(c for c in codings if (c.start, c.end) == (segment.start, segment.end)),
                weighed=tuple(w for w in weighed if w.suggestion.start == segment.start),
                readings=tuple(compiled.language.read(token.form) for token in tokenise(segment.text)),
                near_misses=tuple(near_misses(segment, compiled)),
            )


def _on(line: int, stretch: Turn | Segment, document: Document) -> bool:
    """Say whether a stretch of the text stands, at least in part, on a line."""
    return stretch.line <= line <= line_at(document.text, max(stretch.start, stretch.end - 1))
