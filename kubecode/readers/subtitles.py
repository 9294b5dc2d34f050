"""Subtitles and captions of meetings: WebVTT (.vtt), SubRip (.srt) and SBV files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.readers import TranscriptText
from kubecode.readers.cues import SpeechCue, join_cues, without_dashes, without_repeats
from kubecode.readers.encodings import decode_transcript
from kubecode.word_files.transcript_words import TranscriptWords

_TIME = r"(?:\d{1,4}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,6})?"
_TIMING = re.compile(rf"\s*(?P<start>{_TIME})\s*(?:-{{1,2}}>|,(?=\d))\s*(?P<end>{_TIME})(?:\s|$)")
_BLOCK = re.compile(r"\s*(?P<kind>NOTE|STYLE|REGION)(?:\s|$)")
_MOST_CUES = 100_000
_CUE_ID = re.compile(r"\s*\d{1,9}\s*")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]+(?P<name>[^<>]{1,200})>")
_TAG = re.compile(
    r"</?(?:[bcius]|lang|ruby|rt|rp|font|span|strong|em|br|p|div)(?:[.\s/][^<>]{0,200})?>|</v>|<[\d:.,]{1,20}>",
    re.IGNORECASE,
)
# The reading of a character, and a position.
_GLOSS = re.compile(r"<rt>[^<>]{0,200}</rt>|\{\\[^{}]{0,80}\}")
_COUNTED = {"NOTE": "note", "STYLE": "style", "REGION": "region"}


@dataclass(frozen=True, slots=True)
class _Block:
    start: float
    end: float
    lines: list[str]


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the speech of the cues, those of one speaker joined, without times and marks."""
    decoded = decode_transcript(path, raw)
    text = decoded.text
    if not text.strip():
        return [TranscriptText("", "subtitles")]
    left_out: Counter[str] = Counter()
    blocks = sorted(_blocks(text.split("\n"), left_out), key=lambda block: block.start)
    if not blocks:
        raise KubecodeError(
            f"{path}: no line with times such as 00:00:01.000 --> 00:00:04.000",
            "if it is a transcript in plain text, give it the suffix .txt",
        )
    if len(blocks) > _MOST_CUES or text.count("<v") > _MOST_CUES:
        hint = "split it, or give the right file"
        raise KubecodeError(f"{path}: more than {_MOST_CUES:,} captions", hint)
    left_out["time stamp"] = len(blocks)
    lines = without_repeats([block.lines for block in blocks])
    cues = [cue for block, said in zip(blocks, lines, strict=True) for cue in _cues(block, said)]
    joined = join_cues(cues, words)
    is_vtt = text.lstrip().startswith("WEBVTT") or path.suffix.casefold() == ".vtt"
    name = "WebVTT" if is_vtt else "SBV" if path.suffix.casefold() == ".sbv" else "SubRip"
    return [TranscriptText(joined.text, name, dict(left_out), decoded.problems, joined.speakers)]


def _blocks(lines: Sequence[str], left_out: Counter[str]) -> Iterator[_Block]:
    """Yield the cues; notes and styles are counted instead."""
    timings = [(index, match) for index, line in enumerate(lines) if (match := _TIMING.match(line))]
    first = timings[0][0] if timings else len(lines)
    _without_blocks(lines[:first], left_out)
    for number, (index, timing) in enumerate(timings):
        is_last = number + 1 == len(timings)
        end = len(lines) if is_last else _before_cue(lines, timings[number + 1][0], index)
        said = _without_blocks(lines[index + 1 : end], left_out)
        yield _Block(_seconds(timing["start"]), _seconds(timing["end"]), list(_clean(said)))


def _before_cue(lines: Sequence[str], timing: int, previous: int) -> int:
    """Return the index of the line where the next cue begins: its identifier, or else its times."""
    before = timing - 1
    if before <= previous or not lines[before].strip():
        return timing
    is_alone = before - 1 > previous and not lines[before - 1].strip()
    return before if is_alone or _CUE_ID.fullmatch(lines[before]) else timing


def _without_blocks(lines: Sequence[str], left_out: Counter[str]) -> list[str]:
    """Return the lines that belong to no note, style or region, each of which ends at an empty line."""
    kept: list[str] = []
    inside, after_empty = False, True
    for line in lines:
        is_empty = not line.strip()
        opening = _BLOCK.match(line) if after_empty else None
        if opening:
            left_out[_COUNTED[opening["kind"]]] += 1
        inside = opening is not None or (inside and not is_empty)
        if not inside:
            kept.append(line)
        after_empty = is_empty
    return kept


def _clean(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with voices as the only marks, white space collapsed."""
    for line in lines:
        plain = " ".join(_TAG.sub("", _GLOSS.sub("", line)).split())
        if plain:
            yield plain


def _cues(block: _Block, lines: Sequence[str]) -> Iterator[SpeechCue]:
    """Yield what each voice says in a cue, and what each of two lines with a dash says."""
    text = "\n".join(lines)
    voices = list(_VOICE.finditer(text))
    cue = SpeechCue(block.start, block.end, "")
    bounds = [match.start() for match in voices] + [len(text)]
    before = _plain(text[: bounds[0]])
    apart = without_dashes(before)
    if apart:
        yield from (replace(cue, words=line, is_new_turn=True) for line in apart)
    else:
        yield from (replace(cue, words=piece) for piece in _pieces(before))
    for voice, end in zip(voices, bounds[1:], strict=True):
        said = " ".join(_plain(text[voice.end() : end]))
        yield replace(cue, words=said, speaker=unescape(voice["name"]).strip())


def _pieces(lines: Sequence[str]) -> list[str]:
    """Return the lines of a cue, joined unless each may have a label of its own."""
    starts = [":" in line[:45] or line.startswith(">>") for line in lines]
    pieces: list[str] = []
    for line, may_begin in zip(lines, starts, strict=True):
        if pieces and not may_begin:
            pieces[-1] += f"\n{line}"
        else:
            pieces.append(line)
    return pieces


def _plain(text: str) -> list[str]:
    lines = (" ".join(unescape(line).split()) for line in text.split("\n"))
    return [line for line in lines if line]


def _seconds(time: str) -> float:
    seconds = 0.0
    for part in time.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
