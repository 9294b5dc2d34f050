"""Breaks in long sentences, and in sentences that shift from the past to the present."""

from dataclasses import replace

import pytest

from kubecode.language.indonesian import load
from kubecode.model import Turn
from kubecode.transcript import split_turns

BREAKS = replace(
    load().transcript_words,
    speech_breaks=frozenset({"terus"}),
    speech_closings=frozenset({"gitu"}),
    time_before=frozenset({"dulu", "waktu itu"}),
    time_after=frozenset({"sekarang", "udah gede"}),
)


def parts(words):
    text = " ".join(words)
    return [segment.text for segment in split_turns(text, [Turn(0, len(text), 1)], "sentence", BREAKS)]


def lengths(count, said):
    """Return the words of each part of a sentence of ``count`` words; ``said`` gives words by index."""
    return [len(part.split()) for part in parts([said.get(place, "kata") for place in range(count)])]


@pytest.mark.parametrize(
    ("count", "said", "expected"),
    [
        pytest.param(24, {12: "terus"}, [24], id="a sentence of 24 words is not long"),
        pytest.param(25, {12: "terus"}, [12, 13], id="a sentence of 25 words is long"),
        pytest.param(30, {}, [30], id="no break"),
        pytest.param(30, {6: "terus", 14: "terus"}, [14, 16], id="of two equal breaks the nearer to the middle, the second"),
        pytest.param(30, {16: "terus", 24: "terus"}, [16, 14], id="of two equal breaks the nearer to the middle, the first"),
        pytest.param(28, {12: "terus", 16: "terus"}, [12, 16], id="of two equally near breaks the first"),
        pytest.param(26, {6: "terus", 12: "kata,"}, [6, 20], id="opening word is stronger than a comma"),
        pytest.param(26, {8: "gitu", 14: "kata,"}, [15, 11], id="comma is stronger than a closing word"),
        pytest.param(26, {8: "gitu", 17: "terus", 16: "kata,"}, [17, 9], id="comma and opening word at one place add up"),
        pytest.param(26, {12: "gitu"}, [13, 13], id="closing word is a break"),
        pytest.param(26, {3: "terus"}, [26], id="first part of three words is too short"),
        pytest.param(26, {4: "terus"}, [4, 22], id="first part of four words is long enough"),
        pytest.param(26, {22: "terus"}, [22, 4], id="last part of four words is long enough"),
        pytest.param(26, {23: "terus"}, [26], id="last part of three words is too short"),
        pytest.param(60, {20: "terus", 40: "terus"}, [20, 20, 20], id="cut until no part is long"),
    ],
)  # fmt: skip
def test_long_sentence_is_cut_at_its_best_break(count, said, expected):
    assert lengths(count, said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("dulu kompak sekarang sendiri-sendiri aja", ["dulu kompak", "sekarang sendiri-sendiri aja"]),
        ("dulu kompak, sekarang bubar", ["dulu kompak,", "sekarang bubar"]),
        ("waktu itu rame udah gede sepi lagi", ["waktu itu rame", "udah gede sepi lagi"]),
        # At least two words on either side.
        ("dulu sekarang sama aja semua", ["dulu sekarang sama aja semua"]),
        ("dulu kompak banget kami sekarang", ["dulu kompak banget kami sekarang"]),
        # Only a shift from the past to the present counts.
        ("sekarang sepi dulu rame banget", ["sekarang sepi dulu rame banget"]),
        ("kemarin rame sekarang sepi lagi", ["kemarin rame sekarang sepi lagi"]),
    ],
)
def test_sentence_is_cut_at_a_shift_to_the_present(said, expected):
    assert parts(said.split()) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "kami di sini rukun... Terus kami pulang semua",
            ["kami di sini rukun...", "Terus kami pulang semua"],
        ),
        ("kami di sini rukun... terus kami pulang semua", ["kami di sini rukun... terus kami pulang semua"]),
        ("Kami di sini rukun… terus kami pulang semua", ["Kami di sini rukun… terus kami pulang semua"]),
        ("Kami di sini rukun.” terus kami pulang semua", ["Kami di sini rukun.”", "terus kami pulang semua"]),
    ],
)
def test_hesitation_dots_end_a_sentence_only_before_a_capital(said, expected):
    assert parts(said.split(" ")) == expected
