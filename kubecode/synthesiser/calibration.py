"""Calibration: how often suggestions of a band or a kind of evidence are right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

_Z = 1.959964
"""Standard normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """The number of suggestions of one band or kind of evidence, and of the right ones among them."""

    name: str
    suggested: int
    hits: int

    @property
    def share(self) -> float | None:
        """The share of right suggestions, in 0..1; None without suggestions."""
        return self.hits / self.suggested if self.suggested else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share (see :func:`wilson`); None without suggestions."""
        return wilson(self.hits, self.suggested) if self.suggested else None


def wilson(hits: int, tried: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by the score method; ``tried`` is at least 1.

    Wilson (1927), *Probable inference, the law of succession, and statistical inference*. It is valid for
    small numbers and for shares near 0 and 1.
    """
    share, spread = hits / tried, _Z * _Z / tried
    middle = share + spread / 2
    reach = _Z * sqrt(share * (1 - share) / tried + spread / (4 * tried))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


def shares(names: Iterable[str], outcomes: Iterable[tuple[str, bool]]) -> tuple[Share, ...]:
    """Return the share of each name, counted from (name, is right) pairs."""
    counts = {name: [0, 0] for name in names}
    for name, is_right in outcomes:
        counts[name][0] += 1
        counts[name][1] += is_right
    return tuple(Share(name, suggested, hits) for name, (suggested, hits) in counts.items())


def first_rise(bands: Sequence[Share]) -> tuple[Share, Share] | None:
    """Return the first (stronger, weaker) bands of which the weaker is right at least as often, or None.

    Bands without suggestions are left out.
    """
    used = [(band, band.share) for band in bands if band.share is not None]
    return next(((one, other) for (one, share), (other, weaker) in pairwise(used) if weaker >= share), None)


def overlap(one: Share, other: Share) -> bool:
    """Return whether the intervals of two shares overlap, so that their order may be chance."""
    if one.interval is None or other.interval is None:
        return True
    return max(one.interval[0], other.interval[0]) <= min(one.interval[1], other.interval[1])


ENOUGH = 5
"""Judged suggestions needed before a track record is used."""


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """The number of suggestions that an indicator is evidence for (``fired``), accepted and rejected ones.

    The others are not judged, or judged differently by the coders.
    """

    fired: int = 0
    accepted: int = 0
    rejected: int = 0

    @property
    def is_mostly_rejected(self) -> bool:
        """Whether at least :data:`ENOUGH` suggestions were judged and most of them rejected."""
        return self.accepted + self.rejected >= ENOUGH and self.rejected > self.accepted
