"""The learned suggester by itself: made-up transcripts, in which pasar means the code and sawah does not."""

from dataclasses import replace

import pytest
from making import book, code

from kubecode.coder import compile_codebook
from kubecode.coder.classifier import cross_validated_codes, folds, train
from kubecode.coder.classifier_input import SilenceReason, TrainingExample, read_classifier_inputs
from kubecode.model import Confidence, CueKind, EvidenceKind, Presence
from kubecode.study.codebooks.load import language_for
from kubecode.study.ingest.read import document_from_text

BOOK = book(code("usaha", "indicators: {any: [dagang]}"), code("utang", "indicators: {any: [utang]}"))
COMPILED = compile_codebook(BOOK, language_for(BOOK))
THERE = (
    "Tiap subuh kami {} ke pasar bawa sayur.",
    "Yang jaga lapak di pasar itu {} saya.",
    "Hasil dari pasar {} dibagi rata.",
    "Langganan di pasar {} makin banyak.",
    "Sewa tempat di pasar {} naik terus.",
)
NOT_THERE = (
    "Anak saya {} baru masuk sekolah.",
    "Sawahnya {} kering gara-gara kemarau.",
    "Kemarin hujan {} deras sekali.",
    "Suami saya {} kerja di kebun.",
    "Rumahnya {} dekat jembatan.",
)
FILLERS = ("memang", "katanya", "dulu", "sekarang", "kayaknya", "pokoknya")


def transcript(name, sentences=(*THERE, *NOT_THERE), question="Sehari-hari ngapain, Bu?"):
    filler = FILLERS[sum(map(ord, name)) % len(FILLERS)]
    text = f"P: {question}\n" + "".join(f"T: {sentence.format(filler)}\n" for sentence in sentences)
    document = replace(document_from_text(text, COMPILED.language), name=name)
    stretches = read_classifier_inputs(document, COMPILED.language, COMPILED.vocabulary)
    assert len(stretches) == len(sentences)
    return document, stretches


def lessons(transcripts=4, positive=THERE, negative=NOT_THERE):
    """Return lessons of transcripts that somebody has read to the end, all decided about."""
    names = [f"mawar_{letter}_01.txt" for letter in "ABCDEFGHIJ"[:transcripts]]
    return [
        TrainingExample(
            stretch, {"usaha": "pasar" in stretch.segment.text}, frozenset({"usaha"}), frozenset()
        )
        for name in names
        for stretch in transcript(name, (*positive, *negative))[1]
    ]


def spoken(suggester, name="baru_X_01.txt", taken=None):
    _, stretches = transcript(name)
    return suggester.suggest(stretches, taken or {})


def test_what_was_learned_is_suggested_in_a_transcript_that_is_new():
    document, stretches = transcript("baru_X_01.txt")
    found = train(lessons(), ["usaha", "utang"]).suggest(stretches, {})
    assert [s.start for s in found] == [s.segment.start for s in stretches if "pasar" in s.segment.text]
    for suggestion in found:
        assert (suggestion.code, suggestion.valence, suggestion.presence) == ("usaha", None, Presence.PRESENT)
        assert suggestion.confidence is not Confidence.STRONG
        assert 0 < suggestion.score < 1
        assert suggestion.learned_from == 40
        assert suggestion.line == document.text.count("\n", 0, suggestion.start) + 1


def test_the_reasons_are_words_of_the_segment_that_spoke_for_it():
    document, stretches = transcript("baru_X_01.txt")
    suggester = train(lessons(), ["usaha"])
    by_start = {stretch.segment.start: stretch for stretch in stretches}
    for suggestion in suggester.suggest(stretches, {}):
        stretch = by_start[suggestion.start]
        assert "pasar" in {piece.surface for piece in suggestion.evidence}
        named = set()
        for piece in suggestion.evidence:
            assert suggestion.start <= piece.start < piece.end <= suggestion.end
            assert document.text[piece.start : piece.end] == piece.surface
            assert (piece.kind, piece.similarity) == (EvidenceKind.LEARNED, 1.0)
            (word,) = [word for word in stretch.words if word.start == piece.start]
            assert piece.indicator == word.lemma
            named.add(word)
        without = replace(stretch, words=tuple(word for word in stretch.words if word not in named))
        less = suggester.model.probabilities(suggester.model.vectorizers.transform([without]), "usaha")[0]
        assert less < suggestion.score


def test_the_question_that_is_answered_speaks_too_but_never_alone():
    about, else_ = "Cerita soal dagangannya, Bu?", "Keluarga di rumah gimana, Bu?"
    answers = ("Iya, rame.", "Kadang sepi kadang rame.", "Lumayan buat jajan.", "Capek tapi senang.")
    taught = []
    for letter in "ABCDEF":
        for question, is_there in ((about, True), (else_, False)):
            for stretch in transcript(f"mawar_{letter}_{is_there}.txt", answers, question)[1]:
                name = f"mawar_{letter}_01.txt"
                taught.append(
                    TrainingExample(
                        replace(stretch, document=name),
                        {"usaha": is_there},
                        frozenset({"usaha"}),
                        frozenset(),
                    )
                )
    suggester = train(taught, ["usaha"])
    asked = suggester.suggest(transcript("baru_X_01.txt", answers, about)[1], {})
    assert suggester.suggest(transcript("baru_Y_01.txt", answers, else_)[1], {}) == []
    assert asked
    for suggestion in asked:
        assert suggestion.evidence
        assert {cue.kind for cue in suggestion.cues} == {CueKind.ASKED}
        assert {"cerita", "dagangannya"} & {cue.surface for cue in suggestion.cues}


def test_it_is_silent_below_twenty_decisions():
    few, enough = lessons()[:19], lessons()[:20]
    assert [c.silence for c in train(few, ["usaha"]).codes] == [SilenceReason.FEW_DECISIONS]
    assert [c.silence for c in train(enough, ["usaha"]).codes] == [SilenceReason.FEW_TRANSCRIPTS]
    read_only = [replace(lesson, decided=frozenset()) for lesson in lessons()]
    (code_,) = train(read_only, ["usaha"]).codes
    assert (code_.silence, code_.decisions) == (SilenceReason.FEW_DECISIONS, 0)
    assert spoken(train(few, ["usaha"])) == []
    assert train([], ["usaha"]).codes[0].silence is SilenceReason.FEW_DECISIONS


def test_it_is_silent_where_it_could_not_be_tried():
    assert train(lessons(2), ["usaha"]).codes[0].silence is SilenceReason.FEW_TRANSCRIPTS
    one_sided = [replace(lesson, verdicts={"usaha": True}) for lesson in lessons()]
    assert train(one_sided, ["usaha"]).codes[0].silence is SilenceReason.ONE_SIDED


def test_it_is_silent_where_it_is_too_seldom_right():
    # What was decided has nothing to do with what was said.
    taught = [replace(one, verdicts={"usaha": by_chance(one)}) for one in lessons()]
    suggester = train(taught, ["usaha"])
    assert suggester.codes[0].silence is SilenceReason.UNSURE
    assert spoken(suggester) == []


def by_chance(lesson):
    return (sum(map(ord, lesson.input.document)) + lesson.input.segment.start) % 3 == 0


def test_nothing_is_said_where_somebody_has_spoken():
    _, stretches = transcript("baru_X_01.txt")
    everywhere = {stretch.segment.start: frozenset({"usaha"}) for stretch in stretches}
    assert spoken(train(lessons(), ["usaha"]), taken=everywhere) == []


def test_the_same_lessons_teach_the_same():
    first, second = (train(lessons(), ["usaha"]) for _ in range(2))
    assert first.codes == second.codes
    assert spoken(first) == spoken(second)


@pytest.mark.parametrize("transcripts", [3, 4, 7, 10])
def test_no_transcript_is_learned_from_and_tried_on_at_once(transcripts):
    taught = lessons(transcripts)
    tried = []
    for others, own in folds(taught):
        assert not {taught[i].input.document for i in others} & {taught[i].input.document for i in own}
        tried += own
    assert sorted(tried) == list(range(len(taught)))


def test_what_is_said_of_a_transcript_does_not_hang_on_what_was_decided_in_it():
    taught = lessons(6)
    name = taught[0].input.document
    turned = [
        replace(one, verdicts={"usaha": not one.verdicts["usaha"]}) if one.input.document == name else one
        for one in taught
    ]
    own = [index for index, one in enumerate(taught) if one.input.document == name]
    before, after = (cross_validated_codes(some, ["usaha"]) for some in (taught, turned))
    assert [before[index] for index in own] == [after[index] for index in own]
    assert any(before[index] for index in own)
    chances = []
    for some in (taught, turned):
        model = train(some, ["usaha"]).held_out_models[name]
        chances.append(
            model.probabilities(model.vectorizers.transform([some[i].input for i in own]), "usaha")
        )
    assert chances[0] == chances[1]


def test_it_is_tried_where_the_rules_are_silent_as_soon_as_people_have_told_of_those_places():
    # The rules find pasar; where they do not, everything was rejected: it must not speak there.
    by_rule = [
        replace(lesson, suggested=frozenset({"usaha"} if lesson.verdicts["usaha"] else ()))
        for lesson in lessons(6)
    ]
    assert train(by_rule, ["usaha"]).codes[0].silence is SilenceReason.UNSURE
    presumed = [
        lesson if lesson.suggested else replace(lesson, presumed=frozenset({"usaha"}), decided=frozenset())
        for lesson in by_rule
    ]
    assert train(presumed, ["usaha"]).codes[0].silence is None
