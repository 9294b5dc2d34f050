"""The score of a suggestion as a sum of weights, and the band of a score.

The weights are log odds that a coder accepts the suggestion, and therefore add up (Good 1950, *Probability
and the Weighing of Evidence*). ``bench.calibration`` measured them on the decisions of two coders about the
sample transcripts; here they are rounded. ``kubecode evaluate`` shows the acceptance of bands in a study.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, log2

from kubecode.coder.judge import JudgedHit
from kubecode.coder.neighbours import Neighbours
from kubecode.coder.rarity import Rarity
from kubecode.model import Confidence, Evidence, EvidenceKind, Presence

START = -1.6
"""The intercept."""
PIECE, STEP, SHARED = 0.7, 0.5, -0.2
"""For each piece of evidence, each step of its rarity, each doubling of the codes that share it."""
GUESS = -0.75
"""For each piece that is a guess: a near spelling, or a learned word."""
BESIDE, ELSEWHERE = 1.0, 0.5
"""If the same code is found in an adjacent segment, or only further away in the turn."""
SILENT, MOST_SILENT = -0.35, 3
"""For each other segment of the turn, up to three, if none of them has the code."""

GUESSES = frozenset({EvidenceKind.NEAR, EvidenceKind.LEARNED})
_STRONG, _MEDIUM = 2 / 3, 1 / 3


def weight(rarity: Rarity, kind: EvidenceKind) -> float:
    """Return the weight of one piece of evidence."""
    guess = GUESS if kind in GUESSES else 0.0
    return PIECE + STEP * rarity.steps + SHARED * log2(rarity.codes) + guess


def turn_weight(neighbours: Neighbours) -> float:
    """Return the weight of the rest of the turn."""
    if neighbours.nearest is None:
        return SILENT * min(neighbours.others, MOST_SILENT)
    return BESIDE if neighbours.nearest == 1 else ELSEWHERE


def strength(hits: list[JudgedHit]) -> float:
    """Return the summed weight of the strongest hits that have no word in common.

    So several indicators on one word count once.
    """
    if len(hits) == 1:
        return _weight(hits[0])
    weights = sorted(((_weight(hit), hit.hit.words) for hit in hits), reverse=True)
    total, counted = 0.0, set[int]()
    for hit_weight, words in weights:
        if counted.isdisjoint(words):
            counted.update(words)
            total += hit_weight
    return total


def _weight(hit: JudgedHit) -> float:
    return weight(hit.hit.pattern.rarity, hit.hit.kind)


def score(strength: float, neighbours: Neighbours) -> float:
    """Return the score in 0..1: the share of such suggestions that the coders of the samples accept."""
    return round(1 / (1 + exp(-(START + strength + turn_weight(neighbours)))), 3)


def band(total: float, evidence: Iterable[Evidence], presence: Presence) -> Confidence:
    """Return the band of a score. Guesses without other evidence, and hypotheticals, are never strong."""
    is_guess = all(piece.kind in GUESSES for piece in evidence)
    if total >= _STRONG and not is_guess and presence is not Presence.HYPOTHETICAL:
        return Confidence.STRONG
    return Confidence.MEDIUM if total >= _MEDIUM else Confidence.WEAK
