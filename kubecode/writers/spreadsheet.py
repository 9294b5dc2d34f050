"""Spreadsheets: a sheet a table, text as text, ready to print."""

from __future__ import annotations

import re
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kubecode.writers.tables import Table

_WIDEST, _NARROWEST = 44, 8
_LINE_HEIGHT = 13.5
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_CELL = 32_767


def xlsx_bytes(tables: list[Table]) -> bytes:
    """Return a workbook with a sheet for each table."""
    workbook = Workbook()
    workbook.remove(workbook.active or workbook.create_sheet())
    for table in tables:
        _sheet(workbook.create_sheet(table.title[:31]), table)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _sheet(sheet: Worksheet, table: Table) -> None:
    for number, row in enumerate((table.headings, *table.rows), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(cell, Cell):
                _write(cell, value, is_heading=number == 1)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    widths = [
        _width([row[column] for row in (table.headings, *table.rows)])
        for column in range(len(table.headings))
    ]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(table.rows, 2):
        lines = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = lines * _LINE_HEIGHT


def _width(values: list[str]) -> int:
    longest = max((len(line) for value in values for line in value.split("\n")), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2))


def _lines(value: str, width: int) -> int:
    """Return how many lines a wrapped value takes; not every program finds the height by itself."""
    return sum(max(1, ceil(len(line) * 1.1 / width)) for line in value.split("\n"))


def _write(cell: Cell, value: str, *, is_heading: bool) -> None:
    """Write text as text: a value that begins with = is no formula."""
    cell.value = _NOT_IN_XML.sub("�", value)[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
