"""What a score was made of can be read back from the suggestions."""

from making import book, code, suggestions

from kubecode.coder.neighbours import Neighbours
from kubecode.coder.rarity import indicator_rarities
from kubecode.coder.score_breakdown import break_down_scores
from kubecode.study.codebooks.load import language_for
from kubecode.study.ingest.read import document_from_text

BOOK = book(
    code("a", "indicators: {any: [kumpul, kumpul bareng, rapat]}"), code("b", "indicators: {any: [arisan]}")
)
TEXT = (
    "T: Kami kumpul bareng tiap rapat bulanan. Anak saya sudah besar, dua orang. Habis arisan kumpul lagi.\n"
)


def weighed(text, codebook=BOOK):
    language = language_for(BOOK)
    document = document_from_text(text, language)
    return list(break_down_scores(document, suggestions(BOOK, text), indicator_rarities(codebook, language)))


def test_pieces_are_independent_and_the_turn_is_counted():
    first, again, other = weighed(TEXT)
    assert [piece.indicator for piece, _ in first.pieces] == ["kumpul bareng", "rapat"]
    assert first.neighbours == again.neighbours == Neighbours(others=2, nearest=2)
    assert other.suggestion.code == "b"
    assert other.neighbours == Neighbours(others=2, nearest=None)


def test_an_indicator_that_the_codebook_has_no_more_is_no_piece():
    without = book(code("a", "indicators: {any: [rapat]}"))
    assert [piece.indicator for piece, _ in weighed(TEXT, without)[0].pieces] == ["rapat"]
