"""Indicator mining: a person answers proposals, and accepted ones are written to the codebook file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from kubecode.codebook import Codebook, Group, compare_codebooks
from kubecode.errors import KubecodeError, unknown_name
from kubecode.model import is_within, split_code
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
    """Options of mining. None means any; ``again`` includes refused proposals.

    ``code`` limits the proposals to a code and its sub-codes, ``coder`` the decisions to one coder's.
    """

    code: str | None = None
    coder: str | None = None
    again: bool = False
    lang: Lang = "id"


class MiningAction(StrEnum):
    """What a person can do with a proposal."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    LATER = "later"
    UNDO = "undo"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class MiningAnswer:
    """An answer to a proposal. ``group`` replaces the proposed group of a new indicator."""

    action: MiningAction
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class MiningOutcome:
    """What the last answer did, and to which candidate. The candidate is None if nothing was undone."""

    action: MiningAction
    candidate: CandidateChange | None


@dataclass(frozen=True, slots=True)
class MiningResult:
    """The result of a session: the written and refused changes, in order, and the number still open."""

    accepted: tuple[CandidateChange, ...]
    refused: tuple[CandidateChange, ...]
    left: int
    file: Path


MiningDecider = Callable[[CodebookProposal | None, int, MiningOutcome | None], MiningAnswer]
"""Called with the proposal (None if none is left), the number left and the outcome of the last answer."""


class ProposalSource:
    """The proposals for one version of a codebook, from the decisions of a study.

    This is a class because it caches the measured proposals.
    """

    def __init__(self, session: Session, options: MiningOptions, codebook: Codebook) -> None:
        self._options = options
        self._lexicon = study_lexicon(session.path).lexicon
        self._judged = judged_segments(session, options.coder)
        self._documents = list(document_store.get_documents(session.connection))
        self._suggestions = list(runs.get_suggestions(session.connection))
        self._refused = frozenset() if options.again else refusals.get_refusals(session.connection)
        self._measured: dict[Refusal, CodebookProposal] = {}
        self.use_codebook(codebook)

    @property
    def judged(self) -> int:
        """The number of judged segments."""
        return len(self._judged)

    def use_codebook(self, codebook: Codebook) -> None:
        """Find candidates for this version of the codebook.

        Raises KubecodeError if the codebook does not have the code in the options.
        """
        within = self._options.code.strip("/") if self._options.code else None
        if within is not None and codebook.find(within) is None:
            raise unknown_name("code", within, [code.path for code in codebook.walk()])
        self._replay = build_replay(self._documents, self._judged, codebook, self._lexicon)
        record = track_record(codebook, self._suggestions, self._judged)
        self._candidates = [
            candidate
            for candidate in candidate_changes(self._replay, record)
            if candidate.key not in self._refused and (within is None or is_within(candidate.path, within))
        ]
        self._measured = {}

    def open_candidates(self, answered: Collection[Refusal]) -> Iterator[CandidateChange]:
        """Yield the unanswered candidates that may be worth it, the most useful first.

        A candidate that helps only where a better open candidate helps is left out until that one is
        answered.
        """
        better: list[CandidateChange] = []
        for candidate in self._candidates:
            if candidate.key in answered or any(_covers(other, candidate) for other in better):
                continue
            if self._may_be_worth_it(candidate):
                yield candidate
            # Ask again: the caller may have measured the candidate since it was yielded.
            if self._may_be_worth_it(candidate):
                better.append(candidate)

    def proposals(self, answered: Collection[Refusal]) -> Iterator[CodebookProposal]:
        """Yield the unanswered proposals, each measured when it is reached."""
        for candidate in self.open_candidates(answered):
            if candidate.key not in self._measured:
                measured = measure_candidate(self._replay, candidate, self._options.lang)
                self._measured[candidate.key] = measured
            if self._may_be_worth_it(candidate):
                yield self._measured[candidate.key]

    def _may_be_worth_it(self, candidate: CandidateChange) -> bool:
        return candidate.key not in self._measured or self._measured[candidate.key].is_worth_it


def list_proposals(session: Session, options: MiningOptions) -> tuple[list[CodebookProposal], int]:
    """Return the proposals, the most useful first, and the number of judged segments they rest on."""
    source = ProposalSource(session, options, study_codebook(session).codebook)
    return list(source.proposals(())), source.judged


class MiningSession:
    """One coder's session of answering proposals.

    Callers show :attr:`proposal` and pass the answer to :meth:`apply`, again and again. An accepted change
    is in the codebook file when ``apply`` returns; the other proposals are then made again for the changed
    codebook.
    """

    def __init__(self, session: Session, coder: str, options: MiningOptions) -> None:
        self._session = session
        self._coder = valid_coder_name(coder)
        self._file: CodebookFile = editable_codebook(session)
        self._source = ProposalSource(session, options, self._codebook(self._file.text))
        self._answered: list[tuple[MiningAnswer, CandidateChange, str]] = []

    @property
    def judged(self) -> int:
        """The number of judged segments."""
        return self._source.judged

    @property
    def left(self) -> int:
        """The number of proposals left, including the current one.

        An upper bound: some candidates turn out not to be worth it when they are measured.
        """
        return sum(1 for _ in self._source.open_candidates(self._answered_keys()))

    @property
    def proposal(self) -> CodebookProposal | None:
        """The current proposal, or None after the last."""
        return next(self._source.proposals(self._answered_keys()), None)

    def apply(self, answer: MiningAnswer) -> MiningOutcome:
        """Apply an answer to the current proposal.

        Raises KubecodeError (exit 3), and writes nothing, if another program has changed the file.
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
            self._put_refusal(candidate, is_refused=True)
        self._answered.append((answer, candidate, before))
        return MiningOutcome(answer.action, candidate)

    def result(self) -> MiningResult:
        """Return the result of the session so far."""

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
            self._put_refusal(candidate, is_refused=False)
        self._answered.pop()
        return MiningOutcome(MiningAction.UNDO, candidate)

    def _answered_keys(self) -> frozenset[Refusal]:
        return frozenset(candidate.key for _, candidate, _ in self._answered)

    def _write(self, text: str) -> None:
        self._file.write(text)
        self._source.use_codebook(self._codebook(text))

    def _codebook(self, text: str) -> Codebook:
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        return load_codebook_text(plain, str(self._file.path)).codebook

    def _edited(self, candidate: CandidateChange) -> str:
        """Return the text of the codebook with one change.

        Raises KubecodeError if editing the text would change anything else.
        """
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

    def _put_refusal(self, candidate: CandidateChange, *, is_refused: bool) -> None:
        with transaction(self._session.connection):
            coder_and_time = self._coder, now()
            refusals.put_refusal(self._session.connection, candidate.key, coder_and_time, stands=is_refused)


def run_mining(mining: MiningSession, decide: MiningDecider) -> MiningResult:
    """Pass the proposals to the decider until it quits, and return the result."""
    outcome = None
    while True:
        proposal = mining.proposal
        answer = decide(proposal, mining.left, outcome)
        if answer.action is MiningAction.QUIT:
            return mining.result()
        outcome = mining.apply(answer)


def _covers(better: CandidateChange, candidate: CandidateChange) -> bool:
    """Return whether a better addition to the same top-level code helps wherever this addition does."""
    is_same = (
        split_code(better.path)[0] == split_code(candidate.path)[0] and better.change is candidate.change
    )
    return is_same and candidate.change is ChangeKind.ADD and candidate.helps <= better.helps
