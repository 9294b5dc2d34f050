"""Spreadsheets (.xlsx) as sheets of values, whichever program saved them."""

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
_PROTECTED = b"\xd0\xcf\x11\xe0"  # an OLE container: a file with a password, or an old .xls

ReadCellValue = str | int | float | None
"""The value of a cell; None if it is empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its title and the values of its cells by (row, column) from 1, without empty cells.

    ``computed`` are the cells with a formula, a date, or anything else but text and numbers.
    """

    title: str
    values: dict[tuple[int, int], ReadCellValue]
    computed: frozenset[tuple[int, int]]


def read_workbook(path: Path) -> list[Grid]:
    """Return the sheets of an .xlsx file.

    Raises KubecodeError if the file is protected, damaged, too large or no .xlsx.
    """
    raw = read_bytes(path)
    if raw.startswith(_PROTECTED):
        raise KubecodeError(
            f"{path}: protected by a password, or an old .xls", "save it as .xlsx without a password"
        )
    _check_size(path, raw)
    # openpyxl is slow to import.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        workbook = load_workbook(BytesIO(raw), read_only=True)
        with closing(workbook):
            return [_grid(sheet) for sheet in workbook.worksheets]
    except _TooManyCellsError:
        raise KubecodeError(f"{path}: more cells than a matrix has", "export the matrix anew") from None
    # openpyxl does not document its errors: a damaged file may raise almost any.
    except Exception as error:
        raise KubecodeError(f"{path}: this .xlsx is damaged", "export the matrix anew") from error


class _TooManyCellsError(Exception):
    """A sheet has more cells than any matrix."""


def _check_size(path: Path, raw: bytes) -> None:
    """Raise KubecodeError for a package that is no workbook or too large when unpacked.

    The sizes in its directory are enough: zipfile never unpacks more than a part declares.
    """
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
            # The format escapes text that looks like its own escape of a character.
            values[number, column] = str(value).replace("_x005F_", "_") if cell.data_type != "n" else value
    return Grid(sheet.title, values, frozenset(computed))
