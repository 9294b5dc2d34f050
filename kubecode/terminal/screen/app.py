"""The full-screen review: it passes keys to the engine and shows the item in panels."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import Valence
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
from kubecode.terminal.review_keys import (
    SCREEN_KEYS,
    WHOLE_ANSWERS,
    Command,
    KeyCommand,
    changed_judgement,
    help_page,
)
from kubecode.terminal.review_stats_view import review_stats_view
from kubecode.terminal.review_text import options_text, outcome_text
from kubecode.terminal.rich_text import visible
from kubecode.terminal.screen.dialogs import CodeDialog, LineDialog, PageDialog
from kubecode.terminal.screen.layout import ReviewLayout, ScreenContent
from kubecode.terminal.screen.span_picker import SpanPicker
from kubecode.wording import Lang, say

_RETRY = 2.0
"""Seconds between attempts to save an answer again, and between looks for changes of the study."""
_RECENT = 6
"""Answers listed in the side panel."""


class ReviewScreen(App[ReviewResult]):
    """The screen of one review. The engine has all the state, except an answer that is not saved yet."""

    TITLE = "kubecode"
    CSS_PATH = Path(__file__).with_name("review.tcss")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority: Textual uses these keys itself.
        Binding(key, "finish", show=False, priority=True)
        for key, row in SCREEN_KEYS.items()
        if row.command is ReviewAction.QUIT and key.startswith("ctrl+")
    ]

    def __init__(self, review: Review, lang: Lang, notice: str = "") -> None:
        super().__init__()
        self._review, self._lang = review, lang
        self._base = ReviewLayout(review)
        self._item: Item | None = None
        self._unsaved: Verdict | None = None
        self._span_picker: SpanPicker | None = None
        self._message = Text(notice, "yellow")
        self._recent: deque[Text] = deque(maxlen=_RECENT)
        self._scrolled = 0

    def run_review(self) -> ReviewResult:
        """Run until the person quits and return the summary."""
        return self.run() or self._review.result()

    def get_default_screen(self) -> ReviewLayout:
        """Return the screen below every dialog."""
        return self._base

    def on_ready(self) -> None:
        """Show the first item and begin to watch the study."""
        self.set_interval(_RETRY, self._watch)
        self._refresh_item()

    def on_resize(self) -> None:
        """Show the item again after the terminal changed its size."""
        self.call_after_refresh(self._refresh_item)

    def on_key(self, event: events.Key) -> None:
        """Do what a key means, unless a dialog is open."""
        if len(self.screen_stack) > 1:
            return
        key = event.character if event.character and event.character.isprintable() else event.key
        event.stop()
        if self._unsaved:
            self._retry_key(event.key)
        elif self._span_picker:
            self._span_key(event.key if event.key in {"enter", "escape"} else key)
        else:
            self._message = Text()
            self._command(key)
            self._refresh_item()

    def key_commands(self, key: str) -> dict[KeyCommand, Callable[[], None]]:
        """Return what each command does; ``key`` is the digit of the coding to focus on."""
        review = self._review
        commands: dict[KeyCommand, Callable[[], None]] = {
            action: partial(self._apply, Verdict(action)) for action in WHOLE_ANSWERS
        }
        commands |= {valence: partial(self._judge, valence) for valence in Valence}
        return commands | {
            Command.PRESENCE: partial(self._judge, None),
            Command.FOCUS: lambda: self._moved(review.focus(int(key) - 1)),
            Command.NEXT: lambda: self._moved(review.move(1)),
            Command.PREVIOUS: lambda: self._moved(review.move(-1)),
            Command.NEXT_OPEN: lambda: self._moved(review.move(1, only_open=True)),
            Command.PREVIOUS_OPEN: lambda: self._moved(review.move(-1, only_open=True)),
            Command.NEXT_SEGMENT: lambda: self._moved(review.neighbour(1)),
            Command.PREVIOUS_SEGMENT: lambda: self._moved(review.neighbour(-1)),
            ReviewAction.DISCUSS: lambda: self._with_memo(ReviewAction.DISCUSS, "discuss"),
            ReviewAction.MEMO: lambda: self._with_memo(ReviewAction.MEMO, "memo"),
            ReviewAction.RECODE: partial(self._with_code, ReviewAction.RECODE),
            ReviewAction.ADD: partial(self._with_code, ReviewAction.ADD),
            ReviewAction.SPAN: self._span,
            ReviewAction.MASS: self._mass,
            Command.FILTER: self._filter,
            Command.ORDER: self._order,
            Command.SEARCH: self._search,
            Command.REASON: self._reason,
            Command.STATS: lambda: self._page("", review_stats_view(review.stats(), self._lang)),
            Command.HELP: self._help,
            Command.SCROLL_UP: partial(self._scroll, -1),
            Command.SCROLL_DOWN: partial(self._scroll, 1),
            ReviewAction.QUIT: self.action_finish,
        }

    def _command(self, key: str) -> None:
        row = SCREEN_KEYS.get(key)
        if row:
            self.key_commands(key)[row.command]()
        elif len(key) == 1:
            self._show_message(say("review.unknown_key", self._lang, visible(key)), HINT)

    def action_finish(self) -> None:
        """Quit; all decisions are saved already."""
        self.exit(self._review.result())

    def _apply(self, verdict: Verdict) -> None:
        """Save an answer; if the study cannot be written, keep it and try again."""
        try:
            outcome = self._review.apply(verdict)
        except KubecodeError as error:
            if error.exit_status is ExitStatus.USAGE:
                self._show_message(visible(str(error)), "bold red")
                return
            self._unsaved = verdict
            self._show_message(say("review.not_saved", self._lang, visible(error.message)), "bold red")
            return
        self._unsaved = None
        self._scrolled = 0
        style = (
            "yellow"
            if outcome.action in {ReviewAction.UNDO, ReviewAction.REDO} or outcome.notices
            else "green"
        )
        text = outcome_text(outcome, self._lang)
        self._show_message(text, style)
        if outcome.decisions:
            self._recent.appendleft(Text(f"{self._line()} {text}", HINT, no_wrap=True, overflow="ellipsis"))

    def _line(self) -> str:
        """Return the line number of the item that the last answer was about."""
        return f"{self._item.line:>4}" if self._item else "   ·"

    def _retry_key(self, key: str) -> None:
        """While an answer is unsaved, Enter tries it again, Esc drops it, other keys do nothing."""
        verdict = self._unsaved
        if key == "escape":
            self._unsaved, self._message = None, Text()
        elif key == "enter" and verdict:
            self._apply(verdict)
        self._refresh_item()

    def _watch(self) -> None:
        """Save an unsaved answer again, else load what other programs changed."""
        if self._unsaved:
            self._apply(self._unsaved)
            self._refresh_item()
        elif len(self.screen_stack) == 1 and not self._span_picker:
            try:
                notices = self._review.notices()
            except KubecodeError as error:
                self._show_message(visible(str(error)), "bold red")
            else:
                if not notices:
                    return
                self._show_message(
                    "; ".join(say(f"review.{notice}", self._lang) for notice in notices), "yellow"
                )
            self._refresh_item()

    def _judge(self, valence: Valence | None) -> None:
        if self._item and self._item.coding:
            self._apply(Verdict(ReviewAction.JUDGE, changed_judgement(self._item.judgement, valence)))
        else:
            self._show_message(say("review.choose_code", self._lang), HINT)

    def _moved(self, has_moved: bool) -> None:
        self._scrolled = 0
        if not has_moved:
            self._show_message(say("review.no_more", self._lang), HINT)

    def _scroll(self, step: int) -> None:
        self._scrolled += step

    def _with_memo(self, action: ReviewAction, prompt: str) -> None:
        memo = self._item.coding.memo if self._item and self._item.coding else None

        def answered(text: str | None) -> None:
            if text is not None:
                self._apply(Verdict(action, memo=text.strip() or None))
                self._refresh_item()

        if self._item:
            value = memo or self._item.memo or ""
            self.push_screen(
                LineDialog(say(f"review.prompt_{prompt}", self._lang), self._lang, value), answered
            )

    def _with_code(self, action: ReviewAction) -> None:
        def answered(path: str | None) -> None:
            if path:
                self._apply(Verdict(action, code=path))
                self._refresh_item()

        if self._item:
            recent = self._review.recent_codes()
            self.push_screen(CodeDialog(self._review.codebook, recent, self._lang), answered)

    def _span(self) -> None:
        if self._item and self._item.coding:
            coding = self._item.coding
            self._span_picker = SpanPicker.over(self._review.word_spans(), (coding.start, coding.end))
            self._show_message(say("review.span_keys", self._lang), "bold")
        else:
            self._show_message(say("review.choose_code", self._lang), HINT)

    def _span_key(self, key: str) -> None:
        picker, self._span_picker = self._span_picker, None
        if picker and key == "enter":
            self._apply(Verdict(ReviewAction.SPAN, span=picker.span))
        elif picker and key != "escape":
            self._span_picker = picker.moved(key)
        else:
            self._message = Text()
        self._refresh_item()

    def _filter(self) -> None:
        def answered(text: str | None) -> None:
            if text is None:
                return
            try:
                self._review.change_options(wanted=parse_filter(text, blind=self._review.options.blind))
            except KubecodeError as error:
                self._show_message(visible(str(error)), "bold red")
            self._refresh_item()

        current = filter_words(self._review.options.wanted, self._lang)
        self.push_screen(LineDialog(say("review.prompt_filter", self._lang), self._lang, current), answered)

    def _order(self) -> None:
        self._review.change_options(order=self._review.options.next_order)
        self._show_message(options_text(self._review.options, self._lang))

    def _search(self) -> None:
        def answered(words: str | None) -> None:
            if words and words.strip():
                if not self._review.find(words):
                    self._show_message(say("review.not_found", self._lang, visible(words)), HINT)
                self._refresh_item()

        self.push_screen(LineDialog(say("review.prompt_search", self._lang), self._lang), answered)

    def _reason(self) -> None:
        views = [explained_segment_view(segment, self._lang) for segment in self._review.explain()]
        if views:
            self._page("review.reason_title", Group(*views))

    def _help(self) -> None:
        words = f"{help_page(self._lang)}\n\n{say('review.legend', self._lang)}"
        self._page("review.help_title", Text(words))

    def _page(self, title: str, page: Group | Text) -> None:
        self.push_screen(PageDialog(say(title, self._lang) if title else "", page, self._lang))

    def _mass(self) -> None:
        offer = self._review.mass_offer()
        if offer.why_not or not offer.codings:
            self._show_message(say(offer.why_not or "mass.nothing", self._lang), "yellow")
            return

        def answered(is_confirmed: bool | None) -> None:
            if is_confirmed:
                self._apply(Verdict(ReviewAction.MASS))
                self._refresh_item()

        counts = (visible(offer.indicator or ""), offer.decided, offer.accepted)
        lines = [Text(say("mass.offer", self._lang, *counts)), Text()]
        lines += [Text(f"· {visible(text)}") for _, text in self._review.previews(offer)]
        question = say("review.prompt_mass", self._lang, len(offer.codings))
        dialog = PageDialog(say("mass.title", self._lang), Group(*lines), self._lang, question)
        self.push_screen(dialog, answered)

    def _show_message(self, text: str, style: str = "") -> None:
        self._message = Text(text, style, no_wrap=True, overflow="ellipsis")

    def _refresh_item(self) -> None:
        """Read the item from the engine and show it."""
        if self.is_running and self._base.is_mounted and self.size.width:
            self._item = self._review.item
            span = self._span_picker.span if self._span_picker else None
            is_saved = self._unsaved is None
            content = ScreenContent(self._item, self._message, self._recent, is_saved, self._scrolled, span)
            self._base.show(content, self.size.width)
