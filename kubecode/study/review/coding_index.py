"""What a review stands on: the study in outline, and what its coder has decided."""

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
    Status,
    Valence,
    case_key,
)
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import outline
from kubecode.store.outline import OutlinedSegment, OutlinedSuggestion
from kubecode.study.session import Session

Own = dict[tuple[int, int, str], Decision]
"""A coder's decisions, by (start, end, code)."""
_VALENCES: dict[str | None, Valence | None] = {None: None, **{one.value: one for one in Valence}}
_PRESENCES = {one.value: one for one in Presence}
_CONFIDENCES = {one.value: one for one in Confidence}


class OutlinedCoding(NamedTuple):
    """A coding in outline, as the coder of the review sees it now: of a segment, on a span that is mostly all
    of it.
    """

    place: DocumentSpan
    span: tuple[int, int]
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
        return self.place[0]

    @property
    def key(self) -> CodingKey:
        """What tells it from the other codings of the study."""
        return (self.place[0], *self.span, self.path)


@dataclass(slots=True)
class CodingIndex:
    """Segments, suggestions and own decisions by place; ``sees_machine`` is off for a blind coder.

    ``read_to_end`` has for each document the top-level codes for which the coder has read it to its end.
    """

    coder: str
    sees_machine: bool
    cases: dict[str, str] = field(default_factory=dict)
    segments: dict[str, list[OutlinedSegment]] = field(default_factory=dict)
    suggestions: dict[DocumentSpan, list[OutlinedCoding]] = field(default_factory=dict)
    own: dict[str, Own] = field(default_factory=dict)
    read_to_end: dict[str, frozenset[str]] = field(default_factory=dict)
    _places: dict[str, list[DocumentSpan]] = field(default_factory=dict)
    _within: dict[DocumentSpan, Own] = field(default_factory=dict)
    _decided: dict[DocumentSpan, list[OutlinedCoding]] = field(default_factory=dict)

    def read_study(self, session: Session) -> None:
        """Read where everything lies. Where it cannot be read, what was known stays."""
        connection = session.connection
        names = document_store.case_names(connection)
        cases = {n: names[case_key(c)] for n, c in outline.document_cases(connection).items()}
        segments: dict[str, list[OutlinedSegment]] = {name: [] for name in cases}
        places: dict[str, list[DocumentSpan]] = {name: [] for name in cases}
        speakers: dict[DocumentSpan, str | None] = {}
        for segment in outline.outlined_segments(connection):
            place = segment[:3]
            segments[segment.document].append(segment)
            places[segment.document].append(place)
            speakers[place] = segment.informant
        suggestions: dict[DocumentSpan, list[OutlinedCoding]] = {}
        for one in outline.outlined_suggestions(connection) if self.sees_machine else ():
            place = one[:3]
            candidate = _suggested(one, cases[one.document], speakers.get(place))
            suggestions.setdefault(place, []).append(candidate)
        self.cases, self.segments, self.suggestions = cases, segments, suggestions
        self._places = places

    def read_decisions(self, session: Session) -> None:
        """Read what the coder has decided."""
        held = list(decision_store.held_by(session.connection, self.coder))
        read = decision_store.readings(session.connection)
        self.read_to_end = {name: coders.get(self.coder, frozenset()) for name, coders in read.items()}
        self.own, self._within, self._decided = {}, {}, {}
        for decision in held:
            self.keep(decision)

    def keep(self, decision: Decision) -> None:
        """Know a decision as the one that holds."""
        key = decision.start, decision.end, decision.code
        self.own.setdefault(decision.document, {})[key] = decision
        for segment in self.overlapping(decision.document, decision.start, decision.end):
            place = segment[:3]
            self._within.setdefault(place, {})[key] = decision
            self._decided.pop(place, None)

    def places(self) -> Iterator[DocumentSpan]:
        """Yield every segment, in the order of names and text."""
        return chain.from_iterable(self._places.values())

    def overlapping(self, document: str, start: int, end: int) -> Iterator[OutlinedSegment]:
        """Yield the segments of which a stretch covers a part."""
        segments = self.segments.get(document, [])
        for number in range(bisect_right(segments, start, key=lambda s: s.end), len(segments)):
            if segments[number].start >= end:
                return
            yield segments[number]

    def place_of(self, decision: Decision) -> DocumentSpan:
        """Return the segment that a decision is about; its own place where there is none any more."""
        place = decision.document, decision.start, decision.end
        segment = next(self.overlapping(*place), None)
        return segment[:3] if segment else place

    def informant(self, document: str, start: int) -> str | None:
        """Return who speaks at an offset of a document."""
        segments = self.segments.get(document, [])
        index = bisect_right(segments, start, key=lambda segment: segment.start) - 1
        return segments[index].informant if index >= 0 else None

    def decided_within(self, place: DocumentSpan) -> Own:
        """Return the own decisions about a segment, or a part of it, or what reaches over it."""
        return self._within.get(place, {})

    def whole(self, place: DocumentSpan) -> Decision | None:
        """Return what was said of a segment itself: that no code belongs on it, to discuss it, a memo."""
        return self.decided_within(place).get((place[1], place[2], NO_CODE))

    def candidates(self, place: DocumentSpan) -> list[OutlinedCoding]:
        """Return the codings of a segment, as this coder sees them: suggested, decided, put there by hand."""
        if place not in self._within:
            return self.suggestions.get(place, [])
        if place not in self._decided:
            self._decided[place] = list(self._with_decisions(place))
        return self._decided[place]

    def coded(self, documents: Iterable[str]) -> Iterator[tuple[DocumentSpan, list[OutlinedCoding]]]:
        """Yield the segments of some documents that have codings, with them."""
        for name in documents:
            for place in self._places[name]:
                found = self.candidates(place) if place in self._within else self.suggestions.get(place)
                if found:
                    yield place, found

    def accepted(self) -> set[DocumentSpan]:
        """Return the segments on which the coder has accepted a code."""
        return {place for place, own in self._within.items() if _has_accepted(own.values(), with_code=True)}

    def is_judged_without_suggestion(self, place: DocumentSpan) -> bool:
        """Say whether the coder said what belongs on a segment: some code, or none."""
        return _has_accepted(self.decided_within(place).values())

    def _with_decisions(self, place: DocumentSpan) -> Iterator[OutlinedCoding]:
        within = self._within[place]
        suggested = {(*one.span, one.path): one for one in self.suggestions.get(place, ())}
        for key in dict.fromkeys([*suggested, *within]):
            decision = within.get(key)
            is_decided = decision is not None and decision.status is not Status.SUGGESTED
            if decision is not None and is_decided and decision.code != NO_CODE:
                yield self._decided_one(place, decision, suggested.get(key))
            elif key in suggested:
                yield suggested[key]

    def _decided_one(
        self, place: DocumentSpan, decision: Decision, suggested: OutlinedCoding | None
    ) -> OutlinedCoding:
        return OutlinedCoding(
            place=place,
            span=(decision.start, decision.end),
            path=decision.code,
            case=self.cases[decision.document],
            informant=self.informant(place[0], place[1]),
            valence=decision.valence,
            presence=decision.presence,
            confidence=suggested.confidence if suggested else None,
            score=suggested.score if suggested else 1.0,
            status=decision.status,
            coder=self.coder,
        )


def _suggested(one: OutlinedSuggestion, case: str, informant: str | None) -> OutlinedCoding:
    return OutlinedCoding(
        place=one[:3],
        span=one[1:3],
        path=one.code,
        case=case,
        informant=informant,
        valence=_VALENCES[one.valence],
        presence=_PRESENCES[one.presence],
        confidence=_CONFIDENCES[one.confidence],
        score=one.score,
        status=Status.SUGGESTED,
        coder=MACHINE,
    )


def _has_accepted(own: Iterable[Decision], *, with_code: bool = False) -> bool:
    return any(d.status is Status.ACCEPTED and (d.code != NO_CODE or not with_code) for d in own)
