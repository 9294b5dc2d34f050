"""Transcripts that were saved as plain text or Markdown."""

from __future__ import annotations

from pathlib import Path

from kubecode.readers import TranscriptText
from kubecode.readers.text_files import decode_text
from kubecode.word_files.transcript_words import TranscriptWords


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of the file, unchanged but for its line ends."""
    return [TranscriptText(decode_text(path, raw), "plain text")]
