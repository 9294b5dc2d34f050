"""What one session of review remembers: what answers did, what was decided, how long decisions take."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from math import ceil
from statistics import median

from kubecode.model import Coding, Decision, Status
from kubecode.study.review.verdicts import ReviewAction

LAST = 20
"""Decisions whose median is taken."""
_IDLE = 60.0
"""Seconds after which nobody was deciding."""


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """What the last answer did: decisions that were saved, taken back or made again; none where nothing
    could be. ``notices`` are what the person should know beside it, as keys of the wording.
    """

    decisions: tuple[Decision, ...] = ()
    action: ReviewAction | None = None
    notices: tuple[str, ...] = ()

    @property
    def undone(self) -> bool:
        """Say whether decisions were taken back."""
        return self.action is ReviewAction.UNDO


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """How a session of review ended: decisions by status in this session, segments on which no code belongs,
    and what is still open: suggestions, or for a blind coder segments.
    """

    decided: Mapping[Status, int]
    without_code: int
    undecided: int
    skipped: int
    to_discuss: int


@dataclass(slots=True)
class SessionLog:
    """What was decided since the review was opened, by (document, start, end, code)."""

    decided: dict[tuple[str, int, int, str], Status] = field(default_factory=dict)

    def has(self, coding: Coding) -> bool:
        """Say whether a coding was decided in this session."""
        return (coding.document, coding.start, coding.end, coding.path) in self.decided

    def note(self, decision: Decision) -> None:
        """Know a decision that was made, or taken back."""
        key = decision.document, decision.start, decision.end, decision.code
        if decision.status is Status.SUGGESTED:
            self.decided.pop(key, None)
        else:
            self.decided[key] = decision.status

    def recent_codes(self) -> list[str]:
        """Return the codes that were accepted, the last first."""
        accepted = [key[3] for key, s in self.decided.items() if s is Status.ACCEPTED and key[3]]
        return list(dict.fromkeys(reversed(accepted)))


class Pace:
    """The times of the last decisions; it has a memory and a clock, which is why this is a class."""

    def __init__(self, earlier: Iterable[str], clock: Callable[[], float]) -> None:
        moments = [datetime.fromisoformat(at) for at in earlier]
        took = ((after - before).total_seconds() for before, after in pairwise(moments))
        self._took = deque((seconds for seconds in took if 0 < seconds <= _IDLE), LAST)
        self._clock = clock
        self._since = clock()

    def decided(self) -> None:
        """Note that a decision was made now."""
        seconds = self._clock() - self._since
        if seconds <= _IDLE:
            self._took.append(seconds)
        self._since = self._clock()

    def minutes(self, decisions: int) -> int | None:
        """Return how many minutes so many decisions will take, None before any was timed."""
        return ceil(median(self._took) * decisions / 60) if self._took else None
