"""Recall of the suggestions, estimated from a sample of the segments without suggestion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kubecode.synthesiser.calibration import wilson


@dataclass(frozen=True, slots=True)
class Recall:
    """The estimated share of the segments worth coding that got a suggestion.

    Of ``sampled`` segments, ``judged`` were read and ``missed`` of these got a code. ``share`` and its 95 %
    interval are None if none was judged or nothing was accepted.
    """

    judged: int
    missed: int
    sampled: int
    share: float | None
    interval: tuple[float, float] | None


def estimate_recall(found: float, silent: int, sample: Iterable[bool], sampled: int) -> Recall:
    """Return the estimated recall over segments: found / (found + missed).

    ``found`` is the number of suggested segments with a code, scaled up from the decided ones. ``silent`` is
    the number of segments without suggestion, ``sample`` whether each judged one of the sample got a code.
    The interval comes from the share of these (Wilson 1927), the larger source of uncertainty but not the
    only one.
    """
    outcomes = list(sample)
    judged, missed = len(outcomes), sum(outcomes)
    if not judged or not found:
        return Recall(judged, missed, sampled, None, None)
    low, high = wilson(missed, judged)

    def recall(share: float) -> float:
        return found / (found + share * silent)

    return Recall(judged, missed, sampled, recall(missed / judged), (recall(high), recall(low)))
