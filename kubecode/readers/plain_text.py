"""Transcripts that were saved as plain text or Markdown."""

from __future__ import annotations

from pathlib import Path

from kubecode.readers import TranscriptText
from kubecode.readers.encodings import decode_transcript
from kubecode.word_files.transcript_words import TranscriptWords


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of the file, unchanged but for its encoding and line ends."""
    decoded = decode_transcript(path, raw)
    return [TranscriptText(decoded.text, "plain text", problems=decoded.problems)]
