"""Where answers come from: keys at a terminal, or lines from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TextIO

CHANGES = "+-~0x"
"""Keys that change what is shown; any other key is an answer."""

_WORDS = {
    "y": "y ya iya yes betul".split(),
    "n": "n nggak ngga enggak tidak tdk bukan no".split(),
    " ": "lewat lewati skip".split(),
    "d": "d diskusi discuss".split(),
    "x": "x kehadiran presence".split(),
    "e": "e rentang span".split(),
    "b": "b bintang star".split(),
    "u": "u urung undo".split(),
    "U": "U ulang redo".split(),
    "j": "j berikut next".split(),
    "k": "k sebelum previous".split(),
    "J": "J".split(),
    "K": "K".split(),
    "h": "h".split(),
    "l": "l".split(),
    "f": "f saring filter".split(),
    "o": "o urut order".split(),
    "/": "/ cari search".split(),
    "w": "w alasan why".split(),
    "s": "s statistik statistics".split(),
    "A": "A massal mass".split(),
    "q": "q keluar selesai quit".split(),
    "m": "m memo".split(),
    "g": "g ganti recode".split(),
    "t": "t tambah add".split(),
    "?": "? bantuan help".split(),
}
_KEY_OF_WORD = {word: key for key, words in _WORDS.items() for word in words}
_TAKE_A_LINE = frozenset("mgtdef/")
"""Keys behind which the rest of a line is what their prompt would ask for."""


class Answers(Protocol):
    """Gives one key, or a line after a prompt; "" at the end, or where the prompt was left."""

    def key(self) -> str:
        """Return the next key."""

    def line(self, prompt: str) -> str:
        """Return what is answered to a prompt."""


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

    def line(self, prompt: str) -> str:
        """Return a line that is typed after the prompt."""
        self.waiting = ""
        try:
            typed = input(prompt)
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            return ""
        # Esc is how people leave a prompt; nothing else that a terminal obeys is meant as text.
        return "" if "\x1b" in typed else typed


@dataclass(slots=True)
class PipedKeys:
    """One answer a line, as a key or a word: ``y``, ``nggak``, ``-y``, ``g kohesi``, ``m ask again``."""

    source: TextIO
    say: Callable[[str], None]
    waiting: str = ""

    def key(self) -> str:
        """Return the next key, "" at the end of the input; an answer not understood is returned whole."""
        if not self.waiting:
            line = self.source.readline()
            if not line:
                return ""
            answer = line.rstrip("\r\n")
            self.waiting = answer.strip() or answer[:1] or "\n"
        if self.waiting[0] in CHANGES:
            key, self.waiting = self.waiting[0], self.waiting[1:].lstrip()
            return key
        word, _, rest = self.waiting.partition(" ")
        key = _KEY_OF_WORD.get(word) or _KEY_OF_WORD.get(word.casefold(), "")
        if not key or (rest and key not in _TAKE_A_LINE):
            key, rest = self.waiting, ""
        self.waiting = rest.strip()
        return key

    def line(self, prompt: str) -> str:
        """Return what is left of the line, or the next one."""
        if self.waiting:
            answer, self.waiting = self.waiting, ""
            return answer
        self.say(prompt)
        return self.source.readline().strip()
