"""Transcripts in RTF files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.readers import TranscriptText
from kubecode.readers.rtf_groups import (
    BOLD,
    CELL,
    CELL_PARAGRAPH,
    MARKS,
    NOT_BOLD,
    NUMBER,
    PARAGRAPH,
    ROW,
    StrippedRtf,
    strip_groups,
)
from kubecode.transcript.tables import table_text
from kubecode.word_files.transcript_words import TranscriptWords

_LONGEST = 4_000_000  # characters of RTF without pictures: more than any transcript has
_SAVE_AGAIN = "open it in Word or LibreOffice and save it as .docx"
_ENDS = re.compile(f"([{PARAGRAPH}{CELL_PARAGRAPH}{CELL}{ROW}])")
_LIST_NUMBER = re.compile(f"{NUMBER}([^{NUMBER}]*){NUMBER}")


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of an RTF file, a paragraph a line, tables row by row."""
    if not raw.strip():
        return [TranscriptText("", "RTF")]
    stripped = _stripped(path, raw)
    try:
        to_text: Callable[..., str] = rtf_to_text
        text = to_text(stripped.rtf, encoding=stripped.encoding, errors="replace")
    except Exception as error:
        # striprtf does not say what a broken file makes it raise.
        raise KubecodeError(f"{path}: the RTF file is damaged", f"get it again, or {_SAVE_AGAIN}") from error
    # Characters beyond U+FFFF are written as two halves.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\xad", "")
    paragraphs, speakers, left_out = _paragraphs(_LIST_NUMBER.sub(_number, text), words)
    problems = []
    if stripped.is_cut:
        message = "the end of the RTF file is missing"
        problems.append(Problem(FilePosition(str(path)), message, "get the file again", "warning"))
    counts = dict(stripped.left_out + left_out)
    return [
        TranscriptText(
            "\n".join(paragraphs).rstrip("\n"), "RTF", counts, tuple(problems), frozenset(speakers)
        )
    ]


def _stripped(path: Path, raw: bytes) -> StrippedRtf:
    rtf = raw.decode("latin-1")
    start = rtf.find("{\\rtf", 0, 1024)
    if start < 0:
        raise KubecodeError(f"{path}: the RTF file is damaged", f"get it again, or {_SAVE_AGAIN}")
    try:
        stripped = strip_groups("".join(c for c in rtf[start:] if c not in MARKS))
    except ValueError as error:
        raise KubecodeError(f"{path}: the RTF file is nested too deep", _SAVE_AGAIN) from error
    if len(stripped.rtf) > _LONGEST:
        raise KubecodeError(f"{path}: the RTF file is too large", "split it, or give the right file")
    return stripped


def _number(match: re.Match[str]) -> str:
    """Return an automatic number with a blank; a bullet is no part of the text."""
    number = match[1].strip()
    return f"{number} " if any(c.isalnum() for c in number) else ""


def _paragraphs(text: str, words: TranscriptWords) -> tuple[list[str], set[str], Counter[str]]:
    """Return the paragraphs, the speakers that tables name, and what tables leave out."""
    paragraphs: list[str] = []
    speakers: set[str] = set()
    left_out: Counter[str] = Counter()
    rows: list[list[list[str]]] = []
    for kind, value in _elements(text):
        if kind == ROW:
            rows.append(value)
            continue
        if rows:
            table = table_text(rows, words)
            paragraphs += table.lines
            speakers |= table.speakers
            left_out.update(table.left_out)
            rows = []
        paragraphs += value[0]
    return paragraphs, speakers, left_out


def _elements(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield paragraphs and rows as lists of cells; a paragraph is a list of one cell of one paragraph."""
    cells: list[list[str]] = []
    cell: list[str] = []
    parts = _ENDS.split(text)
    for paragraph, end in zip(parts[::2], [*parts[1::2], PARAGRAPH], strict=True):
        words = _plain(paragraph)
        if end == ROW:
            yield ROW, cells
            cells, cell = [], []
        elif end == CELL:
            cells.append([part for part in [*cell, words] if part.strip()])
            cell = []
        elif end == CELL_PARAGRAPH:
            cell.append(words)
        else:
            if cells or cell:  # a table whose last row is not finished
                yield ROW, [*cells, cell]
                cells, cell = [], []
            yield PARAGRAPH, [[words]]


def _plain(paragraph: str) -> str:
    return "".join(c for c in paragraph if c not in (BOLD, NOT_BOLD, NUMBER)).strip("\n")
