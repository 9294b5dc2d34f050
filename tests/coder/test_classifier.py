"""The classifier on invented transcripts: ``pasar`` (market) means the code, ``sawah`` (rice field) does not."""

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
POSITIVE = (
    "Tiap subuh kami {} ke pasar bawa sayur.",
    "Yang jaga lapak di pasar itu {} saya.",
    "Hasil dari pasar {} dibagi rata.",
    "Langganan di pasar {} makin banyak.",
    "Sewa tempat di pasar {} naik terus.",
)
NEGATIVE = (
    "Anak saya {} baru masuk sekolah.",
    "Sawahnya {} kering gara-gara kemarau.",
    "Kemarin hujan {} deras sekali.",
    "Suami saya {} kerja di kebun.",
    "Rumahnya {} dekat jembatan.",
)
FILLERS = ("memang", "katanya", "dulu", "sekarang", "kayaknya", "pokoknya")


def transcript(name, sentences=(*POSITIVE, *NEGATIVE), question="Sehari-hari ngapain, Bu?"):
    filler = FILLERS[sum(map(ord, name)) % len(FILLERS)]
    text = f"P: {question}\n" + "".join(f"T: {sentence.format(filler)}\n" for sentence in sentences)
    document = replace(document_from_text(text, COMPILED.language), name=name)
    inputs = read_classifier_inputs(document, COMPILED.language, COMPILED.vocabulary)
    assert len(inputs) == len(sentences)
    return document, inputs


def examples(transcripts=4, positive=POSITIVE, negative=NEGATIVE):
    """Return examples from transcripts in which every segment has a decision."""
    names = [f"mawar_{letter}_01.txt" for letter in "ABCDEFGHIJ"[:transcripts]]
    return [
        TrainingExample(
            segment_input, {"usaha": "pasar" in segment_input.segment.text}, frozenset({"usaha"}), frozenset()
        )
        for name in names
        for segment_input in transcript(name, (*positive, *negative))[1]
    ]


def suggested(classifier, name="baru_X_01.txt", taken=None):
    _, inputs = transcript(name)
    return classifier.suggest(inputs, taken or {})


def test_code_is_suggested_in_a_new_transcript():
    document, inputs = transcript("baru_X_01.txt")
    found = train(examples(), ["usaha", "utang"]).suggest(inputs, {})
    assert [s.start for s in found] == [s.segment.start for s in inputs if "pasar" in s.segment.text]
    for suggestion in found:
        assert (suggestion.code, suggestion.valence, suggestion.presence) == ("usaha", None, Presence.PRESENT)
        assert suggestion.confidence is not Confidence.STRONG
        assert 0 < suggestion.score < 1
        assert suggestion.learned_from == 40
        assert suggestion.line == document.text.count("\n", 0, suggestion.start) + 1


def test_evidence_is_the_words_of_the_segment_that_raise_the_probability():
    document, inputs = transcript("baru_X_01.txt")
    classifier = train(examples(), ["usaha"])
    by_start = {segment_input.segment.start: segment_input for segment_input in inputs}
    for suggestion in classifier.suggest(inputs, {}):
        segment_input = by_start[suggestion.start]
        assert "pasar" in {piece.surface for piece in suggestion.evidence}
        listed = set()
        for piece in suggestion.evidence:
            assert suggestion.start <= piece.start < piece.end <= suggestion.end
            assert document.text[piece.start : piece.end] == piece.surface
            assert (piece.kind, piece.similarity) == (EvidenceKind.LEARNED, 1.0)
            (word,) = [word for word in segment_input.words if word.start == piece.start]
            assert piece.indicator == word.lemma
            listed.add(word)
        without = replace(
            segment_input, words=tuple(word for word in segment_input.words if word not in listed)
        )
        probability = classifier.model.probabilities(
            classifier.model.vectorizers.transform([without]), "usaha"
        )[0]
        assert probability < suggestion.score


def test_question_counts_but_is_never_the_only_evidence():
    about_code, about_else = "Cerita soal dagangannya, Bu?", "Keluarga di rumah gimana, Bu?"
    answers = ("Iya, rame.", "Kadang sepi kadang rame.", "Lumayan buat jajan.", "Capek tapi senang.")
    training = []
    for letter in "ABCDEF":
        for question, applies in ((about_code, True), (about_else, False)):
            for segment_input in transcript(f"mawar_{letter}_{applies}.txt", answers, question)[1]:
                name = f"mawar_{letter}_01.txt"
                training.append(
                    TrainingExample(
                        replace(segment_input, document=name),
                        {"usaha": applies},
                        frozenset({"usaha"}),
                        frozenset(),
                    )
                )
    classifier = train(training, ["usaha"])
    asked = classifier.suggest(transcript("baru_X_01.txt", answers, about_code)[1], {})
    assert classifier.suggest(transcript("baru_Y_01.txt", answers, about_else)[1], {}) == []
    assert asked
    for suggestion in asked:
        assert suggestion.evidence
        assert {cue.kind for cue in suggestion.cues} == {CueKind.ASKED}
        assert {"cerita", "dagangannya"} & {cue.surface for cue in suggestion.cues}


def test_code_with_fewer_than_twenty_decisions_is_not_suggested():
    few, enough = examples()[:19], examples()[:20]
    assert [c.silence for c in train(few, ["usaha"]).codes] == [SilenceReason.FEW_DECISIONS]
    assert [c.silence for c in train(enough, ["usaha"]).codes] == [SilenceReason.FEW_TRANSCRIPTS]
    read_only = [replace(example, decided=frozenset()) for example in examples()]
    (code_,) = train(read_only, ["usaha"]).codes
    assert (code_.silence, code_.decisions) == (SilenceReason.FEW_DECISIONS, 0)
    assert suggested(train(few, ["usaha"])) == []
    assert train([], ["usaha"]).codes[0].silence is SilenceReason.FEW_DECISIONS


def test_code_with_few_transcripts_or_one_verdict_is_not_suggested():
    assert train(examples(2), ["usaha"]).codes[0].silence is SilenceReason.FEW_TRANSCRIPTS
    one_sided = [replace(example, verdicts={"usaha": True}) for example in examples()]
    assert train(one_sided, ["usaha"]).codes[0].silence is SilenceReason.ONE_SIDED


def test_code_that_is_too_seldom_right_is_not_suggested():
    # The verdicts do not depend on the text.
    training = [replace(example, verdicts={"usaha": by_chance(example)}) for example in examples()]
    classifier = train(training, ["usaha"])
    assert classifier.codes[0].silence is SilenceReason.UNSURE
    assert suggested(classifier) == []


def by_chance(example):
    return (sum(map(ord, example.input.document)) + example.input.segment.start) % 3 == 0


def test_taken_codes_are_not_suggested():
    _, inputs = transcript("baru_X_01.txt")
    taken = {segment_input.segment.start: frozenset({"usaha"}) for segment_input in inputs}
    assert suggested(train(examples(), ["usaha"]), taken=taken) == []


def test_training_is_deterministic():
    first, second = (train(examples(), ["usaha"]) for _ in range(2))
    assert first.codes == second.codes
    assert suggested(first) == suggested(second)


@pytest.mark.parametrize("transcripts", [3, 4, 7, 10])
def test_no_transcript_is_both_trained_on_and_held_out(transcripts):
    training = examples(transcripts)
    all_held_out = []
    for trained, held_out in folds(training):
        assert not {training[i].input.document for i in trained} & {
            training[i].input.document for i in held_out
        }
        all_held_out += held_out
    assert sorted(all_held_out) == list(range(len(training)))


def test_suggestions_do_not_depend_on_the_decisions_in_their_own_transcript():
    training = examples(6)
    name = training[0].input.document
    reversed_examples = [
        replace(example, verdicts={"usaha": not example.verdicts["usaha"]})
        if example.input.document == name
        else example
        for example in training
    ]
    own = [index for index, example in enumerate(training) if example.input.document == name]
    before, after = (cross_validated_codes(some, ["usaha"]) for some in (training, reversed_examples))
    assert [before[index] for index in own] == [after[index] for index in own]
    assert any(before[index] for index in own)
    probabilities = []
    for some in (training, reversed_examples):
        model = train(some, ["usaha"]).held_out_models[name]
        probabilities.append(
            model.probabilities(model.vectorizers.transform([some[i].input for i in own]), "usaha")
        )
    assert probabilities[0] == probabilities[1]


def test_code_is_tried_beyond_the_rules_once_it_has_enough_verdicts_there():
    # The rules find pasar. All other segments were rejected, so the classifier must not suggest them.
    by_rule = [
        replace(example, suggested=frozenset({"usaha"} if example.verdicts["usaha"] else ()))
        for example in examples(6)
    ]
    assert train(by_rule, ["usaha"]).codes[0].silence is SilenceReason.UNSURE
    presumed = [
        example if example.suggested else replace(example, presumed=frozenset({"usaha"}), decided=frozenset())
        for example in by_rule
    ]
    assert train(presumed, ["usaha"]).codes[0].silence is None


def test_only_word_of_a_segment_is_evidence():
    _, inputs = transcript("baru_X_01.txt", ("Pasar.", "Sawah."))
    (found,) = train(examples(), ["usaha"]).suggest(inputs, {})
    assert [piece.surface for piece in found.evidence] == ["Pasar"]


def test_evidence_is_at_most_three_words_of_the_segment_and_two_of_the_question():
    _, inputs = transcript("baru_X_01.txt", question="Pasar, lapak, langganan, sewa?")
    suggestions = train(examples(), ["usaha"]).suggest(inputs, {})
    assert suggestions
    for found in suggestions:
        assert 1 <= len(found.evidence) <= 3
        assert len(found.cues) <= 2
        assert [piece.start for piece in found.evidence] == sorted(piece.start for piece in found.evidence)
        assert len({piece.surface.casefold() for piece in found.evidence}) == len(found.evidence)
