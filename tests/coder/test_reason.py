from making import book, code, suggestions

from kubecode.coder import reason
from kubecode.model import Cue, CueKind, Evidence, EvidenceKind

BOOK = book(code("k", "direction: inverse", "indicators: {any: [bertengkar, adu mulut, kumpul]}"))


def why(text, lang):
    (suggestion,) = suggestions(BOOK, text)
    return reason(suggestion.evidence, suggestion.cues, lang)


def test_reason_is_one_sentence_in_both_languages():
    text = "bertengkar sih jarang, adu mulut ga pernah"
    assert (
        why(text, "id")
        == "kata “bertengkar”; frasa “adu mulut”; ditandai jarang oleh “jarang”; disangkal oleh “ga”"
    )
    assert why(text, "en") == "word “bertengkar”; phrase “adu mulut”; rare by “jarang”; denied by “ga”"


def test_reason_names_the_indicator_of_a_form_and_of_a_near_spelling():
    assert why("pertengkaran itu mah biasa", "en") == "form “pertengkaran” (of “bertengkar”)"
    assert why("tiap sore kumpl didepan", "en") == "“kumpl” is near “kumpul”"


def test_evidence_over_two_lines_is_shown_on_one_line():
    assert why("mereka adu\nmulut terus tuh", "en") == "phrase “adu mulut”"


def piece(surface, indicator, kind):
    return Evidence(0, 1, surface, indicator, kind, 1.0)


def test_reason_joins_learned_words_and_words_of_the_question():
    evidence = [
        piece("rapat", "rapat", EvidenceKind.LEARNED),
        piece("adu\nmulut", "adu mulut", EvidenceKind.PHRASE),
        piece("tiap  bulan", "", EvidenceKind.LEARNED),
    ]
    cues = [
        Cue(0, 1, surface, kind)
        for surface, kind in (("ribut", CueKind.ASKED), ("ga", CueKind.NEGATION), ("kumpul", CueKind.ASKED))
    ]
    assert reason(evidence, cues, "en", 12) == (
        "phrase “adu mulut”; learned from 12 decisions: “rapat”, “tiap bulan”; asked about “ribut”, “kumpul”; denied by “ga”"
    )
    assert reason(evidence[1:2], cues[1:2], "en") == "phrase “adu mulut”; denied by “ga”"


def test_reason_names_repeated_evidence_once():
    twice = [piece("ribut", "ribut", EvidenceKind.EXACT)] * 2
    cues = [Cue(0, 1, "jarang", CueKind.RARITY)] * 2
    assert reason(twice, cues, "en") == "word “ribut”; rare by “jarang”"
