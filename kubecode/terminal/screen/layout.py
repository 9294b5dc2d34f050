"""The layout of the screen: its parts and their contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from kubecode.model import Span
from kubecode.study.review import Item, Review
from kubecode.terminal.palette import HINT
from kubecode.terminal.screen import panels
from kubecode.terminal.screen.transcript import Viewport, transcript_lines
from kubecode.wording import say

WIDE = 120
"""Columns from which a side panel is shown."""
_MOST = {False: 3, True: 4}
"""Suggestions on a screen, by whether it is wide."""


@dataclass(frozen=True, slots=True)
class ScreenContent:
    """The contents of the screen besides the review itself.

    ``recent`` are the last answers, ``scrolled`` the lines scrolled down (negative: up), ``span`` the excerpt
    that is being chosen.
    """

    item: Item | None
    message: Text
    recent: Sequence[Text]
    is_saved: bool
    scrolled: int
    span: Span | None


class _Transcript(Static):
    """The transcript; its lines are chosen once its size is known."""

    def on_resize(self) -> None:
        """Fill it again after a change of size."""
        if isinstance(self.screen, ReviewLayout):
            self.screen.fill()


class ReviewLayout(Screen[None]):
    """Head, place, transcript, side panel, message and keys.

    Every part has a fixed size, so that contents change without a new layout, which is slow.
    """

    def __init__(self, review: Review) -> None:
        super().__init__()
        self._review, self._lang = review, review.lang
        self._content: ScreenContent | None = None

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield Static(id="head", markup=False)
        yield Static(id="place", markup=False)
        with Horizontal(id="middle"):
            yield _Transcript(id="transcript", markup=False)
            with Vertical(id="side"):
                yield Static(id="suggestions", markup=False)
                yield Static(id="code", markup=False)
                yield Static(id="recent", markup=False)
        yield Static(id="message", markup=False)
        yield Static(id="keys", markup=False)

    def show(self, content: ScreenContent, width: int) -> None:
        """Show the contents on a terminal with this many columns."""
        self._content = content
        lang, item, is_wide = self._lang, content.item, width >= WIDE
        self.set_class(is_wide, "wide")
        self.set_class(not is_wide, "narrow")
        self.query_one("#head").set_class(not content.is_saved, "unsaved")
        self._put("head", panels.head(self._review, width, is_saved=content.is_saved, is_wide=is_wide))
        retry = Text() if content.is_saved else Text(f"  {say('review.retry', lang)}", HINT)
        message = Text(" ", no_wrap=True, overflow="ellipsis")
        self._put("message", message.append_text(panels.message(content.message, lang)).append_text(retry))
        self._put("keys", panels.keys(lang, is_wide=is_wide))
        self._put("recent", panels.recent(content.recent, lang) if is_wide else Text())
        if item is None:
            for name in ("place", "suggestions", "code"):
                self._put(name, Text())
            self._put("transcript", Text(f"\n  {say('review.end', lang)}", "bold"))
            return
        self._put("place", panels.place(item, lang))
        suggestions = panels.suggestions(item, lang, _MOST[is_wide], is_wide=is_wide)
        parts = (part for part in (panels.reason(item, lang), suggestions) if part.plain)
        self._put("suggestions", Text("\n").join(parts))
        self._put("code", panels.code(item, lang, is_wide=is_wide))
        self.fill()

    def fill(self) -> None:
        """Show the lines of the transcript that fit."""
        content, size = self._content, self.query_one("#transcript").size
        if content is None or content.item is None or not size.width:
            return
        viewport = Viewport(size.width - 1, size.height, content.scrolled)
        context = self._review.context(viewport.height, viewport.height)
        lines = transcript_lines(context, content.item, viewport, content.span)
        self._put("transcript", Text("\n").join(lines))

    def _put(self, name: str, text: Text) -> None:
        self.query_one(f"#{name}", Static).update(text, layout=False)
