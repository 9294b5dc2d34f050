"""Timed pieces of speech, as subtitles and recognisers give them, joined to turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

UNKNOWN = "?"
"""The label of a turn of nobody knows whom, among turns with labels."""
_PAUSE = 2.0  # seconds between two cues from which a new paragraph begins
_LABEL = re.compile(
    r"(?:[\[(](?P<inside>[^\W\d_][^()\[\]:]{0,40})[\])]\s?[:：]"
    r"|\[(?P<numbered>[A-Za-z]{1,12}[ _]?\d{1,2})\]:?"
    r"|(?P<label>[^\W\d_][\w.,'’()/ -]{0,40}?)\s?[:：])(?=\s)\s*(?P<words>.*)"
)
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
    bare = [cue.words[change.end() :] if change else cue.words for cue, change in found]
    labels = [_label(text, words) for text in bare]
    known = _known_labels(labels, [bool(change) for _, change in found], words)
    labelled = []
    for (cue, change), text, label in zip(found, bare, labels, strict=True):
        if label in known and (match := _LABEL.match(text)):
            labelled.append(replace(cue, words=match["words"], speaker=label))
        else:
            is_new = cue.is_new_turn or (change is not None)
            labelled.append(replace(cue, words=text, is_new_turn=is_new))
    return labelled


def _label(text: str, words: TranscriptWords) -> str | None:
    match = _LABEL.match(text)
    given = match["inside"] or match["numbered"] or match["label"] if match else ""
    label = clean_label(given, words)
    first = words_of(label)[:1]
    is_other = not (words.aside_labels | words.metadata_labels).isdisjoint(first)
    return label if label and not is_other and len(label.split()) <= 5 else None


def _known_labels(
    labels: Sequence[str | None], changes: Sequence[bool], words: TranscriptWords
) -> frozenset[str]:
    """Return the labels that recur or follow a mark of change; all if most cues have one.

    Those in lower case recur in most cues.
    """
    low = Counter(label for label in labels if label and not _has_capitals(label))
    counts = Counter(label for label in labels if label and _has_capitals(label))
    if max(low.values(), default=0) > 2 and sum(map(bool, labels)) >= 0.8 * len(labels):
        counts += Counter({label: count for label, count in low.items() if count > 2})
    marked = {label for label, change in zip(labels, changes, strict=True) if label and change}
    roles = {label for label in labels if label and not words.roles.isdisjoint(words_of(label))}
    share = sum(counts.values()) / max(1, len(labels))
    if share >= 0.8 or (share >= 0.5 and max(counts.values()) > 1):
        return frozenset({*counts, *marked, *roles})
    return frozenset({*marked, *roles, *(label for label, count in counts.items() if count > 1)})


def _has_capitals(label: str) -> bool:
    return all(part[0].isupper() or not part[0].isalpha() for part in label.split() if len(part) > 3)


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
