"""Terms that could become indicators: single words and pairs."""

import pytest
from making import book, code

from kubecode.coder import compile_codebook
from kubecode.coder.candidate_terms import indicator_text, terms_of
from kubecode.study.codebooks.load import language_for
from kubecode.study.ingest.read import document_from_text

BOOK = book(code("k", "indicators: {any: [rapat]}"))
LANGUAGE = language_for(BOOK)
VOCABULARY = compile_codebook(BOOK, LANGUAGE).vocabulary


def indicators(text):
    """Return the terms of each segment as texts of indicators."""
    found = terms_of(document_from_text(text, LANGUAGE), LANGUAGE, VOCABULARY)
    return [{indicator_text(term, LANGUAGE) for term in segment} for segment in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("arisan", ["arisan"], id="one word"),
        pytest.param("arisan pinjaman", ["arisan", "arisan pinjam", "pinjam"], id="adjacent pair"),
        pytest.param("arisan, pinjaman", ["arisan", "arisan pinjam", "pinjam"], id="pair with a comma between"),
        pytest.param("arisan terus; pinjaman", ["arisan", "pinjam"], id="no pair over a stop"),
        pytest.param("arisan itu pinjaman", ["arisan", "arisan pinjam", "pinjam"], id="pair with one word between"),
        pytest.param("arisan itu tuh pinjaman", ["arisan", "pinjam"], id="no pair with two words between"),
        pytest.param("arisan, itu pinjaman", ["arisan", "pinjam"], id="no pair with a comma and a word between"),
        pytest.param("arisan itu, pinjaman", ["arisan", "pinjam"], id="no pair with a word and a comma between"),
        pytest.param("arisan arisan", ["arisan"], id="no pair of a word with itself"),
        pytest.param("kumpul-kumpul", ["kumpul", "kumpul²"], id="reduplicated word with and without reduplication"),
        pytest.param("ga ada itu", [], id="no function words or negators"),
        pytest.param("akhirnya arisan", ["arisan"], id="no function word with a content word as lemma"),
        pytest.param("kininya arisan", ["arisan"], id="no form of a function word"),
        pytest.param("arisan bagus", ["arisan", "arisan bagus", "bagus"], id="praise is a term"),
    ],
)  # fmt: skip
def test_terms_are_content_words_and_pairs(text, expected):
    (found,) = terms_of(document_from_text(text, LANGUAGE), LANGUAGE, VOCABULARY)
    assert sorted(map(" ".join, found)) == expected


def test_names_are_no_terms():
    (found,) = terms_of(document_from_text("kemarin Wiwin arisan", LANGUAGE), LANGUAGE, VOCABULARY)
    assert ("arisan",) in found
    assert not any("wiwin" in term for term in found)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (("arisan",), "arisan"),
        (("arisan", "warung"), "arisan warung"),
        (("kumpul²",), "kumpul-kumpul"),
        (("mengarisan",), None),
        (("a1",), None),
    ],
)
def test_indicator_text_of_a_term(term, expected):
    assert indicator_text(term, LANGUAGE) == expected


def test_terms_are_lemmas_and_pairs_of_lemmas():
    (found,) = indicators("Kasirnya nyatetin utang tetangga.")
    assert {"kasir", "catat", "utang", "tetangga", "catat utang", "utang tetangga", "kasir utang"} <= found
    assert "kasir tetangga" not in found


def test_function_words_are_no_terms():
    (found,) = indicators("Kami mah ga pernah nyatetin utang, kalo yang itu sih jarang.")
    assert {word for term in found for word in term.split()} == {"catat", "utang"}


def test_terms_do_not_cross_a_full_stop_and_names_are_no_terms():
    found = set().union(
        *indicators("Kemarin Wulandari belanja. Gudang dikunci. Belanja sama Wulandari lagi.")
    )
    assert {"belanja", "gudang", "kunci"} <= found
    assert not any("wulandari" in term or term == "belanja gudang" for term in found)


def test_reduplicated_word_is_a_separate_term():
    (found,) = indicators("Orangnya main bisik-bisik terus.")
    assert {"bisik", "bisik-bisik", "main bisik-bisik"} <= found
