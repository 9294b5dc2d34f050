"""What the plain review says of a segment: lines of text, decorated in ASCII, that make sense when heard.

First where we are, then the words with a little around them, then the one suggestion that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kubecode.codebook import Code
from kubecode.model import Status
from kubecode.study.review import (
    ContextLine,
    Item,
    Judgement,
    ReviewOutcome,
    ShownCoding,
    StopReason,
    Verdict,
)
from kubecode.study.review.verdicts import ReviewAction
from kubecode.terminal.plain_output import in_ascii
from kubecode.terminal.review_text import (
    BRACKETS,
    coding_words,
    item_place_words,
    judgement_words,
    outcome_words,
    pieces,
)
from kubecode.terminal.rich_text import visible
from kubecode.wording import Lang, say

AROUND = 2, 1
"""Stretches of the transcript that are read before and behind a segment."""
_WORDS_AROUND = 30
"""Of a longer stretch only so many words nearest to the segment; the segment itself is always whole."""


def place_line(item: Item, lang: Lang) -> str:
    """Return where we are: how far, then case, document, speaker, line."""
    where = f"{in_ascii(item_place_words(item, lang))}, {say('review.line', lang, item.line)}"
    if item.why is StopReason.HAND:
        return where
    progress = item.progress
    how_far = say("plain.progress", lang, progress.position, progress.total, progress.percent)
    if progress.minutes is not None:
        how_far += f", {say('plain.minutes', lang, progress.minutes)}"
    return f"{how_far}\n{where}"


def context_lines(lines: Sequence[ContextLine], item: Item) -> Iterator[str]:
    """Yield the segment, marked ``>``, with what stands around it; who speaks is said when it changes."""
    before, speaker = True, None
    for line in lines:
        if line.is_excerpt:
            before = False
            text = marked_words(item)
        else:
            text = _nearest_words(visible(line.text), from_end=before)
        who = f"{visible(line.speaker)}: " if line.speaker and line.speaker != speaker else ""
        speaker = line.speaker
        yield f"{'>' if line.is_excerpt else ' '} {line.line} {who}{text}"


def marked_words(item: Item) -> str:
    """Return the words of the segment with those marked that speak for or against the focused code."""
    return "".join(
        f"{BRACKETS[piece.mark][0]}{piece.text}{BRACKETS[piece.mark][1]}"
        for piece in pieces(item.text, item.place[1], item.focused)
    )


def _nearest_words(text: str, *, from_end: bool) -> str:
    words = text.split(" ")
    if len(words) <= _WORDS_AROUND:
        return text
    if from_end:
        return " ".join(["...", *words[-_WORDS_AROUND:]])
    return " ".join([*words[:_WORDS_AROUND], "..."])


def suggestion_lines(item: Item, lang: Lang) -> Iterator[str]:
    """Yield the coding that is asked about with its reason, then the others in one line."""
    why = say(f"review.why_{item.why}", lang)
    if why:
        yield in_ascii(why)
    if item.is_without_code:
        yield say("review.without_code", lang)
    if item.memo:
        yield f"{say('memo', lang)}: {visible(item.memo)}"
    if item.focused and item.focus is not None:
        yield from _focused_lines(item, item.focused, item.focus, lang)
    others = [
        f"{number} {in_ascii(_named(proposal, lang))}"
        for number, proposal in enumerate(item.proposals, 1)
        if proposal is not item.focused
    ]
    if others:
        yield say("plain.others", lang, "; ".join(others))


def _focused_lines(item: Item, focused: ShownCoding, number: int, lang: Lang) -> Iterator[str]:
    coding = focused.coding
    which = say("plain.suggestion" if coding.evidence else "plain.own", lang, number + 1, len(item.proposals))
    words = f"{which}: {in_ascii(_named(focused, lang))}"
    if coding.status is not Status.ACCEPTED:
        words += f"; {say('plain.if_accepted', lang, in_ascii(judgement_words(item.judgement, lang)))}"
    yield words
    yield say("plain.reason", lang, in_ascii(visible(coding.reason)))
    if (coding.start, coding.end) != item.place[1:]:
        yield say("plain.span", lang, visible(coding.text))
    if coding.memo:
        yield f"{say('memo', lang)}: {visible(coding.memo)}"


def _named(proposal: ShownCoding, lang: Lang) -> str:
    words = coding_words(proposal, lang)
    return f"{visible(proposal.coding.path)}, {words}" if words else visible(proposal.coding.path)


def code_lines(code: Code, lang: Lang) -> Iterator[str]:
    """Yield what a code is and what it is not."""
    yield in_ascii(f"{say('review.code', lang)}: {visible(code.label)}: {visible(code.brief)}")
    if code.not_when:
        yield in_ascii(f"{say('review.definition', lang)}: {visible(code.not_when)}")


def changed_words(verdict: Verdict, outcome: ReviewOutcome, lang: Lang) -> str:
    """Return what an answer changed, with what a person cannot hear from the status alone."""
    said = in_ascii(outcome_words(outcome, lang))
    if not outcome.decisions or outcome.action in {ReviewAction.UNDO, ReviewAction.REDO, ReviewAction.MASS}:
        return said
    last = outcome.decisions[-1]
    if verdict.action is ReviewAction.MEMO:
        return f"{said}: {visible(last.memo or '') or say('plain.none', lang)}"
    if last.code and last.status is Status.ACCEPTED:
        judged = judgement_words(Judgement(last.valence, last.presence), lang)
        return f"{said}, {in_ascii(judged)}"
    return f"{said}; {say('memo', lang)}: {visible(last.memo)}" if last.memo else said
