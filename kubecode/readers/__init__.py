"""Readers: files → text, trees and documents. One registry: suffix → reader of transcripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from kubecode.errors import KubecodeError, Problem
from kubecode.readers.file_kinds import check_kind
from kubecode.readers.text_files import read_bytes
from kubecode.transcript import Header
from kubecode.transcript.several import interviews_in
from kubecode.word_files.transcript_words import TranscriptWords


@dataclass(frozen=True, slots=True)
class TranscriptText:
    """The text that a reader makes of a transcript file; all offsets of the study refer to it.

    ``format`` is the name of the format, since two may share a suffix (``.json``). ``left_out`` counts what
    was left out of the text, by singular English nouns (``comment``). ``speakers`` are the labels that the
    format itself marks as speakers. ``header`` has the facts that the format gives apart from the text.
    ``part`` names one of several documents in a file (a respondent), None if the file is one document.
    """

    text: str
    format: str
    left_out: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    speakers: frozenset[str] = frozenset()
    header: Header = field(default_factory=Header)
    part: str | None = None


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """The texts in a transcript file, mostly one, and the SHA-256 of its bytes."""

    sha256: str
    texts: tuple[TranscriptText, ...]


Reader = Callable[[Path, bytes, TranscriptWords], list[TranscriptText]]
"""The function ``read`` of a reader's module: ``read(path, raw, words)``; the path is for messages only."""

TRANSCRIPT_FORMATS = {
    ".txt": ".plain_text",
    ".md": ".plain_text",
    ".markdown": ".plain_text",
    ".cha": ".plain_text",
    ".docx": ".word",
    ".docm": ".word",
    ".odt": ".open_document",
    ".ott": ".open_document",
    ".fodt": ".open_document",
    ".dotx": ".word",
    ".dotm": ".word",
    ".rtf": ".rich_text_format",
    ".pdf": ".pdf",
    ".doc": ".old_word",
    ".srt": ".subtitles",
    ".vtt": ".subtitles",
    ".sbv": ".subtitles",
    ".json": ".recogniser_json",
    ".otr": ".otranscribe",
    ".csv": ".separated_values",
    ".tsv": ".separated_values",
    ".xlsx": ".spreadsheets",
}
"""Suffix → module with the function ``read``. A new format is one line here and its module."""

_UNSUPPORTED = frozenset(".docx .epub .htm .html .pages .wpd .wps .text".split())


def readable_suffixes() -> str:
    """Return the suffixes that are read, for messages. That of ``.doc`` says how to convert it."""
    return ", ".join(suffix for suffix in TRANSCRIPT_FORMATS if suffix != ".doc")


def has_reader(path: Path) -> bool:
    """Return whether files with this suffix are read as transcripts."""
    return path.suffix.casefold() in TRANSCRIPT_FORMATS


def how_to_convert(path: Path) -> str | None:
    """Return the remedy for a text format that has no reader, or None if the suffix is not one of these."""
    is_unsupported = path.suffix.casefold() in _UNSUPPORTED and not has_reader(path)
    return "save it as plain text (.txt) to tag it" if is_unsupported else None


def read_transcript_file(path: Path, words: TranscriptWords) -> TranscriptFile:
    """Return the texts in a transcript file.

    A path without a reader that is no regular file (a pipe) is read as plain text. Raises KubecodeError if
    the file has a suffix without a reader, is of another kind than its suffix says, or cannot be read.
    """
    if not has_reader(path) and path.is_file():
        raise KubecodeError(
            f"{path}: {path.suffix or 'no suffix'} is not a transcript format",
            f"known: {readable_suffixes()}",
        )
    raw = read_bytes(path)
    check_kind(path, raw)
    if not raw:
        return TranscriptFile(sha256(raw).hexdigest(), ())
    # Readers may be heavy: the module is imported only now.
    module = import_module(TRANSCRIPT_FORMATS.get(path.suffix.casefold(), ".plain_text"), __package__)
    reader: Reader = module.read
    return TranscriptFile(sha256(raw).hexdigest(), tuple(_apart(reader(path, raw, words), words)))


def _apart(texts: list[TranscriptText], words: TranscriptWords) -> list[TranscriptText]:
    """Return the texts of a file, several if its only text has several interviews, as an appendix has."""
    interviews = interviews_in(texts[0].text, words) if len(texts) == 1 else []
    if not interviews or texts[0].part:
        return texts
    # What was left out of the file is counted once.
    first, rest = texts[0], replace(texts[0], left_out={}, problems=())
    return [
        replace(rest if number else first, text=text, part=name)
        for number, (name, text) in enumerate(interviews)
    ]
