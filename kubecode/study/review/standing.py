"""How the review stands: what was decided, how much of what was suggested is right, how much is missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kubecode.model import NO_CODE, Confidence, Status, split_code
from kubecode.study.review.ground import Ground
from kubecode.study.review.shown import CellSoFar
from kubecode.study.review.unsuggested import Unsuggested
from kubecode.synthesiser.calibration import Share, shares, wilson

_SETTLED = frozenset({Status.ACCEPTED, Status.REJECTED})


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


def standing(ground: Ground, unsuggested: Unsuggested) -> Standing:
    """Count what stands."""
    everything = [codings for _, codings in ground.coded(ground.cases)]
    statuses = Counter(candidate.status for candidates in everything for candidate in candidates)
    statuses[Status.TO_DISCUSS] += sum(
        d.code == NO_CODE and d.status is Status.TO_DISCUSS
        for own in ground.own.values()
        for d in own.values()
    )
    by_hand = sum(
        c.confidence is None and c.status is Status.ACCEPTED for candidates in everything for c in candidates
    )
    judged = [
        (split_code(c.path)[0], c.confidence, c.status is Status.ACCEPTED)
        for candidates in everything
        for c in candidates
        if c.confidence and c.status in _SETTLED
    ]
    sample = [
        any(c.status is Status.ACCEPTED for c in ground.candidates(place))
        for place in unsuggested.sample
        if ground.is_judged_without_suggestion(place)
    ]
    return Standing(
        statuses=dict(+statuses),
        bands=shares(Confidence, ((band, right) for _, band, right in judged)),
        codes=shares(
            dict.fromkeys(sorted(code for code, _, _ in judged)), ((c, right) for c, _, right in judged)
        ),
        by_hand=by_hand,
        recall=estimate_recall(
            _worth_coding(ground), len(unsuggested.silent), sample, len(unsuggested.sample)
        ),
    )


def _worth_coding(ground: Ground) -> float:
    """Return how many of the suggested segments carry a code, scaled up from those that are decided."""
    decided = with_code = 0
    for place in ground.suggestions:
        candidates = ground.candidates(place)
        if all(c.status in _SETTLED for c in candidates if c.confidence):
            decided += 1
            with_code += any(c.status is Status.ACCEPTED for c in candidates)
    return len(ground.suggestions) * with_code / decided if decided else 0.0


def cell_so_far(ground: Ground, case: str, path: str) -> CellSoFar:
    """Count what this coder has accepted of a top-level code in a case."""
    code = split_code(path)[0]
    accepted = [
        d
        for name, its in ground.cases.items()
        if its == case
        for d in ground.own.get(name, {}).values()
        if d.status is Status.ACCEPTED and split_code(d.code)[0] == code
    ]
    heard = {ground.informant(d.document, d.start) for d in accepted} - {None}
    return CellSoFar(case, len(accepted), len(heard))


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
