"""Text from files for rich: shown as it is, whatever it says."""

from __future__ import annotations

from rich.text import Text

from kubecode.safe_text import visible

__all__ = ["plain", "visible"]


def plain(text: str, style: str = "") -> Text:
    """Return the text for rich, without reading markup in it."""
    return Text(visible(text), style=style)
