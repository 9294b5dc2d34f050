"""Input of the classifier: segments as words, n-grams of them, and the decisions about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kubecode.coder.vocabulary import Vocabulary
from kubecode.coder.words import read_words, without_asides
from kubecode.language import Language
from kubecode.model import Document, Segment

ENOUGH_VERDICTS = 10
"""The least number of verdicts for which a share means something."""

Gram = tuple[str, tuple[int, ...]]
"""An n-gram and the positions of the words that it covers."""


@dataclass(frozen=True, slots=True)
class InputWord:
    """A word of the text: ``[start, end)`` in code points, its lower-case form and its lemma.

    ``says_nothing`` marks words without content of their own (see ``Language.says_nothing``).
    """

    start: int
    end: int
    form: str
    lemma: str
    says_nothing: bool = False


@dataclass(frozen=True, slots=True)
class ClassifierInput:
    """A segment as words, with the words of the question that it answers."""

    document: str
    segment: Segment
    words: tuple[InputWord, ...]
    question: tuple[InputWord, ...]


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """A segment with the coders' verdicts about its top-level codes.

    ``verdicts`` says for each judged code whether it applies. ``decided`` are the codes that a coder
    accepted or rejected here, ``suggested`` those that the rules suggest. A verdict is ``presumed`` if the
    coder decided about another code here and not about this one, which was not suggested.
    """

    input: ClassifierInput
    verdicts: Mapping[str, bool]
    decided: frozenset[str]
    suggested: frozenset[str]
    presumed: frozenset[str] = frozenset()


class SilenceReason(StrEnum):
    """Why the classifier does not suggest a code."""

    FEW_DECISIONS = "few_decisions"
    FEW_TRANSCRIPTS = "few_transcripts"
    ONE_SIDED = "one_sided"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class LearnedCode:
    """The training counts of a code, and the threshold above which it is suggested.

    ``decisions`` counts the segments with a decision, ``transcripts`` the transcripts with a verdict.
    ``threshold`` is the lowest probability for a suggestion; None if the code is never suggested.
    """

    code: str
    decisions: int
    transcripts: int
    silence: SilenceReason | None = None
    threshold: float | None = None

    def is_suggested_at(self, probability: float) -> bool:
        """Return whether the code is suggested at this probability."""
        return self.threshold is not None and probability >= self.threshold


def has_verdicts_beyond_rules(code: str, examples: Iterable[TrainingExample]) -> bool:
    """Return whether a code has enough verdicts on segments without a rule-based suggestion of it."""
    beyond = (
        code in example.verdicts and code not in example.suggested | example.presumed for example in examples
    )
    return sum(beyond) >= ENOUGH_VERDICTS


def read_classifier_inputs(
    document: Document, language: Language, vocabulary: Vocabulary
) -> list[ClassifierInput]:
    """Return the segments of a document with their words, in the order of the text."""
    text = without_asides(document.text)

    def words_within(start: int, end: int) -> tuple[InputWord, ...]:
        words = read_words(text, start, end, vocabulary)
        return tuple(
            InputWord(*words.span(index, index), form.lower, form.lemma, language.says_nothing(form.lower))
            for index, form in enumerate(words.forms)
        )

    questions: list[tuple[InputWord, ...]] = []
    question: tuple[InputWord, ...] = ()
    for turn in document.turns:
        question = words_within(turn.start, turn.end) if turn.asks else question
        questions.append(question)
    return [
        ClassifierInput(
            document.name, segment, words_within(segment.start, segment.end), questions[segment.turn]
        )
        for segment in document.segments
    ]


def word_grams(segment_input: ClassifierInput) -> Iterator[Gram]:
    """Yield every lemma of a segment, and every two adjacent ones."""
    lemmas = [word.lemma for word in segment_input.words]
    for position, lemma in enumerate(lemmas):
        yield lemma, (position,)
        if position:
            yield f"{lemmas[position - 1]} {lemma}", (position - 1, position)


def letter_grams(segment_input: ClassifierInput) -> Iterator[Gram]:
    """Yield the n-grams of three to five letters of each word as spelled, with a space at its borders."""
    for position, word in enumerate(segment_input.words):
        for gram in _letters(word.form):
            yield gram, (position,)


def question_grams(segment_input: ClassifierInput) -> Iterator[Gram]:
    """Yield every lemma of the question that a segment answers."""
    for position, word in enumerate(segment_input.question):
        yield word.lemma, (position,)


@lru_cache(maxsize=1 << 16)
def _letters(form: str) -> tuple[str, ...]:
    padded = f" {form} "
    return tuple(padded[i : i + size] for size in (3, 4, 5) for i in range(len(padded) - size + 1))
