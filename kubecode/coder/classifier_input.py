"""What the learned suggester reads: segments as words, and what people have said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kubecode.coder.vocabulary import Vocabulary
from kubecode.coder.words import read_words, without_asides
from kubecode.language import Language
from kubecode.model import Document, Segment

ENOUGH_TOLD = 10
"""Verdicts from which on a share means something."""

Gram = tuple[str, tuple[int, ...]]
"""An n-gram and the positions of the words that it covers."""


@dataclass(frozen=True, slots=True)
class InputWord:
    """A word of the text: ``[start, end)`` in code points, its lower-case form and its lemma.

    ``says_nothing`` marks what only points, fills or denies.
    """

    start: int
    end: int
    form: str
    lemma: str
    says_nothing: bool = False


@dataclass(frozen=True, slots=True)
class ClassifierInput:
    """A segment as the suggester reads it: its words, and those of the question that it answers."""

    document: str
    segment: Segment
    words: tuple[InputWord, ...]
    question: tuple[InputWord, ...]


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """A segment that people have judged, by top-level code.

    ``verdicts`` say whether a code is there; ``decided`` are the codes that somebody accepted or rejected
    here; ``suggested`` those that the rules suggest. A verdict is ``presumed`` where somebody decided about
    another code and said nothing of this one, which nobody had suggested.
    """

    stretch: ClassifierInput
    verdicts: Mapping[str, bool]
    decided: frozenset[str]
    suggested: frozenset[str]
    presumed: frozenset[str] = frozenset()


class SilenceReason(StrEnum):
    """Why the suggester says nothing of a code."""

    FEW_DECISIONS = "few_decisions"
    FEW_TRANSCRIPTS = "few_transcripts"
    ONE_SIDED = "one_sided"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class LearnedCode:
    """What could be learned of a code, and from how much.

    ``decisions`` are the segments about which somebody decided, ``transcripts`` those that have any
    verdict. ``threshold`` is the probability from which on it speaks, None where it is silent.
    """

    code: str
    decisions: int
    transcripts: int
    silence: SilenceReason | None = None
    threshold: float | None = None

    def speaks_at(self, probability: float) -> bool:
        """Say whether the suggester speaks where the code is this likely."""
        return self.threshold is not None and probability >= self.threshold


def known_beyond_rules(code: str, lessons: Iterable[TrainingExample]) -> bool:
    """Say whether people have told often enough, where the rules are silent, whether a code is there."""
    told = (code in one.verdicts and code not in one.suggested | one.presumed for one in lessons)
    return sum(told) >= ENOUGH_TOLD


def read_classifier_inputs(
    document: Document, language: Language, vocabulary: Vocabulary
) -> list[ClassifierInput]:
    """Return the segments of a document with their words, in order."""
    text = without_asides(document.text)

    def words_within(start: int, end: int) -> tuple[InputWord, ...]:
        words = read_words(text, start, end, vocabulary)
        return tuple(
            InputWord(*words.span(index, index), form.lower, form.lemma, language.says_nothing(form.lower))
            for index, form in enumerate(words.forms)
        )

    questions: list[tuple[InputWord, ...]] = []
    asked: tuple[InputWord, ...] = ()
    for turn in document.turns:
        asked = words_within(turn.start, turn.end) if turn.asks else asked
        questions.append(asked)
    return [
        ClassifierInput(
            document.name, segment, words_within(segment.start, segment.end), questions[segment.turn]
        )
        for segment in document.segments
    ]


def word_grams(stretch: ClassifierInput) -> Iterator[Gram]:
    """Yield every lemma of a segment, and every two that stand side by side."""
    lemmas = [word.lemma for word in stretch.words]
    for position, lemma in enumerate(lemmas):
        yield lemma, (position,)
        if position:
            yield f"{lemmas[position - 1]} {lemma}", (position - 1, position)


def letter_grams(stretch: ClassifierInput) -> Iterator[Gram]:
    """Yield three to five letters at a time of every word as it is spelled, its borders marked by blanks."""
    for position, word in enumerate(stretch.words):
        for gram in _letters(word.form):
            yield gram, (position,)


def question_grams(stretch: ClassifierInput) -> Iterator[Gram]:
    """Yield every lemma of the question that a segment answers."""
    for position, word in enumerate(stretch.question):
        yield word.lemma, (position,)


@lru_cache(maxsize=1 << 16)
def _letters(form: str) -> tuple[str, ...]:
    padded = f" {form} "
    return tuple(padded[i : i + size] for size in (3, 4, 5) for i in range(len(padded) - size + 1))
