"""Spreadsheets that are imported: read, or refused with a one-line error."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from kubecode.errors import KubecodeError
from kubecode.readers import workbooks
from kubecode.readers.workbooks import read_workbook


def saved(fill=lambda sheet: None):
    workbook = Workbook()
    workbook.active.title = "S"
    fill(workbook.active)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def read(tmp_path, raw):
    (tmp_path / "a.xlsx").write_bytes(raw)
    return read_workbook(tmp_path / "a.xlsx")


def error_of(tmp_path, raw):
    with pytest.raises(KubecodeError) as error:
        read(tmp_path, raw)
    assert error.value.exit_status == 1
    assert "\n" not in str(error.value)
    return str(error.value)


def repacked(raw, name, change):
    buffer = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))
    return buffer.getvalue()


def test_values_have_their_row_and_column(tmp_path):
    def fill(sheet):
        sheet["A1"], sheet["C2"], sheet["B2"], sheet["A4"] = "teks", 0.5, 7, "a_x005F_x0041_b"

    (grid,) = read(tmp_path, saved(fill))
    assert grid.title == "S"
    assert grid.values == {(1, 1): "teks", (2, 3): 0.5, (2, 2): 7, (4, 1): "a_x0041_b"}
    assert not grid.computed


def test_cells_without_text_or_number_are_computed(tmp_path):
    def fill(sheet):
        sheet["A1"], sheet["A2"], sheet["A3"] = "=1+1", True, "teks"
        sheet["A4"] = 45000
        sheet["A4"].number_format = "yyyy-mm-dd"

    (grid,) = read(tmp_path, saved(fill))
    assert grid.computed == {(1, 1), (2, 1), (4, 1)}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no .xlsx, or it is damaged"),
        (b"kasus,aspek\n", "no .xlsx, or it is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "protected by a password"),
        (saved()[:2000], "no .xlsx, or it is damaged"),
        (repacked(saved(), "xl/worksheets/sheet1.xml", lambda _: b"<worksheet"), "damaged"),
        (repacked(saved(), "xl/workbook.xml", lambda _: b"\xff"), "damaged"),
    ],
)
def test_unreadable_workbook_is_a_one_line_error(tmp_path, raw, said):
    assert said in error_of(tmp_path, raw)


def test_zip_without_a_workbook_is_refused(tmp_path):
    buffer = BytesIO()
    with ZipFile(buffer, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    assert "this is no .xlsx" in error_of(tmp_path, buffer.getvalue())


def test_missing_workbook_is_an_error(tmp_path):
    with pytest.raises(KubecodeError, match="no such file"):
        read_workbook(tmp_path / "tidak-ada.xlsx")


def test_oversized_workbooks_are_refused(tmp_path, monkeypatch):
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    assert "damaged" in error_of(tmp_path, repacked(saved(), "xl/worksheets/sheet1.xml", lambda _: bomb))
    far = saved(lambda sheet: [sheet.cell(row, 16_384, "x") for row in range(1, 400)])
    assert "more cells than a matrix has" in error_of(tmp_path, far)
    monkeypatch.setattr(workbooks, "_MOST_UNPACKED", 1000)
    assert "when unpacked" in error_of(tmp_path, saved())
