"""How long a decision takes, and so how long the rest will."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import pairwise
from math import ceil
from statistics import median

LAST = 20
"""Decisions whose median is taken."""
_IDLE = 60.0
"""Seconds after which nobody was deciding."""


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
