"""Text from transcripts on its way to a screen or a file: it is shown, never obeyed."""

from __future__ import annotations

import re

# Control characters (escape sequences begin with one), marks that turn the reading direction, and what no
# file of XML or UTF-8 can hold. White space among them is white space here, and becomes one blank.
_HOSTILE = re.compile(
    r"(?!\s)[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Return the text on one line, with what a program would obey made visible."""
    return " ".join(_HOSTILE.sub("�", text).split())


def visible_lines(text: str) -> str:
    """Return the same line by line, for cells and notes that have several."""
    return "\n".join(visible(line) for line in text.split("\n"))


def visible_in_place(text: str) -> str:
    """Return the same with every character in its place, for text in which offsets count."""
    return re.sub(r"[^\S\n]", " ", _HOSTILE.sub("�", text))
