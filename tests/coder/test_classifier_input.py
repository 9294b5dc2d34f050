"""The features of a segment for the classifier: words, letters, and the question before it."""

import pytest

from kubecode.coder.classifier_input import (
    ClassifierInput,
    InputWord,
    TrainingExample,
    has_verdicts_beyond_rules,
    letter_grams,
    question_grams,
    word_grams,
)
from kubecode.model import Segment


def word(form, lemma=None):
    return InputWord(0, 1, form, lemma or form, False)


INPUT = ClassifierInput("a.txt", Segment(0, 9, 1, 0, "ga kumpul"), (word("ga"), word("kumpul", "kumpul"), word("rame")), (word("rapatnya", "rapat"), word("apa")))  # fmt: skip


def test_word_grams_are_single_lemmas_and_pairs_with_their_positions():
    assert list(word_grams(INPUT)) == [
        ("ga", (0,)),
        ("kumpul", (1,)),
        ("ga kumpul", (0, 1)),
        ("rame", (2,)),
        ("kumpul rame", (1, 2)),
    ]


def test_letter_grams_have_three_to_five_letters_with_word_borders():
    grams = list(letter_grams(INPUT))
    assert [gram for gram, where in grams if where == (0,)] == [" ga", "ga ", " ga "]
    assert [gram for gram, where in grams if where == (2,)] == [
        *(" ra", "ram", "ame", "me "),
        *(" ram", "rame", "ame "),
        *(" rame", "rame "),
    ]


def test_question_grams_are_its_lemmas():
    assert list(question_grams(INPUT)) == [("rapat", (0,)), ("apa", (1,))]


@pytest.mark.parametrize(
    ("counts", "is_enough"),
    [
        pytest.param([(9, {}), (1, {})], True, id="ten verdicts without suggestion"),
        pytest.param([(9, {})], False, id="nine verdicts are too few"),
        pytest.param([(9, {}), (9, {"suggested": frozenset({"k"})})], False, id="verdicts on suggested segments do not count"),
        pytest.param([(9, {}), (9, {"presumed": frozenset({"k"})})], False, id="presumed verdicts do not count"),
        pytest.param([(9, {}), (9, {"verdicts": {"l": True}})], False, id="verdicts about another code do not count"),
    ],
)  # fmt: skip
def test_code_needs_ten_verdicts_on_segments_without_suggestion(counts, is_enough):
    plain = {"verdicts": {"k": True}, "decided": frozenset(), "suggested": frozenset()}
    examples = [TrainingExample(INPUT, **(plain | more)) for count, more in counts for _ in range(count)]
    assert has_verdicts_beyond_rules("k", examples) is is_enough
