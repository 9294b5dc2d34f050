"""Indicators that nearly matched a segment, and why they did not."""

import pytest
from making import book, code

from kubecode.coder import compile_codebook, near_misses
from kubecode.model import Segment
from kubecode.study.codebooks.load import language_for

BOOK = book(
    code("konflik", "indicators: {any: [adu mulut, ribut besar sekali, cekcok]}", "exclude: [cekcok ayam]"),
    code("kohesi", "indicators: {any: [adu mulut bareng, kumpul]}"),
)
COMPILED = compile_codebook(BOOK, language_for(BOOK))


def misses(text):
    found = near_misses(Segment(0, len(text), 1, 0, text), COMPILED)
    return [(miss.code, miss.indicator, miss.why, *miss.missing) for miss in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("cuma adu aja", [("konflik", "adu mulut", "incomplete", "mulut")], id="one of two words"),
        pytest.param("ribut besar tuh", [("konflik", "ribut besar sekali", "incomplete", "sekali")], id="two of three words"),
        pytest.param("ribut tuh", [], id="one of three words is too few"),
        pytest.param("cekcok ayam rame", [("konflik", "cekcok", "excluded")], id="excluded"),
        pytest.param("cekcok ayam, cekcok beneran", [], id="matched elsewhere in the segment"),
        pytest.param("adu mulut", [("kohesi", "adu mulut bareng", "incomplete", "bareng")], id="matched indicator is no near miss"),
        pytest.param("kumpul lagi", [], id="complete match"),
        pytest.param("ga ada", [], id="only function words"),
        pytest.param(
            "adu ribut besar, cekcok ayam",
            [
                ("konflik", "cekcok", "excluded"),
                ("konflik", "ribut besar sekali", "incomplete", "sekali"),
                ("konflik", "adu mulut", "incomplete", "mulut"),
            ],
            id="excluded first, then by share of words",
        ),
    ],
)  # fmt: skip
def test_near_misses_of_a_segment(text, expected):
    assert misses(text) == expected


def test_at_most_five_near_misses_are_returned():
    many = ", ".join(f"cekcok {word}" for word in "mulut tangan rumah warung pasar jalan".split())
    codebook = book(code("k", f"indicators: {{any: [{many}]}}"))
    compiled = compile_codebook(codebook, language_for(codebook))
    found = near_misses(Segment(0, 6, 1, 0, "cekcok"), compiled)
    assert [miss.indicator for miss in found] == [
        f"cekcok {word}" for word in "jalan mulut pasar rumah tangan".split()
    ]


def test_negator_alone_is_no_near_miss_of_a_phrase():
    codebook = book(code("k", "indicators: {any: [ga akur]}"))
    compiled = compile_codebook(codebook, language_for(codebook))
    assert near_misses(Segment(0, 6, 1, 0, "ga ada"), compiled) == []
