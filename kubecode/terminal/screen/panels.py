"""What stands around the transcript: head, suggestions, code, message and keys, each as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from kubecode.model import OPEN, Status
from kubecode.study.review import Item, Progress, Review, ShownCoding, StopReason
from kubecode.terminal.palette import CONFIDENCE, HINT, STATUS, VALENCE
from kubecode.terminal.review_text import (
    coding_words,
    item_place_words,
    judgement_words,
    progress_words,
    wishes_words,
)
from kubecode.terminal.rich_text import visible
from kubecode.wording import Lang, say

FOCUS = "▶"
_BAR = 10


def head(review: Review, width: int, *, is_saved: bool, is_wide: bool) -> Text:
    """Return the first line: what is shown in which order, how far it has come, whether all is saved."""
    lang, progress = review.lang, review.progress
    left = f" {wishes_words(review.wishes, lang)}"
    state = say("review.saved_state" if is_saved else "review.unsaved_state", lang)
    right = f"{progress_words(progress, lang)} · {state} "
    if is_wide:
        left = f" {say('review.coder', lang, visible(review.coder))} ·{left}"
        right = f"{progress_bar(progress)} {right}"
    room = max(0, width - cell_len(right) - 1)
    left = set_cell_size(left, room - 1) + "…" if cell_len(left) > room else left
    blanks = " " * max(0, width - cell_len(left) - cell_len(right))
    return Text(f"{left}{blanks}{right}", no_wrap=True, overflow="crop")


def progress_bar(progress: Progress) -> str:
    """Return the share of stops that are done as a bar."""
    filled = _BAR * progress.percent // 100
    return "█" * filled + "░" * (_BAR - filled)


def place(item: Item, lang: Lang) -> Text:
    """Return the second line: case, document, speaker, kind and date."""
    return Text(
        f" {item_place_words(item, lang)} · {say('review.line', lang, item.line)}",
        no_wrap=True,
        overflow="ellipsis",
    )


def why(item: Item, lang: Lang) -> Text:
    """Return why a segment is shown that nothing was suggested for; nothing for all others."""
    words = say(f"review.why_{item.why}", lang)
    style = HINT if item.why in {StopReason.HAND, StopReason.ALL} else "bold yellow"
    return Text(words, style)


def suggestions(item: Item, lang: Lang, most: int, *, is_wide: bool) -> Text:
    """Return the codings of the segment, each on a line with its reason (in the side panel below it); those
    that do not fit are counted. The one in focus says also what an acceptance would save.
    """
    text = Text() if is_wide else Text(no_wrap=True, overflow="ellipsis")
    proposals = list(enumerate(item.proposals, 1))
    begin = max(0, min((item.focus or 0) - most + 2, len(proposals) - most))
    for number, proposal in proposals[begin : begin + most]:
        text.append_text(_suggestion(number, proposal, item, lang, is_wide=is_wide))
    rest = len(proposals) - begin - most
    if begin or rest > 0:
        text.append(f"   … {len(proposals)}\n", HINT)
    if item.is_without_code:
        text.append(f"  ✓ {say('review.without_code', lang)}\n", "green")
    if not item.proposals and not item.is_without_code and item.why is not StopReason.ALL:
        text.append(f"  {say('review.none_suggested', lang)}\n", HINT)
    text.rstrip()
    return text


def _suggestion(number: int, proposal: ShownCoding, item: Item, lang: Lang, *, is_wide: bool) -> Text:
    coding, is_focused = proposal.coding, proposal is item.focused
    mark = FOCUS if is_focused else " "
    text = Text()
    text.append(f"{mark} {number} ", "bold" if is_focused else "")
    text.append(visible(coding.path), "bold" if is_focused else "")
    band = CONFIDENCE.get(coding.confidence, "") if coding.confidence else ""
    style = band if coding.status is Status.SUGGESTED else STATUS[coding.status]
    text.append(f"  {coding_words(proposal, lang)}", style)
    if coding.reason:
        text.append("\n    " if is_wide else "  ")
        text.append(visible(coding.reason), HINT)
    text.append("\n")
    if is_focused and coding.status in OPEN:
        judgement = item.judgement
        text.append(f"    → {judgement_words(judgement, lang)}", VALENCE[judgement.valence])
        if coding.memo:
            text.append(f"  {say('memo', lang)}: {visible(coding.memo)}", "italic")
        text.append("\n")
    elif is_focused and coding.memo:
        text.append(f"    {say('memo', lang)}: {visible(coding.memo)}\n", "italic")
    return text


def code(item: Item, lang: Lang, *, is_wide: bool) -> Text:
    """Return what the code in focus is, what it is not, an example, and the cell so far."""
    return Text("\n").join(_code(item, lang, is_wide=is_wide))


def _code(item: Item, lang: Lang, *, is_wide: bool) -> Iterator[Text]:
    if item.code:
        yield Text.assemble((visible(item.code.label), "bold"), f": {visible(item.code.brief)}")
        yield Text(f"{say('review.definition', lang)}: {visible(item.code.not_when)}", HINT)
        yield Text(f"{say('review.example', lang)}: {visible(item.code.example)}", HINT)
    if item.cell and item.coding and is_wide:
        cell = item.cell
        words = (visible(item.coding.code), visible(cell.case), cell.excerpts, cell.informants)
        yield Text(f"\n{say('review.cell', lang, *words)}", HINT)
    if item.memo:
        yield Text(f"{say('memo', lang)}: {visible(item.memo)}", "italic")


def message(words: Text, lang: Lang) -> Text:
    """Return what was just done; while there is nothing to say, what the marks mean."""
    return words if words.plain else Text(say("review.legend", lang), HINT)


def recent(said: Iterable[Text], lang: Lang) -> Text:
    """Return the last answers of this session, the newest first."""
    lines = [Text(say("review.recent", lang), HINT), *said]
    return Text("\n").join(lines) if len(lines) > 1 else Text()


def keys(lang: Lang, *, is_wide: bool) -> Text:
    """Return the keys."""
    words = say("review.keys_wide" if is_wide else "review.keys", lang).strip("\n")
    text = Text(words, HINT, no_wrap=True, overflow="crop")
    text.highlight_regex(r"(?<!\S)([^\s│]|spasi|space|1-9|panah|arrows)(?!\S)", "bold")
    return text
