"""Review: one decision engine with several faces."""

from kubecode.study.review.engine import Review
from kubecode.study.review.filter_syntax import check_blind, filter_words, read_filter
from kubecode.study.review.mass_accept import MassOffer
from kubecode.study.review.outcome import Outcome, ReviewResult
from kubecode.study.review.places import Order, Place, Why
from kubecode.study.review.queue import Wishes
from kubecode.study.review.review_stats import Standing
from kubecode.study.review.running import Decider, run_review
from kubecode.study.review.verdicts import Action, Judgement, Verdict
from kubecode.study.review.view_model import CellSoFar, ContextLine, Item, Progress, Proposal, context_of

__all__ = [
    "Action",
    "CellSoFar",
    "ContextLine",
    "Decider",
    "Item",
    "Judgement",
    "MassOffer",
    "Order",
    "Outcome",
    "Place",
    "Progress",
    "Proposal",
    "Review",
    "ReviewResult",
    "Standing",
    "Verdict",
    "Why",
    "Wishes",
    "check_blind",
    "context_of",
    "filter_words",
    "read_filter",
    "run_review",
]
