"""Text from files for rich: shown as it is, whatever it says."""

from __future__ import annotations

from rich.text import Text

from kubecode.safe_text import visible

__all__ = ["flow", "plain", "visible"]


def plain(text: str, style: str = "") -> Text:
    """Return the text for rich, without reading markup in it."""
    return Text(visible(text), style=style)


def flow(text: str) -> str:
    """Return a piece of a text on one line, without losing the blank at its edges."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{visible(text)}{trail}"
