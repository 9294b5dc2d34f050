"""The weights of a score: rarity, independent pieces, kind, neighbours; and the caps of bands."""

import pytest
from making import book, code, suggestions

from kubecode.coder.neighbours import Neighbours, neighbours
from kubecode.coder.rarity import Rarity, rarity_function
from kubecode.coder.scoring import turn_weight, weight
from kubecode.language.indonesian import load
from kubecode.model import Confidence, EvidenceKind
from kubecode.study.codebooks.load import language_for


def scores(indicators, *texts):
    codebook = book(code("k", f"indicators: {{any: [{indicators}]}}"))
    return [suggestions(codebook, text)[0].score for text in texts]


MATCH = "Kami kumpul tiap hari Jumat."
NO_MATCH = "Anak saya yang besar sudah dua tahun di pabrik."
OTHER_MATCH = "Ngumpul di teras depan sampai sore."


def scores_in_turn(*sentences):
    """Return the score of the first of the sentences of a turn."""
    codebook = book(code("k", "indicators: {any: [kumpul]}"))
    return suggestions(codebook, f"T: {' '.join(sentences)}\n")[0].score


def rarity(text, *codes):
    codebook = book(code("k", f"indicators: {{any: [{text}]}}"), *codes)
    (indicator,) = codebook.codes[0].indicators
    return rarity_function(codebook, language_for(codebook))(indicator)


def test_word_in_no_list_of_roots_is_the_rarest():
    codebook = book(code("k", "indicators: {any: [zzyzx]}"))
    (indicator,) = codebook.codes[0].indicators
    assert rarity_function(codebook, load())(indicator) == Rarity(steps=3, codes=1)


def test_rarer_words_and_longer_phrases_weigh_more():
    assert rarity("kumpul").steps == 1
    assert rarity("kumpul").steps < rarity("cekcok").steps < rarity("cekcok mulut").steps
    common, rare = scores("kumpul, cekcok", "kumpul lagi dia", "cekcok lagi dia")
    assert common < rare


def test_words_of_several_codes_weigh_less():
    assert rarity("kumpul", code("l", "indicators: {any: [rapat]}")).codes == 1
    other_code = code("l", "indicators: {any: [ngumpul bareng]}")
    assert rarity("kumpul", other_code).codes == 2
    assert rarity("kumpul bulanan", other_code).codes == 1
    codebooks = [book(code("k", "indicators: {any: [kumpul]}"), *more) for more in ((), (other_code,))]
    alone, shared = (suggestions(codebook, "kumpul lagi dia")[0].score for codebook in codebooks)
    assert shared < alone


def test_exact_indicator_is_as_rare_as_its_lemma():
    assert rarity('"ngumpul"') == rarity("kumpul")


def test_independent_pieces_add_up_and_two_indicators_on_one_word_count_once():
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


def test_near_spelling_weighs_less_than_the_word():
    word, misspelled = scores("kumpul", "tiap sore kumpul didepan", "tiap sore kumpl didepan")
    assert misspelled < word


def test_neighbours_with_the_code_raise_the_score_and_others_lower_it():
    alone = scores_in_turn(MATCH)
    with_one_other = scores_in_turn(MATCH, NO_MATCH)
    with_two_others = scores_in_turn(MATCH, NO_MATCH, NO_MATCH)
    elsewhere = scores_in_turn(MATCH, NO_MATCH, OTHER_MATCH)
    adjacent = scores_in_turn(MATCH, OTHER_MATCH, NO_MATCH)
    assert with_two_others < with_one_other < alone < elsewhere < adjacent


def test_segments_of_another_turn_are_no_neighbours():
    codebook = book(code("k", "indicators: {any: [kumpul]}"))
    one, _ = suggestions(codebook, f"T: {MATCH}\nP: Terus?\nT: {OTHER_MATCH}\n")
    assert one.score == scores_in_turn(MATCH)


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
def test_guesses_alone_and_hypotheticals_are_never_strong(text, band):
    codebook = book(code("k", f"indicators: {{any: [{RICH}]}}"))
    assert suggestions(codebook, text)[0].confidence is band


def test_common_word_in_a_turn_about_something_else_is_weak():
    codebook = book(code("k", "indicators: {any: [kumpul]}"))
    (weak,) = suggestions(codebook, f"T: {MATCH} {NO_MATCH} {NO_MATCH}\n")
    assert weak.confidence is Confidence.WEAK


@pytest.mark.parametrize(
    ("steps", "codes", "kind", "expected"),
    [
        (1, 1, EvidenceKind.EXACT, 1.2),
        (3, 1, EvidenceKind.FORM, 2.2),
        (3, 4, EvidenceKind.PHRASE, 1.8),
        (1, 1, EvidenceKind.NEAR, 0.45),
        (1, 2, EvidenceKind.LEARNED, 0.25),
    ],
)
def test_weight_of_a_piece(steps, codes, kind, expected):
    """0.7 for a piece, 0.5 for a step of rarity, -0.2 for each doubling of codes that share it, -0.75 for a guess."""
    assert weight(Rarity(steps, codes), kind) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("others", "nearest", "expected"),
    [
        (0, None, 0),
        (1, None, -0.35),
        (3, None, -1.05),
        (9, None, -1.05),
        (9, 1, 1.0),
        (9, 2, 0.5),
        (9, 3, 0.5),
    ],
)
def test_weight_of_the_turn(others, nearest, expected):
    assert turn_weight(Neighbours(others, nearest)) == pytest.approx(expected)
