"""One session of a review: what an answer did, what was decided, how long it took, and the summary."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from math import ceil
from statistics import median

from kubecode.model import Coding, CodingKey, Decision, Status
from kubecode.study.review.verdicts import ReviewAction

MOST_TIMED = 20
"""The pace is the median of this many last decisions."""
_IDLE = 60.0
"""A decision that took more seconds was a break and is not timed."""


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """What the last answer did: the decisions that were saved, undone or redone.

    There are none if nothing could be done. ``notices`` are keys of the wording to show besides.
    """

    decisions: tuple[Decision, ...] = ()
    action: ReviewAction | None = None
    notices: tuple[str, ...] = ()

    @property
    def undone(self) -> bool:
        """Whether decisions were undone."""
        return self.action is ReviewAction.UNDO


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """The summary of a session: its decisions by status, and what is left in the study.

    ``without_code`` counts the segments decided to have no code. ``undecided`` counts suggestions, for a
    blind coder segments.
    """

    decided: Mapping[Status, int]
    without_code: int
    undecided: int
    skipped: int
    to_discuss: int


@dataclass(slots=True)
class SessionLog:
    """The status of each coding decided since the review was opened."""

    decided: dict[CodingKey, Status] = field(default_factory=dict)

    def has(self, coding: Coding) -> bool:
        """Return whether a coding was decided in this session."""
        return coding_key(coding) in self.decided

    def record(self, decision: Decision) -> None:
        """Record a decision, or forget it if its coding is undecided again."""
        key = coding_key(decision)
        if decision.status is Status.SUGGESTED:
            self.decided.pop(key, None)
        else:
            self.decided[key] = decision.status

    def recent_codes(self) -> list[str]:
        """Return the codes that were accepted, the latest first."""
        accepted = [key[3] for key, s in self.decided.items() if s is Status.ACCEPTED and key[3]]
        return list(dict.fromkeys(reversed(accepted)))


def coding_key(coding: Coding | Decision) -> CodingKey:
    """Return the key of a coding, or of the coding that a decision is about."""
    path = coding.path if isinstance(coding, Coding) else coding.code
    return coding.document, coding.start, coding.end, path


class Pace:
    """The seconds that the last decisions took; a class because it keeps them, and a clock."""

    def __init__(self, earlier: Iterable[str], clock: Callable[[], float]) -> None:
        """Begin with the times (ISO 8601) of earlier decisions."""
        times = [datetime.fromisoformat(time) for time in earlier]
        gaps = ((after - before).total_seconds() for before, after in pairwise(times))
        self._seconds = deque((seconds for seconds in gaps if 0 < seconds <= _IDLE), MOST_TIMED)
        self._clock = clock
        self._since = clock()

    def decided(self) -> None:
        """Record that a decision was made now."""
        seconds = self._clock() - self._since
        if seconds <= _IDLE:
            self._seconds.append(seconds)
        self._since = self._clock()

    def minutes(self, decisions: int) -> int | None:
        """Return the minutes that a number of decisions will take, rounded up; None before any was timed."""
        return ceil(median(self._seconds) * decisions / 60) if self._seconds else None
