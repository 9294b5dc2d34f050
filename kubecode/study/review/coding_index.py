"""An index of the codings of a study as one coder sees them: suggestions and the coder's decisions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from kubecode.model import (
    MACHINE,
    NO_CODE,
    CodingKey,
    Confidence,
    Decision,
    DocumentSpan,
    Presence,
    Span,
    Status,
    Valence,
    case_key,
)
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import outline
from kubecode.store.outline import OutlinedSegment, OutlinedSuggestion
from kubecode.study.session import Session

DecisionsByCoding = dict[tuple[int, int, str], Decision]
"""A coder's decisions in one document, by (start, end, code)."""
# Faster than calling the Enum for each of many thousand rows.
_VALENCES: dict[str | None, Valence | None] = {None: None, **{valence.value: valence for valence in Valence}}
_PRESENCES = {presence.value: presence for presence in Presence}
_CONFIDENCES = {confidence.value: confidence for confidence in Confidence}


class OutlinedCoding(NamedTuple):
    """A coding without its words and reasons, as the coder sees it now.

    ``segment`` is the segment it belongs to, ``span`` its excerpt: usually the whole segment.
    """

    segment: DocumentSpan
    span: Span
    path: str
    case: str
    informant: str | None
    valence: Valence | None
    presence: Presence
    confidence: Confidence | None
    score: float
    status: Status
    coder: str

    @property
    def document(self) -> str:
        """The document's name."""
        return self.segment[0]

    @property
    def key(self) -> CodingKey:
        """The key of the coding in the study."""
        return (self.segment[0], *self.span, self.path)


@dataclass(slots=True)
class CodingIndex:
    """Segments, suggestions and the coder's decisions; a blind coder has ``sees_machine`` off.

    ``decisions`` are by document. ``read_to_end`` maps a document to the top-level codes for which the coder
    has read it to its end.
    """

    coder: str
    sees_machine: bool
    cases: dict[str, str] = field(default_factory=dict)
    segments: dict[str, list[OutlinedSegment]] = field(default_factory=dict)
    suggestions: dict[DocumentSpan, list[OutlinedCoding]] = field(default_factory=dict)
    decisions: dict[str, DecisionsByCoding] = field(default_factory=dict)
    read_to_end: dict[str, frozenset[str]] = field(default_factory=dict)
    _spans: dict[str, list[DocumentSpan]] = field(default_factory=dict)
    _decisions_on: dict[DocumentSpan, DecisionsByCoding] = field(default_factory=dict)
    _codings_with_decisions: dict[DocumentSpan, list[OutlinedCoding]] = field(default_factory=dict)

    def read_study(self, session: Session) -> None:
        """Read segments and suggestions. If that fails, the index stays as it was."""
        connection = session.connection
        names = document_store.case_names(connection)
        cases = {n: names[case_key(c)] for n, c in outline.document_cases(connection).items()}
        segments: dict[str, list[OutlinedSegment]] = {name: [] for name in cases}
        spans: dict[str, list[DocumentSpan]] = {name: [] for name in cases}
        informants: dict[DocumentSpan, str | None] = {}
        for segment in outline.outlined_segments(connection):
            span = segment[:3]
            segments[segment.document].append(segment)
            spans[segment.document].append(span)
            informants[span] = segment.informant
        suggestions: dict[DocumentSpan, list[OutlinedCoding]] = {}
        for suggestion in outline.outlined_suggestions(connection) if self.sees_machine else ():
            span = suggestion[:3]
            coding = _suggested_coding(suggestion, cases[suggestion.document], informants.get(span))
            suggestions.setdefault(span, []).append(coding)
        self.cases, self.segments, self.suggestions = cases, segments, suggestions
        self._spans = spans

    def read_decisions(self, session: Session) -> None:
        """Read the coder's current decisions and completed readings."""
        current = list(decision_store.decisions_by(session.connection, self.coder))
        readings = decision_store.completed_readings(session.connection)
        self.read_to_end = {name: coders.get(self.coder, frozenset()) for name, coders in readings.items()}
        self.decisions, self._decisions_on, self._codings_with_decisions = {}, {}, {}
        for decision in current:
            self.record(decision)

    def record(self, decision: Decision) -> None:
        """Make a decision the current one for its coding."""
        key = decision.start, decision.end, decision.code
        self.decisions.setdefault(decision.document, {})[key] = decision
        for segment in self.overlapping(decision.document, decision.start, decision.end):
            span = segment[:3]
            self._decisions_on.setdefault(span, {})[key] = decision
            self._codings_with_decisions.pop(span, None)

    def spans(self) -> Iterator[DocumentSpan]:
        """Yield the span of every segment, by document name and position."""
        return chain.from_iterable(self._spans.values())

    def overlapping(self, document: str, start: int, end: int) -> Iterator[OutlinedSegment]:
        """Yield the segments that overlap a span."""
        segments = self.segments.get(document, [])
        for number in range(bisect_right(segments, start, key=lambda s: s.end), len(segments)):
            if segments[number].start >= end:
                return
            yield segments[number]

    def segment_of(self, decision: Decision) -> DocumentSpan:
        """Return the first segment that a decision overlaps; its own span if there is none any more."""
        span = decision.document, decision.start, decision.end
        segment = next(self.overlapping(*span), None)
        return segment[:3] if segment else span

    def informant(self, document: str, start: int) -> str | None:
        """Return who speaks at an offset of a document."""
        segments = self.segments.get(document, [])
        number = bisect_right(segments, start, key=lambda segment: segment.start) - 1
        return segments[number].informant if number >= 0 else None

    def decisions_on(self, span: DocumentSpan) -> DecisionsByCoding:
        """Return the coder's decisions that overlap a segment."""
        return self._decisions_on.get(span, {})

    def segment_decision(self, span: DocumentSpan) -> Decision | None:
        """Return the decision about a segment itself: no code here, to discuss, or a memo."""
        return self.decisions_on(span).get((span[1], span[2], NO_CODE))

    def codings(self, span: DocumentSpan) -> list[OutlinedCoding]:
        """Return the codings of a segment as this coder sees them: suggested, decided, added by hand."""
        if span not in self._decisions_on:
            return self.suggestions.get(span, [])
        if span not in self._codings_with_decisions:
            self._codings_with_decisions[span] = list(self._with_decisions(span))
        return self._codings_with_decisions[span]

    def coded_segments(self, documents: Iterable[str]) -> Iterator[tuple[DocumentSpan, list[OutlinedCoding]]]:
        """Yield (span, codings) of the segments that have codings in these documents."""
        for name in documents:
            for span in self._spans[name]:
                # Most segments have no decisions; for them the lookup is made here, without a call.
                found = self.codings(span) if span in self._decisions_on else self.suggestions.get(span)
                if found:
                    yield span, found

    def accepted_segments(self) -> set[DocumentSpan]:
        """Return the segments on which the coder has accepted a code."""
        return {
            span
            for span, decisions in self._decisions_on.items()
            if _has_accepted(decisions.values(), with_code=True)
        }

    def is_judged(self, span: DocumentSpan) -> bool:
        """Return whether the coder accepted a code on a segment, or decided that it has none."""
        return _has_accepted(self.decisions_on(span).values())

    def _with_decisions(self, span: DocumentSpan) -> Iterator[OutlinedCoding]:
        decisions = self._decisions_on[span]
        suggested = {(*coding.span, coding.path): coding for coding in self.suggestions.get(span, ())}
        for key in dict.fromkeys([*suggested, *decisions]):
            decision = decisions.get(key)
            is_decided = decision is not None and decision.status is not Status.SUGGESTED
            if decision is not None and is_decided and decision.code != NO_CODE:
                yield self._decided_coding(span, decision, suggested.get(key))
            elif key in suggested:
                yield suggested[key]

    def _decided_coding(
        self, span: DocumentSpan, decision: Decision, suggested: OutlinedCoding | None
    ) -> OutlinedCoding:
        return OutlinedCoding(
            segment=span,
            span=(decision.start, decision.end),
            path=decision.code,
            case=self.cases[decision.document],
            informant=self.informant(span[0], span[1]),
            valence=decision.valence,
            presence=decision.presence,
            confidence=suggested.confidence if suggested else None,
            score=suggested.score if suggested else 1.0,
            status=decision.status,
            coder=self.coder,
        )


def _suggested_coding(suggestion: OutlinedSuggestion, case: str, informant: str | None) -> OutlinedCoding:
    return OutlinedCoding(
        segment=suggestion[:3],
        span=suggestion[1:3],
        path=suggestion.code,
        case=case,
        informant=informant,
        valence=_VALENCES[suggestion.valence],
        presence=_PRESENCES[suggestion.presence],
        confidence=_CONFIDENCES[suggestion.confidence],
        score=suggestion.score,
        status=Status.SUGGESTED,
        coder=MACHINE,
    )


def _has_accepted(decisions: Iterable[Decision], *, with_code: bool = False) -> bool:
    return any(d.status is Status.ACCEPTED and (d.code != NO_CODE or not with_code) for d in decisions)
