"""The answers of a review, and the decisions that each of them makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import NO_CODE, Coding, Decision, DocumentSpan, Presence, Status, Valence


class ReviewAction(StrEnum):
    """An action on the item that is shown."""

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


ADVANCING = frozenset({ReviewAction.ACCEPT, ReviewAction.REJECT, ReviewAction.SKIP, ReviewAction.DISCUSS})
"""The next question follows these. A new code or span may need another valence first."""
TIMED = frozenset(
    {
        ReviewAction.ACCEPT,
        ReviewAction.REJECT,
        ReviewAction.DISCUSS,
        ReviewAction.RECODE,
        ReviewAction.ADD,
    }
)
"""These count for the pace."""
_STATUS = {
    ReviewAction.REJECT: Status.REJECTED,
    ReviewAction.SKIP: Status.SKIPPED,
    ReviewAction.DISCUSS: Status.TO_DISCUSS,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's valence and presence for a coding."""

    valence: Valence | None
    presence: Presence


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer.

    ``code`` goes with recode and add, ``memo`` with memo and discuss, ``span`` (code points, half-open) with
    span. Without a judgement the shown one is saved.
    """

    action: ReviewAction
    judgement: Judgement | None = None
    code: str | None = None
    memo: str | None = None
    span: tuple[int, int] | None = None


def decisions_of_verdict(
    verdict: Verdict, segment: DocumentSpan, coding: Coding | None, judgement: Judgement, coder: str
) -> list[Decision]:
    """Return the decisions that a verdict adds about a coding, or about a segment if ``coding`` is None.

    There are none if the verdict means nothing there, such as accepting without a coding.
    """
    bare = Decision(*segment, NO_CODE, coder, Status.ACCEPTED)
    if verdict.action is ReviewAction.ADD:
        return [
            replace(bare, code=verdict.code or "", valence=judgement.valence, presence=judgement.presence)
        ]
    if coding is None:
        return list(_about_segment(verdict, bare))
    bare = replace(bare, start=coding.start, end=coding.end)
    return list(_about_coding(verdict, coding, judgement, bare))


def _about_segment(verdict: Verdict, bare: Decision) -> Iterator[Decision]:
    """Rejecting a segment without coding decides that it has no code."""
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
            yield _withdraw(as_shown, coding)
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
            yield _withdraw(as_shown, coding)
            yield replace(accepted, code=verdict.code or "")
        case ReviewAction.SPAN if verdict.span == (coding.start, coding.end):
            yield accepted
        case ReviewAction.SPAN if verdict.span:
            yield _withdraw(as_shown, coding)
            yield replace(accepted, start=verdict.span[0], end=verdict.span[1])


def _withdraw(as_shown: Decision, coding: Coding) -> Decision:
    """Reject a coding that the machine suggested; withdraw one that a person added."""
    status = Status.REJECTED if coding.evidence else Status.SUGGESTED
    return replace(as_shown, status=status, memo=None, exemplar=False)


def withdraw_no_code(made: list[Decision], on_segment: Decision | None) -> list[Decision]:
    """Return the decision that withdraws "no code here", if a code is accepted there now."""
    is_coded = any(decision.status is Status.ACCEPTED and decision.code for decision in made)
    if on_segment is None or on_segment.status is not Status.ACCEPTED or not is_coded:
        return []
    return [replace(on_segment, status=Status.SUGGESTED)]


def unchanged_decision(coding: Coding, coder: str) -> Decision:
    """Return the decision that repeats a coding as it is."""
    judged = (coding.status, coding.valence, coding.presence, coding.memo, coding.exemplar)
    return Decision(coding.document, coding.start, coding.end, coding.path, coder, *judged)


def no_such_span(span: tuple[int, int]) -> KubecodeError:
    """Return the error for a span outside the turn of the segment."""
    message, hint = f"{span[0]}-{span[1]} is no part of this turn", "choose words of this segment"
    return KubecodeError(message, hint, exit_status=ExitStatus.USAGE)


def no_such_code(code: str | None) -> KubecodeError:
    """Return the error for a code that is not in the codebook."""
    message, hint = f'the codebook has no code "{code}"', "choose one of its paths"
    return KubecodeError(message, hint, exit_status=ExitStatus.USAGE)
