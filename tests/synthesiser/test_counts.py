"""Counts between groups of unequal size, worked out by hand."""

from dataclasses import replace

import pytest
from test_matrix import COLUMN, ROW, coding

from kubecode.codebook import MatrixRow
from kubecode.model import Valence
from kubecode.synthesiser.counts import count_cells
from kubecode.synthesiser.matrix import build_matrix

S = Valence.SUPPORTS
OTHER = MatrixRow("konflik", "Konflik", prefixes=("konflik",))


def counts(*codings, words=2000):
    columns = (
        replace(COLUMN, words=words, informants=("MH", "RS", "WW", "ZB", "KN")),
        replace(COLUMN, key="x"),
    )
    matrix = build_matrix(codings, (ROW, OTHER), columns, lambda c: c.case, {})
    return {(count.row, count.column): count for count in count_cells(matrix)}


def said(who, start, code="kohesi", case="mentari", **more):
    made = coding(who, S, start, code=code, case=case, **more)
    return replace(made, id=f"{made.document}:{start}-{start + 9}:{made.path}")


def test_counts_of_informants_and_excerpts_with_their_totals():
    # Five excerpts of mentari: four of kohesi, two of konflik, one of them both; one of kohesi elsewhere.
    found = counts(
        said("WW", 0),
        said("WW", 20),
        said("RS", 0),
        said("RS", 20),
        said("RS", 20, "konflik"),
        said("MH", 0, "konflik"),
        said("ZB", 0, case="x"),
    )
    count = found["kohesi", "mentari"]
    assert (count.informants, count.informants_total, count.excerpts) == (2, 5, 4)
    assert count.per_1000_words == 4 / 2
    assert count.informant_share == 2 / 5
    assert count.column_share == 4 / 5
    assert count.row_share == 4 / 5
    assert found["konflik", "mentari"].column_share == 2 / 5


def test_small_numbers_have_no_shares():
    found = counts(*(said("WW", start) for start in (0, 20, 40, 60)))
    assert found["kohesi", "mentari"].column_share is None
    assert found["kohesi", "mentari"].row_share is None
    assert found["kohesi", "x"].informant_share is None
    assert found["kohesi", "mentari"].informant_share == 1 / 5


@pytest.mark.parametrize("words", [0])
def test_group_without_words_has_no_rate(words):
    assert counts(words=words)["kohesi", "mentari"].per_1000_words is None
