"""Review: one decision engine; whoever decides, a person at a screen or a script, asks it in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Literal

from kubecode.codebook import Code, Codebook
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import Coding, Decision, Document, Presence, Status, Valence
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store.study_file import transaction
from kubecode.study.codebooks import codebook_of
from kubecode.study.codings import Filter, Key, check_filter, decided_coding, study_codings
from kubecode.study.session import Session, now, person
from kubecode.wording import Lang

Order = Literal["transcript", "code", "uncertain", "random"]

_BEFORE, _BEHIND = 3, 2


class Action(StrEnum):
    """What can be done with a suggestion."""

    ACCEPT = "accept"
    REJECT = "reject"
    SKIP = "skip"
    RECODE = "recode"
    ADD = "add"
    MEMO = "memo"
    UNDO = "undo"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says that the excerpt means for the group."""

    valence: Valence | None
    presence: Presence


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer. ``code`` belongs to recode and add, ``memo`` to memo; without a judgement it is the one
    suggested.
    """

    action: Action
    judgement: Judgement | None = None
    code: str | None = None
    memo: str | None = None


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A stretch of the transcript around the excerpt; ``is_excerpt`` marks the excerpt itself."""

    line: int
    speaker: str | None
    text: str
    is_excerpt: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the last answer did: decisions that were saved, or taken back; none where nothing could be."""

    decisions: tuple[Decision, ...]
    undone: bool


@dataclass(frozen=True, slots=True)
class Item:
    """What is shown for one decision; ``also`` are the other codings of the same excerpt."""

    coding: Coding
    code: Code | None
    context: tuple[ContextLine, ...]
    also: tuple[Coding, ...]
    position: int
    total: int


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """How a session of review ended: decisions by status in this session, and what is still open."""

    decided: Mapping[Status, int]
    undecided: int
    skipped: int


Decider = Callable[[Item | None, Outcome | None], Verdict]
"""Asked with the item to decide (None when all are decided) and what the answer before did."""


class Review:
    """One coder's way through a queue of codings: a state, the item to show, and what an answer changes.

    Whoever asks (a line at a time, a screen, a script) calls :attr:`item` and :meth:`apply` in turn. Every
    answer is on disk when ``apply`` returns, so that an interruption loses at most the answer being given.
    """

    def __init__(
        self, session: Session, coder: str, wanted: Filter, order: Order = "transcript", lang: Lang = "id"
    ) -> None:
        self._session = session
        self._coder = person(coder)
        self._lang = lang
        self._codebook = codebook_of(session).codebook
        check_filter(session, self._codebook, wanted)
        self._documents = {d.name: d for d in document_store.get_documents(session.connection)}
        self._codings = {_key(c): c for c in study_codings(session, lang, coder=coder)}
        asked = replace(wanted, status=wanted.status or Status.SUGGESTED)
        self._queue = [_key(c) for c in self._in_order(filter(asked.wants, self._codings.values()), order)]
        self._position = 0
        self._decided: dict[Key, Status] = {}

    @property
    def item(self) -> Item | None:
        """What is to be decided now, None behind the last."""
        if self._position >= len(self._queue):
            return None
        coding = self._codings[self._queue[self._position]]
        return Item(
            coding=coding,
            code=self._codebook.find(coding.path),
            context=context_of(self._documents[coding.document], coding.start),
            also=tuple(
                other
                for other in self._codings.values()
                if (other.document, other.start) == (coding.document, coding.start) and other is not coding
            ),
            position=self._position + 1,
            total=len(self._queue),
        )

    def apply(self, verdict: Verdict) -> Outcome:
        """Save an answer about the present item. Raises KubecodeError for a code that is in no codebook."""
        if verdict.action is Action.UNDO:
            return self._undo()
        item = self.item
        if item is None or verdict.action is Action.QUIT:
            return Outcome((), undone=False)
        made = _decisions(verdict, item.coding, self._coder, self._codebook)
        with transaction(self._session.connection):
            decision_store.put_decisions(self._session.connection, made, now())
        for decision in made:
            self._note(decision)
        if verdict.action not in {Action.MEMO, Action.ADD}:
            self._position += 1
        return Outcome(tuple(made), undone=False)

    def result(self) -> ReviewResult:
        """Return how the session stands."""
        open_ = Counter(coding.status for coding in self._codings.values())
        decided = Counter(self._decided.values())
        return ReviewResult(dict(decided), open_[Status.SUGGESTED], open_[Status.SKIPPED])

    def _undo(self) -> Outcome:
        """Take back this coder's last action, of this session or an earlier one, and go to where it was."""
        with transaction(self._session.connection):
            undone = decision_store.undo_last(self._session.connection, self._coder, now())
        if not undone:
            return Outcome((), undone=True)
        names = {decision.document for decision in undone}
        everything = study_codings(self._session, self._lang, coder=self._coder)
        self._codings = {
            **{key: c for key, c in self._codings.items() if c.document not in names},
            **{_key(c): c for c in everything if c.document in names},
        }
        keys = [_key(decision) for decision in undone]
        for key in keys:
            self._decided.pop(key, None)
        back = next((key for key in keys if key in self._queue), None)
        if back is None:
            # It was decided before this session, or outside its filter: it joins the queue here.
            back = next((key for key in keys if key in self._codings), None)
            self._queue[self._position : self._position] = [back] if back else []
        elif back in self._queue:
            self._position = self._queue.index(back)
        # What was added by hand and is now taken back has no coding any more.
        self._queue = [key for key in self._queue if key in self._codings]
        return Outcome(tuple(undone), undone=True)

    def _note(self, decision: Decision) -> None:
        """Keep the codings as the study now has them."""
        key = _key(decision)
        before = self._codings.get(key)
        if before is None:
            document = self._documents[decision.document]
            self._codings[key] = decided_coding(document, decision, None, self._lang)
        elif decision.status is Status.SUGGESTED:
            self._codings[key] = replace(before, memo=decision.memo)
        else:
            self._codings[key] = replace(
                before,
                status=decision.status,
                valence=decision.valence,
                presence=decision.presence,
                coder=decision.coder,
                memo=decision.memo,
            )
        if decision.status is not Status.SUGGESTED:
            self._decided[key] = decision.status

    def _in_order(self, codings: Iterable[Coding], order: Order) -> list[Coding]:
        code_order = {code.path: position for position, code in enumerate(self._codebook.walk())}

        def in_transcript(coding: Coding) -> tuple[str, int, int]:
            return coding.document, coding.start, code_order.get(coding.path, len(code_order))

        def by_code(coding: Coding) -> tuple[int, str, int, int]:
            return code_order.get(coding.path, len(code_order)), *in_transcript(coding)

        def by_doubt(coding: Coding) -> tuple[float, str, int, int]:
            # The score is a share: what is as likely to be accepted as not is the most uncertain.
            return abs((coding.score or 0.0) - 0.5), *in_transcript(coding)

        def shuffled(coding: Coding) -> bytes:
            # By fingerprint: another coder gets another order, the same coder resumes in the same.
            return sha256(f"{self._coder}:{coding.id}".encode()).digest()

        if order == "code":
            return sorted(codings, key=by_code)
        if order == "uncertain":
            return sorted(codings, key=by_doubt)
        return sorted(codings, key=shuffled) if order == "random" else sorted(codings, key=in_transcript)


def run_review(review: Review, decide: Decider) -> ReviewResult:
    """Ask the decider about one item after another, until it quits."""
    outcome = None
    while True:
        verdict = decide(review.item, outcome)
        if verdict.action is Action.QUIT:
            return review.result()
        outcome = review.apply(verdict)


def _key(one: Coding | Decision) -> Key:
    return one.document, one.start, one.end, one.path if isinstance(one, Coding) else one.code


def context_of(document: Document, start: int) -> tuple[ContextLine, ...]:
    """Return the excerpt that begins at ``start`` with three stretches before it and two behind it."""
    pieces: list[tuple[int, ContextLine]] = []
    for turn in document.turns:
        if turn.asks:
            said = document.text[turn.start : turn.end]
            pieces.append((turn.start, ContextLine(turn.line, turn.speaker, said, False)))
    for segment in document.segments:
        speaker = document.turns[segment.turn].speaker
        pieces.append(
            (segment.start, ContextLine(segment.line, speaker, segment.text, segment.start == start))
        )
    pieces.sort(key=lambda piece: piece[0])
    here = next((n for n, (offset, _) in enumerate(pieces) if offset >= start), len(pieces))
    return tuple(line for _, line in pieces[max(0, here - _BEFORE) : here + 1 + _BEHIND])


def _decisions(verdict: Verdict, coding: Coding, coder: str, codebook: Codebook) -> list[Decision]:
    """Return what a verdict appends: one decision, or two when a code is replaced by another."""
    judged = verdict.judgement or Judgement(coding.valence, coding.presence)
    as_suggested = Decision(
        document=coding.document,
        start=coding.start,
        end=coding.end,
        code=coding.path,
        coder=coder,
        status=Status.ACCEPTED,
        valence=coding.valence,
        presence=coding.presence,
        memo=coding.memo,
    )
    if verdict.action is Action.REJECT:
        return [replace(as_suggested, status=Status.REJECTED)]
    if verdict.action is Action.SKIP:
        return [replace(as_suggested, status=Status.SKIPPED)]
    if verdict.action is Action.MEMO:
        return [replace(as_suggested, status=coding.status, memo=verdict.memo)]
    accepted = replace(as_suggested, valence=judged.valence, presence=judged.presence)
    if verdict.action is Action.ACCEPT or verdict.code == coding.path:
        return [accepted]
    if verdict.code is None or codebook.find(verdict.code) is None:
        message, hint = f'the codebook has no code "{verdict.code}"', "choose one of its paths"
        raise KubecodeError(message, hint, exit_status=ExitStatus.USAGE)
    other = replace(accepted, code=verdict.code, memo=None)
    if verdict.action is Action.ADD:
        return [other]
    return [replace(as_suggested, status=Status.REJECTED), other]
