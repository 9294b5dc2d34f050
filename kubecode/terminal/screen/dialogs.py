"""What opens above the review: a line to type, a code to find, a page to read, a question to confirm."""

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
from kubecode.terminal.code_picker import fitting_codes
from kubecode.terminal.palette import HINT
from kubecode.terminal.rich_text import visible
from kubecode.wording import Lang, say

_MOST_CODES = 12


class LineDialog(ModalScreen[str | None]):
    """Asks for a line; None where it was left with Esc."""

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
        """Give back what was typed."""
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Give back nothing."""
        self.dismiss(None)


class CodeDialog(ModalScreen[str | None]):
    """Finds a code by a part of its name; the list follows the typing, recent codes come first."""

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
        """Offer what was used last."""
        self._offer("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow the typing."""
        self._offer(event.value)

    def on_input_submitted(self) -> None:
        """Give back the code that is marked."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give back a code that was clicked."""
        self.dismiss(event.option.id)

    def action_go(self, step: int) -> None:
        """Mark the next code, or the one before."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + step) % options.option_count

    def action_leave(self) -> None:
        """Give back nothing."""
        self.dismiss(None)

    def _offer(self, asked: str) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        for code in fitting_codes(self._codebook, asked, self._recent, _MOST_CODES):
            name = Text.assemble((visible(code.path), "bold"), f"  {visible(code.label)}")
            options.add_option(Option(name, id=code.path))
        if options.option_count:
            options.highlighted = 0
        else:
            options.add_option(Option(say("review.no_such_code", self._lang), disabled=True))


class PageDialog(ModalScreen[bool]):
    """Shows a page; with a question it gives back whether ``y`` was pressed."""

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
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def on_key(self, event: events.Key) -> None:
        """Close, or answer the question; the key is not one for the review below."""
        event.stop()
        if self._question and event.character:
            self.dismiss(event.character == "y")
        elif event.key in {"escape", "enter", "f1"} or event.character in {"q", "?", "s", "w"}:
            self.dismiss(False)
