"""The transcript in the middle of the screen: lines with numbers and speakers, the active segment marked."""

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
_AROUND = 400
"""Characters of a neighbouring stretch that are shown: of one before its end, of one behind its beginning."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """How much fits: columns, lines, and how many lines further down (or up) somebody has scrolled."""

    width: int
    height: int
    scrolled: int = 0


def transcript_lines(
    context: Sequence[ContextLine], item: Item, room: Viewport, span: Span | None = None
) -> list[Text]:
    """Return the lines of the transcript that fit, the active segment in sight, the chosen ``span`` marked.

    Only as much is wrapped as can be seen.
    """
    active = next((n for n, line in enumerate(context) if line.is_excerpt), 0)
    lines = _wrapped(context, active, room, _active(context[active], item, span))
    length, most = len(lines), room.height + abs(room.scrolled)
    behind: list[Text] = []
    for number in range(active + 1, len(context)):
        if len(behind) >= most:
            break
        behind += _wrapped(context, number, room, _around(context[number], is_before=False))
    before: list[Text] = []
    for number in range(active - 1, -1, -1):
        if len(before) >= most:
            break
        before = _wrapped(context, number, room, _around(context[number], is_before=True)) + before
    page = before + lines + behind
    above = max(0, (room.height - length) // 2)
    top = min(max(0, len(before) - above), max(0, len(page) - room.height)) + room.scrolled
    top = max(0, min(top, len(page) - 1))
    return page[top : top + room.height]


def _wrapped(context: Sequence[ContextLine], number: int, room: Viewport, said: Text) -> list[Text]:
    speaks_on = number > 0 and context[number - 1].speaker == context[number].speaker
    return list(_stretch(context[number], said, room.width, speaks_on=speaks_on))


def _stretch(stretch: ContextLine, said: Text, width: int, *, speaks_on: bool) -> Iterable[Text]:
    """Yield a stretch with its line number, its speaker (once while the same one speaks on) and what was
    accepted there, the rest hanging.
    """
    bar = ACTIVE if stretch.is_excerpt else " "
    speaker = f"{visible(stretch.speaker)[:12]}: " if stretch.speaker and not speaks_on else ""
    text = Text(speaker, "bold" if stretch.is_excerpt else HINT).append_text(said)
    for path, valence in stretch.accepted:
        text.append(f"  ✓{visible(path)}({VALENCES[valence].sign})", "green")
    room = max(10, width - _WIDTH_OF_LINE - 2)
    for number, line in enumerate(text.wrap(_measuring(), room, overflow="fold")):
        line.rstrip()
        start = f"{bar}{stretch.line if number == 0 else '':>{_WIDTH_OF_LINE}} "
        yield Text(start, "bold" if stretch.is_excerpt else HINT).append_text(line)


def _active(stretch: ContextLine, item: Item, span: Span | None) -> Text:
    if span:
        start = stretch.start
        text = plain(stretch.text[: span[0] - start]) if span[0] > start else Text()
        text.append(" « " if text.plain else "« ", "bold")
        text.append(visible(stretch.text[span[0] - start : span[1] - start]), _SPAN)
        text.append(" » ", "bold")
        return text.append(visible(stretch.text[span[1] - start :]))
    text = Text()
    for piece in pieces(stretch.text, stretch.start, item.focused):
        opening, closing = BRACKETS[piece.mark]
        style = f"{_STYLES[piece.mark]} {_COLOURS[piece.mark]}".strip()
        text.append(f"{opening}{piece.text}{closing}", style)
    return text


def _around(stretch: ContextLine, is_before: bool) -> Text:
    said = visible(stretch.text)
    if len(said) > _AROUND:
        said = f"… {said[-_AROUND:]}" if is_before else f"{said[:_AROUND]} …"
    return Text(said, f"{HINT} italic" if stretch.asks else HINT)


@cache
def _measuring() -> Console:
    """Return a console to measure with: rich asks one for the widths of signs."""
    return Console(width=200, color_system=None)
