"""Co-occurrence worked by hand: which regions have one code, the other, or both."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kubecode.codebook import MatrixRow
from kubecode.model import Coding, Presence, SourceKind, Status, Turn
from kubecode.synthesiser.cooccurrence import Cooccurrence, Pair, count_cooccurrence

ROWS = (
    MatrixRow("konflik", "Konflik", prefixes=("konflik",)),
    MatrixRow("kohesi", "Kohesi", prefixes=("kohesi",)),
    MatrixRow("suasana", "Suasana", prefixes=("suasana",)),
)


def coding(path, start, end, **more):
    code, _, subcode = path.partition("/")
    made = Coding(
        id=f"{path}:{start}-{end}",
        document="a.txt",
        case="KUBE Melati",
        informant="T",
        role=None,
        source_kind=SourceKind.INTERVIEW,
        line=1,
        start=start,
        end=end,
        text="",
        code=code,
        subcode=subcode or None,
        valence=None,
        presence=Presence.PRESENT,
        confidence=None,
        score=None,
        status=Status.ACCEPTED,
        coder="ani",
        reason="",
    )
    return replace(made, **more)


def pair(codings, turns=None, first="konflik", second="kohesi"):
    result = count_cooccurrence(codings, ROWS, turns)
    return next(one for one in result.pairs if (one.first, one.second) == (first, second))


def counts(one):
    return one.both, one.first_only, one.second_only


def test_cooccurrence_of_an_example_worked_by_hand():
    """One line of text; every letter stands for five code points.

    konflik  AA....AA......AA..AA
    kohesi   .BB...BB..BB........
    both     xxx...xx               two regions: one of 0-15, one of 30-40
    konflik alone       at 70 and 90: two;   kohesi alone at 50: one

    c = 2 / (2 + 2 + 1) = 0.4
    """
    said = [
        *(coding("konflik", start, start + 10) for start in (0, 30, 70, 90)),
        *(coding("kohesi", start, start + 10) for start in (5, 30, 50)),
    ]
    one = pair(said)
    assert counts(one) == (2, 2, 1)
    assert one.coefficient == 0.4
    assert one.informants == ("KUBE Melati · T",)


def test_coefficient_of_the_example_in_the_manual():
    """ATLAS.ti 22, manual, *Code Co-occurrence Coefficient*: 100 quotations with one code, 10 with the other, 5
    with both: c = 5 / (100 + 10 - 5) = 0.048.
    """
    said = [
        *(coding("konflik", 20 * n, 20 * n + 10) for n in range(100)),
        *(coding("kohesi", 20 * n, 20 * n + 10) for n in range(95, 105)),
    ]
    one = pair(said)
    assert counts(one) == (5, 95, 5)
    assert round(one.coefficient, 3) == 0.048


def test_quote_of_two_coders_or_with_two_sub_codes_counts_once():
    said = [
        coding("konflik/terbuka", 0, 10),
        coding("konflik/terselubung", 0, 10),
        coding("konflik/terbuka", 0, 12, coder="budi"),
        coding("kohesi", 4, 8),
        coding("kohesi", 4, 8, coder="budi"),
    ]
    result = count_cooccurrence(said, ROWS)
    assert counts(pair(said)) == (1, 0, 0)
    assert [row.regions for row in result.rows] == [1, 1, 0]


def test_two_excerpts_inside_one_of_another_code_are_one_region():
    said = [coding("konflik", 0, 30), coding("kohesi", 0, 10), coding("kohesi", 20, 30)]
    assert counts(pair(said)) == (1, 0, 0)


def test_excerpts_overlap_by_at_least_one_code_point():
    assert counts(pair([coding("konflik", 0, 10), coding("kohesi", 10, 20)])) == (0, 1, 1)
    assert counts(pair([coding("konflik", 0, 11), coding("kohesi", 10, 20)])) == (1, 0, 0)


def test_equal_offsets_in_another_document_do_not_overlap():
    said = [coding("konflik", 0, 10), coding("kohesi", 0, 10, document="b.txt")]
    assert counts(pair(said)) == (0, 1, 1)


def test_codes_in_one_turn_cooccur_without_overlap():
    turns = {"a.txt": (Turn(0, 50, 1), Turn(50, 100, 2), Turn(100, 150, 3))}
    said = [
        coding("konflik", 0, 10),
        coding("kohesi", 30, 40),
        coding("kohesi", 60, 70),
        coding("suasana", 90, 110),
    ]
    assert counts(pair(said)) == (0, 1, 2)
    assert counts(pair(said, turns)) == (1, 0, 1)
    # What reaches into a second turn is said in both.
    assert counts(pair(said, turns, "kohesi", "suasana")) == (1, 1, 1)


def test_informants_have_their_case_and_notes_have_no_informant():
    said = [
        spoken
        for document, case, informant in (
            ("a.txt", "KUBE Melati", "T"),
            ("a2.txt", "KUBE Melati", "T"),
            ("b.txt", "KUBE Mawar", "T"),
            ("c.txt", "KUBE Mawar", None),
        )
        for spoken in (
            coding("konflik", 0, 10, document=document, case=case, informant=informant),
            coding("kohesi", 0, 10, document=document, case=case, informant=informant),
        )
    ]
    one = pair(said)
    assert (one.both, one.informants) == (4, ("KUBE Mawar · T", "KUBE Melati · T"))


def test_small_numbers_have_no_coefficient():
    assert Pair("a", "b", both=4, first_only=0, second_only=0, informants=()).coefficient is None
    assert Pair("a", "b", both=4, first_only=1, second_only=0, informants=()).coefficient == 0.8
    assert Pair("a", "b", both=0, first_only=3, second_only=2, informants=()).coefficient == 0


def test_closest_leaves_out_pairs_that_never_cooccur():
    said = [
        *(coding("konflik", 20 * n, 20 * n + 10) for n in range(6)),
        *(coding("kohesi", 20 * n, 20 * n + 10) for n in range(3)),
        *(coding("suasana", 20 * n, 20 * n + 10) for n in (5, 8)),
    ]
    result = count_cooccurrence(said, ROWS)
    assert [(one.first, one.second) for one in result.closest()] == [
        ("konflik", "kohesi"),  # 3 of 6
        ("konflik", "suasana"),  # 1 of 7
    ]
    assert len(result.pairs) == 3


def test_row_for_the_rest_of_a_code_is_kept_only_with_codings():
    rows = (
        MatrixRow("konflik", "Konflik (umum)", paths=("konflik",), is_rest=True),
        MatrixRow("konflik/terbuka", "Konflik › Terbuka", paths=("konflik/terbuka",)),
    )
    open_quarrel = [coding("konflik/terbuka", 0, 10)]
    assert [row.id for row in count_cooccurrence(open_quarrel, rows).rows] == ["konflik/terbuka"]
    both = count_cooccurrence([*open_quarrel, coding("konflik", 5, 10)], rows)
    assert [counts(one) for one in both.pairs] == [(1, 0, 0)]


def test_no_codings_give_empty_counts():
    result = count_cooccurrence([], ROWS)
    assert [counts(one) for one in result.pairs] == [(0, 0, 0)] * 3
    assert result.closest() == []


SPANS = st.lists(
    st.tuples(st.sampled_from(["konflik", "kohesi", "suasana"]), st.integers(0, 60), st.integers(1, 20)),
    max_size=30,
)


@given(SPANS, st.randoms(use_true_random=False))
def test_both_never_exceeds_either_and_order_does_not_matter(spans, chance):
    said = [coding(code, start, start + length) for code, start, length in spans]
    result = count_cooccurrence(said, ROWS)
    alone = {row.id: row.regions for row in result.rows}
    for one in result.pairs:
        assert one.both + one.first_only <= alone[one.first]
        assert one.both + one.second_only <= alone[one.second]
        assert one.coefficient is None or 0 <= one.coefficient <= 1
    chance.shuffle(said)
    assert count_cooccurrence(said, ROWS) == result


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        pytest.param([(4, 16), (3, 3)], [(3, 3), (4, 16)], id="by coefficient, not by frequency"),
        pytest.param([(1, 4), (4, 16)], [(4, 16), (1, 4)], id="equal coefficients by frequency"),
        pytest.param([(4, 0), (1, 9)], [(1, 9), (4, 0)], id="pair without coefficient last"),
        pytest.param([(1, 0), (2, 0)], [(2, 0), (1, 0)], id="without coefficients by frequency"),
        pytest.param([(0, 9), (1, 9)], [(1, 9)], id="pair without co-occurrence is left out"),
    ],
)
def test_closest_pairs_are_ordered_by_coefficient(pairs, expected):
    made = tuple(Pair("a", "b", both, apart, 0, ()) for both, apart in pairs)
    closest = Cooccurrence("excerpt", False, (), made).closest()
    assert [(one.both, one.first_only) for one in closest] == expected


def test_result_has_its_unit_and_whether_it_is_a_draft():
    assert count_cooccurrence([], ROWS).within == "excerpt"
    assert count_cooccurrence([], ROWS, {}).within == "turn"
    assert not count_cooccurrence([], ROWS).draft
    assert count_cooccurrence([], ROWS, draft=True).draft


def test_row_has_its_regions_and_informants():
    said = [
        coding("konflik", 0, 10),
        coding("konflik", 9, 20),
        coding("konflik", 20, 30, informant="A"),
        coding("konflik", 40, 50, informant=None),
    ]
    row = count_cooccurrence(said, ROWS).rows[0]
    assert (row.id, row.label, row.regions) == ("konflik", "Konflik", 3)
    assert row.informants == ("KUBE Melati · A", "KUBE Melati · T")


def test_excerpt_that_only_touches_a_turn_is_not_in_it():
    turns = {"a.txt": (Turn(0, 50, 1), Turn(50, 100, 2), Turn(100, 150, 3))}
    assert counts(pair([coding("konflik", 40, 50), coding("kohesi", 50, 60)], turns)) == (0, 1, 1)
    assert counts(pair([coding("konflik", 50, 60), coding("kohesi", 40, 50)], turns)) == (0, 1, 1)
    # A document without turns: the excerpt itself is the unit.
    outside = [coding("konflik", 0, 10, document="b.txt"), coding("kohesi", 5, 15, document="b.txt")]
    assert counts(pair(outside, turns)) == (1, 0, 0)
