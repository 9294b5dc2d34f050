"""The queue of a review: its stops, their order, the position, and which stops are undecided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Literal, NamedTuple, get_args

from kubecode.codebook import Codebook
from kubecode.model import CodingKey, DocumentSpan, Status, case_key, split_code
from kubecode.store import outline
from kubecode.study.codings import Filter
from kubecode.study.review.coding_index import CodingIndex, OutlinedCoding
from kubecode.study.review.unsuggested import Unsuggested
from kubecode.study.session import Session

QueueOrder = Literal["transcript", "code", "uncertain", "random"]


class StopReason(StrEnum):
    """Why a segment is shown: its suggestions, in the sample, near accepted ones, all (blind), by hand."""

    SUGGESTED = "suggested"
    SAMPLE = "sample"
    NEAR = "near"
    ALL = "all"
    HAND = "hand"


class Stop(NamedTuple):
    """A segment in the queue, and why it is there."""

    span: DocumentSpan
    reason: StopReason


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """The codings to review, their order, and whether suggestions are hidden (``blind``)."""

    wanted: Filter = field(default_factory=Filter)
    order: QueueOrder = "transcript"
    blind: bool = False

    @property
    def next_order(self) -> QueueOrder:
        """The order after this one, the first after the last."""
        orders: tuple[QueueOrder, ...] = get_args(QueueOrder)
        return orders[(orders.index(self.order) + 1) % len(orders)]


class Queue:
    """Stops in order and a position among them; ``aside`` is a segment shown outside the queue."""

    def __init__(
        self,
        session: Session,
        index: CodingIndex,
        unsuggested: Unsuggested,
        options: ReviewOptions,
        codebook: Codebook,
    ) -> None:
        self._options = options
        # Without a wanted status the queue holds what is undecided.
        self._wanted = replace(options.wanted, status=options.wanted.status or Status.SUGGESTED)
        self._of_any_status = replace(options.wanted, status=None)
        self._with_indicator = self._suggested_by_indicator(session, index)
        self._documents = self._wanted_documents(index)
        codings: list[OutlinedCoding] = []
        stops: list[Stop] = []
        # Case and document are already checked for whole documents, so not for each coding.
        wanted = replace(self._wanted, case=None, document=None)
        for span, on_segment in index.coded_segments(self._documents):
            found = [c for c in on_segment if wanted.matches(c) and self._has_indicator(c)]
            if found:
                codings += found
                stops.append(Stop(span, StopReason.SUGGESTED))
        stops += self._without_coding(index, unsuggested, {stop.span for stop in stops})
        ranks = stop_ranks(codings, options.order, codebook)
        self._stops = sort_stops(stops, options.order, index.coder, ranks)
        self._numbers = {stop.span: number for number, stop in enumerate(self._stops)}
        # Every stop is undecided when the queue is built.
        self._undecided = set(range(len(self._stops)))
        self.position = 0
        self.aside: Stop | None = None

    def __len__(self) -> int:
        """Return the number of stops."""
        return len(self._stops)

    @property
    def current(self) -> Stop | None:
        """The stop that is shown, None after the last."""
        if self.aside:
            return self.aside
        return self._stops[self.position] if self.position < len(self._stops) else None

    @property
    def is_aside(self) -> bool:
        """Whether the segment that is shown is outside the queue."""
        return self.aside is not None

    @property
    def undecided(self) -> int:
        """The number of stops still to be decided; under a filter by status, of those that still have it."""
        return len(self._undecided)

    def wants(self, coding: OutlinedCoding) -> bool:
        """Return whether a coding passes the filter with its present status."""
        return self._wanted.matches(coding) and self._has_indicator(coding)

    def wants_in_any_status(self, coding: OutlinedCoding) -> bool:
        """Return whether a coding passes the filter, apart from its status."""
        return self._of_any_status.matches(coding) and self._has_indicator(coding)

    def advance(self, index: CodingIndex) -> bool:
        """Go to the next undecided stop, else after the last; return whether the stop changed."""
        previous = self.current
        if self.aside:
            self.aside = None
        else:
            self.refresh(index, [previous.span] if previous else [])
            self.position = min((n for n in self._undecided if n > self.position), default=len(self._stops))
        return self.current != previous

    def move(self, step: int, *, only_open: bool) -> bool:
        """Move by this many stops; return whether there is one. From outside the queue, return to it."""
        if self.aside:
            self.aside = None
            return True
        if only_open:
            ahead = (n for n in self._undecided if (n - self.position) * step > 0)
            target = min(ahead, key=lambda n: n * step, default=None)
        else:
            target = self.position + step
        if target is None or not 0 <= target < len(self._stops):
            return False
        self.position = target
        return True

    def go_to(self, span: DocumentSpan) -> bool:
        """Go to the stop of a segment; return whether the queue has one."""
        if span not in self._numbers:
            return False
        self.aside, self.position = None, self._numbers[span]
        return True

    def refresh(self, index: CodingIndex, spans: Iterable[DocumentSpan]) -> None:
        """Update which of these segments are undecided."""
        for span in spans:
            number = self._numbers.get(span)
            if number is not None:
                is_undecided = self._is_undecided(self._stops[number], index)
                (self._undecided.add if is_undecided else self._undecided.discard)(number)

    def _has_indicator(self, coding: OutlinedCoding) -> bool:
        return self._with_indicator is None or coding.key in self._with_indicator

    def _wanted_documents(self, index: CodingIndex) -> list[str]:
        wanted = self._options.wanted
        return [
            name
            for name, case in index.cases.items()
            if wanted.document in {None, name}
            and (wanted.case is None or case_key(case) == case_key(wanted.case))
        ]

    def _suggested_by_indicator(self, session: Session, index: CodingIndex) -> frozenset[CodingKey] | None:
        """Return the suggestions with the wanted indicator, None if the filter names none."""
        if self._options.wanted.indicator is None:
            return None
        if not index.sees_machine:
            return frozenset()
        found = outline.outlined_suggestions(session.connection, self._options.wanted.indicator)
        return frozenset(suggestion[:4] for suggestion in found)

    def _without_coding(
        self, index: CodingIndex, unsuggested: Unsuggested, known: set[DocumentSpan]
    ) -> Iterator[Stop]:
        """Yield the stops of segments without coding; none if the filter is about codings."""
        wanted = self._options.wanted
        about_codings = (
            wanted.code,
            wanted.valence,
            wanted.presence,
            wanted.confidence,
            wanted.indicator,
            wanted.coder,
        )
        if any(about_codings):
            return
        documents, informant = set(self._documents), wanted.informant
        for stop in self._possible_stops(index, unsuggested):
            name, start, _ = stop.span
            if stop.span in known or name not in documents:
                continue
            if informant in {None, index.informant(name, start)} and self._is_undecided(stop, index):
                yield stop

    def _possible_stops(self, index: CodingIndex, unsuggested: Unsuggested) -> Iterator[Stop]:
        """Yield the segments without coding that may have the wanted status."""
        if self._wanted.status is Status.TO_DISCUSS:
            yield from (Stop(span, StopReason.HAND) for span in index.spans())
        elif self._wanted.status is Status.SUGGESTED and self._options.blind:
            yield from (Stop(span, StopReason.ALL) for span in index.spans())
        elif self._wanted.status is Status.SUGGESTED:
            yield from (Stop(span, StopReason.SAMPLE) for span in unsuggested.sample)
            yield from (Stop(span, StopReason.NEAR) for span in unsuggested.near())

    def _is_undecided(self, stop: Stop, index: CodingIndex) -> bool:
        if stop.reason is StopReason.SUGGESTED:
            return any(self.wants(coding) for coding in index.codings(stop.span))
        decision = index.segment_decision(stop.span)
        if stop.reason is StopReason.HAND:
            return decision is not None and decision.status is self._wanted.status
        is_to_discuss = decision is not None and decision.status is Status.TO_DISCUSS
        return not is_to_discuss and not index.is_judged(stop.span)


def sort_stops(
    stops: Iterable[Stop], order: QueueOrder, coder: str, ranks: Mapping[DocumentSpan, float]
) -> list[Stop]:
    """Return the stops in an order; those without a rank come last.

    The random order depends on the coder: it is the same in each of their sessions, another for other coders.
    """

    def ranked(stop: Stop) -> tuple[float, DocumentSpan]:
        return ranks.get(stop.span, float("inf")), stop.span

    def shuffled(stop: Stop) -> bytes:
        document, start, end = stop.span
        return sha256(f"{coder}:{document}:{start}-{end}".encode()).digest()

    if order == "random":
        return sorted(stops, key=shuffled)
    return sorted(stops, key=ranked if order in {"code", "uncertain"} else lambda stop: stop.span)


def stop_ranks(
    codings: Iterable[OutlinedCoding], order: QueueOrder, codebook: Codebook
) -> dict[DocumentSpan, float]:
    """Return the lowest rank among the codings of each segment.

    The rank is the position of the code in the codebook, or the distance of the score from 0.5. Other orders
    have no ranks.
    """
    if order not in {"code", "uncertain"}:
        return {}
    position = {code.path: float(number) for number, code in enumerate(codebook.walk())}

    def rank(coding: OutlinedCoding) -> float:
        if order == "code":
            top = position.get(split_code(coding.path)[0], float(len(position)))
            return position.get(coding.path, top)
        # The score is the share that is accepted, so 0.5 is the most uncertain.
        return abs(coding.score - 0.5)

    ranks: dict[DocumentSpan, float] = {}
    for coding in codings:
        found, lowest = rank(coding), ranks.get(coding.segment)
        if lowest is None or found < lowest:
            ranks[coding.segment] = found
    return ranks
