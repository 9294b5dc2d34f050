"""Transcripts and answers to forms in CSV and TSV files, whatever separates their cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Literal

from kubecode.errors import FilePosition, Problem
from kubecode.readers import TranscriptText
from kubecode.readers.encodings import decode_transcript
from kubecode.readers.forms import read_form
from kubecode.readers.sheets import SheetRows, check_size, facts_above, first_rows, sheet_texts
from kubecode.transcript.columns import labels_in, read_columns
from kubecode.word_files.transcript_words import TranscriptWords

_SEPARATORS = (";", "\t", ",", "|")
_SEP_LINE = re.compile(r"\"?sep=(?P<separator>[;,\t|:])\"?\n", re.IGNORECASE)
_SAMPLE_ROWS = 200
_LEAST_EVEN = 0.8  # of the rows have the same number of cells in a table
_NOTHING = "\x1f"
"""A separator that no text has."""


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the transcripts in the file; its text has the cells as lines of speech."""
    decoded = decode_transcript(path, raw)
    text = decoded.text
    name = "TSV" if path.suffix.casefold() == ".tsv" else "CSV"
    if not text.strip():
        return [TranscriptText("", name)]
    line = _SEP_LINE.match(text)
    text = text[line.end() :] if line else text
    separator = line["separator"] if line else _separator(text)
    if _evenness(text, separator)[0] < _LEAST_EVEN and labels_in(text.splitlines()[:_SAMPLE_ROWS], words):
        separator = _NOTHING  # one column of ``P: …``, with commas in the words
    rows = _rows(text, separator, csv.QUOTE_MINIMAL)
    problems = decoded.problems
    if rows is None:
        rows = _rows(text, separator, csv.QUOTE_NONE) or []
        where, hint = FilePosition(str(path)), "check the quotation marks, or export the table again"
        message = "a quotation mark is not closed; all are read as text"
        problems = (*problems, Problem(where, message, hint, "warning"))
    check_size(path, rows)
    texts = sheet_texts(path, [SheetRows(path.stem, _with_equal_width(rows, separator, words))], name, words)
    return [replace(text, problems=problems) for text in texts]


def _rows(text: str, separator: str, quoting: Literal[0, 3]) -> list[list[str]] | None:
    """Return the rows, None if a quotation mark is not closed."""
    # The longest cell that the csv module reads by default is shorter than a transcript may be.
    before = csv.field_size_limit(len(text) + 1)
    try:
        rows = first_rows(csv.reader(StringIO(text), delimiter=separator, quoting=quoting))
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(before)
    is_open = quoting == csv.QUOTE_MINIMAL and text.count('"') % 2 == 1
    return None if is_open and rows and "\n" in "".join(rows[-1]) else rows


def _separator(text: str) -> str:
    """Return the separator by which most rows have the same number of cells, the larger the better."""
    sample = text[:200_000]
    return max(_SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(text: str, separator: str) -> tuple[float, int]:
    parsed = _rows(text, separator, csv.QUOTE_MINIMAL) or _rows(text, separator, csv.QUOTE_NONE) or []
    rows = [row for row in parsed if row][:_SAMPLE_ROWS]
    widths = Counter(len(row) for row in rows)
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
    return (count / len(rows), width) if width > 1 else (0.0, 0)


def _with_equal_width(rows: list[list[str]], separator: str, words: TranscriptWords) -> list[list[str]]:
    """Return the rows with the cells after the last column joined to it: commas in words without quotes.

    The titles say how many columns there are; without titles it is the shortest row.
    """
    first = facts_above(rows, words)[1]
    if first:
        return [*rows[:first], *_with_equal_width(rows[first:], separator, words)]
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    widths = [len(row) for row in filled if len(row) > 1]
    if read_form(filled, words):
        width = len(filled[0])
    elif (columns := read_columns(filled, words)) and columns.titles is not None:
        width = len(filled[columns.titles])
    else:
        width = min(widths, default=0)
    if width < 2:
        return rows
    return [
        [*row[: width - 1], separator.join(row[width - 1 :]).rstrip(separator)] if len(row) > width else row
        for row in rows
    ]
