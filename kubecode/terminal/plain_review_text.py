"""The lines of the plain review for one segment, in an order that a screen reader can read out.

First the position, then the segment with a little context, then the one suggestion to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kubecode.codebook import Code
from kubecode.model import Status
from kubecode.study.review import (
    ContextLine,
    Item,
    Judgement,
    ReviewAction,
    ReviewOutcome,
    ShownCoding,
    StopReason,
    Verdict,
)
from kubecode.terminal.plain_output import in_ascii
from kubecode.terminal.review_text import (
    BRACKETS,
    coding_text,
    item_place_text,
    judgement_text,
    outcome_text,
    pieces,
)
from kubecode.terminal.rich_text import visible
from kubecode.wording import Lang, say

AROUND = 2, 1
"""Lines of context before and after a segment."""
_WORDS_AROUND = 30
"""A longer line of context is cut to the nearest words; the segment itself is always whole."""


def place_line(item: Item, lang: Lang) -> str:
    """Return progress, then case, document, speaker and line; outside the queue without progress."""
    where = f"{in_ascii(item_place_text(item, lang))}, {say('review.line', lang, item.line)}"
    if item.reason is StopReason.HAND:
        return where
    progress = item.progress
    position = say("plain.progress", lang, progress.position, progress.total, progress.percent)
    if progress.minutes is not None:
        position += f", {say('plain.minutes', lang, progress.minutes)}"
    return f"{position}\n{where}"


def context_lines(lines: Sequence[ContextLine], item: Item) -> Iterator[str]:
    """Yield the segment, marked ``>``, with its context; the speaker is named when it changes."""
    is_before, speaker = True, None
    for line in lines:
        if line.is_excerpt:
            is_before = False
            text = marked_text(item)
        else:
            text = _nearest_words(visible(line.text), from_end=is_before)
        label = f"{visible(line.speaker)}: " if line.speaker and line.speaker != speaker else ""
        speaker = line.speaker
        yield f"{'>' if line.is_excerpt else ' '} {line.line} {label}{text}"


def marked_text(item: Item) -> str:
    """Return the segment with the evidence and cues of the focused coding in brackets."""
    return "".join(
        f"{BRACKETS[piece.mark][0]}{piece.text}{BRACKETS[piece.mark][1]}"
        for piece in pieces(item.text, item.span[1], item.focused)
    )


def _nearest_words(text: str, *, from_end: bool) -> str:
    words = text.split(" ")
    if len(words) <= _WORDS_AROUND:
        return text
    if from_end:
        return " ".join(["...", *words[-_WORDS_AROUND:]])
    return " ".join([*words[:_WORDS_AROUND], "..."])


def suggestion_lines(item: Item, lang: Lang) -> Iterator[str]:
    """Yield the coding in focus with its reason, then the others in one line."""
    reason = say(f"review.why_{item.reason}", lang)
    if reason:
        yield in_ascii(reason)
    if item.is_without_code:
        yield say("review.without_code", lang)
    if item.memo:
        yield f"{say('memo', lang)}: {visible(item.memo)}"
    if item.focused and item.focus is not None:
        yield from _focused_lines(item, item.focused, item.focus, lang)
    others = [
        f"{number} {in_ascii(_path_and_status(shown, lang))}"
        for number, shown in enumerate(item.codings, 1)
        if shown is not item.focused
    ]
    if others:
        yield say("plain.others", lang, "; ".join(others))


def _focused_lines(item: Item, focused: ShownCoding, number: int, lang: Lang) -> Iterator[str]:
    coding = focused.coding
    which = say("plain.suggestion" if coding.evidence else "plain.own", lang, number + 1, len(item.codings))
    line = f"{which}: {in_ascii(_path_and_status(focused, lang))}"
    if coding.status is not Status.ACCEPTED:
        line += f"; {say('plain.if_accepted', lang, in_ascii(judgement_text(item.judgement, lang)))}"
    yield line
    yield say("plain.reason", lang, in_ascii(visible(coding.reason)))
    if (coding.start, coding.end) != item.span[1:]:
        yield say("plain.span", lang, visible(coding.text))
    if coding.memo:
        yield f"{say('memo', lang)}: {visible(coding.memo)}"


def _path_and_status(shown: ShownCoding, lang: Lang) -> str:
    path, status = visible(shown.coding.path), coding_text(shown, lang)
    return f"{path}, {status}" if status else path


def code_lines(code: Code, lang: Lang) -> Iterator[str]:
    """Yield the definition of a code, and when it does not apply."""
    yield in_ascii(f"{say('review.code', lang)}: {visible(code.label)}: {visible(code.brief)}")
    if code.not_when:
        yield in_ascii(f"{say('review.definition', lang)}: {visible(code.not_when)}")


def changed_text(verdict: Verdict, outcome: ReviewOutcome, lang: Lang) -> str:
    """Return what an answer changed, with the judgement or memo that was saved."""
    text = in_ascii(outcome_text(outcome, lang))
    if not outcome.decisions or outcome.action in {ReviewAction.UNDO, ReviewAction.REDO, ReviewAction.MASS}:
        return text
    last = outcome.decisions[-1]
    if verdict.action is ReviewAction.MEMO:
        return f"{text}: {visible(last.memo or '') or say('plain.none', lang)}"
    if last.code and last.status is Status.ACCEPTED:
        judgement = judgement_text(Judgement(last.valence, last.presence), lang)
        return f"{text}, {in_ascii(judgement)}"
    return f"{text}; {say('memo', lang)}: {visible(last.memo)}" if last.memo else text
