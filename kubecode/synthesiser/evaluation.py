"""How well suggestions agree with gold: precision, recall, F1 for each code, and valence over the hits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kubecode.model import Valence


@dataclass(frozen=True, slots=True)
class GoldUnit:
    """One stretch of text with what it should get and what it got, by top-level code.

    ``core`` codes must be found; ``possible`` ones count neither for nor against.
    """

    core: Mapping[str, Valence | None]
    possible: frozenset[str]
    suggested: Mapping[str, Valence | None]


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
    """Scores for every code, all together, and the share of hits with the right valence."""

    codes: tuple[CodeScore, ...]
    total: CodeScore

    @property
    def valence_accuracy(self) -> float | None:
        """The share of hits whose valence is right, over the hits whose gold has one."""
        return self.total.valence_accuracy


def evaluate(units: Iterable[GoldUnit], codes: Iterable[str]) -> Evaluation:
    """Count over all units. Hits are gold ∩ suggested; suggestions of possible codes are left out."""
    tallies = {code: [0, 0, 0, 0, 0] for code in codes}
    for unit in units:
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
    return Evaluation(scores, _score("*", totals))


def _score(code: str, tally: list[int]) -> CodeScore:
    gold, suggested, hits, with_valence, right = tally
    precision = hits / suggested if suggested else None
    recall = hits / gold if gold else None
    f1 = 2 * hits / (gold + suggested) if gold + suggested else None
    return CodeScore(
        code, gold, suggested, hits, precision, recall, f1, right / with_valence if with_valence else None
    )
