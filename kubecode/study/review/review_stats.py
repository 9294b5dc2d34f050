"""Statistics of a review: decisions by status, accepted shares, the estimate of recall."""

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
    """A coder's work in the whole study, whatever the filter.

    ``bands`` and ``codes`` have the accepted share of the settled suggestions; ``by_hand`` counts accepted
    codings without a suggestion.
    """

    statuses: Mapping[Status, int]
    bands: tuple[Share, ...]
    codes: tuple[Share, ...]
    by_hand: int
    recall: Recall


def review_stats(index: CodingIndex, unsuggested: Unsuggested) -> ReviewStats:
    """Count codings by status and compute shares and recall."""
    codings = [coding for _, on_segment in index.coded_segments(index.cases) for coding in on_segment]
    statuses = Counter(coding.status for coding in codings)
    statuses[Status.TO_DISCUSS] += sum(
        d.code == NO_CODE and d.status is Status.TO_DISCUSS
        for decisions in index.decisions.values()
        for d in decisions.values()
    )
    judged = [
        (split_code(c.path)[0], c.confidence, c.status is Status.ACCEPTED)
        for c in codings
        if c.confidence and c.status in _SETTLED
    ]
    suggested = {split_code(c.path)[0] for on_segment in index.suggestions.values() for c in on_segment}
    read_to_end = {name for name, codes in index.read_to_end.items() if codes >= suggested}
    # In a document read to its end, a segment without decision has no code.
    sample = [
        any(c.status is Status.ACCEPTED for c in index.codings(span))
        for span in unsuggested.sample
        if span[0] in read_to_end or index.is_judged(span)
    ]
    return ReviewStats(
        statuses=dict(+statuses),
        bands=shares(Confidence, ((band, right) for _, band, right in judged)),
        codes=shares(
            dict.fromkeys(sorted(code for code, _, _ in judged)), ((c, right) for c, _, right in judged)
        ),
        by_hand=sum(c.confidence is None and c.status is Status.ACCEPTED for c in codings),
        recall=estimate_recall(
            _found_segments(index), len(unsuggested.segments), sample, len(unsuggested.sample)
        ),
    )


def _found_segments(index: CodingIndex) -> float:
    """Estimate how many suggested segments have a code, from the share among those decided."""
    decided = with_code = 0
    for span in index.suggestions:
        codings = index.codings(span)
        if all(c.status in _SETTLED for c in codings if c.confidence):
            decided += 1
            with_code += any(c.status is Status.ACCEPTED for c in codings)
    return len(index.suggestions) * with_code / decided if decided else 0.0


def cell_so_far(index: CodingIndex, case: str, path: str) -> CellSoFar:
    """Count what this coder has accepted of a top-level code in a case."""
    code = split_code(path)[0]
    accepted = [
        d
        for name, its_case in index.cases.items()
        if its_case == case
        for d in index.decisions.get(name, {}).values()
        if d.status is Status.ACCEPTED and split_code(d.code)[0] == code
    ]
    informants = {index.informant(d.document, d.start) for d in accepted} - {None}
    return CellSoFar(case, len(accepted), len(informants))
