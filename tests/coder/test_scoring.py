"""How much evidence carries: rarity, independent pieces, kind, the turn around it; and the caps of bands."""

import pytest
from making import book, code, suggestions

from kubecode.coder.neighbours import Neighbours, neighbours
from kubecode.coder.rarity import rarity_function
from kubecode.model import Confidence
from kubecode.study.codebooks.load import language_for


def scores(indicators, *texts):
    codebook = book(code("k", f"indicators: {{any: [{indicators}]}}"))
    return [suggestions(codebook, text)[0].score for text in texts]


SAID = "Kami kumpul tiap hari Jumat."
SILENT = "Anak saya yang besar sudah dua tahun di pabrik."
AGAIN = "Ngumpul di teras depan sampai sore."


def scores_in_turn(*sentences):
    """Return the score of the first sentence among others of its turn."""
    codebook = book(code("k", "indicators: {any: [kumpul]}"))
    return suggestions(codebook, f"T: {' '.join(sentences)}\n")[0].score


def rarity(text, *codes):
    codebook = book(code("k", f"indicators: {{any: [{text}]}}"), *codes)
    (indicator,) = codebook.codes[0].indicators
    return rarity_function(codebook, language_for(codebook))(indicator)


def test_rarer_words_and_longer_phrases_say_more():
    assert rarity("kumpul").steps == 1
    assert rarity("kumpul").steps < rarity("cekcok").steps < rarity("cekcok mulut").steps
    common, rare = scores("kumpul, cekcok", "kumpul lagi dia", "cekcok lagi dia")
    assert common < rare


def test_words_that_several_codes_seek_say_less():
    assert rarity("kumpul", code("l", "indicators: {any: [rapat]}")).codes == 1
    seeks_it_too = code("l", "indicators: {any: [ngumpul bareng]}")
    assert rarity("kumpul", seeks_it_too).codes == 2
    assert rarity("kumpul bulanan", seeks_it_too).codes == 1
    codebooks = [book(code("k", "indicators: {any: [kumpul]}"), *more) for more in ((), (seeks_it_too,))]
    alone, shared = (suggestions(codebook, "kumpul lagi dia")[0].score for codebook in codebooks)
    assert shared < alone


def test_what_is_sought_as_written_is_as_rare_as_its_word():
    assert rarity('"ngumpul"') == rarity("kumpul")


def test_independent_pieces_add_up_and_two_indicators_on_one_word_are_one():
    one, two, three = scores(
        "kumpul, rapat, undangan", "kumpul dulu", "kumpul lalu rapat", "kumpul, rapat, undangan"
    )
    assert one < two < three < 1
    codebook = book(
        code("k", "indicators: {any: [kumpul]}", "codes:", *_below("m", '["\\"ngumpul\\"", kumpul bareng]'))
    )
    twice, once = (suggestions(codebook, text)[0] for text in ("ngumpul deh", "kumpul deh"))
    assert len(twice.evidence) == 2
    assert twice.score == once.score


def _below(code_id, indicators):
    return [f"  {line}" for line in code(code_id, f"indicators: {{any: {indicators}}}").splitlines()]


def test_a_slip_carries_less_than_the_word():
    word, slip = scores("kumpul", "tiap sore kumpul didepan", "tiap sore kumpl didepan")
    assert slip < word


def test_the_turn_around_agrees_or_is_silent():
    alone = scores_in_turn(SAID)
    in_silence = scores_in_turn(SAID, SILENT)
    in_long_silence = scores_in_turn(SAID, SILENT, SILENT)
    elsewhere = scores_in_turn(SAID, SILENT, AGAIN)
    adjacent = scores_in_turn(SAID, AGAIN, SILENT)
    assert in_long_silence < in_silence < alone < elsewhere < adjacent


def test_another_turn_is_no_neighbour():
    codebook = book(code("k", "indicators: {any: [kumpul]}"))
    one, _ = suggestions(codebook, f"T: {SAID}\nP: Terus?\nT: {AGAIN}\n")
    assert one.score == scores_in_turn(SAID)


def test_neighbours_are_counted_within_their_turn():
    found = [(0, {"a"}), (0, {"a", "b"}), (0, set()), (0, {"b"}), (1, {"a"}), (2, {"a"}), (2, set())]
    beside, further, alone, silent = (
        Neighbours(3, 1),
        Neighbours(3, 2),
        Neighbours(0, None),
        Neighbours(1, None),
    )
    assert neighbours(found) == [
        {"a": beside},
        {"a": beside, "b": further},
        {},
        {"b": further},
        {"a": alone},
        {"a": silent},
        {},
    ]
    assert neighbours([]) == []


RICH = "kumpul, rapat, undangan, arisan, musyawarah, sekretaris, tetangga"


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("kumpul dulu", Confidence.MEDIUM),
        ("kumpul lalu rapat", Confidence.STRONG),
        ("andai undangan musyawarah sekretaris tetangga", Confidence.MEDIUM),
        ("kumpl sama tetanga sambil musyawarh dengan sekretars", Confidence.MEDIUM),
        ("rapat kumpl sama tetanga sambil musyawarh dengan sekretars", Confidence.STRONG),
    ],
)
def test_bands_are_capped_by_what_is_guessed_or_only_supposed(text, band):
    codebook = book(code("k", f"indicators: {{any: [{RICH}]}}"))
    assert suggestions(codebook, text)[0].confidence is band


def test_a_common_word_in_a_turn_about_something_else_is_weak():
    codebook = book(code("k", "indicators: {any: [kumpul]}"))
    (weak,) = suggestions(codebook, f"T: {SAID} {SILENT} {SILENT}\n")
    assert weak.confidence is Confidence.WEAK
