"""Spreadsheets: sheets as the bytes of an .xlsx file, text as text, ready to print."""

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
from kubecode.writers.sheets import ACROSS, Box, CellStyle, Sheet, SheetRow, sheet_of, shown
from kubecode.writers.tables import CellValue, looks_like_formula

_FONT = "Arial"
_LINE_HEIGHT = 13.0
_HIGHEST_ROW = 409  # the highest that spreadsheets accept
_PAGE_WIDTH, _PAGE_HEIGHT = 842 - 58, 595 - 87  # of A4 across, in points, without the margins
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
    """Return a workbook with a sheet for each table; the same content makes the same bytes."""
    return workbook_bytes(sheet_of(table) for table in content.tables)


def workbook_bytes(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook of sheets; the same sheets make the same bytes."""
    workbook = Workbook()
    workbook.properties.creator = "kubecode"
    workbook.remove(workbook.active or workbook.create_sheet())
    # Columns are as wide as so many digits of this font, in every program.
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


def _write_sheet(target: Worksheet, sheet: Sheet, styles: dict[object, Any]) -> None:
    printed = sheet.printed[0] or len(sheet.widths)
    chosen: dict[tuple[str, ...], DataValidation] = {}
    for number, row in enumerate(sheet.rows, 1):
        for column, box in enumerate(row, 1):
            cell = target.cell(number, column)
            if isinstance(cell, Cell):
                _write(cell, box, styles)
            if box.choices:
                chosen.setdefault(box.choices, _choice(box.choices)).add(cell)
            end = printed if box.look in ACROSS else column + box.columns - 1
            if end > column or box.rows > 1:
                target.merge_cells(
                    start_row=number, start_column=column, end_row=number + box.rows - 1, end_column=end
                )
        height = min(_lines_of(row, sheet) * _LINE_HEIGHT + 2, _HIGHEST_ROW)
        target.row_dimensions[number].height = height
    for number in _breaks(target, sheet):
        target.row_breaks.append(Break(id=number - 1))
    for validation in chosen.values():
        target.add_data_validation(validation)
    for column, width in enumerate(sheet.widths, 1):
        target.column_dimensions[get_column_letter(column)].width = width
    _lay_out(target, sheet, printed)


def _choice(choices: tuple[str, ...]) -> DataValidation:
    return DataValidation(
        type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True
    )


def _lay_out(target: Worksheet, sheet: Sheet, printed: int) -> None:
    last = get_column_letter(printed)
    below = 1 if sheet.filtered and sheet.filtered[0] != sheet.heading else sheet.heading + 1
    target.freeze_panes = f"{get_column_letter(sheet.stays + 1)}{below}"
    if sheet.filtered:
        first, end = sheet.filtered
        target.auto_filter.ref = f"A{first}:{get_column_letter(len(sheet.widths))}{end}"
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = 9  # A4
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.page_margins.left = target.page_margins.right = 0.4
    target.page_margins.top, target.page_margins.bottom, target.page_margins.footer = 0.5, 0.7, 0.3
    if target.oddFooter is not None:
        target.oddFooter.center.text = "&A · &P/&N"
    target.print_title_rows = f"{sheet.heading}:{sheet.heading}"
    target.print_area = f"A1:{last}{sheet.printed[1] or len(sheet.rows)}"
    if sheet.is_form:
        target.row_dimensions[1].hidden = True
        target.column_dimensions["A"].hidden = True
        # Nothing is secret: it keeps hands off what would not be taken back, and anybody may lift it.
        target.protection.sheet = True
        target.protection.formatCells = target.protection.formatColumns = target.protection.formatRows = False


def _breaks(target: Worksheet, sheet: Sheet) -> Iterator[int]:
    """Yield the rows before which a page ends, so that no block is torn apart that fits on a page.

    Lengths are in points. A column of w characters is 7 w + 5 pixels of 3/4 point wide.
    """
    wide = sum(7 * width + 5 for width in sheet.widths[sheet.is_form : sheet.printed[0] or None]) * 0.75
    page = _PAGE_HEIGHT * max(1.0, wide / _PAGE_WIDTH)
    heights = [target.row_dimensions[number].height or 0 for number in range(1, len(sheet.rows) + 1)]
    used = sum(heights[sheet.is_form : (sheet.blocks or (1,))[0] - 1])
    for first, end in pairwise((*sheet.blocks, len(sheet.rows) + 1)):
        block = sum(heights[first - 1 : end - 1])
        if used + block > page and used > heights[sheet.heading - 1]:
            yield first
            used = heights[sheet.heading - 1]
        used += block


def _lines_of(row: SheetRow, sheet: Sheet) -> int:
    """Return how many lines the fullest box of a row takes; not every program finds the height by itself."""
    lines = [1]
    for column, box in enumerate(row):
        end = (sheet.printed[0] or None) if box.look in ACROSS else column + box.columns
        if box.rows == 1 and box.value != "":
            wide = sum(sheet.widths[column:end])
            lines.append(_lines(box.value, round(0.85 * wide) if box.look in _BOLD else wide))
    return max(lines)


def _lines(value: CellValue, width: int) -> int:
    """Return how many lines a wrapped value takes in a column that holds so many digits."""
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


def _write(cell: Cell, box: Box, styles: dict[object, Any]) -> None:
    """Write numbers as numbers and text as text: a value that begins with = is no formula."""
    styled: Any = cell
    text = isinstance(box.value, str)
    is_quoted = text and looks_like_formula(str(box.value))
    if box.value != "":
        value = shown(box.value)
        # What looks like the escape of a character in this format is escaped itself.
        styled._value = _ESCAPE.sub("_x005F_", value) if isinstance(value, str) else value
        styled.data_type = "s" if text else "n"
    if box.link:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=box.link)
    key = (box.look, text, is_quoted, bool(box.link), box.is_open)
    # Making a style takes longer than writing a cell, and there are few of them.
    if key in styles:
        styled._style = styles[key]
    else:
        _style(cell, box, is_quoted=is_quoted)
        styles[key] = styled._style


def _style(cell: Cell, box: Box, *, is_quoted: bool) -> None:
    is_text = isinstance(box.value, str)
    cell.alignment = Alignment(wrap_text=is_text, vertical="top", horizontal="left" if is_text else "right")
    font: dict[str, Any] = {"size": 10, "bold": box.look in _BOLD, **_FONTS.get(box.look, {})}
    if box.link:
        font |= {"underline": "single", "color": _LINK}
    cell.font = Font(name=_FONT, **font)
    if box.look in _FILLS:
        cell.fill = PatternFill("solid", fgColor=_FILLS[box.look])
    if box.look not in ACROSS:
        cell.border = _LINE
    cell.number_format = _NUMBERS.get(box.look, "General")
    cell.quotePrefix = is_quoted
    cell.protection = Protection(locked=not box.is_open)
