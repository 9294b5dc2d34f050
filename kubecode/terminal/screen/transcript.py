"""The transcript in the middle of the screen: lines with numbers and speakers, the active segment marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from kubecode.model import Valence
from kubecode.study.review import ContextLine, Item
from kubecode.terminal.palette import HINT
from kubecode.terminal.review_words import BRACKETS, Mark, pieces
from kubecode.terminal.safe import plain, visible

ACTIVE = "▌"
VALENCE_SIGNS = {
    Valence.SUPPORTS: "+",
    Valence.HINDERS: "−",
    Valence.MIXED: "~",
    Valence.NEUTRAL: "0",
    None: "?",
}
_STYLES: dict[Mark, str] = {"": "", "word": "bold underline", "near": "bold italic", "cue": "bold"}
_COLOURS: dict[Mark, str] = {"": "", "word": "yellow", "near": "cyan", "cue": "magenta"}
_SPAN = "reverse"
_WIDTH_OF_LINE = 5
_AROUND = 400
"""Characters of a neighbouring stretch that are shown: of one before its end, of one behind its beginning."""

Span = tuple[int, int]
"""Where a chosen excerpt stands (code points, half-open)."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of the transcript, and where the active segment begins and ends among them."""

    lines: tuple[Text, ...]
    first: int
    last: int

    def window(self, height: int, scrolled: int) -> tuple[Text, ...]:
        """Return as many lines as fit, with the active segment in sight; ``scrolled`` lines further down."""
        length = self.last - self.first + 1
        before = max(0, (height - length) // 2) if length < height else 0
        top = min(max(0, self.first - before), max(0, len(self.lines) - height)) + scrolled
        top = max(0, min(top, len(self.lines) - 1))
        return self.lines[top : top + height]


def transcript_page(context: Sequence[ContextLine], item: Item, width: int, span: Span | None = None) -> Page:
    """Return the stretches around a segment, wrapped to a width, with the ``span`` that is being chosen."""
    lines: list[Text] = []
    first = last = 0
    active = next((n for n, line in enumerate(context) if line.is_excerpt), 0)
    for number, stretch in enumerate(context):
        begin = len(lines)
        said = _active(stretch, item, span) if stretch.is_excerpt else _around(stretch, number < active)
        speaks_on = number > 0 and context[number - 1].speaker == stretch.speaker
        lines.extend(_stretch(stretch, said, width, speaks_on=speaks_on))
        if stretch.is_excerpt:
            first, last = begin, len(lines) - 1
    return Page(tuple(lines), first, last)


def _stretch(stretch: ContextLine, said: Text, width: int, *, speaks_on: bool) -> Iterable[Text]:
    """Yield a stretch with its line number, its speaker (once while the same one speaks on) and what was
    accepted there, the rest hanging.
    """
    bar = ACTIVE if stretch.is_excerpt else " "
    speaker = f"{visible(stretch.speaker)[:12]}: " if stretch.speaker and not speaks_on else ""
    text = Text(speaker, "bold" if stretch.is_excerpt else HINT).append_text(said)
    for path, valence in stretch.accepted:
        text.append(f"  ✓{visible(path)}({VALENCE_SIGNS[valence]})", "green")
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


def _measuring() -> Console:
    """Return a console to measure with: rich asks one for the widths of signs."""
    return Console(width=200, color_system=None)
