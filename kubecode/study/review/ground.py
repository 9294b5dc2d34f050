"""What a review stands on: the study in outline, and what its coder has decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kubecode.model import (
    MACHINE,
    NO_CODE,
    OPEN,
    Confidence,
    Decision,
    Presence,
    Status,
    Valence,
    case_key,
)
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import outline
from kubecode.store.outline import OutlinedSegment, OutlinedSuggestion
from kubecode.study.review.places import Candidate, Place
from kubecode.study.session import Session

Own = dict[tuple[int, int, str], Decision]
"""A coder's decisions about one document, by (start, end, code)."""


@dataclass(slots=True)
class Ground:
    """Segments, suggestions and own decisions by document; ``sees_machine`` is off for a blind coder."""

    coder: str
    sees_machine: bool
    cases: dict[str, str] = field(default_factory=dict)
    segments: dict[str, list[OutlinedSegment]] = field(default_factory=dict)
    suggestions: dict[Place, list[OutlinedSuggestion]] = field(default_factory=dict)
    own: dict[str, Own] = field(default_factory=dict)

    def read_study(self, session: Session) -> None:
        """Read where everything lies."""
        connection = session.connection
        names = document_store.case_names(connection)
        self.cases = {n: names[case_key(c)] for n, c in outline.document_cases(connection).items()}
        self.segments = {name: [] for name in self.cases}
        for segment in outline.outlined_segments(connection):
            self.segments[segment.document].append(segment)
        self.suggestions = {}
        for suggestion in outline.outlined_suggestions(connection) if self.sees_machine else ():
            place = (suggestion.document, suggestion.start, suggestion.end)
            self.suggestions.setdefault(place, []).append(suggestion)

    def read_decisions(self, session: Session) -> None:
        """Read what the coder has decided."""
        self.own = {}
        for decision in decision_store.current_decisions(session.connection, self.coder):
            self.keep(decision)
        for decision in decision_store.decisions_without_code(session.connection, self.coder):
            self.keep(decision)

    def keep(self, decision: Decision) -> None:
        """Know a decision as the one that holds."""
        of_document = self.own.setdefault(decision.document, {})
        of_document[decision.start, decision.end, decision.code] = decision

    def decided_within(self, place: Place) -> list[Decision]:
        """Return the own decisions about a segment, or a part of it, or what reaches over it."""
        document, start, end = place
        own = self.own.get(document, {})
        return [d for d in own.values() if d.start < end and d.end > start]

    def candidates(self, segment: OutlinedSegment) -> Iterator[Candidate]:
        """Yield the codings of a segment, as this coder sees them: suggested, decided, put there by hand."""
        place = segment[:3]
        own = self.own.get(segment.document)
        suggested = self.suggestions.get(place, ())
        for one in suggested:
            decision = own.get((one.start, one.end, one.code)) if own else None
            yield self._candidate(segment, one, decision)
        if own:
            known = {(one.start, one.end, one.code) for one in suggested}
            for decision in self.decided_within(place):
                key = decision.start, decision.end, decision.code
                if key not in known and decision.code != NO_CODE and decision.status is not Status.SUGGESTED:
                    yield self._candidate(segment, None, decision)

    def is_judged_without_suggestion(self, place: Place) -> bool:
        """Say whether the coder said what belongs on a segment: some code, or none."""
        return any(d.status is Status.ACCEPTED for d in self.decided_within(place))

    def _candidate(
        self, segment: OutlinedSegment, one: OutlinedSuggestion | None, decision: Decision | None
    ) -> Candidate:
        is_decided = decision is not None and decision.status is not Status.SUGGESTED
        said = decision if is_decided and decision else one
        if said is None:
            raise ValueError("a coding is suggested or decided")
        return Candidate(
            place=segment[:3],
            path=said.code,
            case=self.cases[segment.document],
            informant=segment.informant,
            valence=Valence(said.valence) if said.valence else None,
            presence=Presence(said.presence),
            confidence=Confidence(one.confidence) if one else None,
            score=one.score if one else 1.0,
            status=decision.status if is_decided and decision else Status.SUGGESTED,
            coder=self.coder if is_decided else MACHINE,
        )


def is_open(candidate: Candidate) -> bool:
    """Say whether a coding is still to be settled."""
    return candidate.status in OPEN
