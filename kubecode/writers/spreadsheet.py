"""Workbooks as bytes of an .xlsx file; text stays text, and every sheet is ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import tostring

from kubecode.model import Valence
from kubecode.valences import VALENCES
from kubecode.writers.content import Content
from kubecode.writers.fixed_zip import EARLIEST, without_clock
from kubecode.writers.sheets import FULL_WIDTH, CellStyle, Sheet, SheetCell, SheetRow, safe_value, table_sheet
from kubecode.writers.tables import CellValue, looks_like_formula

_FONT = "Arial"
_LINE_HEIGHT = 13.0
_HIGHEST_ROW = 409  # the maximum of the file format
_PAGE_WIDTH, _PAGE_HEIGHT = 842 - 58, 595 - 87  # A4 landscape without margins, in points
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_FILLS: dict[CellStyle | Valence, str] = {
    CellStyle.HEADING: "E3E6EA",
    **{valence: VALENCES[valence].fill for valence in Valence},
}
_FONTS: dict[CellStyle | Valence, dict[str, Any]] = {
    CellStyle.TITLE: {"size": 13},
    CellStyle.SECTION: {"size": 11},
    CellStyle.NOTE: {"color": "555555"},
    CellStyle.QUIET: {"color": "555555", "size": 9},
    CellStyle.DRAFT: {"italic": True},
    CellStyle.UNSTATED: {"color": "555555"},
}
_BOLD = frozenset({CellStyle.TITLE, CellStyle.SECTION, CellStyle.HEADING, CellStyle.LABEL, *Valence})
_NUMBERS: dict[CellStyle | Valence, str] = {CellStyle.SHARE: "0%", CellStyle.RATE: "0.0"}
_LINK = "0B4F8A"
_SIDE = Side("thin", color="C4C8CE")
_LINE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


def xlsx_bytes(content: Content) -> bytes:
    """Return a workbook with a sheet for each table. The same content gives the same bytes."""
    return workbook_bytes(table_sheet(table) for table in content.tables)


def workbook_bytes(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook of sheets. The same sheets give the same bytes."""
    workbook = Workbook()
    workbook.properties.creator = "kubecode"
    workbook.remove(workbook.active or workbook.create_sheet())
    # The widths of columns are counted in digits of this font.
    normal: Any = workbook
    normal._named_styles["Normal"].font = Font(name=_FONT, size=10)
    styles: dict[object, Any] = {}
    for sheet in sheets:
        _write_sheet(workbook.create_sheet(sheet.title), sheet, styles)
    buffer = BytesIO()
    with ZipFile(buffer, "w") as unpacked:
        ExcelWriter(workbook, unpacked).save()
    # Saving writes the time into the properties; they are written again without it.
    workbook.properties.created = workbook.properties.modified = EARLIEST
    return without_clock(buffer, {"docProps/core.xml": tostring(workbook.properties.to_tree())})


def _write_sheet(worksheet: Worksheet, sheet: Sheet, styles: dict[object, Any]) -> None:
    columns = sheet.print_size[0] or len(sheet.widths)
    validations: dict[tuple[str, ...], DataValidation] = {}
    for number, row in enumerate(sheet.rows, 1):
        for column, source in enumerate(row, 1):
            cell = worksheet.cell(number, column)
            if isinstance(cell, Cell):
                _write(cell, source, styles)
            if source.choices:
                validations.setdefault(source.choices, _choice(source.choices)).add(cell)
            end = columns if source.style in FULL_WIDTH else column + source.columns - 1
            if end > column or source.rows > 1:
                worksheet.merge_cells(
                    start_row=number, start_column=column, end_row=number + source.rows - 1, end_column=end
                )
        height = min(_lines_of(row, sheet) * _LINE_HEIGHT + 2, _HIGHEST_ROW)
        worksheet.row_dimensions[number].height = height
    for number in _page_breaks(worksheet, sheet):
        worksheet.row_breaks.append(Break(id=number - 1))
    for validation in validations.values():
        worksheet.add_data_validation(validation)
    for column, width in enumerate(sheet.widths, 1):
        worksheet.column_dimensions[get_column_letter(column)].width = width
    _set_up_page(worksheet, sheet, columns)


def _choice(choices: tuple[str, ...]) -> DataValidation:
    return DataValidation(
        type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True
    )


def _set_up_page(worksheet: Worksheet, sheet: Sheet, columns: int) -> None:
    last = get_column_letter(columns)
    top_row = 1 if sheet.filter_rows and sheet.filter_rows[0] != sheet.heading_row else sheet.heading_row + 1
    worksheet.freeze_panes = f"{get_column_letter(sheet.frozen_columns + 1)}{top_row}"
    if sheet.filter_rows:
        first, last_row = sheet.filter_rows
        worksheet.auto_filter.ref = f"A{first}:{get_column_letter(len(sheet.widths))}{last_row}"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9  # A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins.left = worksheet.page_margins.right = 0.4
    worksheet.page_margins.top, worksheet.page_margins.bottom, worksheet.page_margins.footer = 0.5, 0.7, 0.3
    if worksheet.oddFooter is not None:
        worksheet.oddFooter.center.text = "&A · &P/&N"
    worksheet.print_title_rows = f"{sheet.heading_row}:{sheet.heading_row}"
    worksheet.print_area = f"A1:{last}{sheet.print_size[1] or len(sheet.rows)}"
    if sheet.is_form:
        worksheet.row_dimensions[1].hidden = True
        worksheet.column_dimensions["A"].hidden = True
        # Protection without a password: it prevents changes that an import would refuse.
        worksheet.protection.sheet = True
        worksheet.protection.formatCells = worksheet.protection.formatColumns = (
            worksheet.protection.formatRows
        ) = False


def _page_breaks(worksheet: Worksheet, sheet: Sheet) -> Iterator[int]:
    """Yield the rows before which to break the page, so that no block that fits on a page is divided.

    Lengths are in points. A column of w characters has 7 w + 5 pixels of 3/4 point.
    """
    wide = sum(7 * width + 5 for width in sheet.widths[sheet.is_form : sheet.print_size[0] or None]) * 0.75
    page = _PAGE_HEIGHT * max(1.0, wide / _PAGE_WIDTH)
    heights = [worksheet.row_dimensions[number].height or 0 for number in range(1, len(sheet.rows) + 1)]
    used = sum(heights[sheet.is_form : (sheet.block_starts or (1,))[0] - 1])
    for first, end in pairwise((*sheet.block_starts, len(sheet.rows) + 1)):
        block = sum(heights[first - 1 : end - 1])
        if used + block > page and used > heights[sheet.heading_row - 1]:
            yield first
            used = heights[sheet.heading_row - 1]
        used += block


def _lines_of(row: SheetRow, sheet: Sheet) -> int:
    """Return the number of lines of the fullest cell in a row; not every program computes row heights."""
    lines = [1]
    for column, source in enumerate(row):
        end = (sheet.print_size[0] or None) if source.style in FULL_WIDTH else column + source.columns
        if source.rows == 1 and source.value != "":
            wide = sum(sheet.widths[column:end])
            lines.append(_lines(source.value, round(0.85 * wide) if source.style in _BOLD else wide))
    return max(lines)


def _lines(value: CellValue, width: int) -> int:
    """Return the number of lines of a wrapped value in a column with room for ``width`` digits."""
    room = round(1.05 * width)
    return sum(_wrapped(line, room) for line in value.split("\n")) if isinstance(value, str) else 1


def _wrapped(line: str, room: int) -> int:
    if len(line) <= room:
        return 1
    lines, used = 1, 0
    for word in line.split(" "):
        if used and used + len(word) > room:
            lines, used = lines + 1, 0
        lines += max(0, len(word) - 1) // room
        used += len(word) % room + 1
    return lines


def _write(cell: Cell, source: SheetCell, styles: dict[object, Any]) -> None:
    """Write numbers as numbers and text as text: a value that begins with = is not a formula."""
    styled: Any = cell
    text = isinstance(source.value, str)
    is_quoted = text and looks_like_formula(str(source.value))
    if source.value != "":
        value = safe_value(source.value)
        # Text that looks like an escape of this format (_x000D_) is escaped.
        styled._value = _ESCAPE.sub("_x005F_", value) if isinstance(value, str) else value
        styled.data_type = "s" if text else "n"
    if source.link:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=source.link)
    key = (source.style, text, is_quoted, bool(source.link), source.is_editable)
    # Making a style takes longer than writing a cell, so each style is made once.
    if key in styles:
        styled._style = styles[key]
    else:
        _style(cell, source, is_quoted=is_quoted)
        styles[key] = styled._style


def _style(cell: Cell, source: SheetCell, *, is_quoted: bool) -> None:
    is_text = isinstance(source.value, str)
    cell.alignment = Alignment(wrap_text=is_text, vertical="top", horizontal="left" if is_text else "right")
    font: dict[str, Any] = {"size": 10, "bold": source.style in _BOLD, **_FONTS.get(source.style, {})}
    if source.link:
        font |= {"underline": "single", "color": _LINK}
    cell.font = Font(name=_FONT, **font)
    if source.style in _FILLS:
        cell.fill = PatternFill("solid", fgColor=_FILLS[source.style])
    if source.style not in FULL_WIDTH:
        cell.border = _LINE
    cell.number_format = _NUMBERS.get(source.style, "General")
    cell.quotePrefix = is_quoted
    cell.protection = Protection(locked=not source.is_editable)
