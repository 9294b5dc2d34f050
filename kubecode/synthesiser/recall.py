"""How much of what is worth coding was suggested at all, estimated from a sample of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kubecode.synthesiser.calibration import wilson


@dataclass(frozen=True, slots=True)
class Recall:
    """How many of the segments worth coding were suggested at all, estimated from the sample.

    ``judged`` sampled segments were read, ``missed`` of them carry a code. ``share`` and its 95 % interval
    are None while no sampled segment was judged or nothing was accepted.
    """

    judged: int
    missed: int
    sampled: int
    share: float | None
    interval: tuple[float, float] | None


def estimate_recall(found: float, silent: int, sample: Iterable[bool], sampled: int) -> Recall:
    """Estimate recall over segments: found / (found + missed).

    ``found`` is how many suggested segments carry a code, scaled up from those that are decided; missed are
    the ``silent`` segments times the share of the sampled ones that carry a code. The interval is that of
    this share (Wilson 1927): the larger source of doubt by far, but not the only one.
    """
    drawn = list(sample)
    judged, missed = len(drawn), sum(drawn)
    if not judged or not found:
        return Recall(judged, missed, sampled, None, None)
    low, high = wilson(missed, judged)

    def recall(share: float) -> float:
        return found / (found + share * silent)

    return Recall(judged, missed, sampled, recall(missed / judged), (recall(high), recall(low)))
