"""A small example, worked by hand.

unit   core        possible  suggested    konflik        kohesi
1      konflik +   -         konflik +    hit, right
2      konflik −   -         konflik +    hit, wrong
3      konflik −   kohesi    kohesi       miss           neither way
4      -           -         kohesi                      false
precision of konflik 2/2, recall 2/3, F1 4/5, valence 1/2; of kohesi 0/1.
"""

import pytest

from kubecode.model import Valence
from kubecode.synthesiser.evaluation import GoldUnit, evaluate

S, H = Valence.SUPPORTS, Valence.HINDERS
UNITS = [
    GoldUnit({"konflik": S}, frozenset(), {"konflik": S}),
    GoldUnit({"konflik": H}, frozenset(), {"konflik": S}),
    GoldUnit({"konflik": H}, frozenset({"kohesi"}), {"kohesi": S}),
    GoldUnit({}, frozenset(), {"kohesi": S}),
]


def test_evaluation_of_an_example_worked_by_hand():
    konflik, kohesi = evaluate(UNITS, ["konflik", "kohesi"]).codes
    assert (konflik.gold, konflik.suggested, konflik.hits) == (3, 2, 2)
    assert (konflik.precision, konflik.valence_accuracy) == (1.0, 0.5)
    assert konflik.recall == pytest.approx(2 / 3)
    assert konflik.f1 == pytest.approx(4 / 5)
    assert (kohesi.gold, kohesi.suggested, kohesi.hits, kohesi.precision) == (0, 1, 0, 0.0)


def test_figures_with_divisor_zero_are_none():
    _, kohesi = evaluate(UNITS, ["konflik", "kohesi"]).codes
    assert kohesi.recall is None
    assert kohesi.valence_accuracy is None
    (empty,) = evaluate([], ["konflik"]).codes
    assert (empty.precision, empty.recall, empty.f1) == (None, None, None)


def test_total_is_micro_averaged():
    total = evaluate(UNITS, ["konflik", "kohesi"]).total
    assert (total.code, total.gold, total.suggested, total.hits) == ("*", 3, 3, 2)
    assert total.precision == pytest.approx(2 / 3)


def test_evaluation_without_codes_has_no_scores():
    result = evaluate([], [])
    assert (result.codes, result.units) == ((), 0)
    assert (result.total.gold, result.total.suggested, result.total.hits) == (0, 0, 0)
    assert result.total.precision is result.total.recall is result.total.f1 is result.valence_accuracy is None


def test_suggestion_of_a_possible_code_is_not_counted():
    unit = GoldUnit(
        {"core": None}, frozenset({"possible", "core"}), dict.fromkeys(["core", "possible", "wrong"])
    )
    result = evaluate([unit], ["core", "possible", "wrong", "unheard"])
    assert [(one.code, one.gold, one.suggested, one.hits) for one in result.codes] == [
        ("core", 1, 1, 1),
        ("possible", 0, 0, 0),
        ("wrong", 0, 1, 0),
        ("unheard", 0, 0, 0),
    ]
    assert (result.total.precision, result.total.recall, result.total.f1) == (1 / 2, 1, 2 / 3)
