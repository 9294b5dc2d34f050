"""Readers: files → text, trees and documents. One registry: suffix → reader of a transcript's text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from kubecode.errors import KubecodeError, Problem


@dataclass(frozen=True, slots=True)
class TranscriptText:
    """The text of a transcript file, its format, and notes on what the reader left out.

    ``format`` is the reader's word, since two formats may share a suffix (``.json``).
    """

    text: str
    format: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptFormat:
    """The function that reads a file of this format: ``function(path) -> TranscriptText``."""

    module: str
    function: str

    def read(self, path: Path) -> TranscriptText:
        """Return the text of a file. The module is imported only now, since readers may be heavy."""
        reader: Callable[[Path], TranscriptText] = getattr(
            import_module(self.module, __package__), self.function
        )
        return reader(path)


PLAIN_TEXT = TranscriptFormat(".text_files", "read_plain_text")

TRANSCRIPT_FORMATS = {
    ".txt": PLAIN_TEXT,
    ".md": PLAIN_TEXT,
}
"""Every suffix that is read as a transcript. A new format is one line here and its module."""

_UNSUPPORTED = frozenset(
    ".doc .docx .epub .htm .html .odt .pages .pdf .rtf .sbv .srt .vtt .wpd .wps .text .markdown".split()
)


def has_reader(path: Path) -> bool:
    """Return whether files with this suffix are read as transcripts."""
    return path.suffix.casefold() in TRANSCRIPT_FORMATS


def how_to_convert(path: Path) -> str | None:
    """Return the remedy for a text format that has no reader, or None if the suffix is not one of these."""
    is_unsupported = path.suffix.casefold() in _UNSUPPORTED and not has_reader(path)
    return "save it as plain text (.txt) to tag it" if is_unsupported else None


def read_transcript_text(path: Path) -> TranscriptText:
    """Return the text of a transcript file.

    A path without a reader that is no regular file (a pipe) is read as plain text. Raises KubecodeError if
    the file has a suffix without a reader or cannot be read.
    """
    if not has_reader(path) and path.is_file():
        raise KubecodeError(
            f"{path}: {path.suffix or 'no suffix'} is not a transcript format",
            f"known: {', '.join(TRANSCRIPT_FORMATS)}",
        )
    return TRANSCRIPT_FORMATS.get(path.suffix.casefold(), PLAIN_TEXT).read(path)
