"""The table of valences is complete, and everything that lists valences follows it."""

import re
from collections import Counter

import pytest

from kubecode.cli.results import CellValence
from kubecode.codebook import Group
from kubecode.model import Valence
from kubecode.terminal.review_keys import help_page
from kubecode.valences import OPPOSITE, VALENCES
from kubecode.wording import wording


def test_every_valence_is_in_the_table_in_the_order_of_the_enum():
    assert list(VALENCES) == [*Valence, None]


@pytest.mark.parametrize("field", ["symbol", "in_ascii", "key", "sign"])
def test_signs_tell_the_valences_apart(field):
    signs = [getattr(row, field) for row in VALENCES.values()]
    assert max(Counter(signs).values()) == 1


def test_keys_and_signs_of_gold_belong_to_one_valence():
    rows = [VALENCES[valence] for valence in Valence]
    for signs in (
        [key for row in rows for key in row.key + row.near_key],
        [s for r in rows for s in r.in_gold],
    ):
        assert len(signs) == len(set(signs))
    assert all(row.in_gold and row.fill for row in rows)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_valence_has_words_in_both_languages(lang):
    words = wording(lang)
    for valence in [*Valence, "unstated"]:
        assert words[valence]
        assert words[f"mark.{valence}"]
    for legend in ("legend.valence", "legend.marks"):
        assert all(VALENCES[valence].symbol in words[legend] for valence in Valence)
    help_lines = help_page(lang)
    assert all(re.search(rf"(?<!\S){re.escape(VALENCES[v].key)}(?!\S)", help_lines) for v in Valence)


def test_opposites_are_symmetric_and_differ():
    assert {VALENCES[valence].opposite for valence in Valence} - {None} == set(OPPOSITE)
    for valence, opposite in OPPOSITE.items():
        assert OPPOSITE[opposite] == valence != opposite


def test_a_valence_that_a_group_of_indicators_states_is_a_valence():
    assert {group.value for group in Group if group is not Group.ANY} <= {
        valence.value for valence in Valence
    }


def test_a_researcher_may_confirm_every_valence_of_a_cell():
    assert [member.value for member in CellValence] == [*Valence, "proposed"]
