"""Transcripts in the CHAT format of CHILDES: ``*SPK:`` lines, ``@`` headers and ``%`` tiers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kubecode.transcript.lines import Line
from kubecode.transcript.parts import Break, Continuation, Opening, Part, Reading
from kubecode.word_files.transcript_words import TranscriptWords

_SPEAKER = re.compile(r"\*(?P<label>[A-Za-z0-9]{1,8}):[\t ]+")
_HEADER = re.compile(r"@(?:UTF8|Begin|End|Languages|Participants|ID|Media|Comment|[A-Z][A-Za-z ]{2,30}:)")
_TIER = re.compile(r"%[A-Za-z]{3,9}:")
_BULLET = re.compile(r"\s*\x15[^\x15]{0,80}\x15?\s*$|\s*•\d+_\d+•\s*$")
_PARTICIPANTS = "@participants:"


def read_chat(lines: Sequence[Line], _: TranscriptWords) -> Reading | None:
    """Return the utterances and the roles in ``@Participants``, or None if this is no CHAT file."""
    has_header = any(_HEADER.match(line.text.lstrip("\ufeff")) for line in lines)
    if not has_header or not any(_SPEAKER.match(line.text) for line in lines):
        return None
    return Reading(tuple(_parts(lines)), _roles(lines))


def _parts(lines: Sequence[Line]) -> Iterator[Part]:
    is_speech = False
    for line in lines:
        match = _SPEAKER.match(line.text)
        if match:
            end = _speech_end(line)
            yield Opening(match["label"], match["label"], line.start + match.end(), end, line.number)
            is_speech = True
        elif line.text.startswith("%") and _TIER.match(line.text):
            yield Break("tier")
            is_speech = False
        elif line.text.startswith("@"):
            yield Break("header line", ends_turn=True)
            is_speech = False
        elif line.text.strip() and is_speech:
            yield Continuation(line.start, _speech_end(line), line.number)


def _speech_end(line: Line) -> int:
    """Return the offset before the times of the recording at the end of an utterance."""
    tail = max(0, len(line.text) - 100)
    bullet = _BULLET.search(line.text, tail)
    return line.start + bullet.start() if bullet else line.end


def _roles(lines: Sequence[Line]) -> Mapping[str, str]:
    """Return the roles in ``@Participants: SAR Sari Informant, PEN Rina Investigator``."""
    roles: dict[str, str] = {}
    is_list = False
    for line in lines:
        if line.text.casefold().startswith(_PARTICIPANTS):
            is_list, given = True, line.text[len(_PARTICIPANTS) :]
        elif is_list and line.text.startswith(("\t", "    ")):
            given = line.text
        else:
            is_list = False
            continue
        for participant in given.split(","):
            parts = participant.split()
            if len(parts) > 1:
                roles[parts[0]] = parts[-1].replace("_", " ").casefold()
    return roles
