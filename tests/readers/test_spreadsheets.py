"""Transcripts in .xlsx: sheets, values, what is hidden, and files that are refused."""

import csv
import datetime
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest
from openpyxl import Workbook

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.separated_values import read as read_csv
from kubecode.readers.spreadsheets import read

FILES = Path(__file__).parent / "files"
WORDS = load().transcript_words
ROWS = [["Penutur", "Ucapan"], ["P", "Ribut?"], ["S", "Tidak."]]
SPEECH = "P: Ribut?\nS: Tidak.\n"


def workbook(*sheets):
    """Return a workbook with the sheets, given as (title, rows)."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return made


def saved(made):
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def repacked(raw, name, change):
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))
    return buffer.getvalue()


def read_book(made):
    return read(Path("a.xlsx"), made if isinstance(made, bytes) else saved(made), WORDS)


def test_first_sheet_with_speech():
    (made,) = read_book(workbook(("Sampul", [["Transkrip"]]), ("Kosong", []), ("Isi", ROWS)))
    assert (made.text, made.format, made.part) == (SPEECH, "Excel", None)
    assert made.left_out == {"sheet": 1}


def test_several_sheets_are_several_documents():
    made = read_book(workbook(("Sari", ROWS), ("Dewi", ROWS)))
    assert [text.part for text in made] == ["Sari", "Dewi"]


def test_hidden_rows_columns_and_sheets_are_left_out_and_counted():
    book = workbook(
        (
            "A",
            [
                ["Penutur", "Kode", "Ucapan"],
                ["P", "x", "Ribut?"],
                ["S", "y", "Rahasia."],
                ["S", "z", "Tidak."],
            ],
        ),
        ("B", ROWS),
    )
    book["A"].row_dimensions[3].hidden = True
    book["A"].column_dimensions["B"].hidden = True
    book["B"].sheet_state = "hidden"
    (made,) = read_book(book)
    assert made.text == SPEECH
    assert made.left_out == {"hidden row": 1, "hidden column": 1, "hidden sheet": 1}


def test_merged_cells_continue():
    rows = [
        ["Transkrip", None, None],
        ["No", "Penutur", "Ucapan"],
        [1, "P", "Ribut?"],
        [2, "S", "Tidak."],
        [3, None, "Rukun."],
    ]
    book = workbook(("A", rows))
    book["A"].merge_cells("A1:C1")
    book["A"].merge_cells("B4:B5")
    (made,) = read_book(book)
    assert made.text == "P: Ribut?\nS: Tidak.\nRukun.\n"


def test_values_are_as_they_would_be_typed():
    when = datetime.datetime(2025, 5, 12, 10, 31, 22)
    rows = [
        ["Timestamp", "Nama", "Usia", "Berapa kali rapat?", "Sejak kapan?"],
        [when, "Sari", 41.0, 2.5, when.date()],
    ]
    (made,) = read_book(workbook(("A", rows)))
    assert made.text == "Tanya: Berapa kali rapat?\nJawab: 2.5\nTanya: Sejak kapan?\nJawab: 2025-05-12\n"
    assert made.header.attributes == {"date": "2025-05-12", "usia": "41"}


def test_form_is_the_same_as_in_csv():
    raw = (FILES / "google_forms.csv").read_bytes()
    book = read_book(workbook(("Form", csv.reader(raw.decode().splitlines(keepends=True)))))
    facts = [
        [(text.part, text.text, text.left_out) for text in made]
        for made in (book, read_csv(Path("a.csv"), raw, WORDS))
    ]
    assert facts[0] == facts[1]


def bomb():
    """Return a workbook whose sheet has a billion blanks when unpacked."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("xl/workbook.xml", b" " * 60_000_000)
    return buffer.getvalue()


def with_entities(raw):
    entities = b"<?xml version='1.0'?><!DOCTYPE s [<!ENTITY a 'ha'>" + b"".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>".encode() for n in range(9)
    )
    return repacked(
        raw,
        "xl/worksheets/sheet1.xml",
        lambda xml: entities + b"]>" + xml.replace(b"<sheetData>", b"<sheetData>&j;"),
    )


REFUSED = {
    "no zip": lambda: b"PK\x03\x04 none",
    "text": lambda: b"P: Ribut?",
    "password": lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
    "other package": lambda: repacked(saved(workbook(("A", ROWS))), "", bytes).replace(b"xl/", b"yl/"),
    "cut off": lambda: saved(workbook(("A", ROWS)))[:-900],
    "zip bomb": bomb,
    "entities": lambda: with_entities(saved(workbook(("A", ROWS)))),
    "external entity": lambda: repacked(
        saved(workbook(("A", ROWS))),
        "xl/worksheets/sheet1.xml",
        lambda xml: b"<!DOCTYPE s [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + xml.replace(b"<sheetData>", b"<sheetData>&a;"),
    ),
    "far row": lambda: repacked(
        saved(workbook(("A", ROWS))), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="3"', b'<row r="1048576"')
    ),
    "nested elements": lambda: repacked(
        saved(workbook(("A", ROWS))), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b"<a>" * 60_000)
    ),
    "many elements": lambda: repacked(
        saved(workbook(("A", ROWS))), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<sheetData>", b"<sheetData><row>" + b"<c/>" * 4_000_000 + b"</row>")
    ),
    "no speech": lambda: saved(workbook(("A", [["Barang", "Harga"], ["Beras", 10]]))),
    "all hidden": lambda: saved(hidden(workbook(("A", ROWS), ("B", [["x"]])))),
    "own export": lambda: saved(own(workbook(("A", ROWS)))),
}  # fmt: skip


def hidden(book):
    book["A"].sheet_state = "hidden"
    return book


def own(book):
    book.properties.creator = "kubecode"
    return book


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_other_files_are_refused_in_one_line_and_soon(make):
    raw = make()
    start = perf_counter()
    with pytest.raises(KubecodeError) as error:
        read_book(raw)
    assert perf_counter() - start < 5  # under 2 on its own
    assert "\n" not in str(error.value)
    assert error.value.hint


def test_pandas_is_not_imported(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(workbook(("A", ROWS))))
    program = (
        "import sys; from pathlib import Path; from kubecode.language.indonesian import load;"
        "from kubecode.readers.transcripts import read_transcripts;"
        f"read_transcripts(Path({str(path)!r}), load().transcript_words); print('pandas' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"
