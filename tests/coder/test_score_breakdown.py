"""The parts of a score are recomputed from the suggestions."""

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


def breakdowns(text, codebook=BOOK):
    language = language_for(BOOK)
    document = document_from_text(text, language)
    return list(break_down_scores(document, suggestions(BOOK, text), indicator_rarities(codebook, language)))


def test_breakdown_has_independent_pieces_and_neighbours():
    first, again, other = breakdowns(TEXT)
    assert [piece.indicator for piece, _ in first.pieces] == ["kumpul bareng", "rapat"]
    assert first.neighbours == again.neighbours == Neighbours(others=2, nearest=2)
    assert other.suggestion.code == "b"
    assert other.neighbours == Neighbours(others=2, nearest=None)


def test_evidence_of_a_removed_indicator_is_no_piece():
    without = book(code("a", "indicators: {any: [rapat]}"))
    assert [piece.indicator for piece, _ in breakdowns(TEXT, without)[0].pieces] == ["rapat"]
