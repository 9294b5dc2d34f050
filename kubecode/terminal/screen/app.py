"""The full-screen review: keys in, answers to the engine, panels out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.study.review import (
    Item,
    Review,
    ReviewAction,
    ReviewResult,
    Verdict,
    filter_words,
    parse_filter,
)
from kubecode.terminal.excerpts_view import explained_segment_view
from kubecode.terminal.palette import HINT
from kubecode.terminal.plain_review import SIMPLE, VALENCE_KEYS, changed
from kubecode.terminal.review_stats_view import review_stats_view
from kubecode.terminal.review_text import outcome_words, wishes_words
from kubecode.terminal.rich_text import visible
from kubecode.terminal.screen.dialogs import CodeDialog, LineDialog, PageDialog
from kubecode.terminal.screen.layout import ReviewLayout, ScreenContent
from kubecode.terminal.screen.span_picker import SpanPicker
from kubecode.wording import Lang, say

_RETRY = 2.0
"""Seconds after which an answer that could not be saved is tried again, and the study is looked at."""
_RECENT = 6
"""Answers that the side panel remembers."""


class ReviewScreen(App[ReviewResult]):
    """One coder at one study. What is shown is always what the engine says; nothing is kept here but an
    answer that could not be saved yet.
    """

    TITLE = "kubecode"
    CSS_PATH = Path(__file__).with_name("review.tcss")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "finish", show=False, priority=True),
        Binding("ctrl+q", "finish", show=False, priority=True),
    ]

    def __init__(self, review: Review, lang: Lang, notice: str = "") -> None:
        super().__init__()
        self._review, self._lang = review, lang
        self._base = ReviewLayout(review)
        self._item: Item | None = None
        self._in_hand: Verdict | None = None
        self._spanning: SpanPicker | None = None
        self._message = Text(notice, "yellow")
        self._recent: deque[Text] = deque(maxlen=_RECENT)
        self._scrolled = 0
        self._commands = self._make_commands()

    def run_review(self) -> ReviewResult:
        """Run until the person quits and return how it ended."""
        return self.run() or self._review.result()

    def get_default_screen(self) -> ReviewLayout:
        """Return the screen below every dialog."""
        return self._base

    def on_ready(self) -> None:
        """Show the first item and keep an eye on the study."""
        self.set_interval(_RETRY, self._watch)
        self._look()

    def on_resize(self) -> None:
        """Lay out anew where the terminal got another size."""
        self.call_after_refresh(self._look)

    def on_key(self, event: events.Key) -> None:
        """Answer a key: letters, digits, space, arrows, F1."""
        if len(self.screen_stack) > 1:
            return
        key = event.character if event.character and event.character.isprintable() else event.key
        event.stop()
        if self._in_hand:
            self._hold(event.key)
        elif self._spanning:
            self._span_key(event.key if event.key in {"enter", "escape"} else key)
        else:
            self._message = Text()
            self._command(key)
            self._look()

    def _make_commands(self) -> dict[str, Callable[[], None]]:
        review = self._review
        steps: dict[str, Callable[[], bool]] = {
            "j": lambda: review.move(1),
            "k": lambda: review.move(-1),
            "J": lambda: review.move(1, only_open=True),
            "K": lambda: review.move(-1, only_open=True),
            "l": lambda: review.neighbour(1),
            "h": lambda: review.neighbour(-1),
        }
        steps |= {"right": steps["l"], "left": steps["h"]}
        commands = {key: lambda step=step: self._moved(step()) for key, step in steps.items()}
        for key, action in SIMPLE.items():
            commands[key] = lambda action=action: self._apply(Verdict(action))
        for key in (*VALENCE_KEYS, "x"):
            commands[key] = lambda key=key: self._judge(key)
        for number in range(1, 10):
            commands[str(number)] = lambda number=number: self._moved(review.focus(number - 1))
        return commands | {
            "d": lambda: self._words(ReviewAction.DISCUSS, "discuss"),
            "m": lambda: self._words(ReviewAction.MEMO, "memo"),
            "g": lambda: self._with_code(ReviewAction.RECODE),
            "t": lambda: self._with_code(ReviewAction.ADD),
            "e": self._span,
            "f": self._filter,
            "o": self._order,
            "/": self._search,
            "w": self._reason,
            "s": lambda: self._page("", review_stats_view(review.standing(), self._lang)),
            "A": self._mass,
            "?": self._help,
            "f1": self._help,
            "up": lambda: self._scroll(-1),
            "down": lambda: self._scroll(1),
            "q": self.action_finish,
        }

    def _command(self, key: str) -> None:
        command = self._commands.get(key)
        if command:
            command()
        elif len(key) == 1:
            self._tell(say("review.unknown_key", self._lang, visible(key)), HINT)

    def action_finish(self) -> None:
        """Leave; everything that was decided is saved."""
        self.exit(self._review.result())

    def _apply(self, verdict: Verdict) -> None:
        """Save an answer; what cannot be saved just now is kept in hand and tried again."""
        try:
            outcome = self._review.apply(verdict)
        except KubecodeError as error:
            if error.exit_status is ExitStatus.USAGE:
                self._tell(visible(str(error)), "bold red")
                return
            self._in_hand = verdict
            self._tell(say("review.not_saved", self._lang, visible(error.message)), "bold red")
            return
        self._in_hand = None
        self._scrolled = 0
        style = (
            "yellow"
            if outcome.action in {ReviewAction.UNDO, ReviewAction.REDO} or outcome.notices
            else "green"
        )
        words = outcome_words(outcome, self._lang)
        self._tell(words, style)
        if outcome.decisions:
            self._recent.appendleft(Text(f"{self._place()} {words}", HINT, no_wrap=True, overflow="ellipsis"))

    def _place(self) -> str:
        """Return the line about which the last answer was given."""
        return f"{self._item.line:>4}" if self._item else "   ·"

    def _hold(self, key: str) -> None:
        """While an answer is in hand, Enter tries it again and Esc drops it; nothing else is taken."""
        verdict = self._in_hand
        if key == "escape":
            self._in_hand, self._message = None, Text()
        elif key == "enter" and verdict:
            self._apply(verdict)
        self._look()

    def _watch(self) -> None:
        """Try again what is in hand, and notice what others change."""
        if self._in_hand:
            self._apply(self._in_hand)
            self._look()
        elif len(self.screen_stack) == 1 and not self._spanning:
            try:
                notices = self._review.notices()
            except KubecodeError as error:
                self._tell(visible(str(error)), "bold red")
            else:
                if not notices:
                    return
                self._tell("; ".join(say(f"review.{notice}", self._lang) for notice in notices), "yellow")
            self._look()

    def _judge(self, key: str) -> None:
        if self._item and self._item.coding:
            self._apply(Verdict(ReviewAction.JUDGE, changed(self._item.judgement, key)))
        else:
            self._tell(say("review.choose_code", self._lang), HINT)

    def _moved(self, has_moved: bool) -> None:
        self._scrolled = 0
        if not has_moved:
            self._tell(say("review.no_more", self._lang), HINT)

    def _scroll(self, step: int) -> None:
        self._scrolled += step

    def _words(self, action: ReviewAction, prompt: str) -> None:
        known = self._item.coding.memo if self._item and self._item.coding else None

        def answered(words: str | None) -> None:
            if words is not None:
                self._apply(Verdict(action, memo=words.strip() or None))
                self._look()

        if self._item:
            value = known or self._item.memo or ""
            self.push_screen(
                LineDialog(say(f"review.prompt_{prompt}", self._lang), self._lang, value), answered
            )

    def _with_code(self, action: ReviewAction) -> None:
        def answered(path: str | None) -> None:
            if path:
                self._apply(Verdict(action, code=path))
                self._look()

        if self._item:
            recent = self._review.recent_codes()
            self.push_screen(CodeDialog(self._review.book.codebook, recent, self._lang), answered)

    def _span(self) -> None:
        if self._item and self._item.coding:
            coding = self._item.coding
            self._spanning = SpanPicker.over(self._review.words(), (coding.start, coding.end))
            self._tell(say("review.span_keys", self._lang), "bold")
        else:
            self._tell(say("review.choose_code", self._lang), HINT)

    def _span_key(self, key: str) -> None:
        spanning, self._spanning = self._spanning, None
        if spanning and key == "enter":
            self._apply(Verdict(ReviewAction.SPAN, span=spanning.span))
        elif spanning and key != "escape":
            self._spanning = spanning.moved(key)
        else:
            self._message = Text()
        self._look()

    def _filter(self) -> None:
        def answered(asked: str | None) -> None:
            if asked is None:
                return
            try:
                self._review.ask_for(wanted=parse_filter(asked, blind=self._review.wishes.blind))
            except KubecodeError as error:
                self._tell(visible(str(error)), "bold red")
            self._look()

        now = filter_words(self._review.wishes.wanted, self._lang)
        self.push_screen(LineDialog(say("review.prompt_filter", self._lang), self._lang, now), answered)

    def _order(self) -> None:
        self._review.ask_for(order=self._review.next_order)
        self._tell(wishes_words(self._review.wishes, self._lang))

    def _search(self) -> None:
        def answered(words: str | None) -> None:
            if words and words.strip():
                if not self._review.find(words):
                    self._tell(say("review.not_found", self._lang, visible(words)), HINT)
                self._look()

        self.push_screen(LineDialog(say("review.prompt_search", self._lang), self._lang), answered)

    def _reason(self) -> None:
        views = [explained_segment_view(segment, self._lang) for segment in self._review.explain()]
        if views:
            self._page("review.reason_title", Group(*views))

    def _help(self) -> None:
        words = f"{say('review.help', self._lang).strip()}\n\n{say('review.legend', self._lang)}"
        self._page("review.help_title", Text(words))

    def _page(self, title: str, page: Group | Text) -> None:
        self.push_screen(PageDialog(say(title, self._lang) if title else "", page, self._lang))

    def _mass(self) -> None:
        offer = self._review.mass_offer()
        if offer.why_not or not offer.candidates:
            self._tell(say(offer.why_not or "mass.nothing", self._lang), "yellow")
            return

        def answered(is_meant: bool | None) -> None:
            if is_meant:
                self._apply(Verdict(ReviewAction.MASS))
                self._look()

        counts = (visible(offer.indicator or ""), offer.decided, offer.accepted)
        lines = [Text(say("mass.offer", self._lang, *counts)), Text()]
        lines += [Text(f"· {visible(text)}") for _, text in self._review.previews(offer)]
        question = say("review.prompt_mass", self._lang, len(offer.candidates))
        dialog = PageDialog(say("mass.title", self._lang), Group(*lines), self._lang, question)
        self.push_screen(dialog, answered)

    def _tell(self, words: str, style: str = "") -> None:
        self._message = Text(words, style, no_wrap=True, overflow="ellipsis")

    def _look(self) -> None:
        """Show what the engine says now."""
        if self.is_running and self._base.is_mounted and self.size.width:
            self._item = self._review.item
            span = self._spanning.span if self._spanning else None
            is_saved = self._in_hand is None
            shown = ScreenContent(self._item, self._message, self._recent, is_saved, self._scrolled, span)
            self._base.show(shown, self.size.width)
