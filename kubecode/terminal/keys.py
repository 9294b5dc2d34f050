"""Where answers come from: keys at a terminal, or lines from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TextIO

from kubecode.valences import VALENCES
from kubecode.wording import say

_WORDS = {
    "y": "y ya iya yes betul terima",
    "n": "n nggak ngga enggak ga gak tidak tdk bukan tolak no",
    " ": "lewat lewati skip spasi nanti",
    "d": "d diskusi diskusikan discuss",
    **{
        row.key: f"{row.key} {row.near_key} {say(valence, 'id')} {say(valence, 'en')}"
        for valence, row in VALENCES.items()
        if valence
    },
    "x": "x kehadiran presence",
    "e": "e rentang span",
    "b": "b bintang star",
    "u": "u urung urungkan undo",
    "U": "U ulang ulangi redo",
    "j": "j berikut next",
    "k": "k sebelum previous",
    "J": "J",
    "K": "K",
    "h": "h kiri left",
    "l": "l kanan right",
    "f": "f saring filter",
    "o": "o urut order",
    "/": "/ cari search",
    "w": "w alasan why",
    "s": "s statistik statistics",
    "A": "A massal mass",
    "q": "q keluar selesai quit",
    "m": "m memo",
    "g": "g ganti recode",
    "t": "t tambah add",
    "?": "? bantuan help",
}
_KEY_OF_WORD = {word: key for key, words in _WORDS.items() for word in words.split()}
_CHANGE_KEYS = frozenset({"x", *(row.key for valence, row in VALENCES.items() if valence)})
_CHANGES = {word: key for word, key in _KEY_OF_WORD.items() if key in _CHANGE_KEYS and len(word) == 1}
"""Keys that may stand before an answer, with their neighbours without Shift: ``-y``."""
_TAKE_A_LINE = frozenset("mgtdef/")
"""Keys behind which the rest of a line is what their prompt would ask for."""


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
        if key and (not rest or key in _TAKE_A_LINE):
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
