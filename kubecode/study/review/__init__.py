"""Review: the engine that shows suggestions one by one and saves decisions, for all ways to answer."""

from kubecode.study.review.engine import Review, ReviewDecider, run_review
from kubecode.study.review.filter_syntax import check_blind, filter_words, parse_filter
from kubecode.study.review.mass_accept import MassOffer
from kubecode.study.review.queue import QueueOrder, ReviewOptions, StopReason
from kubecode.study.review.review_stats import ReviewStats
from kubecode.study.review.session_log import ReviewOutcome, ReviewResult
from kubecode.study.review.verdicts import Judgement, ReviewAction, Verdict
from kubecode.study.review.view_model import CellSoFar, ContextLine, Item, Progress, ShownCoding

__all__ = [
    "CellSoFar",
    "ContextLine",
    "Item",
    "Judgement",
    "MassOffer",
    "Progress",
    "QueueOrder",
    "Review",
    "ReviewAction",
    "ReviewDecider",
    "ReviewOptions",
    "ReviewOutcome",
    "ReviewResult",
    "ReviewStats",
    "ShownCoding",
    "StopReason",
    "Verdict",
    "check_blind",
    "filter_words",
    "parse_filter",
    "run_review",
]
