"""Review: the engine that shows suggestions one by one and saves decisions, for screen, text and scripts."""

from kubecode.model import DocumentSpan
from kubecode.study.review.engine import Review, ReviewDecider, run_review
from kubecode.study.review.filter_syntax import check_blind, filter_words, parse_filter
from kubecode.study.review.mass_accept import MassOffer
from kubecode.study.review.queue import QueueOrder, ReviewOptions, StopReason
from kubecode.study.review.review_stats import ReviewStats
from kubecode.study.review.session_log import ReviewOutcome, ReviewResult
from kubecode.study.review.verdicts import Judgement, ReviewAction, Verdict
from kubecode.study.review.view_model import CellSoFar, ContextLine, Item, Progress, ShownCoding, context_of

__all__ = [
    "CellSoFar",
    "ContextLine",
    "DocumentSpan",
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
    "context_of",
    "filter_words",
    "parse_filter",
    "run_review",
]
