"""Speaker labels at the start of a line, and the forms that one speaker's label takes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

STAMP = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?"
# Every repetition is bounded: unbounded runs beside optional parts would backtrack without end.
_BLANK = r"[^\S\n]"  # also the no-break spaces of a word processor
_GAP = rf"{_BLANK}{{0,40}}"
_FEW = rf"{_BLANK}{{0,9}}"
_EMPHASIS = r"[*_\\]{0,8}"  # of Markdown, also escaped by a word processor: \*\*P:\*\*
_BEFORE = (
    rf"{_GAP}(?:[-•>]{_BLANK}{{1,9}})?(?:{STAMP}{_FEW})?"
    rf"{_EMPHASIS}(?:(?P<number>\d{{1,3}}[.)]){_FEW}{_EMPHASIS})?"
)
_NAME = rf"[^\W\d_](?:[\w.,'’/-]|{_BLANK}(?!{_BLANK})){{0,30}}?"
_BRACKETS = rf"(?:{_EMPHASIS}{_BLANK}?\((?P<inside>[^()\n:]{{1,20}})\))?"
# A colon between digits belongs to a time.
_MARK = rf"(?:{STAMP}{_FEW})?(?P<mark>(?!(?<=\d):\d)[:：;]){_EMPHASIS}(?!//){_BLANK}*"
_STAMP_ONLY = rf"(?<={_BLANK}){STAMP}{_EMPHASIS}{_BLANK}*$"
_AFTER = rf"{_EMPHASIS}{_GAP}(?:{_MARK}|{_STAMP_ONLY})"
_WITH_BRACKETS = re.compile(r"(?P<long>[^()]*[^() ]) ?\((?P<inside>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A label as typed, without emphasis, and the offset in its line where speech begins.

    ``mark`` is the colon after it, a semicolon typed instead of one, or "" before a time stamp alone.
    """

    text: str
    speech_start: int
    mark: Literal[":", ";", ""]


def label_pattern(declared: Collection[str]) -> re.Pattern[str]:
    """Return the pattern of labels. A label that a header declares may be any text, also a number."""
    names = [re.escape(label) for label in sorted(declared, key=len, reverse=True) if label]
    return re.compile(rf"{_BEFORE}(?P<name>{'|'.join([*names, _NAME])}){_BRACKETS}{_AFTER}")


def read_label(line: str, pattern: re.Pattern[str], words: TranscriptWords) -> SpeakerLabel | None:
    """Return the label at the start of a line, or None."""
    match = pattern.match(line)
    if match is None:
        return None
    name, inside = " ".join(match["name"].split()), match["inside"]
    if match["number"] and words_of(name)[:1] and words_of(name)[0] in words.posts:
        return None  # ``2. Ketua: Bu R`` is a list of posts
    text = f"{name} ({inside.strip()})" if inside else name
    mark = match["mark"]
    return SpeakerLabel(text, match.end(), ";" if mark == ";" else ":" if mark else "")


def without_doubtful(labels: Sequence[SpeakerLabel | None]) -> list[SpeakerLabel | None]:
    """Return the labels of lines, with None for those without a colon that are no known labels.

    A label with a semicolon is known if it also occurs with a colon. One before a time stamp alone is known
    if it recurs; else it may be any word (``Rapat 10:30``, "meeting 10:30").
    """
    with_colon = {label.text for label in labels if label and label.mark == ":"}
    stamped = Counter(label.text for label in labels if label and not label.mark)
    known = with_colon | {text for text, count in stamped.items() if count > 1}
    return [label if label and label.text in known else None for label in labels]


def forms_of(label: str) -> set[str]:
    """Return the label, and the parts before and inside its brackets if it has any."""
    match = _WITH_BRACKETS.fullmatch(label)
    return {label, *match.groups()} if match else {label}


def join_labels(labels: Collection[str], words: TranscriptWords) -> dict[str, str]:
    """Return a map from the other forms of a label to that label.

    ``Kamila (K)`` introduces the forms ``K`` and ``Kamila``, and ``K (tertawa)`` ("laughs") is another form
    of ``K``. A form that two labels introduce remains a label of its own.
    """
    joined: dict[str, str] = {}
    introduced: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        if not (match := _WITH_BRACKETS.fullmatch(label)):
            continue
        long, inside = match.groups()
        if _introduces(long, inside, labels, words):
            for form in {long, inside}.intersection(labels):
                introduced[form].append(label)
        elif long in labels:
            joined[label] = long
    joined |= {form: by[0] for form, by in introduced.items() if len(by) == 1}
    return {label: joined.get(other, other) for label, other in joined.items()}


def _introduces(long: str, inside: str, labels: Collection[str], words: TranscriptWords) -> bool:
    """Return whether brackets contain a short form, role or name instead of a remark (``tertawa``)."""
    if inside in labels or not words.roles.isdisjoint(words_of(inside)):
        return True
    return set(words_of(long)) <= words.roles | words.titles and not inside.islower()
