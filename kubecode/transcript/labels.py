"""The label that opens a line of speech, and the forms that the label of one speaker takes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

STAMP = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?"
# Everything is bounded: an unbounded run beside an optional part would be tried in every way that it can
# be divided.
_BLANK = r"[^\S\n]"  # also the no-break spaces that come along from a word processor
_GAP = rf"{_BLANK}{{0,40}}"
_FEW = rf"{_BLANK}{{0,9}}"
_EMPHASIS = r"[*_\\]{0,8}"  # Markdown's, also escaped by a word processor: \*\*P:\*\*
_BEFORE = (
    rf"{_GAP}(?:[-•>]{_BLANK}{{1,9}})?(?:{STAMP}{_FEW})?"
    rf"{_EMPHASIS}(?:(?P<number>\d{{1,3}}[.)]){_FEW}{_EMPHASIS})?"
)
_NAME = rf"[^\W\d_](?:[\w.,'’/-]|{_BLANK}(?!{_BLANK})){{0,30}}?"
_BRACKETS = rf"(?:{_EMPHASIS}{_BLANK}?\((?P<inside>[^()\n:]{{1,20}})\))?"
# A colon between digits is a time's.
_MARK = rf"(?:{STAMP}{_FEW})?(?P<mark>(?!(?<=\d):\d)[:：;]){_EMPHASIS}(?!//){_BLANK}*"
_STAMP_ONLY = rf"(?<={_BLANK}){STAMP}{_EMPHASIS}{_BLANK}*$"
_BEHIND = rf"{_EMPHASIS}{_GAP}(?:{_MARK}|{_STAMP_ONLY})"
_WITH_BRACKETS = re.compile(r"(?P<long>[^()]*[^() ]) ?\((?P<inside>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A label as typed, without emphasis, and the offset in its line where speech begins.

    ``mark`` is what stands behind it: a colon, a semicolon typed for one, or nothing but a time stamp.
    """

    text: str
    speech_start: int
    mark: Literal[":", ";", ""]


def label_pattern(declared: Collection[str]) -> re.Pattern[str]:
    """Return the pattern of labels; one that a header declares may be anything, a number too."""
    names = [re.escape(label) for label in sorted(declared, key=len, reverse=True) if label]
    return re.compile(rf"{_BEFORE}(?P<name>{'|'.join([*names, _NAME])}){_BRACKETS}{_BEHIND}")


def read_label(line: str, pattern: re.Pattern[str], words: TranscriptWords) -> SpeakerLabel | None:
    """Return the label that opens a line, if any."""
    match = pattern.match(line)
    if match is None:
        return None
    name, inside = " ".join(match["name"].split()), match["inside"]
    if match["number"] and words_of(name)[:1] and words_of(name)[0] in words.posts:
        return None  # ``2. Ketua: Bu R`` lists who holds which post
    text = f"{name} ({inside.strip()})" if inside else name
    mark = match["mark"]
    return SpeakerLabel(text, match.end(), ";" if mark == ";" else ":" if mark else "")


def without_doubtful(labels: Sequence[SpeakerLabel | None]) -> list[SpeakerLabel | None]:
    """Return the labels of lines without those that no colon makes one.

    A semicolon may have been typed for the colon of a label that is known; a time stamp alone stands behind
    a label that returns, or else behind any word (``Rapat 10:30``).
    """
    with_colon = {label.text for label in labels if label and label.mark == ":"}
    stamped = Counter(label.text for label in labels if label and not label.mark)
    known = with_colon | {text for text, count in stamped.items() if count > 1}
    return [label if label and label.text in known else None for label in labels]


def forms_of(label: str) -> set[str]:
    """Return the label, and what stands before and inside its brackets."""
    match = _WITH_BRACKETS.fullmatch(label)
    return {label, *match.groups()} if match else {label}


def join_labels(labels: Collection[str], words: TranscriptWords) -> dict[str, str]:
    """Return, for labels that are another form of a label, that label.

    Who is introduced as ``Kamila (K)`` speaks as ``K`` or ``Kamila`` too, and ``K (tertawa)`` is no one
    else. Where two are introduced with the same form it stays a label of its own.
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
    """Say whether brackets tell a short form, a role or a name; else they remark how something is said."""
    if inside in labels or not words.roles.isdisjoint(words_of(inside)):
        return True
    return set(words_of(long)) <= words.roles | words.titles and not inside.islower()
