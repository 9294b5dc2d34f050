"""Time stamps, and what else may precede a label on its line: bullets, numbers, Markdown emphasis."""

from __future__ import annotations

import re
from dataclasses import dataclass

# All repetitions are bounded or possessive, so that no line takes more than linear time.
BLANK = r"[^\S\n]"  # also the no-break spaces of a word processor
FEW = rf"{BLANK}{{0,9}}"
EMPHASIS = r"[*_\\~`]{0,12}+"  # of Markdown, also escaped by a word processor: \*\*P:\*\*

_DATE = rf"(?:\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}},?[ T]{BLANK}{{0,2}})?"
_TIME = rf"{_DATE}\d{{1,3}}:\d{{1,2}}(?::\d{{1,2}})?(?:[.,:]\d{{1,3}})?(?:{BLANK}?[AaPp][Mm]\b)?"
_DOTTED = r"\d{1,2}\.\d{2}(?:\.\d{2})?"  # inside brackets only; elsewhere it is a number
_SECONDS = r"\d{1,6}(?:\.\d{1,3})?s"  # [0.00s -> 4.50s]
_TO = rf"{FEW}(?:-{{1,2}}>|→|[-–—]|s/d|s\.d\.){FEW}"
_IN_WORDS = r"\d{1,3} (?:minutes?|menit) \d{1,2} (?:seconds?|detik)"
_BRACKETED = (
    rf"[\[(<{{#]{BLANK}?(?:{_TIME}|{_DOTTED}|{_SECONDS})(?:{_TO}(?:{_TIME}|{_DOTTED}|{_SECONDS}))?"
    rf"(?:-\d)?{BLANK}?[\])>}}#]"
)
STAMP = rf"(?:{_BRACKETED}|{_TIME}(?:{_TO}{_TIME})?|{_IN_WORDS})(?![\w:])"
"""A time stamp or two: ``00:12``, ``[00:00.000 --> 00:04.500]``, ``#00:00:01-2#``."""

STAMP_INSIDE = re.compile(rf"(?=[\[(<#]){_BRACKETED}(?!\w)")
"""A time stamp in brackets, as it also stands inside a line."""

_BULLET = rf"(?:[-–—•▪●◦·*+]|>{{1,3}})(?={BLANK})|#{{1,6}}(?={BLANK})"
_BEFORE = re.compile(rf"(?:{BLANK}++|{STAMP}|{_BULLET}|[*_\\~`]|[\u00ad\u200b-\u200f\u2060\ufeff])*+")
_ANY_STAMP = re.compile(STAMP)
_NUMBER = re.compile(
    rf"(?:[\[(]?(?:\d{{1,4}}|[a-z])[.)\]|]{{1,2}}|\d{{1,4}}:?(?={BLANK})){BLANK}{{0,9}}{EMPHASIS}"
    rf"(?:{STAMP}{FEW})?(?:[-–—•|](?={BLANK}){FEW})?"
)
_STAMPS_ALONE = re.compile(rf"[\s*_#>|-]*+(?:{STAMP}[\s*_|]*+){{1,3}}$")
_STAMP_FIRST = re.compile(rf"(?:{BLANK}++|[*_\\~`>])*+{STAMP}[*_\\~`\s]*+(?:[-–—:|]\s)?\s*+")
_HEADING_MARK = re.compile(rf"{BLANK}*+(?:#{{1,6}}(?={BLANK})|\*\*|__)")


@dataclass(frozen=True, slots=True)
class LineStart:
    """The offsets in a line at which a label may begin: before and after a number, the same without one.

    ``has_stamp`` is true if a time stamp precedes them.
    """

    before_number: int
    after_number: int
    has_stamp: bool


def line_start(line: str) -> LineStart:
    """Return where a label may begin, after blanks, bullets, emphasis, a time stamp and a number."""
    match = _BEFORE.match(line)
    start = match.end() if match else 0
    number = _NUMBER.match(line, start)
    has_stamp = _ANY_STAMP.search(line, 0, start) is not None
    if number and number[0][0].isalpha():  # ``a. Ketua: …``: the letter is no name
        return LineStart(number.end(), number.end(), has_stamp)
    return LineStart(start, number.end() if number else start, has_stamp)


def is_stamp_alone(line: str) -> bool:
    """Return whether a line is only a time stamp."""
    return _STAMPS_ALONE.match(line) is not None


def is_heading(line: str) -> bool:
    """Return whether a line begins as a Markdown heading or in bold."""
    return _HEADING_MARK.match(line) is not None


def speech_after_stamp(line: str) -> int:
    """Return the offset after the time stamp that a line begins with, 0 if it begins with none."""
    match = _STAMP_FIRST.match(line)
    return match.end() if match else 0
