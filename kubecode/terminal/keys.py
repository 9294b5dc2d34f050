"""Where answers come from: keys at a terminal, or lines from a pipe."""

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
"""Keys that may stand before an answer, with their neighbours without Shift: ``-y``."""


class Answers(Protocol):
    """Gives one key, or a line after a prompt."""

    def key(self) -> str:
        """Return the next key, "" at the end."""

    def line(self, prompt: str) -> str | None:
        """Return what is answered to a prompt, None where it was left or the answers are at an end."""


@dataclass(slots=True)
class TypedKeys:
    """Keys from a terminal, one at a time also when several were typed ahead."""

    getchar: Callable[[], str]
    waiting: str = ""

    def key(self) -> str:
        """Return the next key; the sequence of an arrow or function key is one."""
        try:
            typed = self.waiting or self.getchar()
        except EOFError:
            return ""
        end = len(typed) if typed.startswith("\x1b") else 1
        self.waiting = typed[end:]
        return typed[:end] if typed[:1] != "\x04" else ""

    def line(self, prompt: str) -> str | None:
        """Return a line that is typed after the prompt."""
        self.waiting = ""
        try:
            return _unless_left(input(prompt))
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            return None


@dataclass(slots=True)
class PipedKeys:
    """One answer a line, as a key or a word: ``y``, ``nggak``, ``-y``, ``g kohesi``, ``m ask again``.

    ``question`` is said before each.
    """

    source: TextIO
    say: Callable[[str], None]
    question: str = ""
    keys: list[str] = field(default_factory=list)
    rest: str = ""

    def key(self) -> str:
        """Return the next key, "" at the end of the input; an answer not understood is returned whole."""
        if not self.keys:
            if self.question:
                self.say(self.question)
            line = self.source.readline()
            if not line:
                return ""
            self.keys, self.rest = keys_of(line.rstrip("\r\n"))
        return self.keys.pop(0)

    def line(self, prompt: str) -> str | None:
        """Return what is left of the line, or the next one."""
        if self.rest:
            answer, self.rest = self.rest, ""
            return _unless_left(answer)
        self.say(prompt)
        line = self.source.readline()
        return _unless_left(line.strip()) if line else None


def keys_of(answer: str) -> tuple[list[str], str]:
    """Return the keys that a line stands for and what is left for a prompt.

    A line is read whole before anything is done: one that is understood in part is not understood, and
    comes back as it is. An empty line is ``"\\n"``, blanks are the space bar.
    """
    said = behind = answer.strip()
    keys: list[str] = []
    while behind:
        word, _, rest = behind.partition(" ")
        key = _key_of(word)
        if key and (not rest or PLAIN_KEYS[key].takes_line):
            return [*keys, key], rest.strip()
        if behind[0] == "/":
            return [*keys, "/"], behind[1:]
        if behind[0] not in _CHANGES:
            return [said], ""
        keys.append(_CHANGES[behind[0]])
        behind = behind[1:].lstrip()
    return [answer[:1] or "\n"], ""


def _key_of(word: str) -> str:
    return _KEY_OF_WORD.get(word) or _KEY_OF_WORD.get(word.casefold(), "")


def _unless_left(typed: str) -> str | None:
    """Esc is how people leave a prompt; nothing else that a terminal obeys is meant as text."""
    return None if "\x1b" in typed else typed
