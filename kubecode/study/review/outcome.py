"""What an answer did, and how a session of review ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kubecode.model import Coding, Decision, Status
from kubecode.study.review.verdicts import ReviewAction


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """What the last answer did: decisions that were saved, taken back or made again; none where nothing
    could be. ``notices`` are what the person should know beside it, as keys of the wording.
    """

    decisions: tuple[Decision, ...] = ()
    action: ReviewAction | None = None
    notices: tuple[str, ...] = ()

    @property
    def undone(self) -> bool:
        """Say whether decisions were taken back."""
        return self.action is ReviewAction.UNDO


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """How a session of review ended: decisions by status in this session, segments on which no code belongs,
    and what is still open: suggestions, or for a blind coder segments.
    """

    decided: Mapping[Status, int]
    without_code: int
    undecided: int
    skipped: int
    to_discuss: int


@dataclass(slots=True)
class SessionLog:
    """What was decided since the review was opened, by (document, start, end, code)."""

    decided: dict[tuple[str, int, int, str], Status] = field(default_factory=dict)

    def has(self, coding: Coding) -> bool:
        """Say whether a coding was decided in this session."""
        return (coding.document, coding.start, coding.end, coding.path) in self.decided

    def note(self, decision: Decision) -> None:
        """Know a decision that was made, or taken back."""
        key = decision.document, decision.start, decision.end, decision.code
        if decision.status is Status.SUGGESTED:
            self.decided.pop(key, None)
        else:
            self.decided[key] = decision.status

    def recent_codes(self) -> list[str]:
        """Return the codes that were accepted, the last first."""
        accepted = [key[3] for key, s in self.decided.items() if s is Status.ACCEPTED and key[3]]
        return list(dict.fromkeys(reversed(accepted)))
