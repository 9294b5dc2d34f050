"""The queue of a review: which segments are asked about, where we are, and which are done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kubecode.codebook import Codebook
from kubecode.model import MACHINE, Presence, Status
from kubecode.store import outline
from kubecode.store.outline import OutlinedSegment
from kubecode.study.codings import Filter
from kubecode.study.review.ground import Ground
from kubecode.study.review.places import Candidate, Order, Place, Stop, Why, in_order, sort_keys
from kubecode.study.review.unsuggested import is_sampled, nearest
from kubecode.study.session import Session


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a coder wants to review: which codings, in which order; blind to what the machine suggests."""

    wanted: Filter = field(default_factory=Filter)
    order: Order = "transcript"
    blind: bool = False


class Queue:
    """Stops in order and a place among them; ``aside`` is a segment beside the queue that is looked at."""

    def __init__(self, session: Session, ground: Ground, wishes: Wishes, codebook: Codebook) -> None:
        self._session, self._wishes = session, wishes
        # What is asked for is what is undecided, unless another status is.
        self._asked = replace(wishes.wanted, status=wishes.wanted.status or Status.SUGGESTED)
        self._having = self._spoken_for()
        candidates: list[Candidate] = []
        stops: list[Stop] = []
        for segment in self._segments(ground):
            asked = [c for c in ground.candidates(segment) if self.asks(c)]
            if asked:
                candidates += asked
                stops.append(Stop(segment[:3], Why.SUGGESTED))
        stops += self._unsuggested(ground)
        self._stops = in_order(
            stops, wishes.order, ground.coder, sort_keys(candidates, wishes.order, codebook)
        )
        self._index = {stop.place: number for number, stop in enumerate(self._stops)}
        self._open = {n for n, stop in enumerate(self._stops) if self._is_open(stop, ground)}
        self.position = min(self._open, default=len(self._stops))
        self.aside: Stop | None = None

    def __len__(self) -> int:
        """How many stops there are."""
        return len(self._stops)

    @property
    def current(self) -> Stop | None:
        """The stop that is shown, None behind the last."""
        if self.aside:
            return self.aside
        return self._stops[self.position] if self.position < len(self._stops) else None

    @property
    def is_aside(self) -> bool:
        """Say whether what is shown stands beside the queue."""
        return self.aside is not None

    @property
    def open(self) -> int:
        """How many stops are still to be decided."""
        return len(self._open)

    def asks(self, candidate: Candidate) -> bool:
        """Say whether a coding is wanted, as it stands now."""
        return self._wants(candidate, self._asked)

    def go_on(self, ground: Ground) -> bool:
        """Go to the next stop that is open, else behind the last; say whether that is another place."""
        before = self.current
        if self.aside:
            self.aside = None
        else:
            self.refresh(ground, {before.place[0]} if before else set())
            self.position = min((n for n in self._open if n > self.position), default=len(self._stops))
        return self.current != before

    def move(self, step: int, *, only_open: bool) -> bool:
        """Go to another stop; from aside, back to the queue."""
        if self.aside:
            self.aside = None
            return True
        if only_open:
            ahead = sorted((n for n in self._open if (n - self.position) * step > 0), key=lambda n: n * step)
            target = ahead[0] if ahead else None
        else:
            target = self.position + step
        if target is None or not 0 <= target < len(self._stops):
            return False
        self.position = target
        return True

    def return_to(self, place: Place) -> bool:
        """Go to the stop at a place; say whether there is one."""
        if place not in self._index:
            return False
        self.aside, self.position = None, self._index[place]
        return True

    def refresh(self, ground: Ground, documents: Iterable[str]) -> None:
        """See anew which stops of some documents are open."""
        for name in documents:
            for segment in ground.segments.get(name, ()):
                number = self._index.get(segment[:3])
                if number is not None:
                    is_open = self._is_open(self._stops[number], ground, segment)
                    (self._open.add if is_open else self._open.discard)(number)

    def _segments(self, ground: Ground) -> Iterator[OutlinedSegment]:
        for segments in ground.segments.values():
            yield from segments

    def _wants(self, candidate: Candidate, wanted: Filter) -> bool:
        if not wanted.wants(candidate):
            return False
        return self._having is None or (*candidate.place, candidate.path) in self._having

    def _spoken_for(self) -> frozenset[tuple[str, int, int, str]] | None:
        """Return the suggestions for which the wanted indicator spoke, None where none is wanted."""
        if self._wishes.wanted.indicator is None:
            return None
        found = outline.outlined_suggestions(self._session.connection, self._wishes.wanted.indicator)
        return frozenset((s.document, s.start, s.end, s.code) for s in found)

    def _unsuggested(self, ground: Ground) -> list[Stop]:
        """Return the stops of segments without a suggestion; only a filter that they can pass has any."""
        wanted = self._wishes.wanted
        narrow = (
            wanted.code,
            wanted.valence,
            wanted.presence,
            wanted.confidence,
            wanted.indicator,
            wanted.coder,
        )
        if any(narrow) or self._asked.status is not Status.SUGGESTED:
            return []
        passing = [
            segment
            for segment in self._segments(ground)
            if wanted.wants(_whole(segment, ground)) and segment[:3] not in ground.suggestions
        ]
        if self._wishes.blind:
            return [Stop(segment[:3], Why.ALL) for segment in passing]
        sample = {segment[:3] for segment in passing if is_sampled(segment[:3])}
        others = [segment[:3] for segment in passing if segment[:3] not in sample]
        near = self._near(ground, others)
        stops = [Stop(place, Why.SAMPLE) for place in sample] + [Stop(place, Why.NEAR) for place in near]
        return [stop for stop in stops if not ground.is_judged_without_suggestion(stop.place)]

    def _near(self, ground: Ground, others: list[Place]) -> list[Place]:
        accepted = {
            (d.document, s.start, s.end)
            for own in ground.own.values()
            for d in own.values()
            if d.status is Status.ACCEPTED and d.code
            for s in ground.segments[d.document]
            if s.start < d.end and s.end > d.start
        }
        if not accepted or not others:
            return []
        texts = dict(outline.document_texts(self._session.connection))
        spoken = {s[:3]: texts[s.document][s.start : s.end] for s in self._segments(ground)}
        return nearest(spoken, accepted, others)

    def _is_open(self, stop: Stop, ground: Ground, segment: OutlinedSegment | None = None) -> bool:
        if stop.why in {Why.SAMPLE, Why.NEAR, Why.ALL}:
            return not ground.is_judged_without_suggestion(stop.place)
        segment = segment or OutlinedSegment(*stop.place, None)
        wanted = replace(self._asked, informant=None)
        return any(self._wants(candidate, wanted) for candidate in ground.candidates(segment))


def _whole(segment: OutlinedSegment, ground: Ground) -> Candidate:
    """Return a segment as a filter can ask about it."""
    return Candidate(
        place=segment[:3],
        path="",
        case=ground.cases[segment.document],
        informant=segment.informant,
        valence=None,
        presence=Presence.PRESENT,
        confidence=None,
        score=0.0,
        status=Status.SUGGESTED,
        coder=MACHINE,
    )
