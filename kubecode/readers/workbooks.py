"""Spreadsheets as they come back: sheets of values, whoever saved them last."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from kubecode.errors import KubecodeError
from kubecode.readers.text_files import MAX_BYTES, read_bytes

_MOST_UNPACKED = 200_000_000
_MOST_CELLS = 5_000_000
_PROTECTED = b"\xd0\xcf\x11\xe0"  # the older container: a file with a password, or .xls

ReadCellValue = str | int | float | None
"""What a cell holds; None is an empty one."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its title and what its cells hold, by (row, column) from 1; empty cells are left out.

    ``computed`` are the cells that hold a formula, a date, or anything else but text and numbers.
    """

    title: str
    values: dict[tuple[int, int], ReadCellValue]
    computed: frozenset[tuple[int, int]]


def read_workbook(path: Path) -> list[Grid]:
    """Return the sheets of an .xlsx file.

    Raises KubecodeError where it cannot be read: protected, damaged, too large, or something else.
    """
    raw = read_bytes(path)
    if raw.startswith(_PROTECTED):
        raise KubecodeError(
            f"{path}: protected by a password, or an old .xls", "save it as .xlsx without a password"
        )
    _check_size(path, raw)
    # Only who reads a spreadsheet waits for openpyxl.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        workbook = load_workbook(BytesIO(raw), read_only=True)
        with closing(workbook):
            return [_grid(sheet) for sheet in workbook.worksheets]
    except _TooManyCellsError:
        raise KubecodeError(f"{path}: more cells than a matrix has", "export the matrix anew") from None
    # openpyxl does not say what it raises: where a file is damaged, almost anything comes.
    except Exception as error:
        raise KubecodeError(f"{path}: this .xlsx is damaged", "export the matrix anew") from error


class _TooManyCellsError(Exception):
    """A sheet reaches further than any matrix would."""


def _check_size(path: Path, raw: bytes) -> None:
    """Look into the package without unpacking it. zipfile never unpacks more than a part announces."""
    try:
        with ZipFile(BytesIO(raw)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
            has_workbook = any(name.startswith("xl/") for name in packed.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise KubecodeError(
            f"{path}: this is no .xlsx, or it is damaged", "export the matrix anew"
        ) from error
    if not has_workbook:
        raise KubecodeError(f"{path}: this is no .xlsx", "give a matrix that kubecode exported")
    if unpacked > _MOST_UNPACKED:
        size = f"{unpacked / 1e6:,.0f} MB"
        raise KubecodeError(
            f"{path}: {size} when unpacked", f"a matrix has less than {MAX_BYTES / 1e6:.0f} MB"
        )


def _grid(sheet: Any) -> Grid:
    # A saved sheet may be wrong about its own size.
    sheet.reset_dimensions()
    values: dict[tuple[int, int], ReadCellValue] = {}
    computed: set[tuple[int, int]] = set()
    visited = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        visited += len(row) + 1
        if visited > _MOST_CELLS:
            raise _TooManyCellsError
        for column, cell in enumerate(row, 1):
            value = cell.value
            if value is None or value == "":
                continue
            if cell.data_type not in {"s", "n"} or not isinstance(value, (str, int, float)):
                computed.add((number, column))
            # The format writes what looks like the escape of a character as an escape.
            values[number, column] = str(value).replace("_x005F_", "_") if cell.data_type != "n" else value
    return Grid(sheet.title, values, frozenset(computed))
