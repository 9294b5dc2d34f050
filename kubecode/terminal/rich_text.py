"""Text from files for Rich: without markup, on one line, with a hanging indent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions
from rich.text import Text

from kubecode.safe_text import visible

__all__ = ["HangingIndent", "one_line", "plain", "visible"]

_EXTRA_INDENT = 2
"""Columns that continuation lines are indented more than the first line."""


def plain(text: str, style: str = "") -> Text:
    """Return the text for Rich, without reading markup in it."""
    return Text(visible(text), style=style)


def one_line(text: str) -> str:
    """Return a piece of text on one line; white space at either end becomes one space."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{visible(text)}{trail}"


@dataclass(frozen=True, slots=True)
class HangingIndent:
    """A text whose continuation lines are indented; a renderable, because the console has the width."""

    text: Text
    indent: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the lines."""
        rest, indent = self.text, self.indent
        while rest:
            line = rest.wrap(console, max(1, options.max_width - indent), overflow="fold")[0]
            line.rstrip()
            yield Text(" " * indent).append_text(line)
            left = rest.plain[len(line) :].lstrip()
            rest = rest[len(rest) - len(left) :]
            indent = self.indent + _EXTRA_INDENT
