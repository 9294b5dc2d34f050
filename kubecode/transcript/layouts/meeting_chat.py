"""The chat of a meeting: ``10:30:12 From Rina to Everyone: …``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kubecode.transcript.lines import Line
from kubecode.transcript.parts import Continuation, Opening, Part, Reading
from kubecode.transcript.stamps import FEW, STAMP
from kubecode.word_files.transcript_words import TranscriptWords

_MESSAGE = re.compile(
    rf"{FEW}(?:{STAMP}{FEW})?(?:From|Dari){FEW}(?P<name>[^:\n]{{1,40}}?){FEW}"
    rf"(?:\b(?:to|kepada|ke|untuk)\b{FEW}[^:\n]{{1,60}}?)?(?:\((?:Direct|Privat)[^)\n]{{0,30}}\){FEW})?"
    rf"(?::{FEW}|{FEW}{STAMP}{FEW}$)"
)
_LEAST = 2


def read_meeting_chat(lines: Sequence[Line], _: TranscriptWords) -> Reading | None:
    """Return the messages with their senders, or None if this is no such chat."""
    messages = sum(_MESSAGE.match(line.text) is not None for line in lines)
    filled = sum(bool(line.text.strip()) for line in lines)
    if messages < _LEAST or messages * 4 < filled:
        return None
    return Reading(tuple(_parts(lines)))


def _parts(lines: Sequence[Line]) -> Iterator[Part]:
    for line in lines:
        match = _MESSAGE.match(line.text)
        if match:
            label = " ".join(match["name"].split())
            yield Opening(label, label, line.start + match.end(), line.end, line.number)
        elif line.text.strip():
            yield Continuation(line.start, line.end, line.number)
