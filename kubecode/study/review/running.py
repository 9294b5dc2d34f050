"""A review that is led by a decider: a script, or a test."""

from __future__ import annotations

from collections.abc import Callable

from kubecode.study.review.engine import Review
from kubecode.study.review.outcome import ReviewOutcome, ReviewResult
from kubecode.study.review.verdicts import ReviewAction, Verdict
from kubecode.study.review.view_model import Item

ReviewDecider = Callable[[Item | None, ReviewOutcome | None], Verdict]
"""Asked with what is shown (None when all is decided) and what the answer before did."""


def run_review(review: Review, decide: ReviewDecider) -> ReviewResult:
    """Ask the decider about one item after another, until it quits."""
    outcome = None
    while True:
        verdict = decide(review.item, outcome)
        if verdict.action is ReviewAction.QUIT:
            return review.result()
        outcome = review.apply(verdict)
