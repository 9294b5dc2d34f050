"""Transcripts in RTF files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.readers import TranscriptText
from kubecode.readers.list_numbers import BULLET
from kubecode.readers.paragraphs import TextParagraph, paragraph_lines, text_of
from kubecode.readers.rtf_groups import (
    BOLD,
    CELL,
    CELL_PARAGRAPH,
    NOT_BOLD,
    NUMBER,
    PARAGRAPH,
    ROW,
    RtfTooDeepError,
    RtfTooLargeError,
    StrippedRtf,
    strip_groups,
)
from kubecode.transcript.tables import table_text
from kubecode.word_files.transcript_words import TranscriptWords

_SAVE_AGAIN = "open it in Word or LibreOffice and save it as .docx"
_ENDS = re.compile(f"([{PARAGRAPH}{CELL_PARAGRAPH}{CELL}{ROW}])")
_LIST_NUMBER = re.compile(f"[\\s{BOLD}{NOT_BOLD}]*{NUMBER}([^{NUMBER}]*){NUMBER}")
_BOLD_MARK = re.compile(f"([{BOLD}{NOT_BOLD}])")


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
    paragraphs, speakers, left_out = _paragraphs(text, words)
    problems = []
    if stripped.is_cut:
        message = "the end of the RTF file is missing"
        problems.append(Problem(FilePosition(str(path)), message, "get the file again", "warning"))
    counts = dict(stripped.left_out + left_out)
    made = text_of(paragraphs, words).rstrip("\n")
    return [TranscriptText(made, "RTF", counts, tuple(problems), frozenset(speakers))]


def _stripped(path: Path, raw: bytes) -> StrippedRtf:
    rtf = raw.decode("latin-1")
    start = rtf.find("{\\rtf", 0, 1024)
    if start < 0:
        raise KubecodeError(f"{path}: the RTF file is damaged", f"get it again, or {_SAVE_AGAIN}")
    try:
        return strip_groups(rtf[start:])
    except RtfTooDeepError as error:
        raise KubecodeError(f"{path}: the RTF file is nested too deep", _SAVE_AGAIN) from error
    except RtfTooLargeError as error:
        raise KubecodeError(
            f"{path}: the RTF file is too large", "split it, or give the right file"
        ) from error


def _paragraphs(text: str, words: TranscriptWords) -> tuple[list[TextParagraph], set[str], Counter[str]]:
    """Return the paragraphs, the speakers that tables name, and what tables leave out."""
    paragraphs: list[TextParagraph] = []
    speakers: set[str] = set()
    left_out: Counter[str] = Counter()
    rows: list[list[list[str]]] = []

    def finish_table() -> None:
        if rows:
            table = table_text(rows, words)
            paragraphs.extend(TextParagraph(line, is_in_table=bool(table.speakers)) for line in table.lines)
            speakers.update(table.speakers)
            left_out.update(table.left_out)
            rows.clear()

    for kind, cells in _elements(text):
        if kind == ROW:
            rows.append([[line.whole for line in cell if line.whole.strip()] for cell in cells])
        else:
            finish_table()
            paragraphs += cells[0]
    finish_table()
    return paragraphs, speakers, left_out


def _elements(text: str) -> Iterator[tuple[str, list[list[TextParagraph]]]]:
    """Yield paragraphs and rows as lists of cells; a paragraph is one cell of its lines."""
    cells: list[list[TextParagraph]] = []
    cell: list[TextParagraph] = []
    parts = _ENDS.split(text)
    is_bold = False
    for paragraph, end in zip(parts[::2], [*parts[1::2], PARAGRAPH], strict=True):
        lines, is_bold = _lines(paragraph, is_bold)
        if end == ROW:
            yield ROW, cells
            cells, cell = [], []
        elif end == CELL:
            cells.append([*cell, *lines])
            cell = []
        elif end == CELL_PARAGRAPH:
            cell += lines
        else:
            if cells or cell:  # a table whose last row is not finished
                yield ROW, [*cells, cell]
                cells, cell = [], []
            yield PARAGRAPH, [lines]


def _lines(paragraph: str, is_bold: bool) -> tuple[list[TextParagraph], bool]:
    """Return the lines of a paragraph, and whether what follows it is in bold."""
    number = _LIST_NUMBER.match(paragraph)
    label = _label(number[1]) if number else ""
    pieces = []
    for part in _BOLD_MARK.split(paragraph[number.end() :] if number else paragraph):
        if part in (BOLD, NOT_BOLD):
            is_bold = part == BOLD
        else:
            pieces.append((part.replace(NUMBER, ""), is_bold))
    return paragraph_lines(label, pieces), is_bold


def _label(number: str) -> str:
    """Return an automatic number with a blank, a bullet as a dash."""
    shown = "".join(c for c in number if c not in (BOLD, NOT_BOLD)).strip()
    if not shown:
        return ""
    is_number = any(c.isalnum() for c in shown) and shown != "o"
    return f"{shown} " if is_number else BULLET
