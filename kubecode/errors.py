"""What can go wrong in the user's files, as values, and what stops us, as one exception."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

_MOST_NAMES = 15


class ExitStatus(IntEnum):
    """How a command ends; scripts rely on these numbers."""

    DONE = 0
    FILE_PROBLEMS = 1
    USAGE = 2
    CONFLICT = 3
    BUG = 70
    STOPPED = 130


@dataclass(frozen=True, slots=True)
class FilePosition:
    """Where in a user's file: the name as the user gave it, line and column counted from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """``file``, ``file:line`` or ``file:line:column``."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a user's file, with its place and its remedy; a note needs no mending.

    Problems are collected and shown together, so that one bad line never hides the next ten.
    """

    where: FilePosition
    message: str
    hint: str
    severity: Literal["error", "warning", "note"] = "error"

    def __str__(self) -> str:
        """One line: ``file:line:column message (hint)``, or ``file: message (hint)``."""
        return f"{self.heading} {self.message} ({self.hint})"

    @property
    def heading(self) -> str:
        """The place as it opens the line."""
        return str(self.where) if self.where.line else f"{self.where}:"


class KubecodeError(Exception):
    """What stops a command: one line that says what, where and what to do next.

    ``problems`` carries what was found in the user's files when that is what stops us.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        exit_status: ExitStatus = ExitStatus.FILE_PROBLEMS,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_status = exit_status
        self.problems = problems
        for problem in problems:
            # A traceback shows notes; the message alone would not say what is wrong.
            self.add_note(str(problem))

    def __str__(self) -> str:
        """The message and, in brackets, the hint."""
        return f"{self.message} ({self.hint})" if self.hint else self.message


def unknown_name(what: str, name: str, known: Iterable[str]) -> KubecodeError:
    """Return the error for a name that nothing has: with the nearest known one, else with all of them."""
    hint = did_you_mean(name, known)
    return KubecodeError(f'no {what} called "{name}"', hint, exit_status=ExitStatus.USAGE)


def require_known(what: str, name: str, known: Collection[str]) -> None:
    """Raise KubecodeError for a name that is none of those known."""
    if name not in known:
        raise unknown_name(what, name, known)


def require_positive(what: str, number: int) -> None:
    """Raise KubecodeError for a number below 1."""
    if number < 1:
        raise KubecodeError(f"{what} cannot be {number}", "give 1 or more", exit_status=ExitStatus.USAGE)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known name, else those that there are."""
    from difflib import get_close_matches  # noqa: PLC0415  only when something went wrong

    names = list(known)
    folded = {one.casefold(): one for one in names}
    near = get_close_matches(name.casefold(), folded, n=1)
    if near:
        return f'did you mean "{folded[near[0]]}"?'
    shown = [*names[:_MOST_NAMES], "…"] if len(names) > _MOST_NAMES else names
    return f"known: {', '.join(shown) or 'none'}"
