"""The learned suggester: what people decided about words like these, for each code.

A logistic regression over n-grams weighted by tf-idf (Salton & Buckley 1988): which words spoke for a code
can be read off its weights. It says something only where it was right often enough in transcripts that it
had not seen. This module alone needs scikit-learn (the extra ``learn``); nobody imports it without asking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import FeatureUnion

from kubecode.coder.classifier_input import (
    ENOUGH_TOLD,
    ClassifierInput,
    Gram,
    InputWord,
    LearnedCode,
    SilenceReason,
    TrainingExample,
    known_beyond_rules,
    letter_grams,
    question_grams,
    word_grams,
)
from kubecode.model import Confidence, Cue, CueKind, Evidence, EvidenceKind, Presence, Suggestion

ENOUGH_DECISIONS = 20
ENOUGH_TRANSCRIPTS = 3
_FOLDS = 5
_RIGHT_OFTEN_ENOUGH = 2 / 3
_MOST_WORDS, _MOST_ASKED = 3, 2
_NOTICED = 0.25
"""A word is named beside the one that spoke most when it spoke at least this much of it."""

_GRAMS: Mapping[str, Callable[[ClassifierInput], Iterator[Gram]]] = {
    "words": word_grams,
    "letters": letter_grams,
    "question": question_grams,
}


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """What was learned from some lessons: how rare each n-gram is, and how much it speaks for each code."""

    reader: Any
    judges: Mapping[str, Any]

    def probabilities(self, sheet: Any, code: str) -> list[float]:
        """Return how likely the code is for each row; 0 where too little was seen to say anything."""
        judge = self.judges.get(code)
        if judge is None:
            return [0.0] * int(sheet.shape[0])
        chances: list[float] = judge.predict_proba(sheet)[:, 1].tolist()
        return chances

    def said(self, stretch: ClassifierInput, row: Any, code: str) -> tuple[list[float], list[float]]:
        """Return how much each word of a segment, and each of the question, speaks for the code.

        To a word count the n-grams that cover it; one that comes twice says its part each time.
        """
        spoken = row.multiply(self.judges[code].coef_[0]).tocoo()
        weights = dict(zip(spoken.col.tolist(), spoken.data.tolist(), strict=True))
        said = {"segment": [0.0] * len(stretch.words), "question": [0.0] * len(stretch.question)}
        first = 0
        for kind, vectorizer in self.reader.transformer_list:
            where = said["question" if kind == "question" else "segment"]
            grams = list(_GRAMS[kind](stretch))
            times = Counter(text for text, _ in grams)
            for text, covered in grams:
                column = vectorizer.vocabulary_.get(text, -1)
                for position in covered:
                    where[position] += weights.get(first + column, 0.0) / times[text] if column >= 0 else 0.0
            first += len(vectorizer.vocabulary_)
        return said["segment"], said["question"]


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """What was learned from all lessons, and for each transcript from the lessons of the others.

    Whatever it says of a transcript it has not learned from that transcript.
    """

    codes: tuple[LearnedCode, ...]
    whole: _Model | None
    without: Mapping[str, _Model]

    def suggest(
        self, stretches: Sequence[ClassifierInput], taken: Mapping[int, frozenset[str]]
    ) -> list[Suggestion]:
        """Suggest codes for the segments of one document, in the order of the text and the codebook.

        ``taken`` are the top-level codes about which nothing is to be said, by the start of the segment.
        """
        model = self.without.get(stretches[0].document, self.whole) if stretches else None
        if model is None:
            return []
        sheet = model.reader.transform(stretches)
        chances = {code.code: model.probabilities(sheet, code.code) for code in self.codes}
        found: list[Suggestion] = []
        for index, stretch in enumerate(stretches):
            not_free = taken.get(stretch.segment.start, frozenset())
            for code in self.codes:
                probability = chances[code.code][index]
                if code.code not in not_free and code.speaks_at(probability):
                    said = model.said(stretch, sheet[index], code.code)
                    found.append(_suggestion(stretch, code, probability, said))
        # Where no word of the segment spoke for it, only the question did, and that is no reason.
        return [suggestion for suggestion in found if suggestion.evidence]


def train(lessons: Sequence[TrainingExample], codes: Sequence[str]) -> Classifier:
    """Learn from what people have judged, and find for each code from which probability on to speak.

    The lowest is taken from which on two of three suggestions (and there were ten) would have been right
    in transcripts that were not learned from. They are tried where the rules say nothing, for there it will
    speak; but wherever there are verdicts, as long as people have hardly told of those places.
    """
    counted = [_counted(code, lessons) for code in codes]
    teachable = [one.code for one in counted if one.silence is None]
    if not teachable:
        return Classifier(tuple(counted), None, {})
    without: dict[str, _Model] = {}
    tried: dict[str, list[tuple[float, bool]]] = {code: [] for code in teachable}
    beyond = {code: known_beyond_rules(code, lessons) for code in teachable}
    for others, own in folds(lessons):
        model = _fit([lessons[index] for index in others], teachable)
        judged = [lessons[index] for index in own]
        without |= {lesson.stretch.document: model for lesson in judged}
        sheet = model.reader.transform([lesson.stretch for lesson in judged])
        for code in teachable:
            for lesson, probability in zip(judged, model.probabilities(sheet, code), strict=True):
                if code in lesson.verdicts and not (beyond[code] and code in lesson.suggested):
                    tried[code].append((probability, lesson.verdicts[code]))
    judged_codes = tuple(_with_threshold(one, tried.get(one.code)) for one in counted)
    return Classifier(judged_codes, _fit(lessons, teachable), without)


def cross_validated_codes(lessons: Sequence[TrainingExample], codes: Sequence[str]) -> list[frozenset[str]]:
    """Return for each lesson what would have been suggested, had its transcript not been there at all.

    Model and threshold come from the lessons of other transcripts only. Nothing is suggested where the
    rules suggest the code already.
    """
    found: list[frozenset[str]] = [frozenset()] * len(lessons)
    if len({lesson.stretch.document for lesson in lessons}) < ENOUGH_TRANSCRIPTS:
        return found
    for others, own in folds(lessons):
        suggester = train([lessons[index] for index in others], codes)
        for index in own:
            stretch = lessons[index].stretch
            learned = suggester.suggest([stretch], {stretch.segment.start: lessons[index].suggested})
            found[index] = frozenset(suggestion.code for suggestion in learned)
    return found


def folds(lessons: Sequence[TrainingExample]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield (what to learn from, what to try it on), as indices: a transcript is never in both."""
    transcripts = [lesson.stretch.document for lesson in lessons]
    splitter = GroupKFold(min(_FOLDS, len(set(transcripts))))
    for others, own in splitter.split(transcripts, groups=transcripts):
        yield others.tolist(), own.tolist()


def _counted(code: str, lessons: Sequence[TrainingExample]) -> LearnedCode:
    """Return how much there is to learn a code from, silent where it is too little."""
    about = [lesson for lesson in lessons if code in lesson.verdicts]
    decisions = sum(code in lesson.decided for lesson in about)
    transcripts = len({lesson.stretch.document for lesson in about})
    silence = None
    if decisions < ENOUGH_DECISIONS:
        silence = SilenceReason.FEW_DECISIONS
    elif transcripts < ENOUGH_TRANSCRIPTS:
        silence = SilenceReason.FEW_TRANSCRIPTS
    elif len({lesson.verdicts[code] for lesson in about}) == 1:
        silence = SilenceReason.ONE_SIDED
    return LearnedCode(code, decisions, transcripts, silence)


def _fit(lessons: Sequence[TrainingExample], codes: Sequence[str]) -> _Model:
    """Learn one model a code; all read the same n-grams."""
    readers = [
        (kind, TfidfVectorizer(analyzer=_texts(grams), sublinear_tf=True)) for kind, grams in _GRAMS.items()
    ]
    reader = FeatureUnion(readers)
    sheet = reader.fit_transform([lesson.stretch for lesson in lessons])
    judges: dict[str, Any] = {}
    for code in codes:
        rows = [index for index, lesson in enumerate(lessons) if code in lesson.verdicts]
        verdicts = [lessons[index].verdicts[code] for index in rows]
        if len(set(verdicts)) == 2:
            judges[code] = LogisticRegression(
                C=3.0, solver="liblinear", dual=True, tol=0.01, random_state=0
            ).fit(sheet[rows], verdicts)
    return _Model(reader, judges)


def _texts(grams: Callable[[ClassifierInput], Iterator[Gram]]) -> Callable[[ClassifierInput], list[str]]:
    """Return what reads the n-grams of a segment; that there are none is a sign like another."""
    return lambda stretch: [text for text, _ in grams(stretch)] or [""]


def _with_threshold(code: LearnedCode, tried: list[tuple[float, bool]] | None) -> LearnedCode:
    if tried is None:
        return code
    threshold = None
    right = 0
    surest = sorted(tried, key=lambda one: -one[0])
    for count, (probability, is_there) in enumerate(surest, 1):
        right += is_there
        is_last_of_equals = count == len(surest) or surest[count][0] < probability
        if is_last_of_equals and count >= ENOUGH_TOLD and right >= count * _RIGHT_OFTEN_ENOUGH:
            threshold = probability
    return replace(code, threshold=threshold, silence=SilenceReason.UNSURE if threshold is None else None)


def _suggestion(
    stretch: ClassifierInput, code: LearnedCode, probability: float, said: tuple[list[float], list[float]]
) -> Suggestion:
    segment = stretch.segment
    named = _loudest(stretch.words, said[0], _MOST_WORDS, also_empty=True)
    asked = _loudest(stretch.question, said[1], _MOST_ASKED, also_empty=False)

    def evidence(word: InputWord) -> Evidence:
        surface = segment.text[word.start - segment.start : word.end - segment.start]
        return Evidence(word.start, word.end, surface, word.lemma, EvidenceKind.LEARNED, 1.0)

    return Suggestion(
        start=segment.start,
        end=segment.end,
        line=segment.line,
        code=code.code,
        valence=None,
        presence=Presence.PRESENT,
        confidence=Confidence.MEDIUM,  # right as often as rules of this band, and never strong
        score=round(probability, 3),
        evidence=tuple(evidence(word) for word in named),
        cues=tuple(Cue(word.start, word.end, word.form, CueKind.ASKED) for word in asked),
        learned_from=code.decisions,
    )


def _loudest(
    words: Sequence[InputWord], said: Sequence[float], most: int, *, also_empty: bool
) -> list[InputWord]:
    """Return the words that spoke most for a code, in the order of the text; none where none did.

    What only points or fills is named where nothing else spoke, if at all.
    """
    first = {word.lemma: index for index, word in reversed(list(enumerate(words)))}
    loud = [index for index in first.values() if said[index] > 0]
    spoke = [index for index in loud if not words[index].says_nothing] or (loud if also_empty else [])
    order = sorted(spoke, key=lambda index: (-said[index], index))[:most]
    return [words[index] for index in sorted(order) if said[index] >= _NOTICED * said[order[0]]]
