"""The transcript on the screen: lines with numbers and speakers, the shown segment marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rich.console import Console
from rich.text import Text

from kubecode.model import Span
from kubecode.study.review import ContextLine, Item
from kubecode.terminal.palette import HINT
from kubecode.terminal.review_text import BRACKETS, Mark, pieces
from kubecode.terminal.rich_text import plain, visible
from kubecode.valences import VALENCES

ACTIVE = "▌"
_STYLES: dict[Mark, str] = {"": "", "word": "bold underline", "near": "bold italic", "cue": "bold"}
_COLOURS: dict[Mark, str] = {"": "", "word": "yellow", "near": "cyan", "cue": "magenta"}
_SPAN = "reverse"
_WIDTH_OF_LINE = 5
_MOST_CONTEXT = 400
"""Characters shown of a line of context: its end before the segment, its beginning after it."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """The visible part: columns, lines, and the lines scrolled down (negative: up)."""

    width: int
    height: int
    scrolled: int = 0


def transcript_lines(
    context: Sequence[ContextLine], item: Item, viewport: Viewport, span: Span | None = None
) -> list[Text]:
    """Return the visible lines around the shown segment, with the chosen ``span`` marked.

    Only what can be visible is wrapped, because wrapping is slow.
    """
    active = next((n for n, line in enumerate(context) if line.is_excerpt), 0)
    lines = _wrapped(context, active, viewport, _active(context[active], item, span))
    length, most = len(lines), viewport.height + abs(viewport.scrolled)
    after: list[Text] = []
    for number in range(active + 1, len(context)):
        if len(after) >= most:
            break
        after += _wrapped(context, number, viewport, _context_text(context[number], is_before=False))
    before: list[Text] = []
    for number in range(active - 1, -1, -1):
        if len(before) >= most:
            break
        text = _context_text(context[number], is_before=True)
        before = _wrapped(context, number, viewport, text) + before
    page = before + lines + after
    above = max(0, (viewport.height - length) // 2)
    top = min(max(0, len(before) - above), max(0, len(page) - viewport.height)) + viewport.scrolled
    top = max(0, min(top, len(page) - 1))
    return page[top : top + viewport.height]


def _wrapped(context: Sequence[ContextLine], number: int, viewport: Viewport, text: Text) -> list[Text]:
    is_same_speaker = number > 0 and context[number - 1].speaker == context[number].speaker
    return list(_numbered_lines(context[number], text, viewport.width, is_same_speaker=is_same_speaker))


def _numbered_lines(
    context_line: ContextLine, text: Text, width: int, *, is_same_speaker: bool
) -> Iterable[Text]:
    """Yield the lines of a segment: first its number and a new speaker, last what was accepted."""
    bar = ACTIVE if context_line.is_excerpt else " "
    speaker = (
        f"{visible(context_line.speaker)[:12]}: " if context_line.speaker and not is_same_speaker else ""
    )
    text = Text(speaker, "bold" if context_line.is_excerpt else HINT).append_text(text)
    for path, valence in context_line.accepted:
        text.append(f"  ✓{visible(path)}({VALENCES[valence].sign})", "green")
    columns = max(10, width - _WIDTH_OF_LINE - 2)
    for number, line in enumerate(text.wrap(_measuring_console(), columns, overflow="fold")):
        line.rstrip()
        start = f"{bar}{context_line.line if number == 0 else '':>{_WIDTH_OF_LINE}} "
        yield Text(start, "bold" if context_line.is_excerpt else HINT).append_text(line)


def _active(context_line: ContextLine, item: Item, span: Span | None) -> Text:
    if span:
        start = context_line.start
        text = plain(context_line.text[: span[0] - start]) if span[0] > start else Text()
        text.append(" « " if text.plain else "« ", "bold")
        text.append(visible(context_line.text[span[0] - start : span[1] - start]), _SPAN)
        text.append(" » ", "bold")
        return text.append(visible(context_line.text[span[1] - start :]))
    text = Text()
    for piece in pieces(context_line.text, context_line.start, item.focused):
        opening, closing = BRACKETS[piece.mark]
        style = f"{_STYLES[piece.mark]} {_COLOURS[piece.mark]}".strip()
        text.append(f"{opening}{piece.text}{closing}", style)
    return text


def _context_text(context_line: ContextLine, is_before: bool) -> Text:
    text = visible(context_line.text)
    if len(text) > _MOST_CONTEXT:
        text = f"… {text[-_MOST_CONTEXT:]}" if is_before else f"{text[:_MOST_CONTEXT]} …"
    return Text(text, f"{HINT} italic" if context_line.is_question else HINT)


@cache
def _measuring_console() -> Console:
    """Return a console for rich to measure text with."""
    return Console(width=200, color_system=None)
