import pytest
from making import book, code

from kubecode.codebook import check_codebook, compare_codebooks, rows_of
from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load


def keys(word):
    return load().read(word).keys


def test_an_indicator_in_two_codes_is_told_even_in_another_form():
    codebook = book(code("a", "indicators: {any: [kumpul]}"), code("b", "indicators: {any: [berkumpul]}"))
    (problem,) = check_codebook(codebook, keys)
    assert 'shared by "a" and "b"' in problem.message


def test_exact_and_any_form_are_two_things_and_so_are_word_and_reduplication():
    codebook = book(code("a", 'indicators: {any: [kumpul, "kumpul", kumpul-kumpul]}'))
    assert check_codebook(codebook, keys) == []


def test_two_forms_in_one_code_find_the_same_words():
    (problem,) = check_codebook(book(code("a", "indicators: {any: [ngobrol, obrolan]}")), keys)
    assert "find the same words" in problem.message


def test_words_that_stand_together_may_stand_in_any_order():
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
def test_an_exclusion_that_swallows_an_indicator_is_told_where_it_stands(exclusion, indicators):
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
def test_an_exclusion_that_leaves_something_to_find_is_in_order(exclusion, indicator):
    codebook = book(code("a", f"indicators: {{any: [{indicator}]}}", f"exclude: [{exclusion}]"))
    assert check_codebook(codebook, keys) == []


def test_a_code_that_nothing_speaks_for_is_told():
    (problem,) = check_codebook(book(code("a")), keys)
    assert "nothing speaks" in problem.message


def test_rows_by_code_count_everything_below():
    codebook = book(code("a", "codes:", *("  " + line for line in code("b").splitlines())))
    (row,) = rows_of(codebook, "code")
    assert row.holds("a")
    assert row.holds("a/b")
    assert not row.holds("ab")


def test_rows_by_sub_code_count_nothing_twice():
    codebook = book(code("a", "codes:", *("  " + line for line in code("b").splitlines())))
    rows = rows_of(codebook, "subcode")
    assert [sum(row.holds(path) for row in rows) for path in ("a", "a/b")] == [1, 1]
    assert [row.label for row in rows] == ["L (umum)", "L › L"]
    assert rows_of(codebook, "subcode", "en")[0].label == "L (general)"


def test_an_unknown_lens_is_answered_with_the_likely_one():
    codebook = book(code("a"), lenses="lenses:\n  - {id: sherif, rows: [{id: m, codes: [a]}]}\n")
    assert [row.id for row in rows_of(codebook, "sherif")] == ["m"]
    with pytest.raises(KubecodeError, match="sherif"):
        rows_of(codebook, "sheriff")


def test_the_difference_of_two_versions():
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
