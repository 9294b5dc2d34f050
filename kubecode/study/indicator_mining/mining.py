"""Learning from review: a codebook changed indicator by indicator, each time by a person's answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from kubecode.codebook import Codebook, Group, compare_codebooks
from kubecode.errors import KubecodeError, unknown_name
from kubecode.store import documents as document_store
from kubecode.store import refusals, runs
from kubecode.store.refusals import Refusal
from kubecode.store.study_file import transaction
from kubecode.study.codebooks.codebook_file import CodebookFile, editable_codebook
from kubecode.study.codebooks.load import load_codebook_text, study_codebook
from kubecode.study.coders import valid_coder_name
from kubecode.study.evaluation.track_record import track_record
from kubecode.study.indicator_mining.proposals import (
    CandidateChange,
    ChangeKind,
    CodebookProposal,
    candidate_changes,
    measure_candidate,
)
from kubecode.study.indicator_mining.replay import build_replay
from kubecode.study.judgements import judged_segments
from kubecode.study.session import Session, now
from kubecode.study.words import study_lexicon
from kubecode.wording import Lang
from kubecode.writers.codebook_edit import add_indicator, remove_indicator


@dataclass(frozen=True, slots=True)
class MiningOptions:
    """What to learn: for one code and those below it, from one coder, ``again`` also what was refused."""

    code: str | None = None
    coder: str | None = None
    again: bool = False
    lang: Lang = "id"


class MiningAction(StrEnum):
    """What can be done with a proposal."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    LATER = "later"
    UNDO = "undo"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class MiningAnswer:
    """One answer; ``group`` is the one under which a new indicator shall stand, if not the proposed one."""

    action: MiningAction
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class MiningOutcome:
    """What the last answer did, and to which candidate; None where there was nothing to undo."""

    action: MiningAction
    candidate: CandidateChange | None


@dataclass(frozen=True, slots=True)
class MiningResult:
    """How it ended: the changes that were written and refused, in order, and what is left to decide."""

    accepted: tuple[CandidateChange, ...]
    refused: tuple[CandidateChange, ...]
    left: int
    file: Path


MiningDecider = Callable[[CodebookProposal | None, int, MiningOutcome | None], MiningAnswer]
"""Asked with the proposal (None when none is left), how many are left, and what the answer before did."""


class ProposalSource:
    """What past decisions say of one version of the study's codebook.

    Whatever is measured is remembered, which is why this is a class.
    """

    def __init__(self, session: Session, options: MiningOptions, book: Codebook) -> None:
        self._options = options
        self._own = study_lexicon(session.path).lexicon
        self._judged = judged_segments(session, options.coder)
        self._documents = list(document_store.get_documents(session.connection))
        self._suggestions = list(runs.get_suggestions(session.connection))
        self._hidden = frozenset() if options.again else refusals.get_refusals(session.connection)
        self._measured: dict[Refusal, CodebookProposal] = {}
        self.read(book)

    @property
    def judged(self) -> int:
        """How many segments people have judged."""
        return len(self._judged)

    def read(self, book: Codebook) -> None:
        """Take up a version of the codebook. Raises KubecodeError where it lacks the code asked for."""
        within = self._options.code.strip("/") if self._options.code else None
        if within is not None and book.find(within) is None:
            raise unknown_name("code", within, [code.path for code in book.walk()])
        self._past = build_replay(self._documents, self._judged, book, self._own)
        record = track_record(book, self._suggestions, self._judged)
        self._candidates = [
            candidate
            for candidate in candidate_changes(self._past, record)
            if candidate.key not in self._hidden
            and (within is None or f"{candidate.path}/".startswith(f"{within}/"))
        ]
        self._measured = {}

    def waiting(self, answered: Collection[Refusal]) -> Iterator[CandidateChange]:
        """Yield the candidates that are not answered yet, the most useful first.

        One that helps only where a better one helps already waits until that one is answered.
        """
        better: list[CandidateChange] = []
        for candidate in self._candidates:
            if candidate.key in answered or any(_covers(other, candidate) for other in better):
                continue
            if self._may_be_worth_it(candidate):
                yield candidate
            # It may have been measured meanwhile.
            if self._may_be_worth_it(candidate):
                better.append(candidate)

    def proposals(self, answered: Collection[Refusal]) -> Iterator[CodebookProposal]:
        """Yield the proposals that are not answered yet, each measured when it is asked for."""
        for candidate in self.waiting(answered):
            if candidate.key not in self._measured:
                self._measured[candidate.key] = measure_candidate(self._past, candidate, self._options.lang)
            if self._may_be_worth_it(candidate):
                yield self._measured[candidate.key]

    def _may_be_worth_it(self, candidate: CandidateChange) -> bool:
        return candidate.key not in self._measured or self._measured[candidate.key].is_worth_it


def list_proposals(session: Session, options: MiningOptions) -> tuple[list[CodebookProposal], int]:
    """Return what there is to propose, the most useful first, and on how many judged segments it rests."""
    lessons = ProposalSource(session, options, study_codebook(session).codebook)
    return list(lessons.proposals(())), lessons.judged


class MiningSession:
    """One person's way through the proposals: a state, the proposal to show, and what an answer changes.

    Whoever asks calls :attr:`proposal` and :meth:`apply` in turn. What is accepted is in the file when
    ``apply`` returns, and the other proposals are made anew for the codebook as it is then.
    """

    def __init__(self, session: Session, coder: str, options: MiningOptions) -> None:
        self._session = session
        self._coder = valid_coder_name(coder)
        self._file: CodebookFile = editable_codebook(session)
        self._lessons = ProposalSource(session, options, self._codebook(self._file.text))
        self._answered: list[tuple[MiningAnswer, CandidateChange, str]] = []

    @property
    def judged(self) -> int:
        """How many segments people have judged."""
        return self._lessons.judged

    @property
    def left(self) -> int:
        """How many proposals are left, with the present one; measured, some may prove not worth it."""
        return sum(1 for _ in self._lessons.waiting(self._answered_keys()))

    @property
    def proposal(self) -> CodebookProposal | None:
        """What is to be decided now, None behind the last."""
        return next(self._lessons.proposals(self._answered_keys()), None)

    def apply(self, answer: MiningAnswer) -> MiningOutcome:
        """Do what an answer to the present proposal says.

        Raises KubecodeError (exit 3) where the file was changed meanwhile: then nothing is written.
        """
        if answer.action is MiningAction.UNDO:
            return self._undo()
        proposal = self.proposal
        if proposal is None or answer.action is MiningAction.QUIT:
            return MiningOutcome(MiningAction.QUIT, None)
        candidate, before = proposal.candidate, self._file.text
        if answer.action is MiningAction.ACCEPT:
            if answer.group and candidate.change is ChangeKind.ADD:
                indicator = replace(candidate.indicator, group=answer.group)
                candidate = replace(candidate, indicator=indicator)
            self._write(self._edited(candidate))
        elif answer.action is MiningAction.REFUSE:
            self._note_refusal(candidate, stands=True)
        self._answered.append((answer, candidate, before))
        return MiningOutcome(answer.action, candidate)

    def result(self) -> MiningResult:
        """Return how the session stands."""

        def answered(action: MiningAction) -> tuple[CandidateChange, ...]:
            return tuple(candidate for answer, candidate, _ in self._answered if answer.action is action)

        left = self.left + len(answered(MiningAction.LATER))
        return MiningResult(
            answered(MiningAction.ACCEPT), answered(MiningAction.REFUSE), left, self._file.path
        )

    def _undo(self) -> MiningOutcome:
        """Take back the last answer of this session."""
        if not self._answered:
            return MiningOutcome(MiningAction.UNDO, None)
        answer, candidate, before = self._answered[-1]
        if answer.action is MiningAction.ACCEPT:
            self._write(before)
        elif answer.action is MiningAction.REFUSE:
            self._note_refusal(candidate, stands=False)
        self._answered.pop()
        return MiningOutcome(MiningAction.UNDO, candidate)

    def _answered_keys(self) -> frozenset[Refusal]:
        return frozenset(candidate.key for _, candidate, _ in self._answered)

    def _write(self, text: str) -> None:
        self._file.write(text)
        self._lessons.read(self._codebook(text))

    def _codebook(self, text: str) -> Codebook:
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        return load_codebook_text(plain, str(self._file.path)).codebook

    def _edited(self, candidate: CandidateChange) -> str:
        """Return the text of the codebook after a change, when it says just that. Raises KubecodeError."""
        text, path, indicator = self._file.text, candidate.path, candidate.indicator
        if candidate.change is ChangeKind.ADD:
            edited = add_indicator(text, path, indicator.group, indicator.text)
        else:
            edited = remove_indicator(text, path, indicator.text)
        changes = compare_codebooks(self._codebook(text), self._codebook(edited))
        if {(change.path, change.before or change.after) for change in changes} != {(path, indicator.text)}:
            raise KubecodeError(
                f'{self._file.path}: "{indicator.text}" of "{path}" cannot be changed by itself',
                "change it in an editor; nothing was written",
            )
        return edited

    def _note_refusal(self, candidate: CandidateChange, *, stands: bool) -> None:
        with transaction(self._session.connection):
            made = self._coder, now()
            refusals.put_refusal(self._session.connection, candidate.key, made, stands=stands)


def run_mining(learning: MiningSession, decide: MiningDecider) -> MiningResult:
    """Ask the decider about one proposal after another, until it quits."""
    outcome = None
    while True:
        proposal = learning.proposal
        answer = decide(proposal, learning.left, outcome)
        if answer.action is MiningAction.QUIT:
            return learning.result()
        outcome = learning.apply(answer)


def _covers(better: CandidateChange, candidate: CandidateChange) -> bool:
    """Say whether a better candidate for the same top-level code already helps wherever this one does."""
    is_same = better.path.split("/")[0] == candidate.path.split("/")[0] and better.change is candidate.change
    return is_same and candidate.change is ChangeKind.ADD and candidate.helps <= better.helps
