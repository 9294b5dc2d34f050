"""How plain output comes out: lines in ASCII decoration, without colour or anything that a terminal obeys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.text import Text

from kubecode.wording import Lang, say

_BULLET = re.compile(r"(?m)(?<=^)\s*· ")
_ASCII = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "’": "'",
        "–": "-",
        "·": ",",
        "…": "...",
        "›": ",",
        "│": "|",
        "±": "~",
        "×": "x",
        "→": "->",
        "²": "2",
        "★": "*",
    }
)


def in_ascii(words: str) -> str:
    """Return what we say ourselves with ASCII for its decoration; for the words of a transcript it is not."""
    words = _BULLET.sub("- ", words)
    return words.replace(" · ", ", ").replace(" › ", ", ").translate(_ASCII)


@dataclass(frozen=True, slots=True)
class PlainOutput:
    """Says words of the wording, lines, and what is laid out for the eye, one line after another."""

    console: Console
    lang: Lang

    def words(self, key: str, *values: object) -> str:
        """Return words of the wording."""
        return in_ascii(say(key, self.lang, *values).strip("\n"))

    def say(self, key: str, *values: object) -> None:
        """Say words of the wording."""
        self.tell(self.words(key, *values))

    def view(self, view: RenderableType) -> None:
        """Say what is laid out for the eye, as lines that end where their words end."""
        with self.console.capture() as captured:
            self.console.print(view)
        self.tell(*(line.rstrip() for line in in_ascii(captured.get()).splitlines() if line.strip()))

    def tell(self, *lines: str) -> None:
        """Say lines; a terminal gets them broken between words, a pipe as they are."""
        for line in "\n".join(lines).split("\n"):
            for piece in self._broken(Text(line)):
                piece.rstrip()
                self.console.print(piece, soft_wrap=True)

    def _broken(self, line: Text) -> Iterable[Text]:
        if not line or not self.console.is_terminal:
            return [line]
        return line.wrap(self.console, self.console.width)
