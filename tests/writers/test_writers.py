"""One golden file for each format, with its real suffix, so that a diff shows the real file."""

import csv
import json
import re
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from kubecode.errors import KubecodeError
from kubecode.study.report.matrix import study_matrix
from kubecode.study.session import opened
from kubecode.writers import check_suffix, write_content, write_file
from kubecode.writers.content import Content, codings_content, matrix_content
from kubecode.writers.csv_files import csv_bytes
from kubecode.writers.markdown import markdown_bytes
from kubecode.writers.spreadsheet import xlsx_bytes
from kubecode.writers.tables import Table

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = Path(__file__).parents[2] / "transcripts_sample"

HOSTILE = [
    "=1+1",
    "+cmd|x",
    "-2",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "[red]a[/red]",
    "a|b",
    "*a* _b_ `c`",
    "\x1b[31mx",
    "a\nb",
    "𝒳\u202e",
    "  =1+1",
    "|cmd",
    "＝1+1",
]


def one_column(values):
    return Content((Table("t", ("teks",), tuple((value,) for value in values), "3 baris"),), ())


@pytest.fixture(scope="module")
def result(samples):
    with opened(samples) as session:
        return study_matrix(session)


@pytest.fixture(scope="module")
def content(result):
    return matrix_content(result.matrix, result.codings, "id")


def check_golden(name, content):
    """Compare with the golden file; write it if it is missing, to be read and committed."""
    path = GOLDEN / name
    if not path.exists():
        GOLDEN.mkdir(exist_ok=True)
        path.write_bytes(content)
        pytest.fail(f"{name} was missing and has been written: read it, then run again")
    assert content == path.read_bytes()


def test_csv_is_golden(content):
    check_golden("matriks.csv", csv_bytes(content))


def test_markdown_is_golden(content):
    matrix, _, divergences = content.tables
    check_golden("matriks.md", markdown_bytes(Content((matrix, divergences), ())))


def test_exemplar_is_marked_in_the_evidence(result):
    starred = [replace(coding, exemplar=number == 1) for number, coding in enumerate(result.codings[:3])]
    (table,) = codings_content(starred, "id").tables
    column = table.headings.index("kutipan bintang")
    assert [row[column] for row in table.rows] == ["", "★", ""]


def test_xlsx_has_the_sheets_and_layout(content):
    workbook = load_workbook(BytesIO(xlsx_bytes(content)))
    assert workbook.sheetnames == ["Matriks", "Bukti", "Perbedaan"]
    for table in content.tables:
        assert [[cell.value or "" for cell in row] for row in workbook[table.title].iter_rows()] == [
            list(row) for row in (table.headings, *table.rows)
        ]
    sheet = workbook["Matriks"]
    assert sheet.freeze_panes == "B2"
    assert sheet.page_setup.orientation == "landscape"
    (line,) = [column for column in workbook["Bukti"].iter_cols() if column[0].value == "baris"]
    assert {cell.data_type for cell in line[1:]} == {"n"}


def test_same_study_gives_the_same_spreadsheet_on_any_day(content):
    saved = xlsx_bytes(content)
    with ZipFile(BytesIO(saved)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT", packed.read("docProps/core.xml"))) == {b"1980-01-01T"}
    assert saved == xlsx_bytes(content)


def test_row_height_is_limited_to_the_maximum_of_spreadsheets():
    sheet = load_workbook(BytesIO(xlsx_bytes(one_column(["kata " * 2000]))))["t"]
    assert sheet.row_dimensions[2].height == 409


def test_text_in_a_spreadsheet_is_never_a_formula():
    sheet = load_workbook(BytesIO(xlsx_bytes(one_column(HOSTILE))))["t"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:4]] == HOSTILE[:4]
    assert cells[8].value == "�[31mx"


def test_csv_text_is_never_a_formula_and_keeps_its_lines():
    text = csv_bytes(one_column(HOSTILE))
    assert text.startswith(b"\xef\xbb\xbf")
    rows = [row[0] for row in csv.reader(StringIO(text.decode("utf-8-sig"), newline=""))]
    assert rows[1:5] == ["'=1+1", "'+cmd|x", "'-2", "'@SUM(A1)"]
    assert rows[9:] == ["�[31mx", "a\nb", "𝒳�", "'=1+1", "'|cmd", "'＝1+1"]


def test_markdown_text_is_escaped():
    (line,) = markdown_bytes(one_column(["<b>*a*|`b`</b>\n\x1bc"])).decode().splitlines()[-1:]
    assert line == r"| \<b\>\*a\*\|\`b\`\</b\><br>�c |"


def test_json_lines_have_one_cell_or_coding_in_each_line(tmp_path, result, content):
    cells, codings = tmp_path / "sel.jsonl", tmp_path / "kutipan.JSONL"
    assert write_content(cells, content) == ["24 sel"]
    assert write_content(codings, codings_content(result.codings, "id")) == [
        f"{len(result.codings)} pengodean"
    ]
    first = json.loads(cells.read_text("utf-8").splitlines()[0])
    assert (first["row"], first["column"], first["valence"]) == ("komunikasi", "cempaka", "supports")
    texts = [json.loads(line)["text"] for line in codings.read_text("utf-8").splitlines()]
    assert texts == [coding.text for coding in result.codings]


def test_sizes_are_those_of_the_tables_in_the_file(tmp_path, content):
    assert write_content(tmp_path / "a.csv", content) == ["24 sel"]
    assert [size.split()[1] for size in write_content(tmp_path / "a.xlsx", content)] == [
        "sel",
        "pengodean",
        "perbedaan",
    ]


def test_unknown_suffix_is_refused_with_the_known_ones():
    with pytest.raises(KubecodeError) as error:
        check_suffix(Path("a.foo"))
    assert error.value.hint == "known: .csv, .docx, .jsonl, .md, .xlsx"


def test_file_is_written_atomically(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("lama")
    path.chmod(0o640)
    mode = path.stat().st_mode  # Windows keeps only the write permission
    for impossible in ("tidak-ada/a.csv", "a.csv/b.csv", f"{'a' * 300}.csv"):
        with pytest.raises(KubecodeError, match="cannot be written: "):
            write_file(tmp_path / impossible, b"baru")
    assert path.read_text() == "lama"
    write_file(path, b"baru")
    assert (path.read_bytes(), path.stat().st_mode) == (b"baru", mode)
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_link_stays_a_link_and_a_long_name_can_be_written(tmp_path):
    target, link = tmp_path / f"{'a' * 246}.csv", tmp_path / "tautan.csv"
    link.symlink_to(target.name)
    for content in (b"lama", b"baru"):
        write_file(link, content)
        assert link.is_symlink()
        assert target.read_bytes() == content
    circle = tmp_path / "lingkaran.csv"
    circle.symlink_to(circle.name)
    with pytest.raises(KubecodeError, match="lingkaran"):
        write_file(circle, b"baru")
    assert circle.is_symlink()
