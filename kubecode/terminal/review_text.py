"""Text that screen and plain review share: marked segments, codings, progress, outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from kubecode.model import Decision, EvidenceKind, Status
from kubecode.study.review import (
    Item,
    Judgement,
    Progress,
    ReviewAction,
    ReviewOptions,
    ReviewOutcome,
    ShownCoding,
    filter_words,
)
from kubecode.terminal.rich_text import one_line, visible
from kubecode.wording import Lang, say

Mark = Literal["", "word", "near", "cue"]
BRACKETS: dict[Mark, tuple[str, str]] = {
    "": ("", ""),
    "word": ("[", "]"),
    "near": ("<", ">"),
    "cue": ("{", "}"),
}
"""Marks that need no colour: indicator, near spelling, negation and other cues."""


class Piece(NamedTuple):
    """A piece of a segment, and its mark for the coding in focus."""

    text: str
    mark: Mark


def pieces(text: str, start: int, shown: ShownCoding | None) -> Iterator[Piece]:
    """Yield a segment in marked pieces; ``start`` is its offset in the document (code points).

    If marks overlap, the first is whole and the second begins after it.
    """
    done = 0
    for first, last, mark in _marks(shown):
        begin, end = max(first - start, done), min(last - start, len(text))
        if begin < end:
            yield Piece(one_line(text[done:begin]), "")
            yield Piece(one_line(text[begin:end]), mark)
            done = end
    yield Piece(one_line(text[done:]), "")


def _marks(shown: ShownCoding | None) -> list[tuple[int, int, Mark]]:
    """Return (start, end, mark) in the order of the text; overlapping spans with the same mark are joined."""
    joined: list[tuple[int, int, Mark]] = []
    for first, last, mark in sorted(_all_marks(shown)):
        if joined and joined[-1][2] == mark and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]), mark)
        else:
            joined.append((first, last, mark))
    return joined


def _all_marks(shown: ShownCoding | None) -> Iterator[tuple[int, int, Mark]]:
    for evidence in shown.coding.evidence if shown else ():
        yield evidence.start, evidence.end, "near" if evidence.kind is EvidenceKind.NEAR else "word"
    for cue in shown.cues if shown else ():
        yield cue.start, cue.end, "cue"


def item_place_text(item: Item, lang: Lang) -> str:
    """Return case, document, speaker with role, kind of source, and date."""
    document = item.document
    who = " ".join(filter(None, [item.informant or item.speaker, f"({item.role})" if item.role else ""]))
    date = document.attributes.get("tanggal") or document.attributes.get("date") or ""
    parts = [document.case, document.name, who, say(document.source_kind, lang), date]
    return " › ".join(visible(part) for part in parts if part)


def progress_text(progress: Progress, lang: Lang) -> str:
    """Return the position in the queue and the minutes that the rest will take."""
    text = say("review.progress", lang, progress.position, progress.total, progress.percent)
    return text if progress.minutes is None else f"{text} · {say('review.minutes', lang, progress.minutes)}"


def options_text(options: ReviewOptions, lang: Lang) -> str:
    """Return order and filter, and whether the review is blind."""
    wanted = visible(filter_words(options.wanted, lang)) or say("review.everything", lang)
    order = say("review.order", lang, say(f"review.order_{options.order}", lang))
    blind = f" · {say('review.blind', lang)}" if options.blind else ""
    return f"{order} · {say('review.filter', lang, wanted)}{blind}"


def judgement_text(judgement: Judgement, lang: Lang) -> str:
    """Return valence and presence."""
    return f"{say(judgement.valence or 'unstated', lang)} · {say(judgement.presence, lang)}"


def coding_text(shown: ShownCoding, lang: Lang) -> str:
    """Return the status of a coding, then its judgement (accepted) or confidence, then the exemplar mark.

    A suggested coding has no status in front, because that is what most of them are.
    """
    coding = shown.coding
    parts = [] if coding.status is Status.SUGGESTED else [say(coding.status, lang)]
    if coding.status is Status.ACCEPTED:
        parts.append(judgement_text(Judgement(coding.valence, coding.presence), lang))
    elif coding.confidence:
        parts.append(say(coding.confidence, lang))
    return " · ".join([*parts, *([f"* {say('review.star', lang)}"] if coding.exemplar else [])])


def outcome_text(outcome: ReviewOutcome, lang: Lang) -> str:
    """Return what an answer did, after the notices that came with it."""
    parts = [say(notice if "." in notice else f"review.{notice}", lang) for notice in outcome.notices]
    if outcome.decisions and outcome.action:
        done = {"undo": "undone", "redo": "redone"}.get(outcome.action, "saved")
        parts.append(
            f"{say(f'review.{done}', lang)}: {_decisions_text(outcome.decisions, outcome.action, lang)}"
        )
    return "; ".join(parts)


def _decisions_text(decisions: Iterable[Decision], action: ReviewAction, lang: Lang) -> str:
    made = list(decisions)
    first = [
        f"{visible(d.code) or say('review.without_code', lang)} {_decision_text(d, action, lang)}".strip()
        for d in made[:3]
    ]
    return "; ".join(first) + (f" … ({len(made)})" if len(made) > 3 else "")


def _decision_text(decision: Decision, action: ReviewAction, lang: Lang) -> str:
    if action is ReviewAction.MEMO:
        return say("memo", lang)
    if decision.status is Status.SUGGESTED:
        return say("memo" if decision.memo else "review.withdrawn", lang)
    if not decision.code and decision.status is Status.ACCEPTED:
        return ""
    star = f" * {say('review.star', lang)}" if decision.exemplar else ""
    return f"{say(decision.status, lang)}{star}"
