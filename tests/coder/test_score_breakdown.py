"""The parts of a score are recomputed from the suggestions."""

from making import book, code, suggestions

from kubecode.coder.neighbours import Neighbours
from kubecode.coder.rarity import Rarity, indicator_rarities
from kubecode.coder.score_breakdown import break_down_scores
from kubecode.model import Confidence, Evidence, EvidenceKind, Presence, Suggestion
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


def pieces(*spans):
    """Return the spans of the pieces of a suggestion with evidence at these spans."""
    document = document_from_text("T: Kami kumpul bareng tiap rapat bulanan.\n", language_for(BOOK))
    segment = document.segments[0]
    evidence = tuple(Evidence(start, end, "", "rapat", EvidenceKind.EXACT, 1.0) for start, end in spans)
    suggestion = Suggestion(
        segment.start, segment.end, 1, "a", None, Presence.PRESENT, Confidence.WEAK, 0.5, evidence
    )
    (breakdown,) = break_down_scores(document, [suggestion], {"rapat": Rarity(1, 1)})
    return [(piece.start, piece.end) for piece, _ in breakdown.pieces]


def test_adjacent_pieces_are_independent_and_overlapping_ones_are_not():
    assert pieces((3, 6), (6, 12)) == [(3, 6), (6, 12)]
    assert pieces((6, 12), (3, 6)) == [(6, 12), (3, 6)]
    assert pieces((3, 7), (6, 12)) == [(3, 7)]
    assert pieces((6, 12), (3, 7)) == [(6, 12)]
    assert pieces((3, 12), (3, 12)) == [(3, 12)]
