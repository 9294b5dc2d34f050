"""The parts around the transcript as text: head, suggestions, code, message and keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from kubecode.model import OPEN, Status
from kubecode.study.review import Item, Progress, Review, ShownCoding, StopReason
from kubecode.terminal.palette import CONFIDENCE, HINT, STATUS, VALENCE
from kubecode.terminal.review_text import (
    coding_text,
    item_place_text,
    judgement_text,
    options_text,
    progress_text,
)
from kubecode.terminal.rich_text import visible
from kubecode.wording import Lang, say

FOCUS = "▶"
_BAR = 10


def head(review: Review, width: int, *, is_saved: bool, is_wide: bool) -> Text:
    """Return the first line: order, filter, progress, and whether all is saved."""
    lang, progress = review.lang, review.progress
    left = f" {options_text(review.options, lang)}"
    state = say("review.saved_state" if is_saved else "review.unsaved_state", lang)
    right = f"{progress_text(progress, lang)} · {state} "
    if is_wide:
        left = f" {say('review.coder', lang, visible(review.coder))} ·{left}"
        right = f"{progress_bar(progress)} {right}"
    room = max(0, width - cell_len(right) - 1)
    left = set_cell_size(left, room - 1) + "…" if cell_len(left) > room else left
    blanks = " " * max(0, width - cell_len(left) - cell_len(right))
    return Text(f"{left}{blanks}{right}", no_wrap=True, overflow="crop")


def progress_bar(progress: Progress) -> str:
    """Return the percentage of done stops as a bar."""
    filled = _BAR * progress.percent // 100
    return "█" * filled + "░" * (_BAR - filled)


def place(item: Item, lang: Lang) -> Text:
    """Return the second line: case, document, speaker, kind and date."""
    return Text(
        f" {item_place_text(item, lang)} · {say('review.line', lang, item.line)}",
        no_wrap=True,
        overflow="ellipsis",
    )


def reason(item: Item, lang: Lang) -> Text:
    """Return why a segment without suggestion is shown; empty for other segments."""
    text = say(f"review.why_{item.reason}", lang)
    style = HINT if item.reason in {StopReason.HAND, StopReason.ALL} else "bold yellow"
    return Text(text, style)


def suggestions(item: Item, lang: Lang, most: int, *, is_wide: bool) -> Text:
    """Return the codings of the segment, each with its reason, on a wide screen below it.

    Of more than ``most`` codings those around the focus are shown, then the number of all. The coding in
    focus also has the judgement that an acceptance would save.
    """
    text = Text() if is_wide else Text(no_wrap=True, overflow="ellipsis")
    codings = list(enumerate(item.codings, 1))
    begin = max(0, min((item.focus or 0) - most + 2, len(codings) - most))
    for number, shown in codings[begin : begin + most]:
        text.append_text(_suggestion(number, shown, item, lang, is_wide=is_wide))
    rest = len(codings) - begin - most
    if begin or rest > 0:
        text.append(f"   … {len(codings)}\n", HINT)
    if item.is_without_code:
        text.append(f"  ✓ {say('review.without_code', lang)}\n", "green")
    if not item.codings and not item.is_without_code and item.reason is not StopReason.ALL:
        text.append(f"  {say('review.none_suggested', lang)}\n", HINT)
    text.rstrip()
    return text


def _suggestion(number: int, shown: ShownCoding, item: Item, lang: Lang, *, is_wide: bool) -> Text:
    coding, is_focused = shown.coding, shown is item.focused
    mark = FOCUS if is_focused else " "
    text = Text()
    text.append(f"{mark} {number} ", "bold" if is_focused else "")
    text.append(visible(coding.path), "bold" if is_focused else "")
    band = CONFIDENCE.get(coding.confidence, "") if coding.confidence else ""
    style = band if coding.status is Status.SUGGESTED else STATUS[coding.status]
    text.append(f"  {coding_text(shown, lang)}", style)
    if coding.reason:
        text.append("\n    " if is_wide else "  ")
        text.append(visible(coding.reason), HINT)
    text.append("\n")
    if is_focused and coding.status in OPEN:
        judgement = item.judgement
        text.append(f"    → {judgement_text(judgement, lang)}", VALENCE[judgement.valence])
        if coding.memo:
            text.append(f"  {say('memo', lang)}: {visible(coding.memo)}", "italic")
        text.append("\n")
    elif is_focused and coding.memo:
        text.append(f"    {say('memo', lang)}: {visible(coding.memo)}\n", "italic")
    return text


def code(item: Item, lang: Lang, *, is_wide: bool) -> Text:
    """Return the definition of the code in focus, an example, and on a wide screen the cell so far."""
    return Text("\n").join(_code(item, lang, is_wide=is_wide))


def _code(item: Item, lang: Lang, *, is_wide: bool) -> Iterator[Text]:
    if item.code:
        yield Text.assemble((visible(item.code.label), "bold"), f": {visible(item.code.brief)}")
        yield Text(f"{say('review.definition', lang)}: {visible(item.code.not_when)}", HINT)
        yield Text(f"{say('review.example', lang)}: {visible(item.code.example)}", HINT)
    if item.cell and item.coding and is_wide:
        cell = item.cell
        values = (visible(item.coding.code), visible(cell.case), cell.excerpts, cell.informants)
        yield Text(f"\n{say('review.cell', lang, *values)}", HINT)
    if item.memo:
        yield Text(f"{say('memo', lang)}: {visible(item.memo)}", "italic")


def message(text: Text, lang: Lang) -> Text:
    """Return a message; if it is empty, the legend of the marks."""
    return text if text.plain else Text(say("review.legend", lang), HINT)


def recent(answers: Iterable[Text], lang: Lang) -> Text:
    """Return the last answers of this session, the latest first, below their title."""
    lines = [Text(say("review.recent", lang), HINT), *answers]
    return Text("\n").join(lines) if len(lines) > 1 else Text()


def keys(lang: Lang, *, is_wide: bool) -> Text:
    """Return the footer with the keys, in bold, and what they do."""
    footer = say("review.keys_wide" if is_wide else "review.keys", lang).strip("\n")
    text = Text(footer, HINT, no_wrap=True, overflow="crop")
    text.highlight_regex(r"(?<!\S)([^\s│]|spasi|space|1-9|panah|arrows)(?!\S)", "bold")
    return text
