"""Evaluation of suggestions: precision, recall and F1 for each code, valence, bands and kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kubecode.model import STRONGEST_FIRST, Confidence, EvidenceKind, Valence
from kubecode.synthesiser.calibration import Share, shares


@dataclass(frozen=True, slots=True)
class EvaluatedSuggestion:
    """A suggestion: its top-level code, its band and the strongest kind of its evidence."""

    code: str
    band: Confidence
    kind: EvidenceKind


@dataclass(frozen=True, slots=True)
class GoldUnit:
    """A unit of text with its gold codes and its suggested codes, by top-level code.

    ``core`` codes must be found; ``possible`` ones count neither for nor against. ``found`` are the single
    suggestions: a text with several segments may have several of one code.
    """

    core: Mapping[str, Valence | None]
    possible: frozenset[str]
    suggested: Mapping[str, Valence | None]
    found: tuple[EvaluatedSuggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeScore:
    """The figures of one code (``*``: all, micro-averaged). None where the divisor is 0."""

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
    """Scores for each code and in total.

    ``units`` is the number of texts or segments. ``bands`` (the strongest first) and ``kinds`` of evidence
    give the share of right suggestions.
    """

    codes: tuple[CodeScore, ...]
    total: CodeScore
    units: int
    bands: tuple[Share, ...]
    kinds: tuple[Share, ...]

    @property
    def valence_accuracy(self) -> float | None:
        """The share of hits with the right valence, among the hits whose gold has a valence."""
        return self.total.valence_accuracy


def evaluate(units: Iterable[GoldUnit], codes: Iterable[str]) -> Evaluation:
    """Return the evaluation over all units. Suggestions of possible codes are left out."""
    tallies = {code: [0, 0, 0, 0, 0] for code in codes}
    units = list(units)
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
    outcomes = [
        (found, found.code in unit.core)
        for unit in units
        for found in unit.found
        if found.code in unit.core or found.code not in unit.possible
    ]
    return Evaluation(
        codes=scores,
        total=_score("*", totals),
        units=len(units),
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
