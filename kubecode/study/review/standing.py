"""How the review stands: what was decided, how much of what was suggested is right, how much is missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kubecode.model import Confidence, Status, split_code
from kubecode.study.review.ground import Ground
from kubecode.study.review.unsuggested import is_sampled
from kubecode.synthesiser.calibration import Share, shares, wilson


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


@dataclass(frozen=True, slots=True)
class Standing:
    """A coder's work in the whole study, whatever the filter."""

    statuses: Mapping[Status, int]
    bands: tuple[Share, ...]
    codes: tuple[Share, ...]
    by_hand: int
    recall: Recall


def standing(ground: Ground) -> Standing:
    """Count what stands."""
    statuses: Counter[Status] = Counter()
    judged: list[tuple[str, Confidence, bool]] = []
    by_hand = suggested = with_code = decided = 0
    sample: list[bool] = []
    silent = 0
    for segments in ground.segments.values():
        for segment in segments:
            place = segment[:3]
            candidates = list(ground.candidates(segment))
            statuses.update(candidate.status for candidate in candidates)
            machine = [c for c in candidates if c.confidence is not None]
            by_hand += sum(c.confidence is None and c.status is Status.ACCEPTED for c in candidates)
            verdicts = [c for c in machine if c.status in {Status.ACCEPTED, Status.REJECTED}]
            judged += [
                (split_code(c.path)[0], c.confidence, c.status is Status.ACCEPTED)
                for c in verdicts
                if c.confidence
            ]
            if machine:
                suggested += 1
                decided += len(verdicts) == len(machine)
                with_code += len(verdicts) == len(machine) and any(
                    c.status is Status.ACCEPTED for c in candidates
                )
                continue
            silent += 1
            if is_sampled(place) and ground.is_judged_without_suggestion(place):
                sample.append(any(c.status is Status.ACCEPTED for c in candidates))
    sampled = sum(
        is_sampled(s[:3]) for ss in ground.segments.values() for s in ss if s[:3] not in ground.suggestions
    )
    found = suggested * with_code / decided if decided else 0.0
    return Standing(
        statuses=dict(statuses),
        bands=shares(Confidence, ((band, right) for _, band, right in judged)),
        codes=shares(
            dict.fromkeys(sorted(code for code, _, _ in judged)), ((c, right) for c, _, right in judged)
        ),
        by_hand=by_hand,
        recall=estimate_recall(found, silent, sample, sampled),
    )


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
