"""The state of a review: index, documents, queue and focus, kept consistent with each other."""

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
from kubecode.study.review.session_log import SessionLog, coding_key
from kubecode.study.review.unsuggested import Unsuggested
from kubecode.study.review.verdicts import Judgement
from kubecode.study.review.view_model import ShownCoding
from kubecode.study.session import Session
from kubecode.wording import Lang


class OvertakenError(Exception):
    """Another program wrote to the study after this review last read it."""


class ReviewState:
    """Index, documents, queue and focus of one review; a class because they change together."""

    def __init__(self, session: Session, coder: str, options: ReviewOptions, lang: Lang) -> None:
        self._session, self._coder = session, coder
        self.options = options
        self.log = SessionLog()
        self.watcher = ChangeWatcher(session, coder)
        self.index = CodingIndex(coder, sees_machine=not options.blind)
        self.documents = DocumentCache(session, self.index, lang)
        with _garbage_collection_off():
            self.index.read_study(session)
            self.index.read_decisions(session)
            self.unsuggested = Unsuggested(self.index, self.documents.texts)
            self.queue = self._new_queue(options)
        self.focus = Focus(self.documents, self.log)
        self.focus.reset(self.queue)
        self._notices: tuple[str, ...] = ()

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Save the decisions written inside as one action.

        Raises OvertakenError if another program wrote to the study since it was last read.
        """
        connection = self._session.connection
        with transaction(connection):
            if self.watcher.has_changed():
                raise OvertakenError
            yield
            batch = decision_store.last_batch(connection, self._coder)
        self.watcher.mark_own_batch(batch)

    def record(self, made: Iterable[Decision]) -> None:
        """Update index, log and queue with decisions that are saved."""
        changed: set[DocumentSpan] = set()
        for decision in made:
            self.index.record(decision)
            self.log.record(decision)
            overlapping = self.index.overlapping(decision.document, decision.start, decision.end)
            changed.update(segment[:3] for segment in overlapping)
        self.queue.refresh(self.index, changed)

    def advance(self) -> bool:
        """Go to the next undecided stop; return whether the stop changed."""
        has_moved = self.queue.advance(self.index)
        if has_moved:
            self.focus.reset(self.queue)
        return has_moved

    def go_to(self, span: DocumentSpan) -> None:
        """Go to a segment, in the queue or outside it."""
        if not self.queue.go_to(span):
            self.queue.aside = Stop(span, StopReason.HAND)
        self.focus.reset(self.queue)

    def change_options(self, options: ReviewOptions) -> None:
        """Build the queue anew with other options."""
        self.queue, self.options = self._new_queue(options), options

    def reload_changes(self) -> bool:
        """Read what other programs changed; return whether the shown item is still the same."""
        change = self.watcher.changes()
        self._add_notices(change.notices)
        is_as_shown = True
        if change.study:
            self.index.read_study(self._session)
            self.documents.clear()
            self.unsuggested = Unsuggested(self.index, self.documents.texts)
        if change.study or change.decisions:
            self.index.read_decisions(self._session)
            self.queue = self._rebuilt_queue()
            is_as_shown = self.focus.restore(self.queue)
        self.watcher.mark_seen()
        if not is_as_shown:
            self._add_notices(("study_changed",))
        return is_as_shown

    def take_notices(self) -> tuple[str, ...]:
        """Return the notices since the last call, each once."""
        notices, self._notices = self._notices, ()
        return notices

    def _add_notices(self, notices: Iterable[str]) -> None:
        self._notices = tuple(dict.fromkeys((*self._notices, *notices)))

    def _new_queue(self, options: ReviewOptions) -> Queue:
        codebook = self.watcher.loaded_codebook.codebook
        return Queue(self._session, self.index, self.unsuggested, options, codebook)

    def _rebuilt_queue(self) -> Queue:
        """Return a new queue at the segment of the present one, if that still exists."""
        queue, previous = self._new_queue(self.options), self.queue
        stop = previous.current
        if stop is None or not queue.go_to(stop.span):
            queue.position = min(previous.position, len(queue))
            queue.aside = previous.aside if stop and self.documents.contains(stop.span) else None
        return queue


class Focus:
    """The coding that an answer is about, and a pending judgement, saved only with an acceptance."""

    def __init__(self, documents: DocumentCache, log: SessionLog) -> None:
        self._documents, self._log = documents, log
        self.key: CodingKey | None = None
        self.pending: Judgement | None = None
        self._shown: tuple[DocumentSpan, str] | None = None

    def focus_on(self, key: CodingKey | None) -> None:
        """Focus on another coding, without a pending judgement."""
        self.key, self.pending = key, None

    def reset(self, queue: Queue) -> None:
        """Focus on the first undecided coding of the current stop.

        If there is none, on the first that passes the filter in any status, else on the first of all.
        """
        span = queue.current.span if queue.current else None
        codings = self._documents.codings(span, queue.wants_in_any_status) if span else ()
        keys = [coding_key(c.coding) for c in sorted(codings, key=lambda c: not c.is_wanted)]
        self._shown = self._current_text(queue)
        self.key = None
        self.focus_on(next(iter([*self.undecided(queue), *keys]), None))

    def restore(self, queue: Queue) -> bool:
        """Keep the focus in a rebuilt queue if text and coding are the same; return whether they are."""
        key, pending, shown = self.key, self.pending, self._shown
        self.reset(queue)
        if shown != self._shown or key not in {None, *(coding_key(c.coding) for c in self.codings(queue))}:
            return False
        self.key, self.pending = key, pending
        return True

    def codings(self, queue: Queue) -> tuple[ShownCoding, ...]:
        """Return the codings of the segment that is shown."""
        return self._documents.codings(queue.current.span, queue.wants) if queue.current else ()

    def focused(self, queue: Queue) -> ShownCoding | None:
        """Return the coding that an answer is about."""
        return next((c for c in self.codings(queue) if coding_key(c.coding) == self.key), None)

    def undecided(self, queue: Queue) -> list[CodingKey]:
        """Return the codings of the segment that are to be decided, those after the focus first."""
        codings = self.codings(queue)
        keys = [coding_key(c.coding) for c in codings]
        focus = keys.index(self.key) if self.key in keys else -1
        numbers = [n for n, c in enumerate(codings) if c.is_wanted and not self._log.has(c.coding)]
        return [keys[n] for n in sorted(numbers, key=lambda n: (n < focus, n))]

    def judgement(self, coding: Coding | None) -> Judgement:
        """Return the judgement that an acceptance would save now."""
        if self.pending:
            return self.pending
        return Judgement(coding.valence, coding.presence) if coding else Judgement(None, Presence.PRESENT)

    def _current_text(self, queue: Queue) -> tuple[DocumentSpan, str] | None:
        span = queue.current.span if queue.current else None
        return (span, self._documents.text(span)) if span else None


@contextmanager
def _garbage_collection_off() -> Iterator[None]:
    """Turn the garbage collector off while objects that are kept are read.

    Collecting would take a third of the time of opening. Afterwards the objects are frozen, so that no later
    collection visits them and delays an answer.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
