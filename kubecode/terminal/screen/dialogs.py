"""Dialogs above the review: a line to type, a code to find, a page to read, a question to confirm."""

from __future__ import annotations

from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kubecode.codebook import Codebook
from kubecode.terminal.code_picker import matching_codes
from kubecode.terminal.palette import HINT
from kubecode.terminal.rich_text import visible
from kubecode.wording import Lang, say

_MOST_CODES = 12


class LineDialog(ModalScreen[str | None]):
    """A prompt for a line; the result is None after Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, prompt: str, lang: Lang, value: str = "") -> None:
        super().__init__()
        self._prompt, self._lang, self._value = prompt, lang, value

    def compose(self) -> ComposeResult:
        """Lay out prompt, line and keys."""
        with Vertical(classes="dialog"):
            yield Static(Text(self._prompt, "bold"))
            yield Input(self._value, select_on_focus=False)
            yield Static(Text(say("review.prompt_keys", self._lang), HINT))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the line."""
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss(None)


class CodeDialog(ModalScreen[str | None]):
    """A search for a code by a part of its name; the list follows the typing, recent codes come first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "go(1)", show=False, priority=True),
        Binding("up", "go(-1)", show=False, priority=True),
    ]

    def __init__(self, codebook: Codebook, recent: list[str], lang: Lang) -> None:
        super().__init__()
        self._codebook, self._recent, self._lang = codebook, recent, lang

    def compose(self) -> ComposeResult:
        """Lay out the line, the list and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Text(say("review.which_code", self._lang), "bold"))
            yield Input()
            yield OptionList(markup=False)
            yield Static(Text(say("review.picker_keys", self._lang), HINT))

    def on_mount(self) -> None:
        """List the recent codes first."""
        self._list_codes("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """List the codes that match the typed text."""
        self._list_codes(event.value)

    def on_input_submitted(self) -> None:
        """Close with the highlighted code."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with a clicked code."""
        self.dismiss(event.option.id)

    def action_go(self, step: int) -> None:
        """Highlight the next or the previous code."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + step) % options.option_count

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss(None)

    def _list_codes(self, query: str) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        for code in matching_codes(self._codebook, query, self._recent, _MOST_CODES):
            name = Text.assemble((visible(code.path), "bold"), f"  {visible(code.label)}")
            options.add_option(Option(name, id=code.path))
        if options.option_count:
            options.highlighted = 0
        else:
            options.add_option(Option(say("review.no_such_code", self._lang), disabled=True))


class PageDialog(ModalScreen[bool]):
    """A page to read; with a question, the result is whether ``y`` was pressed."""

    def __init__(self, title: str, page: RenderableType, lang: Lang, question: str = "") -> None:
        super().__init__()
        self._title, self._page, self._lang, self._question = title, page, lang, question

    def compose(self) -> ComposeResult:
        """Lay out title, page and keys."""
        with Vertical(classes="dialog page"):
            if self._title:
                yield Static(Text(self._title, "bold"))
            with VerticalScroll():
                yield Static(self._page)
            yield Static(Text(self._question or say("review.page_keys", self._lang), HINT))

    def on_mount(self) -> None:
        """Focus on the page, so that arrows scroll it."""
        self.query_one(VerticalScroll).focus()

    def on_key(self, event: events.Key) -> None:
        """Close, or answer the question; the review below does not get the key."""
        event.stop()
        if self._question and event.character:
            self.dismiss(event.character == "y")
        elif event.key in {"escape", "enter", "f1"} or event.character in {"q", "?", "s", "w"}:
            self.dismiss(False)
