"""Sources of answers: keys at a terminal, or lines from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TextIO

from kubecode.model import Valence
from kubecode.terminal.review_keys import PLAIN_KEYS, Command

_KEY_OF_WORD = {word: row.key for row in PLAIN_KEYS.values() for word in (row.key, *row.words.split())}
_CHANGES = {
    word: key
    for word, key in _KEY_OF_WORD.items()
    if len(word) == 1 and PLAIN_KEYS[key].command in {*Valence, Command.PRESENCE}
}
"""Keys that may precede an answer, as in ``-y``; the near key of a valence (``_``) stands for its key."""


class Answers(Protocol):
    """A source of keys, and of lines after a prompt."""

    def key(self) -> str:
        """Return the next key, "" at the end of the answers."""

    def line(self, prompt: str) -> str | None:
        """Return the answer to a prompt, None if it was cancelled and at the end of the answers."""


@dataclass(slots=True)
class TypedKeys:
    """Keys from a terminal, one at a time even if several were typed ahead."""

    getchar: Callable[[], str]
    waiting: str = ""

    def key(self) -> str:
        """Return the next key; the escape sequence of an arrow or function key is one key."""
        try:
            typed = self.waiting or self.getchar()
        except EOFError:
            return ""
        end = len(typed) if typed.startswith("\x1b") else 1
        self.waiting = typed[end:]
        return typed[:end] if typed[:1] != "\x04" else ""

    def line(self, prompt: str) -> str | None:
        """Return a line typed after the prompt."""
        self.waiting = ""
        try:
            return _unless_cancelled(input(prompt))
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            return None


@dataclass(slots=True)
class PipedKeys:
    """One answer a line, as a key or a word: ``y``, ``nggak`` (no), ``-y``, ``g kohesi``, ``m ask again``.

    ``question`` is shown before each.
    """

    source: TextIO
    show: Callable[[str], None]
    question: str = ""
    keys: list[str] = field(default_factory=list)
    rest: str = ""

    def key(self) -> str:
        """Return the next key, "" at the end of the input; an unknown answer is returned whole."""
        if not self.keys:
            if self.question:
                self.show(self.question)
            line = self.source.readline()
            if not line:
                return ""
            self.keys, self.rest = keys_of(line.rstrip("\r\n"))
        return self.keys.pop(0)

    def line(self, prompt: str) -> str | None:
        """Return the rest of the line, or the next line."""
        if self.rest:
            answer, self.rest = self.rest, ""
            return _unless_cancelled(answer)
        self.show(prompt)
        line = self.source.readline()
        return _unless_cancelled(line.strip()) if line else None


def keys_of(answer: str) -> tuple[list[str], str]:
    """Return the keys of a line, and its rest for their prompt.

    A line with any unknown part is returned whole, so that nothing is done. An empty line is ``"\\n"``,
    blanks are the space bar.
    """
    line = remaining = answer.strip()
    keys: list[str] = []
    while remaining:
        word, _, rest = remaining.partition(" ")
        key = _key_of(word)
        if key and (not rest or PLAIN_KEYS[key].takes_line):
            return [*keys, key], rest.strip()
        if remaining[0] == "/":
            return [*keys, "/"], remaining[1:]
        if remaining[0] not in _CHANGES:
            return [line], ""
        keys.append(_CHANGES[remaining[0]])
        remaining = remaining[1:].lstrip()
    return [answer[:1] or "\n"], ""


def _key_of(word: str) -> str:
    return _KEY_OF_WORD.get(word) or _KEY_OF_WORD.get(word.casefold(), "")


def _unless_cancelled(typed: str) -> str | None:
    """Return the text, None if it contains Esc: that cancels, and an escape sequence is no text."""
    return None if "\x1b" in typed else typed
