"""Text from files on its way to a terminal: it is shown, never obeyed."""

from __future__ import annotations

import re

from rich.text import Text

# Control characters (escape sequences begin with one) and marks that turn the reading direction.
_HOSTILE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Return the text on one line, with what a terminal would obey made visible."""
    return " ".join(_HOSTILE.sub("�", text).split())


def plain(text: str, style: str = "") -> Text:
    """Return the text for rich, without reading markup in it."""
    return Text(visible(text), style=style)
