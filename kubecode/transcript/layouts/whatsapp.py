"""Chats that WhatsApp exported, of Android and iOS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kubecode.transcript.debris import is_system_line
from kubecode.transcript.lines import Line
from kubecode.transcript.parts import MEDIA, SYSTEM_LINE, Break, Continuation, Opening, Part, Reading
from kubecode.transcript.roles import one_of
from kubecode.word_files.transcript_words import TranscriptWords

_INVISIBLE = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*+"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_TIME = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:[\s\u202f]?[AaPp]\.?[\s\u202f]?[Mm]\.?)?"
_MOMENT = rf"{_DATE},?\s(?:pukul |jam |at )?{_TIME}"
_MESSAGE = re.compile(
    rf"{_INVISIBLE}(?:\[(?:{_MOMENT}|{_TIME},\s{_DATE})\]\s?|{_MOMENT}\s[-–—]\s){_INVISIBLE}"
    rf"(?:(?P<name>[^:\n\"“]{{1,60}}?):(?:\s|$))?"
)
_LEAST = 2
_LEAST_SHARE = 0.1  # of the filled lines: messages may have many lines
_EDGES = " \t~\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u00a0"
_LONGEST_NOTE = 300


def read_whatsapp(lines: Sequence[Line], words: TranscriptWords) -> Reading | None:
    """Return the messages with their senders, or None if this is no such chat."""
    filled = sum(bool(line.text.strip()) for line in lines)
    messages = [bool(match["name"]) for line in lines if (match := _MESSAGE.match(line.text))]
    if len(messages) < _LEAST or not any(messages) or len(messages) < _LEAST_SHARE * filled:
        return None
    return Reading(tuple(_parts(lines, words)))


def _parts(lines: Sequence[Line], words: TranscriptWords) -> Iterator[Part]:
    for line in lines:
        match = _MESSAGE.match(line.text)
        if match is None:
            yield from _message(line, line.start, None, words)
        elif not match["name"] or _is_note_of_system(line.text[match.end() :], words):
            yield Break(SYSTEM_LINE, ends_turn=True)
        else:
            yield from _message(line, line.start + match.end(), match["name"].strip(_EDGES), words)


def _is_note_of_system(message: str, words: TranscriptWords) -> bool:
    """Return whether a message under the name of the group is from WhatsApp itself."""
    return message.lstrip().startswith("\u200e") and is_system_line(message, words)


def _message(line: Line, start: int, label: str | None, words: TranscriptWords) -> Iterator[Part]:
    """Yield a message, or more lines of one, without the notes of WhatsApp about media and changes."""
    end = line.end
    whole, ending = _notes(words)
    message_start = start - line.start
    note = (whole.match(line.text, message_start) if label else None) or ending.search(
        line.text, max(message_start, len(line.text) - _LONGEST_NOTE)
    )
    if note:
        end = line.start + note.start()
    if label is not None:
        yield Opening(label, label, start, end, line.number)
    elif line.text.strip():
        yield Continuation(start, end, line.number)
    if note:
        yield Break(MEDIA if note["media"] else SYSTEM_LINE)


@cache
def _notes(words: TranscriptWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a note that is all of a message, and of one in ``<>`` at its end."""
    media, notes = one_of(words.media_notes), one_of(words.message_notes)
    note = rf"(?:(?P<media>{media})(?::[^<>\n]{{0,120}})?|(?:{notes}))[\s.>)\]\u200e]*+$"
    whole = rf"(?i)[\s\u200e]*+(?:[^\s<>]{{1,80}}\.\w{{2,5}} )?[<(\[\u200e\s]*+{note}"
    return re.compile(whole), re.compile(rf"(?i)\s*[<\u200e]+{note}")
