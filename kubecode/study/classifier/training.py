"""What a study can teach the learned suggester: the verdicts of its people, segment by segment."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kubecode.coder import Coded, CompiledCodebook, code_document
from kubecode.coder.classifier_input import TrainingExample, read_classifier_inputs
from kubecode.errors import KubecodeError
from kubecode.model import OPEN, Decision, Document, Segment, Status, split_code
from kubecode.store import decisions as decision_store
from kubecode.study.session import Session

if TYPE_CHECKING:
    from kubecode.coder.classifier import Classifier

_DECIDED = frozenset({Status.ACCEPTED, Status.REJECTED})
_LEFT_OPEN = OPEN - {Status.SUGGESTED}


@dataclass(frozen=True, slots=True)
class TrainedClassifier:
    """What was learned, from how many decisions, and the fingerprint of all that it was taught."""

    suggester: Classifier
    decisions: int
    sha256: str
    decided: Mapping[tuple[str, int], frozenset[str]]
    """The codes about which somebody decided, by document and start of the segment."""


def train_on_study(
    session: Session, documents: Iterable[Document], compiled: CompiledCodebook
) -> TrainedClassifier:
    """Learn from what people have decided in the study about these documents.

    Raises KubecodeError where scikit-learn is not installed.
    """
    require_scikit_learn()
    return train_on_examples(training_examples(session, documents, compiled), compiled)


def require_scikit_learn() -> None:
    """Raise KubecodeError where the extra that learning needs is not installed."""
    if find_spec("sklearn") is None:
        raise KubecodeError(
            "learning needs scikit-learn",
            "run: pip install scikit-learn (it comes with the extra kubecode[learn])",
        )


def train_on_examples(lessons: Sequence[TrainingExample], compiled: CompiledCodebook) -> TrainedClassifier:
    """Learn from lessons; the same lessons have the same fingerprint."""
    from kubecode.coder.classifier import train  # noqa: PLC0415  scikit-learn, for those who ask for it

    taught = [(*_place(one), sorted(one.verdicts.items()), sorted(one.decided)) for one in lessons]
    return TrainedClassifier(
        suggester=train(lessons, [code.path for code in compiled.codebook.codes]),
        decisions=sum(len(lesson.decided & lesson.verdicts.keys()) for lesson in lessons),
        sha256=sha256(json.dumps(taught).encode("utf-8")).hexdigest(),
        decided={_place(one)[:2]: one.decided for one in lessons},
    )


def _place(lesson: TrainingExample) -> tuple[str, int, int]:
    segment = lesson.input.segment
    return lesson.input.document, segment.start, segment.end


def add_learned_suggestions(
    document: Document, found: Coded, compiled: CompiledCodebook, taught: TrainedClassifier
) -> Coded:
    """Add what was learned to what the rules found: where they and people are silent about a code."""
    taken = _codes_by_start(found)
    for segment in document.segments:
        decided = taught.decided.get((document.name, segment.start), frozenset())
        taken[segment.start] = taken.get(segment.start, frozenset()) | decided
    stretches = read_classifier_inputs(document, compiled.language, compiled.vocabulary)
    learned = taught.suggester.suggest(stretches, taken)
    order = [code.path for code in compiled.codebook.codes]
    both = sorted((*found.suggestions, *learned), key=lambda s: (s.start, order.index(split_code(s.code)[0])))
    return Coded(tuple(both), found.asked_codes)


def training_examples(
    session: Session, documents: Iterable[Document], compiled: CompiledCodebook
) -> list[TrainingExample]:
    """Return the segments that people have judged in these documents, in the order of the text.

    A code is there where somebody accepted or added it. It is not there where it was rejected, and where
    the document was read to its end with that code in mind; presumably not where a coder decided about
    another code of the segment and the rules suggest nothing of this one. What coders judge differently
    teaches nothing. The rules are asked anew, not the study's suggestions: what was learned once must not
    change what is learned next (:func:`kubecode.study.judgements.judged_segments` counts what is left open).
    """
    decisions: dict[str, list[Decision]] = {}
    for decision in decision_store.current_decisions(session.connection):
        decisions.setdefault(decision.document, []).append(decision)
    readings = decision_store.completed_readings(session.connection)
    lessons: list[TrainingExample] = []
    for document in documents:
        made, read = decisions.get(document.name, []), readings.get(document.name, {})
        if made or read:
            lessons.extend(_lessons_of(document, made, read, compiled))
    return lessons


def _lessons_of(
    document: Document,
    decisions: Sequence[Decision],
    read: Mapping[str, frozenset[str]],
    compiled: CompiledCodebook,
) -> Iterator[TrainingExample]:
    codes = [code.path for code in compiled.codebook.codes]
    suggested = _codes_by_start(code_document(document, compiled))
    coders = sorted({*(decision.coder for decision in decisions), *read})
    for stretch in read_classifier_inputs(document, compiled.language, compiled.vocabulary):
        own = {coder: _Judged(read.get(coder, frozenset())) for coder in coders}
        for decision in decisions:
            if _is_about(decision, stretch.segment):
                code = split_code(decision.code)[0]
                own[decision.coder].statuses.setdefault(code, set()).add(decision.status)
        by_rule = suggested.get(stretch.segment.start, frozenset())
        said = {code: {judged.verdict(code) for judged in own.values()} - {None} for code in codes}
        told = {code: True in found for code, found in said.items() if len(found) == 1}
        presumed = frozenset(
            code
            for code in codes
            if code not in by_rule and not said[code] and _is_presumed(code, own.values())
        )
        decided = frozenset(
            code for code in codes if any(judged.has_decided(code) for judged in own.values())
        )
        if told or presumed or decided:
            yield TrainingExample(stretch, told | dict.fromkeys(presumed, False), decided, by_rule, presumed)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one coder says of one segment: the codes read for, and the statuses given to each."""

    read: frozenset[str]
    statuses: dict[str, set[Status]] = field(default_factory=dict)

    def has_decided(self, code: str) -> bool:
        """Say whether the coder accepted or rejected the code here."""
        return bool(self.statuses.get(code, set()) & _DECIDED)

    def verdict(self, code: str) -> bool | None:
        """Return whether the code is there, None where the coder did not say it."""
        statuses = self.statuses.get(code, set())
        if Status.ACCEPTED in statuses:
            return True
        is_open = bool(statuses & _LEFT_OPEN)
        return False if not is_open and (Status.REJECTED in statuses or code in self.read) else None


def _is_presumed(code: str, judged: Iterable[_Judged]) -> bool:
    """Say whether somebody decided about another code here, and nobody left this one open."""
    everyone = list(judged)
    has_judged = any(one.has_decided(other) for one in everyone for other in one.statuses)
    return has_judged and not any(_LEFT_OPEN & one.statuses.get(code, set()) for one in everyone)


def _is_about(decision: Decision, segment: Segment) -> bool:
    """Say whether a decision covers at least half of the segment, or lies at least half in it."""
    overlap = min(decision.end, segment.end) - max(decision.start, segment.start)
    return 2 * overlap >= min(decision.end - decision.start, segment.end - segment.start)


def _codes_by_start(found: Coded) -> dict[int, frozenset[str]]:
    """Return the top-level codes that the rules suggest, by the start of the segment."""
    codes: dict[int, frozenset[str]] = {}
    for suggestion in found.suggestions:
        here = frozenset({split_code(suggestion.code)[0]})
        codes[suggestion.start] = codes.get(suggestion.start, frozenset()) | here
    return codes
