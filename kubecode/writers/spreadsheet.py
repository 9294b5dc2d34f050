"""Spreadsheets: a sheet a table, text as text, ready to print."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from math import ceil
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from kubecode.safe_text import visible_lines
from kubecode.writers.content import Content
from kubecode.writers.tables import Table, Value, looks_like_formula

_WIDEST, _NARROWEST = 44, 8
_LINE_HEIGHT = 13.5
_HIGHEST_ROW = 409  # the highest that spreadsheets accept
_LONGEST_CELL = 32_767
_ALWAYS = datetime(1980, 1, 1)  # the first day that a zip file knows


def xlsx_bytes(content: Content) -> bytes:
    """Return a workbook with a sheet for each table; the same content makes the same bytes."""
    workbook = Workbook()
    workbook.properties.creator = "kubecode"
    workbook.remove(workbook.active or workbook.create_sheet())
    for table in content.tables:
        _sheet(workbook.create_sheet(table.title[:31]), table)
    buffer = BytesIO()
    workbook.save(buffer)
    return _without_clock(buffer, workbook)


def _without_clock(saved: BytesIO, workbook: Workbook) -> bytes:
    """Pack the workbook anew without the time of writing, which its properties and its zip both keep."""
    workbook.properties.created = workbook.properties.modified = _ALWAYS
    buffer = BytesIO()
    with ZipFile(saved) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            is_clock = name == "docProps/core.xml"
            content = tostring(workbook.properties.to_tree()) if is_clock else old.read(name)
            new.writestr(ZipInfo(name, _ALWAYS.timetuple()[:6]), content, ZIP_DEFLATED)
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
    sheet.print_options.gridLines = True
    widths = [
        _width([row[column] for row in (table.headings, *table.rows)])
        for column in range(len(table.headings))
    ]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(table.rows, 2):
        lines = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = min(lines * _LINE_HEIGHT, _HIGHEST_ROW)


def _width(values: list[Value]) -> int:
    longest = max((len(line) for value in values for line in str(value).split("\n")), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2))


def _lines(value: Value, width: int) -> int:
    """Return how many lines a wrapped value takes; not every program finds the height by itself."""
    return sum(max(1, ceil(len(line) * 1.1 / width)) for line in str(value).split("\n"))


def _write(cell: Cell, value: Value, *, is_heading: bool) -> None:
    """Write numbers as numbers and text as text: a value that begins with = is no formula."""
    if isinstance(value, int | float):
        cell.value = value
    else:
        cell.value = visible_lines(value)[:_LONGEST_CELL]
        cell.data_type = "s"
        cell.quotePrefix = looks_like_formula(value)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    if is_heading:
        cell.font = Font(bold=True)
