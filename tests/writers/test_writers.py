"""One golden file for each format, with its real suffix: a reviewer reads the real thing in the diff."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kubecode.errors import KubecodeError
from kubecode.study.decisions import apply_decisions
from kubecode.study.session import opened
from kubecode.study.synthesis import study_matrix
from kubecode.study.tagging import TagOptions, tag
from kubecode.writers import check_suffix, write_tables
from kubecode.writers.csv_files import csv_bytes
from kubecode.writers.markdown import markdown_bytes
from kubecode.writers.spreadsheet import xlsx_bytes
from kubecode.writers.tables import Table, divergence_table, matrix_table

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
]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "kubecode.db"
    tag(path, [SAMPLES], TagOptions())
    with opened(path) as session:
        apply_decisions(session, SAMPLES / "coder_a.jsonl", None, "saya")
        matrix = study_matrix(session).matrix
    return [matrix_table(matrix, "id"), divergence_table(matrix, "id")]


def check_golden(name, content):
    """Compare with the golden file; a missing one is written, to be read and committed."""
    path = GOLDEN / name
    if not path.exists():
        GOLDEN.mkdir(exist_ok=True)
        path.write_bytes(content)
        pytest.fail(f"{name} was missing and has been written: read it, then run again")
    assert content == path.read_bytes()


def test_csv(tables):
    check_golden("matriks.csv", csv_bytes(tables))


def test_markdown(tables):
    check_golden("matriks.md", markdown_bytes(tables))


def test_xlsx(tables):
    workbook = load_workbook(BytesIO(xlsx_bytes(tables)))
    assert workbook.sheetnames == ["Matriks", "Perbedaan"]
    sheet = workbook["Matriks"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        list(row) for row in (tables[0].headings, *tables[0].rows)
    ]
    assert sheet.freeze_panes == "B2"
    assert sheet.page_setup.orientation == "landscape"


def test_a_spreadsheet_takes_no_text_for_a_formula():
    sheet = load_workbook(BytesIO(xlsx_bytes([Table("t", ("teks",), tuple((text,) for text in HOSTILE))])))[
        "t"
    ]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:4]] == HOSTILE[:4]


def test_csv_text_begins_no_formula_and_keeps_its_lines():
    text = csv_bytes([Table("t", ("teks",), tuple((text,) for text in HOSTILE))])
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(text.decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:5]] == ["'=1+1", "'+cmd|x", "'-2", "'@SUM(A1)"]
    assert rows[10] == ["a\nb"]


def test_markdown_text_stays_text():
    (line,) = markdown_bytes([Table("t", ("teks",), (("<b>*a*|`b`</b>\nc",),))]).decode().splitlines()[-1:]
    assert line == r"| \<b\>\*a\*\|\`b\`\</b\><br>c |"


def test_an_unknown_suffix_is_refused_before_anything_is_done():
    with pytest.raises(KubecodeError, match="xlsx"):
        check_suffix(Path("a.foo"))


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("lama")
    with pytest.raises(KubecodeError):
        write_tables(tmp_path / "tidak-ada" / "a.csv", [Table("t", (), ())])
    write_tables(path, [Table("t", ("a",), (("b",),))])
    assert path.read_bytes() == csv_bytes([Table("t", ("a",), (("b",),))])
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
