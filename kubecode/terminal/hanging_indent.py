"""Long lines of a list: what wraps stands further in than where it began."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions
from rich.text import Text

_FURTHER = 2


@dataclass(frozen=True, slots=True)
class HangingIndent:
    """A text with a hanging indent; a renderable, because only the console knows the width."""

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
            indent = self.indent + _FURTHER
