"""Timed pieces of speech, as subtitles and recognisers give them, joined to turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kubecode.transcript.label_shapes import label_lines
from kubecode.transcript.lines import split_lines
from kubecode.transcript.speaker_labels import may_be_speaker, speaker_labels
from kubecode.word_files.transcript_words import TranscriptWords

UNKNOWN = "?"
"""The label of a turn of nobody knows whom, among turns with labels."""
_PAUSE = 2.0  # seconds between two cues from which a new paragraph begins
_CHANGE = re.compile(r"(?:>>|&gt;&gt;)+\s*")
_DASH = re.compile(r"[-–—]\s*(?=\S)")
_REMARK = re.compile(r"[(\[](?P<remark>[^()\[\]]{1,40})[)\]]$")
_COLONS = re.compile(r"\s*[:：]+\s*")


@dataclass(frozen=True, slots=True)
class SpeechCue:
    """What is said between two times, in seconds; ``speaker`` None if nobody says who.

    ``is_new_turn``: somebody else speaks than before, whoever it is.
    """

    start: float
    end: float
    words: str
    speaker: str | None = None
    is_new_turn: bool = False


@dataclass(frozen=True, slots=True)
class CueText:
    """Cues as text: a turn a line, or a paragraph for each pause; and the labels in it."""

    text: str
    speakers: frozenset[str]


def join_cues(cues: Iterable[SpeechCue], words: TranscriptWords) -> CueText:
    """Return the text of cues: those of one speaker are one turn, those of nobody a paragraph for a pause.

    The speakers are those that the format gives, or labels at the beginning of cues. A cue without label
    continues the turn before it; if the format gives speakers, one without is nobody knows whose.
    """
    spoken = [
        replace(cue, speaker=clean_label(cue.speaker or "", words)) for cue in cues if cue.words.strip()
    ]
    if not spoken:
        return CueText("", frozenset())
    if any(cue.speaker for cue in spoken):
        spoken = [replace(cue, is_new_turn=cue.is_new_turn or not cue.speaker) for cue in spoken]
    else:
        spoken = _with_labels(spoken, words)
    named = frozenset(cue.speaker for cue in spoken if cue.speaker)
    if not named:
        return CueText(_paragraphs(spoken), frozenset())
    lines: list[list[str]] = []
    current = ""
    for cue in spoken:
        said = " ".join(cue.words.split())
        speaker = cue.speaker or (UNKNOWN if cue.is_new_turn or not current else current)
        if speaker == current and not (cue.is_new_turn and speaker == UNKNOWN):
            lines[-1].append(said)
        else:
            lines.append([f"{speaker}: {said}"])
        current = speaker
    is_complete = all(cue.speaker for cue in spoken)
    return CueText(_joined(lines), named if is_complete else named | {UNKNOWN})


def _paragraphs(cues: Iterable[SpeechCue]) -> str:
    lines: list[list[str]] = []
    end = 0.0
    for cue in cues:
        said = " ".join(cue.words.split())
        if not lines or cue.is_new_turn or cue.start - end >= _PAUSE:
            lines.append([f"\n{said}" if lines else said])
        else:
            lines[-1].append(said)
        end = max(end, cue.end)
    return _joined(lines)


def _joined(lines: Iterable[Iterable[str]]) -> str:
    return "".join(" ".join(line) + "\n" for line in lines)


def clean_label(label: str, words: TranscriptWords) -> str:
    """Return a speaker's name as a label: on one line, without a colon or the remark of a meeting program."""
    name = " ".join(_COLONS.sub(" ", label).split())
    remark = _REMARK.search(name)
    if remark and remark["remark"].strip().casefold() in words.participant_remarks:
        name = name[: remark.start()].strip() or name
    return f"Speaker {name}" if name.isdecimal() else name


def _with_labels(cues: Sequence[SpeechCue], words: TranscriptWords) -> list[SpeechCue]:
    """Return the cues with the speakers that labels at their beginning name (``Rina: …``, ``>> RINA: …``)."""
    found = [(cue, _CHANGE.match(cue.words)) for cue in cues]
    above = _labels_above(cues, words)
    bare = [
        " ".join(_said(cue.words[change.end() if change else 0 :], above).split()) for cue, change in found
    ]
    shaped = label_lines(split_lines("\n".join(bare), 0), (), words)
    known = shaped.speakers | speaker_labels(shaped.lines, shaped.speakers, words)
    changed = {
        line.label for line, (_, change) in zip(shaped.lines, found, strict=True) if change and line.label
    }
    named = [line.label for line in shaped.lines if line.label and may_be_speaker(line.label, words)]
    # Labels of a program are at nearly every cue, also those of people who speak once.
    known |= changed | set(named if len(named) >= 0.8 * len(cues) else ())
    labelled = []
    for line, (cue, change) in zip(shaped.lines, found, strict=True):
        if line.label in known:
            labelled.append(replace(cue, words=line.speech, speaker=clean_label(line.label or "", words)))
        else:
            is_new = cue.is_new_turn or (change is not None)
            labelled.append(replace(cue, words=line.text, is_new_turn=is_new))
    return labelled


def _labels_above(cues: Sequence[SpeechCue], words: TranscriptWords) -> frozenset[str]:
    """Return the names on a line of their own above what most cues say, of two people at least."""
    first = Counter(cue.words.split("\n", 1)[0].strip() for cue in cues if "\n" in cue.words.strip())
    names = {name for name, count in first.items() if count > 1 and may_be_speaker(name, words)}
    is_most = sum(first[name] for name in names) * 2 > len(cues)
    return frozenset(names) if is_most and len(names) > 1 else frozenset()


def _said(said: str, above: frozenset[str]) -> str:
    name, _, rest = said.strip().partition("\n")
    return f"{name.strip()}: {rest}" if name.strip() in above else said


def without_dashes(lines: Sequence[str]) -> list[str] | None:
    """Return the lines without the dashes before two speakers in one cue, None if they have none."""
    dashes = [_DASH.match(line) for line in lines]
    if len(lines) < 2 or not dashes[0] or sum(map(bool, dashes)) < 2:
        return None
    spoken: list[str] = []
    for line, dash in zip(lines, dashes, strict=True):
        if dash:
            spoken.append(line[dash.end() :])
        else:
            spoken[-1] += f" {line}"
    return spoken


def without_repeats(cues: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the lines of each cue without those that rolling captions show again from the cue before.

    People repeat themselves too: lines are only dropped if captions roll in a third of the cues.
    """
    pairs = list(pairwise(cues))
    rolling = sum(1 for before, after in pairs if _shown_again(before, after))
    if rolling < 3 or rolling * 3 < len(pairs):
        return [list(lines) for lines in cues]
    return [list(cues[0]), *(list(after[_shown_again(before, after) :]) for before, after in pairs)]


def _shown_again(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many lines at the beginning of a cue are the last ones of the cue before."""
    most = min(len(before), len(after), 4)
    sizes: Iterator[int] = (n for n in range(most, 0, -1) if before[-n:] == after[:n])
    return next(sizes, 0)
