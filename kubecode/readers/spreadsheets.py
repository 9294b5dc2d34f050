"""Transcripts and answers to forms in spreadsheets (.xlsx)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from warnings import catch_warnings
from zipfile import ZipFile, ZipInfo

from kubecode.errors import KubecodeError
from kubecode.readers import TranscriptText
from kubecode.readers.sheets import SheetRows, check_size, own_export_error, sheet_texts
from kubecode.word_files.transcript_words import TranscriptWords

_PROTECTED = b"\xd0\xcf\x11\xe0"  # an OLE container: a file with a password, or an old .xls
_MOST_UNPACKED = 20_000_000
_MOST_ELEMENTS = 500_000  # about 100,000 cells
_MOST_IN_PART = {"xl/styles.xml": 100_000, "xl/sharedStrings.xml": 300_000}
_LONG_TAG = re.compile(rb"<[^<>]{20000}")  # thousands of attributes
_MOST_VISITED = 200_000  # rows and cells, also empty ones
_LAST_COLUMN = 1_000  # a table that is wider is refused
_MOST_RANGES = 16_384
_ROW = re.compile(rb"<(?:\w{1,9}:)?row\b([^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w{1,9}:)?col\b([^<>]*)>")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_ESCAPED = re.compile("_x00[01][0-9A-F]_")
_NUMBERS = re.compile(rb"\b(r|min|max)\s*=\s*[\"'](\d{1,7})[\"']")


class _SheetTooLargeError(Exception):
    """A sheet has more cells than any transcript."""


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the transcripts in the sheets that are not hidden; values of formulas as they were saved."""
    if not raw:
        return [TranscriptText("", "Excel")]
    if raw.startswith(_PROTECTED):
        raise KubecodeError(
            f"{path}: protected by a password, or an old .xls", "save it as .xlsx without a password"
        )
    _check_package(path, raw)
    left_out: Counter[str] = Counter()
    sheets = _sheets(path, raw, left_out)
    check_size(path, [row for sheet in sheets for row in sheet.rows])
    texts = sheet_texts(path, sheets, "Excel", words)
    counted = Counter(texts[0].left_out) + left_out
    return [replace(texts[0], left_out=dict(counted)), *texts[1:]]


def _sheets(path: Path, raw: bytes, left_out: Counter[str]) -> list[SheetRows]:
    """Return the sheets that are not hidden; what is hidden is counted."""
    # openpyxl is slow to import.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        # What openpyxl warns of (styles, names, extensions) does not change the values.
        with catch_warnings(action="ignore"), ZipFile(BytesIO(raw)) as package:
            workbook = load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            with closing(workbook):
                is_own = workbook.properties.creator == "kubecode"
                visible = [] if is_own else workbook.worksheets
                sheets = [_sheet(sheet, package, left_out) for sheet in visible]
    except _SheetTooLargeError:
        hint = "give one transcript, or delete the empty rows and columns that are formatted"
        raise KubecodeError(f"{path}: more than {_MOST_VISITED:,} cells", hint) from None
    # openpyxl does not document its errors: a damaged file may raise almost any.
    except Exception as error:
        hint = "save it again in Excel or LibreOffice"
        raise KubecodeError(f"{path}: this .xlsx is damaged", hint) from error
    if is_own:
        raise own_export_error(path)
    return [sheet for sheet in sheets if sheet is not None]


def _check_package(path: Path, raw: bytes) -> None:
    """Raise KubecodeError for a package that is no workbook, or whose content is too large for memory.

    The sizes in its directory can be relied on: zipfile never unpacks more than a part declares. A short
    element needs far more memory than its bytes, so that the elements are counted too.
    """
    damaged_hint = "save it again in Excel or LibreOffice"
    large_hint = "a transcript has less than 1 MB; split it or give the right file"
    try:
        with ZipFile(BytesIO(raw)) as package:
            # Pictures are never unpacked.
            parts = [part for part in package.infolist() if not part.filename.startswith("xl/media/")]
            unpacked = sum(part.file_size for part in parts)
            small = parts if unpacked <= _MOST_UNPACKED else []
            is_large = _have_many_elements(package, small)
    # A damaged package may raise almost any error, of its compression too.
    except Exception as error:
        raise KubecodeError(f"{path}: this is no .xlsx, or it is damaged", damaged_hint) from error
    if not any(part.filename.startswith("xl/") for part in parts):
        raise KubecodeError(f"{path}: this is no .xlsx", "give a file that Excel or LibreOffice saved")
    if unpacked > _MOST_UNPACKED:
        raise KubecodeError(f"{path}: {unpacked / 1e6:,.0f} MB when unpacked", large_hint)
    if is_large:
        raise KubecodeError(f"{path}: more cells than a transcript has", large_hint)


def _have_many_elements(package: ZipFile, parts: Sequence[ZipInfo]) -> bool:
    """Return whether parts have more elements or attributes than those of a transcript."""
    elements = 0
    for part in parts:
        xml = package.read(part)
        count = xml.count(b"<")
        elements += count
        is_bloated = count > _MOST_IN_PART.get(part.filename, _MOST_ELEMENTS)
        if elements > _MOST_ELEMENTS or is_bloated or _LONG_TAG.search(xml):
            return True
    return False


def _sheet(sheet: Any, package: ZipFile, left_out: Counter[str]) -> SheetRows | None:
    """Return the rows of a sheet without hidden ones, None if it is hidden itself."""
    if sheet.sheet_state != "visible":
        left_out["hidden sheet"] += 1
        return None
    # openpyxl does not say in this mode what is hidden.
    hidden_rows, hidden_columns = _hidden(package.read(sheet._worksheet_path))
    # A saved sheet may be wrong about its own size.
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    visited = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        visited += len(cells) + 1
        if visited > _MOST_VISITED:
            raise _SheetTooLargeError
        values = [_text(cell.value) for cell in cells]
        if number in hidden_rows:
            left_out["hidden row"] += any(values)
            values = []
        while values and not values[-1]:
            values.pop()
        rows.append(["" if column in hidden_columns else value for column, value in enumerate(values, 1)])
    left_out["hidden column"] += len(
        {column for column in hidden_columns if column <= max(map(len, rows), default=0)}
    )
    return SheetRows(sheet.title, rows)


def _hidden(xml: bytes) -> tuple[set[int], set[int]]:
    """Return the numbers of the rows and columns that a sheet hides."""
    rows: set[int] = set()
    columns: set[int] = set()
    number = 0
    for match in _ROW.finditer(xml):
        given = dict(_NUMBERS.findall(match[1]))
        number = int(given.get(b"r", number + 1))
        if _HIDDEN.search(match[1]):
            rows.add(number)
    for match in islice(_COLUMN.finditer(xml), _MOST_RANGES):
        if _HIDDEN.search(match[1]):
            given = dict(_NUMBERS.findall(match[1]))
            first, last = int(given.get(b"min", 0)), int(given.get(b"max", 0))
            columns.update(range(first, min(last, _LAST_COLUMN) + 1))
    return rows, columns


def _text(value: Any) -> str:
    """Return the value of a cell as it would be typed, dates and times in the order of ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # The format escapes control characters: ``_x000D_`` ends a line.
    text = _ESCAPED.sub("", str(value).replace("_x000D_", "\n").replace("_x000A_", "\n"))
    text = text.replace("_x005F_", "_").replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "").strip()
