"""Why a line was coded as it was, and why not otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from kubecode.coder import NearMiss, compile_codebook, near_misses
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.language import Reading, tokenise
from kubecode.model import Coding, Segment, Turn
from kubecode.store import documents as document_store
from kubecode.study.codebooks import codebook_of, language_of
from kubecode.study.codings import Filter, line_at, pick_document, study_codings
from kubecode.study.session import Session
from kubecode.wording import Lang


@dataclass(frozen=True, slots=True)
class ExplainedSegment:
    """A segment with its codings, how its words were read, and the indicators that nearly spoke."""

    segment: Segment
    turn: Turn
    codings: tuple[Coding, ...]
    readings: tuple[Reading, ...]
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
    name, _, number = place.rpartition(":")
    if not name or not number.isdigit():
        raise KubecodeError(
            f'"{place}" is no place',
            "write DOCUMENT:LINE, like cempaka_T_01.txt:17",
            exit_status=ExitStatus.USAGE,
        )
    line = int(number)
    document = pick_document(document_store.get_documents(session.connection), name)
    lines = document.text.split("\n")
    if not 1 <= line <= len(lines):
        raise KubecodeError(
            f"{document.name} has {len(lines)} lines, not {line}",
            "give one of them",
            exit_status=ExitStatus.USAGE,
        )
    book = codebook_of(session).codebook
    language = language_of(book)
    compiled = compile_codebook(book, language)
    codings = study_codings(session, lang, Filter(document=document.name))
    segments = [s for s in document.segments if s.line <= line <= line_at(document.text, s.end - 1)]
    asking = next(
        (
            t
            for t in document.turns
            if t.asks and t.line <= line <= line_at(document.text, max(t.start, t.end - 1))
        ),
        None,
    )
    return ExplainedLine(
        document=document.name,
        line=line,
        text=lines[line - 1],
        question=document.text[asking.start : asking.end] if asking else None,
        segments=tuple(
            ExplainedSegment(
                segment=segment,
                turn=document.turns[segment.turn],
                codings=tuple(c for c in codings if (c.start, c.end) == (segment.start, segment.end)),
                readings=tuple(language.read(t.form) for t in tokenise(segment.text)),
                near_misses=tuple(near_misses(document, segment, compiled)),
            )
            for segment in segments
        ),
    )
