"""Where everything stands on the screen; it shows what it is given."""

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
"""Columns from which there is room for a panel at the side."""
_MOST = {False: 3, True: 4}
"""Suggestions that are shown, narrow and wide."""


@dataclass(frozen=True, slots=True)
class ScreenContent:
    """What is shown beside the review itself: the message, the last answers, whether all is saved, how far
    somebody scrolled, and the excerpt that is being chosen.
    """

    item: Item | None
    message: Text
    recent: Sequence[Text]
    is_saved: bool
    scrolled: int
    span: Span | None


class _Transcript(Static):
    """The room for the transcript; what fits into it is known when it has its size."""

    def on_resize(self) -> None:
        """Fill the room anew."""
        if isinstance(self.screen, ReviewLayout):
            self.screen.fill()


class ReviewLayout(Screen[None]):
    """Head, place, transcript, side panel, message and keys.

    Every part has its size, whatever it says: the screen stays calm, and no key waits for a new layout.
    """

    def __init__(self, review: Review) -> None:
        super().__init__()
        self._review, self._lang = review, review.lang
        self._shown: ScreenContent | None = None

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

    def show(self, shown: ScreenContent, width: int) -> None:
        """Show it all on a terminal of so many columns."""
        self._shown = shown
        lang, item, is_wide = self._lang, shown.item, width >= WIDE
        self.set_class(is_wide, "wide")
        self.set_class(not is_wide, "narrow")
        self.query_one("#head").set_class(not shown.is_saved, "unsaved")
        self._put("head", panels.head(self._review, width, is_saved=shown.is_saved, is_wide=is_wide))
        hand = Text() if shown.is_saved else Text(f"  {say('review.retry', lang)}", HINT)
        message = Text(" ", no_wrap=True, overflow="ellipsis")
        self._put("message", message.append_text(panels.message(shown.message, lang)).append_text(hand))
        self._put("keys", panels.keys(lang, is_wide=is_wide))
        self._put("recent", panels.recent(shown.recent, lang) if is_wide else Text())
        if item is None:
            for name in ("place", "suggestions", "code"):
                self._put(name, Text())
            self._put("transcript", Text(f"\n  {say('review.end', lang)}", "bold"))
            return
        self._put("place", panels.place(item, lang))
        suggested = panels.suggestions(item, lang, _MOST[is_wide], is_wide=is_wide)
        above = (part for part in (panels.why(item, lang), suggested) if part.plain)
        self._put("suggestions", Text("\n").join(above))
        self._put("code", panels.code(item, lang, is_wide=is_wide))
        self.fill()

    def fill(self) -> None:
        """Show the transcript in the room that it has."""
        shown, size = self._shown, self.query_one("#transcript").size
        if shown is None or shown.item is None or not size.width:
            return
        room = Viewport(size.width - 1, size.height, shown.scrolled)
        context = self._review.context(room.height, room.height)
        self._put("transcript", Text("\n").join(transcript_lines(context, shown.item, room, shown.span)))

    def _put(self, name: str, text: Text) -> None:
        self.query_one(f"#{name}", Static).update(text, layout=False)
