"""What a spreadsheet shows, before any program of spreadsheets: sheets of boxes, plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openpyxl.utils import get_column_letter, quote_sheetname

from kubecode.model import Valence
from kubecode.safe_text import visible_lines
from kubecode.writers.tables import CellValue, Table


class CellStyle(StrEnum):
    """How a box looks; colour only repeats what symbol and word say."""

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


ACROSS = frozenset({CellStyle.TITLE, CellStyle.NOTE, CellStyle.SECTION})
"""What stands alone in its row and reaches over the whole width."""


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a spreadsheet.

    ``link`` is where it leads in the workbook (see :func:`target`), ``rows`` and ``columns`` over how many it
    reaches, ``choices`` what may be chosen in it. ``is_open``: what is written into it is taken back.
    """

    value: CellValue = ""
    look: CellStyle | Valence = CellStyle.TEXT
    link: str = ""
    rows: int = 1
    columns: int = 1
    choices: tuple[str, ...] = ()
    is_open: bool = False


SheetRow = tuple[Box, ...]
_LONGEST_CELL = 32_767
EMPTY = Box()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows, and how wide (in characters) its columns are.

    ``heading`` is the number of the row, from 1, that is repeated on every page and stays in sight (unless
    what is filtered has a heading of its own), ``stays`` the number of columns that stay; ``filtered`` are
    the numbers of the first and the last row that a filter works on, ``printed`` is how many columns and rows
    are printed (0: all), ``blocks`` are the numbers of the rows where something begins that no page should
    tear apart. ``is_form``: the first row and column are hidden, and only open boxes can be changed.
    """

    title: str
    widths: tuple[int, ...]
    rows: tuple[SheetRow, ...]
    heading: int = 1
    stays: int = 0
    filtered: tuple[int, int] | None = None
    printed: tuple[int, int] = (0, 0)
    blocks: tuple[int, ...] = ()
    is_form: bool = False


def shown(value: CellValue) -> CellValue:
    """Return a value as a spreadsheet holds it: text without what a program would obey, and no longer than
    a cell may be.
    """
    return visible_lines(value)[:_LONGEST_CELL] if isinstance(value, str) else value


def cells(*values: CellValue | None, look: CellStyle = CellStyle.TEXT) -> SheetRow:
    """Return a row of boxes of one look; None is an empty box."""
    return tuple(Box("" if value is None else value, look) for value in values)


def target(title: str, row: int, column: int = 1) -> str:
    """Return where a box stands, as links name it: ``'Bukti'!A5``; row and column count from 1."""
    return f"{quote_sheetname(title)}!{get_column_letter(column)}{row}"


def sheet_of(table: Table) -> Sheet:
    """Return a table as a sheet of its own, each column as wide as it needs."""
    lines = (table.headings, *table.rows)
    columns = range(len(table.headings))
    return Sheet(
        table.title[:31],
        tuple(_width([line[column] for line in lines]) for column in columns),
        (cells(*table.headings, look=CellStyle.HEADING), *(cells(*row) for row in table.rows)),
        stays=1,
        filtered=(1, 1 + len(table.rows)),
    )


_WIDEST, _NARROWEST = 44, 8


def _width(values: list[CellValue]) -> int:
    longest = max((len(line) for value in values for line in str(value).split("\n")), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2))
