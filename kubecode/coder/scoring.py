"""How much the evidence for a coding carries: weights that add up to a score, and the band of a score.

The weights are log odds that a coder accepts the suggestion, and so add up (Good 1950, *Probability and the
Weighing of Evidence*). ``bench.calibration`` measured them on the decisions of two coders about the sample
transcripts; here they stand rounded. ``kubecode evaluate`` says what bands are worth in a study of one's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, log2

from kubecode.coder.judge import JudgedHit
from kubecode.coder.neighbours import Neighbours
from kubecode.coder.rarity import Rarity
from kubecode.model import Confidence, Evidence, EvidenceKind, Presence

START = -1.6
"""Before anything is found."""
PIECE, STEP, SHARED = 0.7, 0.5, -0.2
"""For each piece of evidence, each step of its rarity, each time that twice as many codes share it."""
GUESS = -0.75
"""For each piece that is a guess at what was said: a slip, or something learned."""
BESIDE, ELSEWHERE = 1.0, 0.5
"""Where the same code is found in the segment before or behind, or further off in the turn."""
SILENT, MOST_SILENT = -0.35, 3
"""For each segment of a turn that is not about the code, up to three."""

GUESSES = frozenset({EvidenceKind.NEAR, EvidenceKind.LEARNED})
_STRONG, _MEDIUM = 2 / 3, 1 / 3


def weight(rarity: Rarity, kind: EvidenceKind) -> float:
    """Return what one piece of evidence carries."""
    guess = GUESS if kind in GUESSES else 0.0
    return PIECE + STEP * rarity.steps + SHARED * log2(rarity.codes) + guess


def agreement(around: Neighbours) -> float:
    """Return what the rest of the turn carries."""
    if around.nearest is None:
        return SILENT * min(around.others, MOST_SILENT)
    return BESIDE if around.nearest == 1 else ELSEWHERE


def strength(judged: list[JudgedHit]) -> float:
    """Return what the evidence carries: the strongest pieces that share no word of the text.

    Several indicators on one word are one piece.
    """
    if len(judged) == 1:
        return _weight(judged[0])
    weights = sorted(((_weight(one), one.hit.words) for one in judged), reverse=True)
    total, taken = 0.0, set[int]()
    for carried, words in weights:
        if taken.isdisjoint(words):
            taken.update(words)
            total += carried
    return total


def _weight(one: JudgedHit) -> float:
    return weight(one.hit.pattern.rarity, one.hit.kind)


def score(strength: float, around: Neighbours) -> float:
    """Return the score in 0..1: the share of such suggestions that the coders of the samples accept."""
    return round(1 / (1 + exp(-(START + strength + agreement(around)))), 3)


def band(total: float, evidence: Iterable[Evidence], presence: Presence) -> Confidence:
    """Return the band of a score. Guesses alone, and what is only supposed, are never strong."""
    is_guess = all(piece.kind in GUESSES for piece in evidence)
    if total >= _STRONG and not is_guess and presence is not Presence.HYPOTHETICAL:
        return Confidence.STRONG
    return Confidence.MEDIUM if total >= _MEDIUM else Confidence.WEAK
