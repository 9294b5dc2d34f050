"""How the review stands: what was decided, how much of what was suggested is right, how much is missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.model import NO_CODE, Confidence, Status, split_code
from kubecode.study.review.coding_index import CodingIndex
from kubecode.study.review.unsuggested import Unsuggested
from kubecode.study.review.view_model import CellSoFar
from kubecode.synthesiser.calibration import Share, shares
from kubecode.synthesiser.recall import Recall, estimate_recall

_SETTLED = frozenset({Status.ACCEPTED, Status.REJECTED})


@dataclass(frozen=True, slots=True)
class ReviewStats:
    """A coder's work in the whole study, whatever the filter."""

    statuses: Mapping[Status, int]
    bands: tuple[Share, ...]
    codes: tuple[Share, ...]
    by_hand: int
    recall: Recall


def review_stats(ground: CodingIndex, unsuggested: Unsuggested) -> ReviewStats:
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
    suggested = {split_code(c.path)[0] for candidates in ground.suggestions.values() for c in candidates}
    read = {name for name, codes in ground.read_to_end.items() if codes >= suggested}
    # What was passed over in a document that was read to its end carries no code.
    sample = [
        any(c.status is Status.ACCEPTED for c in ground.candidates(place))
        for place in unsuggested.sample
        if place[0] in read or ground.is_judged_without_suggestion(place)
    ]
    return ReviewStats(
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


def _worth_coding(ground: CodingIndex) -> float:
    """Return how many of the suggested segments carry a code, scaled up from those that are decided."""
    decided = with_code = 0
    for place in ground.suggestions:
        candidates = ground.candidates(place)
        if all(c.status in _SETTLED for c in candidates if c.confidence):
            decided += 1
            with_code += any(c.status is Status.ACCEPTED for c in candidates)
    return len(ground.suggestions) * with_code / decided if decided else 0.0


def cell_so_far(ground: CodingIndex, case: str, path: str) -> CellSoFar:
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
