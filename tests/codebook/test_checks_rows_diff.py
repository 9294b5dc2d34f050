import pytest
from making import book, code

from kubecode.codebook import check_codebook, compare_codebooks, rows_of
from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load


def keys(word):
    return load().read(word).keys


def test_indicator_in_two_codes_is_a_warning_even_in_another_form():
    codebook = book(code("a", "indicators: {any: [kumpul]}"), code("b", "indicators: {any: [berkumpul]}"))
    (problem,) = check_codebook(codebook, keys)
    assert 'shared by "a" and "b"' in problem.message


def test_exact_form_and_reduplication_are_other_indicators():
    codebook = book(code("a", 'indicators: {any: [kumpul, "kumpul", kumpul-kumpul]}'))
    assert check_codebook(codebook, keys) == []


def test_two_forms_in_one_code_are_a_warning():
    (problem,) = check_codebook(book(code("a", "indicators: {any: [ngobrol, obrolan]}")), keys)
    assert "find the same words" in problem.message


def test_parts_in_another_order_are_the_same_indicator():
    codebook = book(code("a", "indicators: {any: [jadwal + jaga, jaga + jadwal]}"))
    assert len(check_codebook(codebook, keys)) == 1


@pytest.mark.parametrize(
    ("exclusion", "indicators"),
    [
        ("mengumpulkan", "kumpul"),
        ("kumpul", "ngumpul-ngumpul"),
        ("kumpul", '"berkumpul"'),
        ('"rapat"', '"rapat"'),
        ("kumpul uang", "uang kas, ngumpulin duit, ngumpulin uang"),
        ("ga keberatan", "ga kerasa berat"),
        ("kumpul + rumah", "rumahnya + kumpul"),
    ],
)
def test_exclusion_that_hides_an_indicator_is_a_warning_at_its_position(exclusion, indicators):
    below = code("b", f"indicators: {{any: [{indicators}]}}").splitlines()
    codebook = book(code("a", f"exclude: [{exclusion}]", "codes:", *("  " + line for line in below)))
    (problem,) = check_codebook(codebook, keys)
    assert problem.severity == "warning"
    assert "swallows" in problem.message
    assert (problem.where.line, problem.where.column) == (11, 15)
    assert "the indicator is on line 20" in problem.hint


@pytest.mark.parametrize(
    ("exclusion", "indicator"),
    [
        ('"mengumpulkan"', "kumpul"),
        ("kumpul-kumpul", "kumpul"),
        ("kumpul uang", "kumpul"),
        ("uang kumpul", "kumpul uang"),
        ("uang", "uang kas"),
    ],
)
def test_exclusion_that_leaves_hits_is_no_warning(exclusion, indicator):
    codebook = book(code("a", f"indicators: {{any: [{indicator}]}}", f"exclude: [{exclusion}]"))
    assert check_codebook(codebook, keys) == []


def test_code_without_indicators_is_a_warning():
    (problem,) = check_codebook(book(code("a")), keys)
    assert "nothing speaks" in problem.message


def test_rows_by_code_include_sub_codes():
    codebook = book(code("a", "codes:", *("  " + line for line in code("b").splitlines())))
    (row,) = rows_of(codebook, "code")
    assert row.holds("a")
    assert row.holds("a/b")
    assert not row.holds("ab")


def test_rows_by_sub_code_never_share_a_coding():
    codebook = book(code("a", "codes:", *("  " + line for line in code("b").splitlines())))
    rows = rows_of(codebook, "subcode")
    assert [sum(row.holds(path) for row in rows) for path in ("a", "a/b")] == [1, 1]
    assert [row.label for row in rows] == ["L (umum)", "L › L"]
    assert rows_of(codebook, "subcode", "en")[0].label == "L (general)"


def test_unknown_lens_suggests_the_nearest_name():
    codebook = book(code("a"), lenses="lenses:\n  - {id: sherif, rows: [{id: m, codes: [a]}]}\n")
    assert [row.id for row in rows_of(codebook, "sherif")] == ["m"]
    with pytest.raises(KubecodeError, match="sherif"):
        rows_of(codebook, "sheriff")


def test_changes_between_two_versions_are_listed():
    old = book(code("a", "indicators: {any: [kumpul, ribut]}"), code("b"))
    new = book(code("a", "direction: inverse", "indicators: {any: [kumpul], hinders: [ribut]}"), code("c"))
    changes = [(c.kind, c.path, c.what, c.before, c.after) for c in compare_codebooks(old, new)]
    assert changes == [
        ("changed", "a", "direction", "none", "inverse"),
        ("added", "a", "indicators/hinders", "", "ribut"),
        ("removed", "a", "indicators/any", "ribut", ""),
        ("added", "c", "code", "", "L"),
        ("removed", "b", "code", "L", ""),
    ]
    assert compare_codebooks(new, new) == []
