"""A classifier that suggests codes from the decisions about similar segments.

For each code, a logistic regression over n-grams weighted by tf-idf (Salton & Buckley 1988); its weights
show which words count for the code. A code is suggested only if it was right often enough in transcripts
that were held out. This module needs scikit-learn (the extra ``learn``); it is imported only on request.
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
    ENOUGH_VERDICTS,
    ClassifierInput,
    Gram,
    InputWord,
    LearnedCode,
    SilenceReason,
    TrainingExample,
    has_verdicts_beyond_rules,
    letter_grams,
    question_grams,
    word_grams,
)
from kubecode.model import Confidence, Cue, CueKind, Evidence, EvidenceKind, Presence, Suggestion

ENOUGH_DECISIONS = 20
ENOUGH_TRANSCRIPTS = 3
_FOLDS = 5
_LEAST_PRECISION = 2 / 3
_MOST_WORDS, _MOST_QUESTION_WORDS = 3, 2
_NOTABLE = 0.25
"""A word is listed if it contributes at least this share of the strongest word's contribution."""

_GRAMS: Mapping[str, Callable[[ClassifierInput], Iterator[Gram]]] = {
    "words": word_grams,
    "letters": letter_grams,
    "question": question_grams,
}


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """The n-gram features fitted on some examples, and one regression for each code."""

    vectorizers: Any
    regressions: Mapping[str, Any]

    def probabilities(self, features: Any, code: str) -> list[float]:
        """Return the probability of a code for each row; 0 for a code with too few examples."""
        regression = self.regressions.get(code)
        if regression is None:
            return [0.0] * int(features.shape[0])
        probabilities: list[float] = regression.predict_proba(features)[:, 1].tolist()
        return probabilities

    def contributions(
        self, segment_input: ClassifierInput, row: Any, code: str
    ) -> tuple[list[float], list[float]]:
        """Return the contribution to a code of each word of a segment, and of each word of the question.

        A word gets the weights of all n-grams that cover it. The weight of an n-gram that occurs several
        times is divided among its occurrences.
        """
        weighted = row.multiply(self.regressions[code].coef_[0]).tocoo()
        weights = dict(zip(weighted.col.tolist(), weighted.data.tolist(), strict=True))
        of_segment = [0.0] * len(segment_input.words)
        of_question = [0.0] * len(segment_input.question)
        offset = 0
        for kind, vectorizer in self.vectorizers.transformer_list:
            contributions = of_question if kind == "question" else of_segment
            grams = list(_GRAMS[kind](segment_input))
            counts = Counter(text for text, _ in grams)
            for text, covered in grams:
                column = vectorizer.vocabulary_.get(text, -1)
                for position in covered:
                    share = weights.get(offset + column, 0.0) / counts[text] if column >= 0 else 0.0
                    contributions[position] += share
            offset += len(vectorizer.vocabulary_)
        return of_segment, of_question


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """A model trained on all examples, and for each transcript one trained without it.

    Suggestions for a transcript come from the model trained without it.
    """

    codes: tuple[LearnedCode, ...]
    model: _Model | None
    held_out_models: Mapping[str, _Model]

    def suggest(
        self, inputs: Sequence[ClassifierInput], taken: Mapping[int, frozenset[str]]
    ) -> list[Suggestion]:
        """Return suggestions for the segments of one document, in the order of the text and the codebook.

        ``taken`` has the top-level codes that are not to be suggested, by the start of the segment.
        """
        model = self.held_out_models.get(inputs[0].document, self.model) if inputs else None
        if model is None:
            return []
        features = model.vectorizers.transform(inputs)
        probabilities = {code.code: model.probabilities(features, code.code) for code in self.codes}
        found: list[Suggestion] = []
        for row, segment_input in enumerate(inputs):
            taken_codes = taken.get(segment_input.segment.start, frozenset())
            for code in self.codes:
                probability = probabilities[code.code][row]
                if code.code not in taken_codes and code.is_suggested_at(probability):
                    contributions = model.contributions(segment_input, features[row], code.code)
                    found.append(_suggestion(segment_input, code, probability, contributions))
        # Without evidence only the question counted for the code, and that is no reason.
        return [suggestion for suggestion in found if suggestion.evidence]


def train(examples: Sequence[TrainingExample], codes: Sequence[str]) -> Classifier:
    """Return a classifier trained on the examples, with a threshold for each code.

    The threshold is the lowest probability at which at least ten suggestions in held-out transcripts were
    made and two of three were right. If a code has enough verdicts on segments without a rule-based
    suggestion, it is tried on these only, for there it will be suggested; else on all verdicts.
    """
    counted = [_counted(code, examples) for code in codes]
    trainable = [code.code for code in counted if code.silence is None]
    if not trainable:
        return Classifier(tuple(counted), None, {})
    held_out_models: dict[str, _Model] = {}
    trials: dict[str, list[tuple[float, bool]]] = {code: [] for code in trainable}
    beyond_rules = {code: has_verdicts_beyond_rules(code, examples) for code in trainable}
    for training, held_out in folds(examples):
        model = _fit([examples[index] for index in training], trainable)
        tested = [examples[index] for index in held_out]
        held_out_models |= {example.input.document: model for example in tested}
        features = model.vectorizers.transform([example.input for example in tested])
        for code in trainable:
            for example, probability in zip(tested, model.probabilities(features, code), strict=True):
                if code in example.verdicts and not (beyond_rules[code] and code in example.suggested):
                    trials[code].append((probability, example.verdicts[code]))
    learned = tuple(_with_threshold(code, trials.get(code.code)) for code in counted)
    return Classifier(learned, _fit(examples, trainable), held_out_models)


def cross_validated_codes(examples: Sequence[TrainingExample], codes: Sequence[str]) -> list[frozenset[str]]:
    """Return for each example the codes that are suggested if its transcript is left out of the training.

    Model and threshold come from other transcripts only. Codes that the rules suggest already are left out.
    """
    suggested: list[frozenset[str]] = [frozenset()] * len(examples)
    if len({example.input.document for example in examples}) < ENOUGH_TRANSCRIPTS:
        return suggested
    for training, held_out in folds(examples):
        classifier = train([examples[index] for index in training], codes)
        for index in held_out:
            segment_input = examples[index].input
            taken = {segment_input.segment.start: examples[index].suggested}
            suggestions = classifier.suggest([segment_input], taken)
            suggested[index] = frozenset(suggestion.code for suggestion in suggestions)
    return suggested


def folds(examples: Sequence[TrainingExample]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield (training, held out) as indices of examples; no transcript is in both."""
    transcripts = [example.input.document for example in examples]
    splitter = GroupKFold(min(_FOLDS, len(set(transcripts))))
    for training, held_out in splitter.split(transcripts, groups=transcripts):
        yield training.tolist(), held_out.tolist()


def _counted(code: str, examples: Sequence[TrainingExample]) -> LearnedCode:
    """Return the training counts of a code, with the reason for silence if they are too low."""
    judged = [example for example in examples if code in example.verdicts]
    decisions = sum(code in example.decided for example in judged)
    transcripts = len({example.input.document for example in judged})
    silence = None
    if decisions < ENOUGH_DECISIONS:
        silence = SilenceReason.FEW_DECISIONS
    elif transcripts < ENOUGH_TRANSCRIPTS:
        silence = SilenceReason.FEW_TRANSCRIPTS
    elif len({example.verdicts[code] for example in judged}) == 1:
        silence = SilenceReason.ONE_SIDED
    return LearnedCode(code, decisions, transcripts, silence)


def _fit(examples: Sequence[TrainingExample], codes: Sequence[str]) -> _Model:
    """Return a model with one regression for each code; all use the same features."""
    vectorizers = FeatureUnion(
        [(kind, TfidfVectorizer(analyzer=_texts(grams), sublinear_tf=True)) for kind, grams in _GRAMS.items()]
    )
    features = vectorizers.fit_transform([example.input for example in examples])
    regressions: dict[str, Any] = {}
    for code in codes:
        rows = [index for index, example in enumerate(examples) if code in example.verdicts]
        verdicts = [examples[index].verdicts[code] for index in rows]
        if len(set(verdicts)) == 2:
            regressions[code] = LogisticRegression(
                C=3.0, solver="liblinear", dual=True, tol=0.01, random_state=0
            ).fit(features[rows], verdicts)
    return _Model(vectorizers, regressions)


def _texts(grams: Callable[[ClassifierInput], Iterator[Gram]]) -> Callable[[ClassifierInput], list[str]]:
    """Return a function from a segment to its n-grams; that there are none is a feature too."""
    return lambda segment_input: [text for text, _ in grams(segment_input)] or [""]


def _with_threshold(code: LearnedCode, trials: list[tuple[float, bool]] | None) -> LearnedCode:
    """Return a code with the threshold that its trials (probability, verdict) give."""
    if trials is None:
        return code
    threshold = None
    right = 0
    ranked = sorted(trials, key=lambda trial: -trial[0])
    for count, (probability, verdict) in enumerate(ranked, 1):
        right += verdict
        is_last_of_equals = count == len(ranked) or ranked[count][0] < probability
        if is_last_of_equals and count >= ENOUGH_VERDICTS and right >= count * _LEAST_PRECISION:
            threshold = probability
    return replace(code, threshold=threshold, silence=SilenceReason.UNSURE if threshold is None else None)


def _suggestion(
    segment_input: ClassifierInput,
    code: LearnedCode,
    probability: float,
    contributions: tuple[list[float], list[float]],
) -> Suggestion:
    segment = segment_input.segment
    of_segment, of_question = contributions
    words = _strongest(segment_input.words, of_segment, _MOST_WORDS, allow_empty=True)
    question_words = _strongest(segment_input.question, of_question, _MOST_QUESTION_WORDS, allow_empty=False)

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
        evidence=tuple(evidence(word) for word in words),
        cues=tuple(Cue(word.start, word.end, word.form, CueKind.ASKED) for word in question_words),
        learned_from=code.decisions,
    )


def _strongest(
    words: Sequence[InputWord], contributions: Sequence[float], most: int, *, allow_empty: bool
) -> list[InputWord]:
    """Return the words that contributed most, in the order of the text; none if none contributed.

    Function words are listed only if no content word contributed, and only with ``allow_empty``.
    """
    first = {word.lemma: index for index, word in reversed(list(enumerate(words)))}
    positive = [index for index in first.values() if contributions[index] > 0]
    content_words = [index for index in positive if not words[index].says_nothing]
    candidates = content_words or (positive if allow_empty else [])
    ranked = sorted(candidates, key=lambda index: (-contributions[index], index))[:most]
    return [
        words[index]
        for index in sorted(ranked)
        if contributions[index] >= _NOTABLE * contributions[ranked[0]]
    ]
