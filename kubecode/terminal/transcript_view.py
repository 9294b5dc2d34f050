"""The view of a transcript as it is understood: facts, speakers with their share, and the first turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table

from kubecode.model import Turn
from kubecode.readers.transcripts import ReadTranscript
from kubecode.study.ingest.read import counted
from kubecode.terminal.rich_text import one_line, plain
from kubecode.wording import Lang, say, wording

_BAR = 16
"""Columns of the longest bar."""
_FIRST_TURNS = 5


@dataclass(slots=True)
class _SpeakerShare:
    """What one speaker says: the label, who it is, turns and words."""

    label: str
    who: str
    turns: int = 0
    words: int = 0


def transcript_view(transcript: ReadTranscript, lang: Lang) -> Group:
    """Return the facts, the speakers and the first turns of a document."""
    return Group(*_parts(transcript, lang))


def _parts(transcript: ReadTranscript, lang: Lang) -> Iterator[RenderableType]:
    document, file = transcript.document, transcript.file
    yield plain(one_line(f"{document.name} ({file.format})"), "bold")
    facts = [
        (say("case", lang), document.case),
        (say("transcript.source", lang), say(document.source_kind, lang)),
        *((_attribute(name, lang), value) for name, value in document.attributes.items()),
    ]
    if file.left_out:
        facts.append((say("transcript.left_out", lang), _left_out(file.left_out, lang)))
    for name, value in facts:
        yield plain(one_line(f"  {name}: {value}"))
    yield _speakers(transcript, lang)
    yield from _reasons(transcript, lang)
    for turn in document.turns[:_FIRST_TURNS]:
        words = document.text[turn.start : turn.end]
        text = plain(one_line(f"  {turn.line:>4}  {turn.speaker or '-'}: {words}"))
        text.no_wrap, text.overflow = True, "ellipsis"
        yield text
    if len(document.turns) > _FIRST_TURNS:
        yield plain(f"        {say('transcript.more', lang, len(document.turns) - _FIRST_TURNS)}")


def _attribute(name: str, lang: Lang) -> str:
    return say("transcript.date", lang) if name == "date" else name


def _left_out(counts: Mapping[str, int], lang: Lang) -> str:
    """Return what is no speech, counted; Indonesian nouns have no plural."""
    if lang == "en":
        return counted(counts)
    words = wording(lang)
    return ", ".join(f"{count} {words.get(f'left_out.{noun}', noun)}" for noun, count in counts.items())


def _speakers(transcript: ReadTranscript, lang: Lang) -> Table:
    """Return a table of the speakers, the one with most words first."""
    document = transcript.document
    shares: dict[str, _SpeakerShare] = {}
    for turn in document.turns:
        label = turn.speaker or "-"
        share = shares.setdefault(f"{label} {_who(turn, lang)}", _SpeakerShare(label, _who(turn, lang)))
        share.turns += 1
        share.words += len(document.text[turn.start : turn.end].split())
    most = max((share.words for share in shares.values()), default=1) or 1
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("transcript.label", "transcript.who"):
        table.add_column(say(heading, lang), overflow="fold")
    for heading in ("transcript.turns", "transcript.words"):
        table.add_column(say(heading, lang), justify="right")
    table.add_column("")
    for share in sorted(shares.values(), key=lambda share: -share.words):
        bar = "█" * max(1, round(_BAR * share.words / most))
        cells = (share.label, share.who, str(share.turns), f"{share.words:,}", bar)
        table.add_row(*(plain(one_line(cell)) for cell in cells))
    return table


def _reasons(transcript: ReadTranscript, lang: Lang) -> Iterator[RenderableType]:
    """Yield for each label that asks, or whose part is not known, what this rests on."""
    asks: dict[str | None, bool] = {}
    for turn in transcript.document.turns:
        if _is_open(turn):
            asks.setdefault(turn.speaker, turn.asks)
    for label, clues in transcript.reasons.items():
        if label not in asks:
            continue
        part = say("transcript.asks" if asks[label] else "transcript.unknown", lang)
        why = "; ".join(say(f"clue.{clue.kind}", lang, *clue.values) for clue in clues)
        yield plain(one_line(f"  {label} {part}: {why}"))


def _is_open(turn: Turn) -> bool:
    return turn.asks or turn.is_unknown


def _who(turn: Turn, lang: Lang) -> str:
    if turn.asks:
        return say("transcript.asks", lang)
    if turn.is_unknown:
        return say("transcript.unknown", lang)
    if turn.informant is None:
        return say("transcript.nobody", lang)
    return f"{turn.informant}, {turn.role}" if turn.role else turn.informant
