"""Problems in the user's files, which are values, and the one exception, which stops a command."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

_MOST_NAMES = 15


class ExitStatus(IntEnum):
    """Exit statuses of commands. Scripts rely on these numbers."""

    DONE = 0
    FILE_PROBLEMS = 1
    USAGE = 2
    CONFLICT = 3
    BUG = 70
    STOPPED = 130


@dataclass(frozen=True, slots=True)
class FilePosition:
    """A position in a user's file: the name as given, line and column from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """``file``, ``file:line`` or ``file:line:column``."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in a user's file, with its position and remedy. A note needs no remedy.

    Problems are collected and shown together, so that one bad line never hides the next ten.
    """

    where: FilePosition
    message: str
    hint: str
    severity: Literal["error", "warning", "note"] = "error"

    def __str__(self) -> str:
        """One line: ``file:line:column message (hint)``, or ``file: message (hint)``."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.heading} {self.message}{hint}"

    @property
    def heading(self) -> str:
        """The position as it begins the line."""
        return str(self.where) if self.where.line else f"{self.where}:"


class KubecodeError(Exception):
    """An error that stops a command: one line that says what is wrong, where, and what to do next.

    ``problems`` are the problems in the user's files, if these are the cause.
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
        """Return the message with the hint in brackets."""
        return f"{self.message} ({self.hint})" if self.hint else self.message


def unknown_name(what: str, name: str, known: Iterable[str]) -> KubecodeError:
    """Return the usage error for an unknown name; its hint has the nearest known name, or all."""
    hint = did_you_mean(name, known)
    return KubecodeError(f'no {what} called "{name}"', hint, exit_status=ExitStatus.USAGE)


def find_name(what: str, name: str, known: Iterable[str]) -> str:
    """Return the known name that a user means: the same one, else the only one with these words in it.

    ``melati`` finds ``KUBE Melati``, ``Titin`` finds ``Bu Titin (Ketua)``. Capitals and accents do not count,
    and a word may be shortened to two letters. Raises KubecodeError if no name or more than one fits.
    """
    names = list(dict.fromkeys(known))
    wanted = _folded_words(name)
    words_of = {one: _folded_words(one) for one in names}
    for fits in (
        lambda one: one == name,
        lambda one: words_of[one] == wanted,
        lambda one: set(wanted) <= set(words_of[one]),
        lambda one: bool(words_of[one]) and set(words_of[one]) <= set(wanted),
        lambda one: all(any(len(w) > 1 and word.startswith(w) for word in words_of[one]) for w in wanted),
    ):
        found = [one for one in names if wanted and fits(one)]
        if len(found) == 1:
            return found[0]
        if found:
            hint = f"which one? {', '.join(found[:_MOST_NAMES])}"
            raise KubecodeError(f'more than one {what} fits "{name}"', hint, exit_status=ExitStatus.USAGE)
    raise unknown_name(what, name, names)


def _folded_words(name: str) -> list[str]:
    """Return the words of a name without capitals, accents and marks."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))


def require_known(what: str, name: str, known: Collection[str]) -> None:
    """Raise KubecodeError for a name that is none of those known."""
    if name not in known:
        raise unknown_name(what, name, known)


def require_positive(what: str, number: int) -> None:
    """Raise KubecodeError for a number below 1."""
    if number < 1:
        raise KubecodeError(f"{what} cannot be {number}", "give 1 or more", exit_status=ExitStatus.USAGE)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint with the nearest known name, or with the first known names if none is near."""
    from difflib import get_close_matches  # noqa: PLC0415  only needed after an error

    names = list(known)
    folded = {known_name.casefold(): known_name for known_name in names}
    near = get_close_matches(name.casefold(), folded, n=1)
    if near:
        return f'did you mean "{folded[near[0]]}"?'
    shown = [*names[:_MOST_NAMES], "…"] if len(names) > _MOST_NAMES else names
    return f"known: {', '.join(shown) or 'none'}"
