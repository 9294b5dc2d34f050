"""What an answer is about: one coding of the segment that is shown, and what would be said of it."""

from __future__ import annotations

from kubecode.model import Coding, CodingKey, Decision, DocumentSpan, Presence
from kubecode.study.review.document_cache import DocumentCache
from kubecode.study.review.outcome import SessionLog
from kubecode.study.review.queue import Queue
from kubecode.study.review.verdicts import Judgement
from kubecode.study.review.view_model import ShownCoding


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
