"""Text on its way into Markdown: whatever a transcript holds comes out of a Markdown reader as it went in."""

from __future__ import annotations

import re

from kubecode.safe_text import visible_lines

# What opens or closes something within a line, for CommonMark and for what GitHub and Pandoc add to it. An
# underscore inside a word does neither, and file names are full of them.
_ANYWHERE = re.compile(r"[\\`*{}\[\]<>#|~$&^@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
# What makes a list, a heading or a rule of a line that begins with it; behind digits, a numbered list.
_AT_START = re.compile(r"\d+(?=[.)](?:\s|$))|(?=[-+=:.)])")


class Markdown(str):
    """Text that is Markdown already. Whatever is not is text, and has to be escaped."""

    __slots__ = ()


def escape_markdown(value: object) -> Markdown:
    """Return a value as Markdown that shows it and obeys nothing in it, for a paragraph or a table cell.

    Its lines are joined by ``<br>``, the break that both allow, so that it can never open a block.
    """
    if isinstance(value, Markdown):
        return value
    text = _ANYWHERE.sub(r"\\\g<0>", visible_lines(str(value)).strip("\n"))
    if start := _AT_START.match(text):
        text = f"{start[0]}\\{text[start.end() :]}"
    return Markdown(text.replace("\n", "<br>"))
