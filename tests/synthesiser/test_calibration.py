"""Shares with their intervals, and whether they fall from the strong band to the weak."""

import pytest

from kubecode.model import Confidence, EvidenceKind
from kubecode.synthesiser.calibration import Share, first_rise, overlap, shares
from kubecode.synthesiser.evaluation import EvaluatedSuggestion, GoldUnit, evaluate


@pytest.mark.parametrize(
    ("hits", "of", "interval"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_interval_of_newcombes_examples(hits, of, interval):
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3."""
    assert Share("strong", of, hits).interval == pytest.approx(interval, abs=0.00006)


def test_figures_with_divisor_zero_are_none():
    nothing = Share("strong", 0, 0)
    assert (nothing.share, nothing.interval) == (None, None)


def bands(*counts):
    return [Share(name, of, hits) for name, (hits, of) in zip(Confidence, counts, strict=True)]


@pytest.mark.parametrize(
    ("counts", "rise"),
    [
        (((9, 10), (5, 10), (1, 10)), None),
        (((9, 10), (0, 0), (1, 10)), None),
        (((0, 0), (0, 0), (0, 0)), None),
        (((5, 10), (9, 10), (1, 10)), ("strong", "medium")),
        (((9, 10), (5, 10), (5, 10)), ("medium", "weak")),
        (((1, 10), (0, 0), (2, 10)), ("strong", "weak")),
    ],
)
def test_first_rise_ignores_empty_bands(counts, rise):
    found = first_rise(bands(*counts))
    assert (found and tuple(share.name for share in found)) == rise


def test_intervals_overlap_for_few_suggestions_only():
    assert overlap(Share("strong", 10, 5), Share("medium", 10, 7))
    assert not overlap(Share("strong", 500, 250), Share("medium", 500, 350))


def test_shares_include_names_without_suggestions():
    assert shares(["a", "b"], [("a", True), ("a", False)]) == (Share("a", 2, 1), Share("b", 0, 0))


def test_bands_count_every_suggestion_except_of_possible_codes():
    strong, weak = (
        EvaluatedSuggestion("konflik", Confidence.STRONG, EvidenceKind.PHRASE),
        EvaluatedSuggestion("konflik", Confidence.WEAK, EvidenceKind.FORM),
    )
    possible = EvaluatedSuggestion("kohesi", Confidence.STRONG, EvidenceKind.NEAR)
    wrong = EvaluatedSuggestion("suasana", Confidence.WEAK, EvidenceKind.EXACT)
    unit = GoldUnit(
        {"konflik": None}, frozenset({"kohesi"}), {"konflik": None}, (strong, weak, possible, wrong)
    )
    evaluation = evaluate([unit], ["konflik", "kohesi", "suasana"])
    assert evaluation.bands == (Share("strong", 1, 1), Share("medium", 0, 0), Share("weak", 2, 1))
    assert [kind for kind in evaluation.kinds if kind.suggested] == [
        Share("phrase", 1, 1),
        Share("exact", 1, 0),
        Share("form", 1, 1),
    ]
    assert evaluation.units == 1
