"""Plain output: lines with ASCII decoration, without colour or control characters."""

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


def in_ascii(text: str) -> str:
    """Return our own text with ASCII decoration; not for the text of transcripts."""
    text = _BULLET.sub("- ", text)
    return text.replace(" · ", ", ").replace(" › ", ", ").translate(_ASCII)


@dataclass(frozen=True, slots=True)
class PlainOutput:
    """Prints words of the wording, lines, and renderables, one line after another."""

    console: Console
    lang: Lang

    def words(self, key: str, *values: object) -> str:
        """Return the words for a key of the wording."""
        return in_ascii(say(key, self.lang, *values).strip("\n"))

    def say(self, key: str, *values: object) -> None:
        """Print the words for a key of the wording."""
        self.write(self.words(key, *values))

    def render(self, view: RenderableType) -> None:
        """Print a renderable as lines without trailing blanks or empty lines."""
        with self.console.capture() as captured:
            self.console.print(view)
        self.write(*(line.rstrip() for line in in_ascii(captured.get()).splitlines() if line.strip()))

    def write(self, *lines: str) -> None:
        """Print lines; a terminal gets them wrapped between words, a pipe as they are."""
        for line in "\n".join(lines).split("\n"):
            for piece in self._wrapped(Text(line)):
                piece.rstrip()
                self.console.print(piece, soft_wrap=True)

    def _wrapped(self, line: Text) -> Iterable[Text]:
        if not line or not self.console.is_terminal:
            return [line]
        return line.wrap(self.console, self.console.width)
