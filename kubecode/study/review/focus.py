"""What an answer is about: one coding of the segment that is shown, and what would be said of it."""

from __future__ import annotations

from kubecode.model import Coding, Presence
from kubecode.study.review.outcome import InSession
from kubecode.study.review.queue import Queue
from kubecode.study.review.reading import Reading
from kubecode.study.review.shown import Proposal
from kubecode.study.review.verdicts import Judgement


class Focus:
    """A code among those of a segment, and a judgement that is not saved before it is accepted."""

    def __init__(self, reading: Reading, in_session: InSession) -> None:
        self._reading, self._in_session = reading, in_session
        self.path: str | None = None
        self.pending: Judgement | None = None

    def turn_to(self, path: str | None) -> None:
        """Be about another code."""
        self.path, self.pending = path, None

    def look(self, queue: Queue) -> None:
        """Turn to the first coding that is asked about at a new place, else to the first that there is."""
        paths = [p.coding.path for p in self.proposals(queue)]
        self.path = None
        self.turn_to(next(iter([*self.still_asked(queue), *paths]), None))

    def proposals(self, queue: Queue) -> tuple[Proposal, ...]:
        """Return the codings of the segment that is shown."""
        return self._reading.proposals(queue.current.place, queue.asks) if queue.current else ()

    def focused(self, queue: Queue) -> Proposal | None:
        """Return the coding that an answer is about."""
        return next((p for p in self.proposals(queue) if p.coding.path == self.path), None)

    def still_asked(self, queue: Queue) -> list[str]:
        """Return the codes still to be decided at a stop, those behind the focus first."""
        proposals = self.proposals(queue)
        paths = [p.coding.path for p in proposals]
        here = paths.index(self.path) if self.path in paths else -1
        rest = [n for n, p in enumerate(proposals) if p.is_asked and not self._in_session.has(p.coding)]
        return [paths[n] for n in sorted(rest, key=lambda n: (n < here, n))]

    def judged(self, coding: Coding | None) -> Judgement:
        """Return what an acceptance would say now."""
        if self.pending:
            return self.pending
        return Judgement(coding.valence, coding.presence) if coding else Judgement(None, Presence.PRESENT)
