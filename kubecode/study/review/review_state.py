"""What lies before a coder: the study, the queue and the place in it, kept in step with what changes them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kubecode.model import Coding, CodingKey, Decision, DocumentSpan, Presence
from kubecode.store import decisions as decision_store
from kubecode.store.study_file import transaction
from kubecode.study.review.change_watcher import ChangeWatcher
from kubecode.study.review.coding_index import CodingIndex
from kubecode.study.review.document_cache import DocumentCache
from kubecode.study.review.queue import Queue, ReviewOptions, Stop, StopReason
from kubecode.study.review.session_log import SessionLog
from kubecode.study.review.unsuggested import Unsuggested
from kubecode.study.review.verdicts import Judgement
from kubecode.study.review.view_model import ShownCoding
from kubecode.study.session import Session
from kubecode.wording import Lang


class OvertakenError(Exception):
    """Somebody wrote to the study between our look at it and our own writing."""


class ReviewState:
    """Ground, reading, queue and focus of one review. They change together, which is why this is a class."""

    def __init__(self, session: Session, coder: str, wishes: ReviewOptions, lang: Lang) -> None:
        self._session, self._coder = session, coder
        self.wishes = wishes
        self.in_session = SessionLog()
        self.outside = ChangeWatcher(session, coder)
        self.ground = CodingIndex(coder, sees_machine=not wishes.blind)
        self.reading = DocumentCache(session, self.ground, lang)
        with _nothing_to_collect():
            self.ground.read_study(session)
            self.ground.read_decisions(session)
            self.unsuggested = Unsuggested(self.ground, self.reading.texts)
            self.queue = self._queued(wishes)
        self.focus = Focus(self.reading, self.in_session)
        self.focus.look(self.queue)
        self._untold: tuple[str, ...] = ()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Save what is done inside as one action; not where somebody wrote since we looked."""
        connection = self._session.connection
        with transaction(connection):
            if self.outside.is_overtaken():
                raise OvertakenError
            yield
            batch = decision_store.last_batch(connection, self._coder)
        self.outside.wrote(batch)

    def keep(self, made: Iterable[Decision]) -> None:
        """Know what was decided and saved."""
        places: set[DocumentSpan] = set()
        for decision in made:
            self.ground.keep(decision)
            self.in_session.note(decision)
            about = decision.document, decision.start, decision.end
            places.update(segment[:3] for segment in self.ground.overlapping(*about))
        self.queue.refresh(self.ground, places)

    def go_on(self) -> bool:
        """Go to the next stop that is open; say whether that is another place."""
        moves = self.queue.go_on(self.ground)
        if moves:
            self.focus.look(self.queue)
        return moves

    def go_to(self, place: DocumentSpan) -> None:
        """Go to a segment, in the queue or beside it."""
        if not self.queue.return_to(place):
            self.queue.aside = Stop(place, StopReason.HAND)
        self.focus.look(self.queue)

    def ask_for(self, wishes: ReviewOptions) -> None:
        """Begin a queue of what is wished."""
        self.queue, self.wishes = self._queued(wishes), wishes

    def look_outside(self) -> bool:
        """Read what changed beside the review; say whether an answer is still about what was shown."""
        change = self.outside.changes()
        self._tell(change.notices)
        is_as_shown = True
        if change.study:
            self.ground.read_study(self._session)
            self.reading.forget()
            self.unsuggested = Unsuggested(self.ground, self.reading.texts)
        if change.study or change.decisions:
            self.ground.read_decisions(self._session)
            self.queue = self._requeued()
            is_as_shown = self.focus.look_again(self.queue)
        self.outside.seen()
        if not is_as_shown:
            self._tell(("study_changed",))
        return is_as_shown

    def taken_notices(self) -> tuple[str, ...]:
        """Return what the person was not yet told; what is told once is told."""
        notices, self._untold = self._untold, ()
        return notices

    def _tell(self, notices: Iterable[str]) -> None:
        self._untold = tuple(dict.fromkeys((*self._untold, *notices)))

    def _queued(self, wishes: ReviewOptions) -> Queue:
        return Queue(self._session, self.ground, self.unsuggested, wishes, self.outside.book.codebook)

    def _requeued(self) -> Queue:
        """Return a new queue that stands where the present one does, as far as that place is left."""
        queue, before = self._queued(self.wishes), self.queue
        stop = before.current
        if stop is None or not queue.return_to(stop.place):
            queue.position = min(before.position, len(queue))
            queue.aside = before.aside if stop and self.reading.knows(stop.place) else None
        return queue


class Focus:
    """A coding among those of a segment, and a judgement that is not saved before it is accepted."""

    def __init__(self, reading: DocumentCache, in_session: SessionLog) -> None:
        self._reading, self._in_session = reading, in_session
        self.key: CodingKey | None = None
        self.pending: Judgement | None = None
        self._seen: tuple[DocumentSpan, str] | None = None

    def turn_to(self, key: CodingKey | None) -> None:
        """Be about another coding."""
        self.key, self.pending = key, None

    def look(self, queue: Queue) -> None:
        """Turn to the first coding that is asked about at a new place, else to the first that the filter
        means, else to the first that there is.
        """
        place = queue.current.place if queue.current else None
        seen = self._reading.proposals(place, queue.means) if place else ()
        # Of those that are settled, the ones that the filter means come first.
        keys = [key_of(p.coding) for p in sorted(seen, key=lambda p: not p.is_asked)]
        self._seen = self._what_is_there(queue)
        self.key = None
        self.turn_to(next(iter([*self.still_asked(queue), *keys]), None))

    def look_again(self, queue: Queue) -> bool:
        """Look at a place where something may have changed; say whether an answer is still about the same."""
        key, pending, seen = self.key, self.pending, self._seen
        self.look(queue)
        if seen != self._seen or key not in {None, *(key_of(p.coding) for p in self.proposals(queue))}:
            return False
        self.key, self.pending = key, pending
        return True

    def proposals(self, queue: Queue) -> tuple[ShownCoding, ...]:
        """Return the codings of the segment that is shown."""
        return self._reading.proposals(queue.current.place, queue.asks) if queue.current else ()

    def focused(self, queue: Queue) -> ShownCoding | None:
        """Return the coding that an answer is about."""
        return next((p for p in self.proposals(queue) if key_of(p.coding) == self.key), None)

    def still_asked(self, queue: Queue) -> list[CodingKey]:
        """Return the codings still to be decided at a stop, those behind the focus first."""
        proposals = self.proposals(queue)
        keys = [key_of(p.coding) for p in proposals]
        here = keys.index(self.key) if self.key in keys else -1
        rest = [n for n, p in enumerate(proposals) if p.is_asked and not self._in_session.has(p.coding)]
        return [keys[n] for n in sorted(rest, key=lambda n: (n < here, n))]

    def judged(self, coding: Coding | None) -> Judgement:
        """Return what an acceptance would say now."""
        if self.pending:
            return self.pending
        return Judgement(coding.valence, coding.presence) if coding else Judgement(None, Presence.PRESENT)

    def _what_is_there(self, queue: Queue) -> tuple[DocumentSpan, str] | None:
        place = queue.current.place if queue.current else None
        return (place, self._reading.words_of(place)) if place else None


def key_of(one: Coding | Decision) -> CodingKey:
    """Return what tells a coding, or what a decision is about, from the others of the study."""
    return one.document, one.start, one.end, one.path if isinstance(one, Coding) else one.code


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Spare the searches for garbage in what is read once and kept: they take a third of the time of opening,
    and would make an answer hang now and then.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
