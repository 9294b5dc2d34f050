"""What both faces of the review say: the words of a segment with their marks, codings, progress, outcomes."""

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
from kubecode.terminal.rich_text import visible
from kubecode.wording import Lang, say

Mark = Literal["", "word", "near", "cue"]
BRACKETS: dict[Mark, tuple[str, str]] = {
    "": ("", ""),
    "word": ("[", "]"),
    "near": ("<", ">"),
    "cue": ("{", "}"),
}
"""Marks that are read without colour: indicator, near spelling, negation and other cues."""


class Piece(NamedTuple):
    """Words of a segment, and what they are for the coding that is looked at."""

    text: str
    mark: Mark


def pieces(text: str, start: int, proposal: ShownCoding | None) -> Iterator[Piece]:
    """Yield a segment in pieces; ``start`` is where it begins in the document (code points).

    Where marks overlap, what begins first is marked and the rest of the other behind it.
    """
    done = 0
    for first, last, mark in _marks(proposal):
        begin, end = max(first - start, done), min(last - start, len(text))
        if begin < end:
            yield Piece(_flow(text[done:begin]), "")
            yield Piece(_flow(text[begin:end]), mark)
            done = end
    yield Piece(_flow(text[done:]), "")


def _marks(proposal: ShownCoding | None) -> list[tuple[int, int, Mark]]:
    """Return what is marked in the order of the text; what overlaps and is marked alike is one."""
    joined: list[tuple[int, int, Mark]] = []
    for first, last, mark in sorted(_all_marks(proposal)):
        if joined and joined[-1][2] == mark and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]), mark)
        else:
            joined.append((first, last, mark))
    return joined


def _all_marks(proposal: ShownCoding | None) -> Iterator[tuple[int, int, Mark]]:
    for piece in proposal.coding.evidence if proposal else ():
        yield piece.start, piece.end, "near" if piece.kind is EvidenceKind.NEAR else "word"
    for cue in proposal.cues if proposal else ():
        yield cue.start, cue.end, "cue"


def _flow(text: str) -> str:
    """Join lines without losing the space at the edges."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{visible(text)}{trail}"


def item_place_words(item: Item, lang: Lang) -> str:
    """Return case, document, speaker with role, kind of source and date."""
    document = item.document
    who = " ".join(filter(None, [item.informant or item.speaker, f"({item.role})" if item.role else ""]))
    date = document.attributes.get("tanggal") or document.attributes.get("date") or ""
    parts = [document.case, document.name, who, say(document.source_kind, lang), date]
    return " › ".join(visible(part) for part in parts if part)


def progress_words(progress: Progress, lang: Lang) -> str:
    """Return how far the queue has come and how long the rest will take."""
    words = say("review.progress", lang, progress.position, progress.total, progress.percent)
    return words if progress.minutes is None else f"{words} · {say('review.minutes', lang, progress.minutes)}"


def wishes_words(wishes: ReviewOptions, lang: Lang) -> str:
    """Return order and filter."""
    wanted = visible(filter_words(wishes.wanted, lang)) or say("review.everything", lang)
    order = say("review.order", lang, say(f"review.order_{wishes.order}", lang))
    blind = f" · {say('review.blind', lang)}" if wishes.blind else ""
    return f"{order} · {say('review.filter', lang, wanted)}{blind}"


def judgement_words(judgement: Judgement, lang: Lang) -> str:
    """Return valence and presence."""
    return f"{say(judgement.valence or 'unstated', lang)} · {say(judgement.presence, lang)}"


def coding_words(proposal: ShownCoding, lang: Lang) -> str:
    """Return where a coding stands: its band while it is only suggested, then what was decided."""
    coding = proposal.coding
    parts = [] if coding.status is Status.SUGGESTED else [say(coding.status, lang)]
    if coding.status is Status.ACCEPTED:
        parts.append(judgement_words(Judgement(coding.valence, coding.presence), lang))
    elif coding.confidence:
        parts.append(say(coding.confidence, lang))
    return " · ".join([*parts, *([f"* {say('review.star', lang)}"] if coding.exemplar else [])])


def outcome_words(outcome: ReviewOutcome, lang: Lang) -> str:
    """Return what an answer did, and what the person should know beside it."""
    said = [say(notice if "." in notice else f"review.{notice}", lang) for notice in outcome.notices]
    if outcome.decisions and outcome.action:
        did = {"undo": "undone", "redo": "redone"}.get(outcome.action, "saved")
        said.append(f"{say(f'review.{did}', lang)}: {_decided(outcome.decisions, outcome.action, lang)}")
    return "; ".join(said)


def _decided(decisions: Iterable[Decision], action: ReviewAction, lang: Lang) -> str:
    made = list(decisions)
    shown = [
        f"{visible(d.code) or say('review.without_code', lang)} {_did(d, action, lang)}".strip()
        for d in made[:3]
    ]
    return "; ".join(shown) + (f" … ({len(made)})" if len(made) > 3 else "")


def _did(decision: Decision, action: ReviewAction, lang: Lang) -> str:
    if action is ReviewAction.MEMO:
        return say("memo", lang)
    if decision.status is Status.SUGGESTED:
        return say("memo" if decision.memo else "review.withdrawn", lang)
    if not decision.code and decision.status is Status.ACCEPTED:
        return ""
    star = f" * {say('review.star', lang)}" if decision.exemplar else ""
    return f"{say(decision.status, lang)}{star}"
