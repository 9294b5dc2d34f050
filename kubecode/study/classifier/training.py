"""Training of the classifier on the decisions of a study, and its learned suggestions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kubecode.coder import Coded, CompiledCodebook, code_document
from kubecode.coder.classifier_input import TrainingExample, read_classifier_inputs
from kubecode.errors import KubecodeError
from kubecode.model import OPEN, Decision, Document, DocumentSpan, Segment, SegmentKey, Status, split_code
from kubecode.store import decisions as decision_store
from kubecode.study.session import Session

if TYPE_CHECKING:
    from kubecode.coder.classifier import Classifier

_LEFT_OPEN = OPEN - {Status.SUGGESTED}


@dataclass(frozen=True, slots=True)
class TrainedClassifier:
    """A classifier, with the number of its training decisions and the SHA-256 of its examples."""

    classifier: Classifier
    decisions: int
    sha256: str
    decided: Mapping[SegmentKey, frozenset[str]]
    """The codes with a decision, by segment. They get no learned suggestion there."""


def train_on_study(
    session: Session, documents: Iterable[Document], compiled: CompiledCodebook
) -> TrainedClassifier:
    """Return a classifier trained on the decisions of the study about these documents.

    Raises KubecodeError if scikit-learn is not installed.
    """
    require_scikit_learn()
    return train_on_examples(training_examples(session, documents, compiled), compiled)


def require_scikit_learn() -> None:
    """Raise KubecodeError if scikit-learn is not installed."""
    if find_spec("sklearn") is None:
        raise KubecodeError(
            "learning needs scikit-learn",
            "run: pip install scikit-learn (it comes with the extra kubecode[learn])",
        )


def train_on_examples(examples: Sequence[TrainingExample], compiled: CompiledCodebook) -> TrainedClassifier:
    """Return a classifier trained on the examples. The same examples give the same SHA-256."""
    from kubecode.coder.classifier import train  # noqa: PLC0415  loads scikit-learn, an extra

    content = [(*_span(e), sorted(e.verdicts.items()), sorted(e.decided)) for e in examples]
    return TrainedClassifier(
        classifier=train(examples, [code.path for code in compiled.codebook.codes]),
        decisions=sum(len(example.decided & example.verdicts.keys()) for example in examples),
        sha256=sha256(json.dumps(content).encode("utf-8")).hexdigest(),
        decided={_span(example)[:2]: example.decided for example in examples},
    )


def _span(example: TrainingExample) -> DocumentSpan:
    segment = example.input.segment
    return example.input.document, segment.start, segment.end


def add_learned_suggestions(
    document: Document, coded: Coded, compiled: CompiledCodebook, trained: TrainedClassifier
) -> Coded:
    """Return the rule-based suggestions with the learned ones added.

    A segment gets a learned suggestion only for codes without a rule-based suggestion and without a
    decision there.
    """
    taken = _codes_by_start(coded)
    for segment in document.segments:
        decided = trained.decided.get((document.name, segment.start), frozenset())
        taken[segment.start] = taken.get(segment.start, frozenset()) | decided
    inputs = read_classifier_inputs(document, compiled.language, compiled.vocabulary)
    learned = trained.classifier.suggest(inputs, taken)
    order = [code.path for code in compiled.codebook.codes]
    both = sorted((*coded.suggestions, *learned), key=lambda s: (s.start, order.index(split_code(s.code)[0])))
    return Coded(tuple(both), coded.asked_codes)


def training_examples(
    session: Session, documents: Iterable[Document], compiled: CompiledCodebook
) -> list[TrainingExample]:
    """Return the judged segments of these documents as training examples, in the order of the text.

    A code applies if a coder accepted or added it. It does not apply if it was rejected, or if the document
    was read to its end for that code. It is presumed not to apply if a coder decided about another code of
    the segment and the rules do not suggest this one. Codes that coders judge differently have no verdict.

    The documents are coded again by the rules instead of reading the stored suggestions, so that earlier
    learned suggestions do not influence later training. :func:`kubecode.study.judgements.judged_segments`
    does look at stored suggestions that are still open.
    """
    decisions: dict[str, list[Decision]] = {}
    for decision in decision_store.current_decisions(session.connection):
        decisions.setdefault(decision.document, []).append(decision)
    readings = decision_store.completed_readings(session.connection)
    examples: list[TrainingExample] = []
    for document in documents:
        in_document, codes_read = decisions.get(document.name, []), readings.get(document.name, {})
        if in_document or codes_read:
            examples.extend(_examples_from(document, in_document, codes_read, compiled))
    return examples


def _examples_from(
    document: Document,
    decisions: Sequence[Decision],
    codes_read: Mapping[str, frozenset[str]],
    compiled: CompiledCodebook,
) -> Iterator[TrainingExample]:
    """Yield the training examples of one document. ``codes_read`` is coder → codes read for."""
    codes = [code.path for code in compiled.codebook.codes]
    suggested = _codes_by_start(code_document(document, compiled))
    coders = sorted({*(decision.coder for decision in decisions), *codes_read})
    for input_ in read_classifier_inputs(document, compiled.language, compiled.vocabulary):
        judgements = {coder: _CoderJudgement(codes_read.get(coder, frozenset())) for coder in coders}
        for decision in decisions:
            if _is_about(decision, input_.segment):
                code = split_code(decision.code)[0]
                judgements[decision.coder].statuses.setdefault(code, set()).add(decision.status)
        by_rule = suggested.get(input_.segment.start, frozenset())
        found = {code: {j.verdict(code) for j in judgements.values()} - {None} for code in codes}
        verdicts = {code: True in values for code, values in found.items() if len(values) == 1}
        presumed = frozenset(
            code
            for code in codes
            if code not in by_rule and not found[code] and _is_presumed(code, judgements.values())
        )
        decided = frozenset(code for code in codes if any(j.has_decided(code) for j in judgements.values()))
        if verdicts or presumed or decided:
            verdicts |= dict.fromkeys(presumed, False)
            yield TrainingExample(input_, verdicts, decided, by_rule, presumed)


@dataclass(frozen=True, slots=True)
class _CoderJudgement:
    """One coder's judgement of one segment: the codes read for, and the statuses given to each code."""

    read: frozenset[str]
    statuses: dict[str, set[Status]] = field(default_factory=dict)

    def has_decided(self, code: str) -> bool:
        """Return whether the coder accepted or rejected the code here."""
        return bool(self.statuses.get(code, set()) - OPEN)

    def verdict(self, code: str) -> bool | None:
        """Return whether the code applies, or None if the coder did not judge it."""
        statuses = self.statuses.get(code, set())
        if Status.ACCEPTED in statuses:
            return True
        is_open = bool(statuses & _LEFT_OPEN)
        return False if not is_open and (Status.REJECTED in statuses or code in self.read) else None


def _is_presumed(code: str, judgements: Collection[_CoderJudgement]) -> bool:
    """Return whether a coder decided about any code here and no coder left this code open."""
    has_decision = any(j.has_decided(other) for j in judgements for other in j.statuses)
    return has_decision and not any(_LEFT_OPEN & j.statuses.get(code, set()) for j in judgements)


def _is_about(decision: Decision, segment: Segment) -> bool:
    """Return whether a decision and a segment overlap in at least half of the shorter one."""
    overlap = min(decision.end, segment.end) - max(decision.start, segment.start)
    return 2 * overlap >= min(decision.end - decision.start, segment.end - segment.start)


def _codes_by_start(coded: Coded) -> dict[int, frozenset[str]]:
    """Return the suggested top-level codes, by the start of the segment."""
    codes: dict[int, frozenset[str]] = {}
    for suggestion in coded.suggestions:
        here = frozenset({split_code(suggestion.code)[0]})
        codes[suggestion.start] = codes.get(suggestion.start, frozenset()) | here
    return codes
