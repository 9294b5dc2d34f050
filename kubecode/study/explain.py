"""Explanation of a line: its codings, analysed words, and indicators that almost matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kubecode.coder import NearMiss, compile_codebook, near_misses
from kubecode.coder.rarity import indicator_rarities
from kubecode.coder.score_breakdown import ScoreBreakdown, break_down_scores
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.language import WordAnalysis, tokenise
from kubecode.model import MACHINE, Coding, Document, DocumentSpan, Segment, Turn
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.codebooks.load import language_for, study_codebook
from kubecode.study.codings import Filter, line_at, pick_document, study_codings
from kubecode.study.session import Session
from kubecode.study.words import study_lexicon
from kubecode.wording import Lang


@dataclass(frozen=True, slots=True)
class ExplainedSegment:
    """A segment with its codings, score breakdowns, analysed words and near misses."""

    segment: Segment
    turn: Turn
    codings: tuple[Coding, ...]
    scores: tuple[ScoreBreakdown, ...]
    words: tuple[WordAnalysis, ...]
    near_misses: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A line and its segments. ``question`` is the interviewer's turn on the line, or None."""

    document: str
    line: int
    text: str
    question: str | None
    segments: tuple[ExplainedSegment, ...]


def explain(session: Session, position: str, lang: Lang = "id") -> ExplainedLine:
    """Return the explanation of a position ``DOCUMENT:LINE``.

    Raises KubecodeError for a position that is not in the study.
    """
    name, line = _parse_position(position)
    document = pick_document(document_store.get_documents(session.connection), name)
    lines = document.text.split("\n")
    if not 1 <= line <= len(lines):
        raise KubecodeError(
            f"{document.name} has {len(lines)} lines, not {line}",
            "give one of them",
            exit_status=ExitStatus.USAGE,
        )
    on_line = [segment for segment in document.segments if _is_on_line(line, segment, document)]
    return ExplainedLine(
        document=document.name,
        line=line,
        text=lines[line - 1],
        question=_question(document, line),
        segments=tuple(_explained(session, document, on_line, lang)),
    )


def explain_segments(
    session: Session, span: DocumentSpan, lang: Lang = "id", coder: str | None = None
) -> list[ExplainedSegment]:
    """Return the explanations of the segments that start in a span.

    With a coder, the verdicts of other coders are left out.
    """
    name, start, end = span
    document = next(document_store.get_documents(session.connection, only=name))
    in_span = [segment for segment in document.segments if start <= segment.start < end]
    return list(_explained(session, document, in_span, lang, coder))


def without_suggestions(explained: ExplainedSegment) -> ExplainedSegment:
    """Return the explanation of a segment without suggestions, for blind coding."""
    decided = tuple(coding for coding in explained.codings if coding.coder != MACHINE)
    return replace(explained, codings=decided, scores=(), near_misses=())


def _parse_position(position: str) -> tuple[str, int]:
    name, _, number = position.rpartition(":")
    if not name or not number.isdecimal():
        raise KubecodeError(
            f'"{position}" is not a position in a document',
            "write DOCUMENT:LINE, like cempaka_T_01.txt:17",
            exit_status=ExitStatus.USAGE,
        )
    return name, int(number)


def _question(document: Document, line: int) -> str | None:
    """Return the interviewer's turn on a line, or None."""
    for turn in document.turns:
        if turn.asks and _is_on_line(line, turn, document):
            return document.text[turn.start : turn.end]
    return None


def _explained(
    session: Session, document: Document, segments: Iterable[Segment], lang: Lang, coder: str | None = None
) -> Iterator[ExplainedSegment]:
    codebook = study_codebook(session).codebook
    compiled = compile_codebook(codebook, language_for(codebook, study_lexicon(session.path).lexicon))
    codings = study_codings(session, lang, Filter(document=document.name), coder)
    suggestions = [s for _, s in runs.get_suggestions(session.connection, only=document.name)]
    rarities = indicator_rarities(codebook, compiled.language)
    scores = list(break_down_scores(document, suggestions, rarities))
    for segment in segments:
        yield ExplainedSegment(
            segment=segment,
            turn=document.turns[segment.turn],
            codings=tuple(c for c in codings if (c.start, c.end) == (segment.start, segment.end)),
            scores=tuple(score for score in scores if score.suggestion.start == segment.start),
            words=tuple(compiled.language.read(token.form) for token in tokenise(segment.text)),
            near_misses=tuple(near_misses(segment, compiled)),
        )


def _is_on_line(line: int, part: Turn | Segment, document: Document) -> bool:
    """Return whether a turn or segment is at least partly on a line."""
    return part.line <= line <= line_at(document.text, max(part.start, part.end - 1))
