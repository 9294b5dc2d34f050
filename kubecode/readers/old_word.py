"""Files with the suffix .doc. Word's old format is refused; what other programs save under it is read."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.readers import TRANSCRIPT_FORMATS, TranscriptText
from kubecode.readers.file_kinds import OLD_WORD, kind_of
from kubecode.word_files.transcript_words import TranscriptWords


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of an RTF or Word file that has the suffix .doc, by its content."""
    kind = kind_of(raw)
    if not raw.strip():
        return [TranscriptText("", OLD_WORD.name)]
    if kind is None or kind.suffix not in TRANSCRIPT_FORMATS:
        raise KubecodeError(f"{path}: {OLD_WORD.name.removeprefix('a ')} is not read", OLD_WORD.remedy)
    module = import_module(TRANSCRIPT_FORMATS[kind.suffix], __package__)
    where = FilePosition(str(path))
    note = Problem(
        where, f"this is {kind.name}, and read as one", f"its suffix should be {kind.suffix}", "note"
    )
    texts: list[TranscriptText] = module.read(path, raw, words)
    return [replace(text, problems=(note, *text.problems)) for text in texts]
