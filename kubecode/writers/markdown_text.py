"""Text escaped for Markdown: a Markdown reader shows exactly the text of the transcript."""

from __future__ import annotations

import re

from kubecode.safe_text import visible_lines

# Characters with a meaning within a line, in CommonMark and in the extensions of GitHub and Pandoc. An
# underscore inside a word has none, and file names contain many.
_ANYWHERE = re.compile(r"[\\`*{}\[\]<>#|~$&^@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
# What makes a line a list, heading or rule if the line begins with it; after digits, a numbered list.
_AT_START = re.compile(r"\d+(?=[.)](?:\s|$))|(?=[-+=:.)])")


class Markdown(str):
    """Text that is already Markdown. All other text must be escaped."""

    __slots__ = ()


def escape_markdown(value: object) -> Markdown:
    """Return Markdown that shows a value as plain text, for a paragraph or a table cell.

    Lines are joined by ``<br>``, which both allow, so that no line of the value can begin a block.
    """
    if isinstance(value, Markdown):
        return value
    text = _ANYWHERE.sub(r"\\\g<0>", visible_lines(str(value)).strip("\n"))
    if start := _AT_START.match(text):
        text = f"{start[0]}\\{text[start.end() :]}"
    return Markdown(text.replace("\n", "<br>"))
