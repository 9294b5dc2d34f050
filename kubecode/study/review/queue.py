"""The queue of a review: which segments are asked about, where we are, and which are done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kubecode.codebook import Codebook
from kubecode.model import CodingKey, DocumentSpan, Status, case_key
from kubecode.store import outline
from kubecode.study.codings import Filter
from kubecode.study.review.coding_index import CodingIndex
from kubecode.study.review.places import OutlinedCoding, QueueOrder, Stop, StopReason, in_order, sort_keys
from kubecode.study.review.unsuggested import Unsuggested
from kubecode.study.session import Session


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What a coder wants to review: which codings, in which order; blind to what the machine suggests."""

    wanted: Filter = field(default_factory=Filter)
    order: QueueOrder = "transcript"
    blind: bool = False


class Queue:
    """Stops in order and a place among them; ``aside`` is a segment beside the queue that is looked at."""

    def __init__(
        self,
        session: Session,
        ground: CodingIndex,
        unsuggested: Unsuggested,
        wishes: ReviewOptions,
        codebook: Codebook,
    ) -> None:
        self._wishes = wishes
        # What is asked for is what is undecided, unless another status is.
        self._asked = replace(wishes.wanted, status=wishes.wanted.status or Status.SUGGESTED)
        self._meant = replace(wishes.wanted, status=None)
        self._having = self._spoken_for(session, ground)
        self._documents = self._documents_wanted(ground)
        candidates: list[OutlinedCoding] = []
        stops: list[Stop] = []
        # Where a document lies was asked once; it need not be asked of each of its codings.
        asked = replace(self._asked, case=None, document=None)
        for place, codings in ground.coded(self._documents):
            wanted = [c for c in codings if asked.matches(c) and self._is_spoken_for(c)]
            if wanted:
                candidates += wanted
                stops.append(Stop(place, StopReason.SUGGESTED))
        stops += self._without_coding(ground, unsuggested, {stop.place for stop in stops})
        keys = sort_keys(candidates, wishes.order, codebook)
        self._stops = in_order(stops, wishes.order, ground.coder, keys)
        self._index = {stop.place: number for number, stop in enumerate(self._stops)}
        # Whatever enters is open.
        self._open = set(range(len(self._stops)))
        self.position = 0
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

    def asks(self, candidate: OutlinedCoding) -> bool:
        """Say whether a coding is wanted, as it stands now."""
        return self._asked.matches(candidate) and self._is_spoken_for(candidate)

    def means(self, candidate: OutlinedCoding) -> bool:
        """Say whether the filter is about a coding, settled or not."""
        return self._meant.matches(candidate) and self._is_spoken_for(candidate)

    def go_on(self, ground: CodingIndex) -> bool:
        """Go to the next stop that is open, else behind the last; say whether that is another place."""
        before = self.current
        if self.aside:
            self.aside = None
        else:
            self.refresh(ground, [before.place] if before else [])
            self.position = min((n for n in self._open if n > self.position), default=len(self._stops))
        return self.current != before

    def move(self, step: int, *, only_open: bool) -> bool:
        """Go to another stop; from aside, back to the queue."""
        if self.aside:
            self.aside = None
            return True
        if only_open:
            ahead = (n for n in self._open if (n - self.position) * step > 0)
            target = min(ahead, key=lambda n: n * step, default=None)
        else:
            target = self.position + step
        if target is None or not 0 <= target < len(self._stops):
            return False
        self.position = target
        return True

    def return_to(self, place: DocumentSpan) -> bool:
        """Go to the stop at a place; say whether there is one."""
        if place not in self._index:
            return False
        self.aside, self.position = None, self._index[place]
        return True

    def refresh(self, ground: CodingIndex, places: Iterable[DocumentSpan]) -> None:
        """See anew which of some stops are open."""
        for place in places:
            number = self._index.get(place)
            if number is not None:
                is_open = self._is_open(self._stops[number], ground)
                (self._open.add if is_open else self._open.discard)(number)

    def _is_spoken_for(self, candidate: OutlinedCoding) -> bool:
        return self._having is None or candidate.key in self._having

    def _documents_wanted(self, ground: CodingIndex) -> list[str]:
        wanted = self._wishes.wanted
        return [
            name
            for name, case in ground.cases.items()
            if wanted.document in {None, name}
            and (wanted.case is None or case_key(case) == case_key(wanted.case))
        ]

    def _spoken_for(self, session: Session, ground: CodingIndex) -> frozenset[CodingKey] | None:
        """Return the suggestions for which the wanted indicator spoke, None where none is wanted."""
        if self._wishes.wanted.indicator is None:
            return None
        if not ground.sees_machine:
            return frozenset()
        found = outline.outlined_suggestions(session.connection, self._wishes.wanted.indicator)
        return frozenset(one[:4] for one in found)

    def _without_coding(
        self, ground: CodingIndex, unsuggested: Unsuggested, known: set[DocumentSpan]
    ) -> Iterator[Stop]:
        """Yield the stops of segments without coding; only a filter that they can pass has any."""
        wanted = self._wishes.wanted
        narrow = (
            wanted.code,
            wanted.valence,
            wanted.presence,
            wanted.confidence,
            wanted.indicator,
            wanted.coder,
        )
        if any(narrow):
            return
        documents, informant = set(self._documents), wanted.informant
        for stop in self._beside_suggestions(ground, unsuggested):
            name, start, _ = stop.place
            if stop.place in known or name not in documents:
                continue
            if informant in {None, ground.informant(name, start)} and self._is_open(stop, ground):
                yield stop

    def _beside_suggestions(self, ground: CodingIndex, unsuggested: Unsuggested) -> Iterator[Stop]:
        """Yield the segments without coding that the wanted status may hold."""
        if self._asked.status is Status.TO_DISCUSS:
            yield from (Stop(place, StopReason.HAND) for place in ground.places())
        elif self._asked.status is Status.SUGGESTED and self._wishes.blind:
            yield from (Stop(place, StopReason.ALL) for place in ground.places())
        elif self._asked.status is Status.SUGGESTED:
            yield from (Stop(place, StopReason.SAMPLE) for place in unsuggested.sample)
            yield from (Stop(place, StopReason.NEAR) for place in unsuggested.near())

    def _is_open(self, stop: Stop, ground: CodingIndex) -> bool:
        if stop.why is StopReason.HAND:
            whole = ground.whole(stop.place)
            return whole is not None and whole.status is self._asked.status
        if stop.why in {StopReason.SAMPLE, StopReason.NEAR, StopReason.ALL}:
            whole = ground.whole(stop.place)
            is_left = whole is not None and whole.status is Status.TO_DISCUSS
            return not is_left and not ground.is_judged_without_suggestion(stop.place)
        return any(self.asks(candidate) for candidate in ground.candidates(stop.place))
