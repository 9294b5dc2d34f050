"""How well suggestions agree with gold: precision, recall, F1 for each code, valence over the hits, bands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kubecode.model import STRONGEST_FIRST, Confidence, EvidenceKind, Valence
from kubecode.synthesiser.calibration import Share, shares


@dataclass(frozen=True, slots=True)
class EvaluatedSuggestion:
    """One suggestion: its top-level code, its band and the strongest kind of its evidence."""

    code: str
    band: Confidence
    kind: EvidenceKind


@dataclass(frozen=True, slots=True)
class GoldUnit:
    """One stretch of text with what it should get and what it got, by top-level code.

    ``core`` codes must be found; ``possible`` ones count neither for nor against. ``found`` are the single
    suggestions; a text that is cut into several segments may have several of one code.
    """

    core: Mapping[str, Valence | None]
    possible: frozenset[str]
    suggested: Mapping[str, Valence | None]
    found: tuple[EvaluatedSuggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeScore:
    """The figures of one code (``*``: all together, micro-averaged). None where nothing can be divided."""

    code: str
    gold: int
    suggested: int
    hits: int
    precision: float | None
    recall: float | None
    f1: float | None
    valence_accuracy: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores for every code, all together, and the share of hits with the right valence.

    ``units`` is over how many texts or segments was counted; ``bands``, the strongest first, and ``kinds``
    of evidence say how often a suggestion of them is right.
    """

    codes: tuple[CodeScore, ...]
    total: CodeScore
    units: int
    bands: tuple[Share, ...]
    kinds: tuple[Share, ...]

    @property
    def valence_accuracy(self) -> float | None:
        """The share of hits whose valence is right, over the hits whose gold has one."""
        return self.total.valence_accuracy


def evaluate(units: Iterable[GoldUnit], codes: Iterable[str]) -> Evaluation:
    """Count over all units. Hits are gold ∩ suggested; suggestions of possible codes are left out."""
    tallies = {code: [0, 0, 0, 0, 0] for code in codes}
    counted = list(units)
    for unit in counted:
        for code, tally in tallies.items():
            is_gold = code in unit.core
            is_suggested = code in unit.suggested and (is_gold or code not in unit.possible)
            tally[0] += is_gold
            tally[1] += is_suggested
            if is_gold and is_suggested:
                tally[2] += 1
                if unit.core[code] is not None:
                    tally[3] += 1
                    tally[4] += unit.core[code] == unit.suggested[code]
    totals = [sum(column) for column in zip(*tallies.values(), strict=True)] if tallies else [0] * 5
    scores = tuple(_score(code, tally) for code, tally in tallies.items())
    outcomes = [
        (found, found.code in unit.core)
        for unit in counted
        for found in unit.found
        if found.code in unit.core or found.code not in unit.possible
    ]
    return Evaluation(
        codes=scores,
        total=_score("*", totals),
        units=len(counted),
        bands=shares(Confidence, ((found.band, is_right) for found, is_right in outcomes)),
        kinds=shares(STRONGEST_FIRST, ((found.kind, is_right) for found, is_right in outcomes)),
    )


def _score(code: str, tally: list[int]) -> CodeScore:
    gold, suggested, hits, with_valence, right = tally
    precision = hits / suggested if suggested else None
    recall = hits / gold if gold else None
    f1 = 2 * hits / (gold + suggested) if gold + suggested else None
    return CodeScore(
        code, gold, suggested, hits, precision, recall, f1, right / with_valence if with_valence else None
    )
