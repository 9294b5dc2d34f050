"""The sheets of a workbook as plain values, before a file is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openpyxl.utils import get_column_letter, quote_sheetname

from kubecode.model import Valence
from kubecode.safe_text import visible_lines
from kubecode.writers.tables import CellValue, Table


class CellStyle(StrEnum):
    """The style of a cell; a valence is a style too. Colour only repeats symbol and word."""

    TEXT = "text"
    TITLE = "title"
    NOTE = "note"
    SECTION = "section"
    HEADING = "heading"
    LABEL = "label"
    QUIET = "quiet"
    DRAFT = "draft"
    SHARE = "share"
    RATE = "rate"
    UNSTATED = "unstated"


FULL_WIDTH = frozenset({CellStyle.TITLE, CellStyle.NOTE, CellStyle.SECTION})
"""Styles of a cell that is alone in its row and is merged over the whole printed width."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell of a spreadsheet.

    ``link`` is an address in the workbook (see :func:`address`). ``rows`` and ``columns`` are the size of a
    merged cell, ``choices`` the values that a list offers. ``is_editable``: the cell is not locked, and
    ``import`` reads it.
    """

    value: CellValue = ""
    style: CellStyle | Valence = CellStyle.TEXT
    link: str = ""
    rows: int = 1
    columns: int = 1
    choices: tuple[str, ...] = ()
    is_editable: bool = False


SheetRow = tuple[SheetCell, ...]
_LONGEST_CELL = 32_767
EMPTY_CELL = SheetCell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows, and the widths of its columns in characters. Rows count from 1.

    ``heading_row`` is repeated on every page and frozen, unless ``filter_rows`` begins at another row.
    ``frozen_columns`` is the number of columns that stay visible, ``filter_rows`` the first and last row of
    the filter, ``print_size`` the number of printed columns and rows (0: all). ``block_starts`` are the rows
    where a block begins that a page break should not divide. ``is_form``: the first row and column are
    hidden, and only editable cells can be changed.
    """

    title: str
    widths: tuple[int, ...]
    rows: tuple[SheetRow, ...]
    heading_row: int = 1
    frozen_columns: int = 0
    filter_rows: tuple[int, int] | None = None
    print_size: tuple[int, int] = (0, 0)
    block_starts: tuple[int, ...] = ()
    is_form: bool = False


def safe_value(value: CellValue) -> CellValue:
    """Return a value as a cell can store it: text without control characters, at most 32,767 long."""
    return visible_lines(value)[:_LONGEST_CELL] if isinstance(value, str) else value


def cells(*values: CellValue | None, style: CellStyle = CellStyle.TEXT) -> SheetRow:
    """Return a row of cells in one style; None is an empty cell."""
    return tuple(SheetCell("" if value is None else value, style) for value in values)


def address(title: str, row: int, column: int = 1) -> str:
    """Return the address of a cell for links: ``'Bukti'!A5``; row and column count from 1."""
    return f"{quote_sheetname(title)}!{get_column_letter(column)}{row}"


def table_sheet(table: Table) -> Sheet:
    """Return a table as a sheet; the widths of the columns follow from their contents."""
    lines = (table.headings, *table.rows)
    columns = range(len(table.headings))
    return Sheet(
        table.title[:31],
        tuple(_width([line[column] for line in lines]) for column in columns),
        (cells(*table.headings, style=CellStyle.HEADING), *(cells(*row) for row in table.rows)),
        frozen_columns=1,
        filter_rows=(1, 1 + len(table.rows)),
    )


_WIDEST, _NARROWEST = 44, 8


def _width(values: list[CellValue]) -> int:
    longest = max((len(line) for value in values for line in str(value).split("\n")), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2))
