"""Text from transcripts made safe for a screen or file: control characters become visible."""

from __future__ import annotations

import re

# Control characters (escape sequences begin with one), marks that change the reading direction, and what no
# XML or UTF-8 file can contain. Those that are white space become blanks.
_HOSTILE = re.compile(
    r"(?!\s)[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Return the text on one line, with hostile characters replaced by �."""
    return " ".join(_HOSTILE.sub("�", text).split())


def visible_lines(text: str) -> str:
    """Return the text made visible line by line, for cells and notes with several lines."""
    return "\n".join(visible(line) for line in text.split("\n"))


def visible_in_place(text: str) -> str:
    """Return the text made visible with all offsets unchanged."""
    return re.sub(r"[^\S\n]", " ", _HOSTILE.sub("�", text))
