"""Review: one decision engine; whoever decides, a person at a screen or a script, is a parameter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
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
from kubecode.study.codings import Filter, study_codings
from kubecode.study.session import Session, now
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
class Verdict:
    """One answer of the decider. ``code`` belongs to recode and add, ``memo`` to memo."""

    action: Action
    code: str | None = None
    valence: Valence | None = None
    presence: Presence = Presence.PRESENT
    memo: str | None = None


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A stretch of the transcript around the excerpt; ``is_excerpt`` marks the excerpt itself."""

    line: int
    speaker: str | None
    text: str
    is_excerpt: bool


@dataclass(frozen=True, slots=True)
class Item:
    """What is shown for one decision."""

    coding: Coding
    code: Code | None
    context: tuple[ContextLine, ...]
    also: tuple[Coding, ...]
    position: int
    total: int
    undone: bool


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """How a session of review ended: decisions by status in this session, and what is still open."""

    decided: Mapping[Status, int]
    undecided: int
    skipped: int


Decider = Callable[[Item], Verdict]


def review_queue(
    session: Session, coder: str, wanted: Filter, order: Order, lang: Lang = "id"
) -> list[Coding]:
    """Return what this coder has not decided yet (or what has the wanted status), in the order asked for."""
    codebook = codebook_of(session).codebook
    status = wanted.status or Status.SUGGESTED
    queue = study_codings(session, lang, replace(wanted, coder=coder, status=status))
    code_order = {code.path: position for position, code in enumerate(codebook.walk())}

    def in_transcript(coding: Coding) -> tuple[str, int, int]:
        return coding.document, coding.start, code_order.get(coding.path, len(code_order))

    if order == "code":
        queue.sort(key=lambda c: (code_order.get(c.path, len(code_order)), *in_transcript(c)))
    elif order == "uncertain":
        queue.sort(key=lambda c: (c.score or 0.0, *in_transcript(c)))
    elif order == "random":
        # Shuffled by fingerprint: another coder gets another order, the same coder resumes in the same.
        queue.sort(key=lambda c: sha256(f"{coder}:{c.id}".encode()).digest())
    else:
        queue.sort(key=in_transcript)
    return queue


def run_review(
    session: Session, coder: str, queue: list[Coding], decide: Decider, lang: Lang = "id"
) -> ReviewResult:
    """Ask the decider about one coding after another; every answer is on disk before the next question.

    An interruption (also by a kill) loses at most the answer that was being given.
    """
    codebook = codebook_of(session).codebook
    documents = {d.name: d for d in document_store.get_documents(session.connection)}
    decided: Counter[Status] = Counter()
    index, undone = 0, False
    while index < len(queue):
        item = _item(documents, codebook, queue, index, undone)
        verdict, undone = decide(item), False
        if verdict.action is Action.QUIT:
            break
        if verdict.action is Action.UNDO:
            with transaction(session.connection):
                taken_back = decision_store.undo_last(session.connection, coder, now())
            if taken_back:
                index, undone = _back_to(session, queue, index, taken_back[0], lang), True
                decided[taken_back[0].status] -= 1
            continue
        _check_code(verdict, codebook)
        made = _decisions(verdict, item.coding, coder)
        with transaction(session.connection):
            decision_store.put_decisions(session.connection, made, now())
        if verdict.action in {Action.MEMO, Action.ADD}:
            if verdict.action is Action.MEMO:
                queue[index] = replace(queue[index], memo=verdict.memo)
            decided.update(d.status for d in made if d.status is not Status.SUGGESTED)
            continue
        decided[made[0].status] += 1
        index += 1
    everything = study_codings(session, lang, Filter(coder=coder))
    return ReviewResult(
        {status: count for status, count in decided.items() if count > 0},
        sum(c.status is Status.SUGGESTED for c in everything),
        sum(c.status is Status.SKIPPED for c in everything),
    )


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


def _item(
    documents: Mapping[str, Document],
    codebook: Codebook,
    queue: list[Coding],
    index: int,
    undone: bool,
) -> Item:
    coding = queue[index]
    also = [
        other
        for other in queue
        if (other.document, other.start) == (coding.document, coding.start) and other is not coding
    ]
    return Item(
        coding=coding,
        code=codebook.find(coding.path),
        context=context_of(documents[coding.document], coding.start),
        also=tuple(also),
        position=index + 1,
        total=len(queue),
        undone=undone,
    )


def _decisions(verdict: Verdict, coding: Coding, coder: str) -> list[Decision]:
    """Return what a verdict appends: one decision, or two when a code is replaced by another."""
    base = Decision(
        document=coding.document,
        start=coding.start,
        end=coding.end,
        code=coding.path,
        coder=coder,
        status=Status.ACCEPTED,
        valence=verdict.valence,
        presence=verdict.presence,
        memo=coding.memo,
    )
    kept = replace(base, valence=coding.valence, presence=coding.presence)
    if verdict.action is Action.ACCEPT:
        return [base]
    if verdict.action is Action.REJECT:
        return [replace(kept, status=Status.REJECTED)]
    if verdict.action is Action.SKIP:
        return [replace(kept, status=Status.SKIPPED)]
    if verdict.action is Action.MEMO:
        return [replace(kept, status=coding.status, memo=verdict.memo)]
    other = replace(base, code=verdict.code or coding.path, memo=None)
    return [other] if verdict.action is Action.ADD else [replace(kept, status=Status.REJECTED), other]


def _check_code(verdict: Verdict, codebook: Codebook) -> None:
    if verdict.action in {Action.RECODE, Action.ADD} and not (verdict.code and codebook.find(verdict.code)):
        raise KubecodeError(
            f'the codebook has no code "{verdict.code}"',
            "choose one of its paths",
            exit_status=ExitStatus.USAGE,
        )


def _back_to(session: Session, queue: list[Coding], index: int, undone: Decision, lang: Lang) -> int:
    """Return the place in the queue of what was undone; what an earlier session decided joins it here."""
    key = (undone.document, undone.start, undone.end, undone.code)
    for position, coding in enumerate(queue):
        if (coding.document, coding.start, coding.end, coding.path) == key:
            return position
    for coding in study_codings(session, lang, Filter(coder=undone.coder, document=undone.document)):
        if (coding.document, coding.start, coding.end, coding.path) == key:
            queue.insert(index, coding)
    return index
