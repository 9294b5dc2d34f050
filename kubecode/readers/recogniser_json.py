"""What speech recognisers save as JSON: Whisper, faster-whisper, whisperX, whisper.cpp and their like."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from kubecode.errors import KubecodeError
from kubecode.readers import TranscriptText
from kubecode.readers.cues import SpeechCue, join_cues
from kubecode.readers.encodings import decode_transcript
from kubecode.word_files.transcript_words import TranscriptWords

_FORMATS = {
    "segments": "Whisper JSON",
    "transcription": "whisper.cpp JSON",
    "utterances": "recogniser JSON",
    "chunks": "Whisper JSON",
}
"""The key of the list of segments, and the name of the format."""
_MOST_BYTES = 30_000_000  # times of each word take much more room than the words
_MOST_VALUES = 1_000_000  # a day of speech with the times of all words has half of them
_ROW_TEXT = 4  # faster-whisper's segments as lists: id, seek, start, end, text, …


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of the segments, those of one speaker joined; without times."""
    if sum(map(raw.count, (b",", b"{", b"["))) > _MOST_VALUES:
        hint = "give the transcript of one recording, or save it as plain text (.txt)"
        raise KubecodeError(f"{path}: more than {_MOST_VALUES:,} values", hint)
    decoded = decode_transcript(path, raw, _MOST_BYTES)
    text = decoded.text
    if not text.strip():
        return [TranscriptText("", "Whisper JSON")]
    try:
        content = json.loads(text)
        # JSON can contain a lone surrogate, which no study could store.
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise KubecodeError(
            f"{path}: this is no JSON, or it is damaged", "save the transcript again"
        ) from error
    name, segments = _segments(content)
    cues = [cue for segment in segments for cue in _cues(segment)]
    if not any(cue.words.strip() for cue in cues):
        raise KubecodeError(
            f"{path}: no speech in this JSON", "give what Whisper or another recogniser saved, or a .txt"
        )
    joined = join_cues(cues, words)
    timed = sum(1 for segment in segments if not isinstance(segment, str))
    return [
        TranscriptText(
            joined.text, name, {"time stamp": timed} if timed else {}, decoded.problems, joined.speakers
        )
    ]


def _segments(content: Any) -> tuple[str, Sequence[Any]]:
    """Return the name of the format, and its segments; a text alone is one."""
    if isinstance(content, list):
        return "Whisper JSON", content
    if not isinstance(content, dict):
        return "", []
    for holder in (content, content.get("results"), content.get("result")):
        for key, name in _FORMATS.items():
            if isinstance(holder, dict) and isinstance(holder.get(key), list) and holder[key]:
                return name, holder[key]
    text = content.get("text")
    return "Whisper JSON", [text] if isinstance(text, str) else []


def _cues(segment: Any) -> Iterator[SpeechCue]:
    if isinstance(segment, str):
        yield SpeechCue(0.0, 0.0, segment)
    elif isinstance(segment, list) and len(segment) > _ROW_TEXT and isinstance(segment[_ROW_TEXT], str):
        yield SpeechCue(_number(segment[2]), _number(segment[3]), segment[_ROW_TEXT])
    elif isinstance(segment, dict):
        yield from _cues_of_words(segment) or [_cue(segment)]


def _cue(segment: Mapping[str, Any]) -> SpeechCue:
    start, end = _times(segment)
    text = next((segment[key] for key in ("text", "transcript") if isinstance(segment.get(key), str)), "")
    return SpeechCue(start, end, text, _speaker(segment))


def _times(segment: Mapping[str, Any]) -> tuple[float, float]:
    """Return start and end in seconds; whisper.cpp counts milliseconds."""
    offsets, pair = segment.get("offsets"), segment.get("timestamp")
    if isinstance(offsets, dict):
        return _number(offsets.get("from")) / 1000, _number(offsets.get("to")) / 1000
    if isinstance(pair, list) and len(pair) == 2:
        return _number(pair[0]), _number(pair[1])
    return _number(segment.get("start")), _number(segment.get("end"))


def _cues_of_words(segment: Mapping[str, Any]) -> list[SpeechCue]:
    """Return a cue for each speaker of the words in a segment, nothing if it is all one speaker's."""
    said = segment.get("words")
    if not isinstance(said, list) or not all(isinstance(word, dict) for word in said):
        return []
    text = [word.get("word") if isinstance(word.get("word"), str) else "" for word in said]
    speakers: list[str | None] = []
    for word in said:
        # A word whose speaker is not known is said by whom the words before it are.
        speakers.append(_speaker(word) or (speakers[-1] if speakers else _speaker(segment)))
    if len(set(speakers)) < 2 or not all(text):
        return []
    times = _times(segment)
    groups = groupby(zip(speakers, text, strict=True), key=lambda pair: pair[0])
    return [
        SpeechCue(*times, " ".join(word.strip() for _, word in group), speaker) for speaker, group in groups
    ]


def _speaker(segment: Mapping[str, Any]) -> str | None:
    value = segment.get("speaker")
    if isinstance(value, dict):
        value = value.get("name") or value.get("id")
    is_label = isinstance(value, (str, int)) and not isinstance(value, bool)
    return str(value).strip() or None if is_label else None


def _number(value: Any) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9
    return float(value) if is_number and math.isfinite(value) else 0.0
