"""What can be answered in a review, and the decisions that an answer makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import NO_CODE, Coding, Decision, DocumentSpan, Presence, Status, Valence


class ReviewAction(StrEnum):
    """What can be done with what is shown."""

    ACCEPT = "accept"
    REJECT = "reject"
    SKIP = "skip"
    DISCUSS = "discuss"
    JUDGE = "judge"
    RECODE = "recode"
    ADD = "add"
    SPAN = "span"
    MEMO = "memo"
    EXEMPLAR = "exemplar"
    MASS = "mass"
    UNDO = "undo"
    REDO = "redo"
    QUIT = "quit"


GOES_ON = frozenset({ReviewAction.ACCEPT, ReviewAction.REJECT, ReviewAction.SKIP, ReviewAction.DISCUSS})
"""Answers behind which the next question comes; another code or span may still need another valence."""
_STATUS = {
    ReviewAction.REJECT: Status.REJECTED,
    ReviewAction.SKIP: Status.SKIPPED,
    ReviewAction.DISCUSS: Status.TO_DISCUSS,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says that the excerpt means for the group."""

    valence: Valence | None
    presence: Presence


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer. ``code`` belongs to recode and add, ``memo`` to memo and discuss, ``span`` (code points,
    half-open) to span; without a judgement it is the one that is shown.
    """

    action: ReviewAction
    judgement: Judgement | None = None
    code: str | None = None
    memo: str | None = None
    span: tuple[int, int] | None = None


def decisions_of_verdict(
    verdict: Verdict, place: DocumentSpan, coding: Coding | None, judgement: Judgement, coder: str
) -> list[Decision]:
    """Return what a verdict about a coding (None: about a segment without one) appends; nothing where it
    says nothing, as an acceptance of what nobody suggested.
    """
    bare = Decision(*place, NO_CODE, coder, Status.ACCEPTED)
    if verdict.action is ReviewAction.ADD:
        return [
            replace(bare, code=verdict.code or "", valence=judgement.valence, presence=judgement.presence)
        ]
    if coding is None:
        return list(_about_segment(verdict, bare))
    bare = replace(bare, start=coding.start, end=coding.end)
    return list(_about_coding(verdict, coding, judgement, bare))


def _about_segment(verdict: Verdict, bare: Decision) -> Iterator[Decision]:
    """That no code belongs on a segment is said by rejecting it."""
    if verdict.action is ReviewAction.REJECT:
        yield bare
    elif verdict.action is ReviewAction.DISCUSS:
        yield replace(bare, status=Status.TO_DISCUSS, memo=verdict.memo)
    elif verdict.action is ReviewAction.MEMO:
        yield replace(bare, status=Status.SUGGESTED, memo=verdict.memo)


def _about_coding(
    verdict: Verdict, coding: Coding, judgement: Judgement, bare: Decision
) -> Iterator[Decision]:
    as_shown = replace(
        bare,
        code=coding.path,
        status=coding.status,
        valence=coding.valence,
        presence=coding.presence,
        memo=coding.memo,
        exemplar=coding.exemplar,
    )
    accepted = replace(
        as_shown, status=Status.ACCEPTED, valence=judgement.valence, presence=judgement.presence
    )
    match verdict.action:
        case ReviewAction.REJECT if not coding.evidence:
            yield _no_longer(as_shown, coding)
        case ReviewAction.REJECT | ReviewAction.SKIP | ReviewAction.DISCUSS:
            memo = verdict.memo or coding.memo
            yield replace(as_shown, status=_STATUS[verdict.action], memo=memo, exemplar=False)
        case ReviewAction.MEMO:
            yield replace(as_shown, memo=verdict.memo or None)
        case ReviewAction.ACCEPT | ReviewAction.JUDGE:
            yield accepted
        case ReviewAction.EXEMPLAR:
            yield replace(accepted, exemplar=not coding.exemplar)
        case ReviewAction.RECODE if verdict.code == coding.path:
            yield accepted
        case ReviewAction.RECODE:
            yield _no_longer(as_shown, coding)
            yield replace(accepted, code=verdict.code or "")
        case ReviewAction.SPAN if verdict.span == (coding.start, coding.end):
            yield accepted
        case ReviewAction.SPAN if verdict.span:
            yield _no_longer(as_shown, coding)
            yield replace(accepted, start=verdict.span[0], end=verdict.span[1])


def _no_longer(as_shown: Decision, coding: Coding) -> Decision:
    """What the machine suggested otherwise is rejected, what a person put there is taken back."""
    status = Status.REJECTED if coding.evidence else Status.SUGGESTED
    return replace(as_shown, status=status, memo=None, exemplar=False)


def no_longer_without_code(made: list[Decision], whole: Decision | None) -> list[Decision]:
    """Return what takes back that no code belongs on a segment, where one is put there now."""
    is_coded = any(decision.status is Status.ACCEPTED and decision.code for decision in made)
    if whole is None or whole.status is not Status.ACCEPTED or not is_coded:
        return []
    return [replace(whole, status=Status.SUGGESTED)]


def as_it_stands(coding: Coding, coder: str) -> Decision:
    """Return the decision that would change nothing."""
    judged = (coding.status, coding.valence, coding.presence, coding.memo, coding.exemplar)
    return Decision(coding.document, coding.start, coding.end, coding.path, coder, *judged)


def no_such_span(span: tuple[int, int]) -> KubecodeError:
    """Return the error for a stretch that does not lie in the turn of the segment."""
    message, hint = f"{span[0]}-{span[1]} is no part of what is said here", "choose words of this segment"
    return KubecodeError(message, hint, exit_status=ExitStatus.USAGE)


def no_such_code(code: str | None) -> KubecodeError:
    """Return the error for a code that the codebook does not have."""
    message, hint = f'the codebook has no code "{code}"', "choose one of its paths"
    return KubecodeError(message, hint, exit_status=ExitStatus.USAGE)
