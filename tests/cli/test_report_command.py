"""kubecode report: files, templates and errors."""

from zipfile import is_zipfile

import pytest
from command_line import run_kubecode

from kubecode.study.ingest.tag import TagOptions, tag

TRANSCRIPT = "P: Pernah ada konflik, Bu?\nT: Ga pernah ribut mah. Kami kumpul tiap bulan di rumah saya.\n"


def run(folder, *arguments):
    return run_kubecode(*arguments, cwd=folder)


@pytest.fixture
def study(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TRANSCRIPT, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    return tmp_path


def test_report_is_written_and_stderr_counts_the_drafts(study):
    for name in ("laporan.md", "laporan.docx"):
        result = run(study, "report", "-o", name)
        assert (result.returncode, result.stdout) == (0, "")
        assert result.stderr == f"{name} ditulis: 2 dari 8 sel masih draf\n"
    assert "# Dinamika kelompok usaha bersama: melati" in (study / "laporan.md").read_text("utf-8")
    assert is_zipfile(study / "laporan.docx")
    english = run(study, "report", "-o", "report.md", "--lang", "en", "--by", "informant", "--rows", "sherif")
    assert english.stderr == "report.md written: 1 of 4 cells are still drafts\n"


def test_bundled_template_can_be_printed_changed_and_used(study):
    shown = run(study, "report", "--show-template", "--lang", "en")
    assert (shown.returncode, shown.stderr) == (0, "")
    (study / "saya.md.j2").write_text(shown.stdout.replace("## Method", "## How we worked"), "utf-8")
    result = run(study, "report", "-o", "a.md", "--template", "saya.md.j2", "--lang", "en")
    assert result.returncode == 0
    assert "## How we worked" in (study / "a.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "status", "expected"),
    [
        (
            ["-o", "a.pdf"],
            2,
            "kubecode: a.pdf: no report is written as .pdf (known: .docx, .md, .html, .xlsx)",
        ),
        (
            ["-o", "a"],
            2,
            "kubecode: a: no report is written as a file without suffix (known: .docx, .md, .html, .xlsx)",
        ),
        ([], 2, "kubecode: no file was named (kubecode report -o laporan.docx)"),
        (["-o", "a.md", "--template", "x.j2"], 1, "kubecode: x.j2: no such file"),
        (
            ["-o", "a.md", "--template", "rusak.j2"],
            1,
            "kubecode: rusak.j2:2 'laporan' is undefined (mend the template",
        ),
        (["-o", "a.md", "--rows", "x"], 2, 'kubecode: no rows called "x"'),
        (["-o", "a.md", "--by", "x"], 2, 'kubecode: no attribute or other way to group called "x"'),
        (["-o", "a.md", "--order", "x"], 2, 'kubecode: no order called "x"'),
        (["-o", "a.md", "--coder", "x"], 2, 'kubecode: no coder called "x"'),
        (["-o", "tidak/ada.md"], 1, "kubecode: tidak/ada.md: cannot be written"),
    ],
)
def test_error_is_one_line_and_no_file_is_written(study, arguments, status, expected):
    (study / "rusak.j2").write_text("# a\n{{ laporan }}\n", "utf-8")
    result = run(study, "report", *arguments)
    assert (result.returncode, result.stdout) == (status, "")
    assert result.stderr.startswith(expected)
    assert result.stderr.count("\n") == 1
    assert not (study / "a.md").exists()


def test_quote_without_an_informant_is_an_error(tmp_path):
    (tmp_path / "melati_01.txt").write_text(
        "---\nsumber: wawancara\n---\nAda yang bertengkar soal kas.\n", "utf-8"
    )
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_01.txt"], TagOptions())
    result = run(tmp_path, "report", "-o", "a.docx")
    assert result.returncode == 1
    assert result.stderr.startswith(
        "melati_01.txt:4 this interview would be quoted without an informant (name who"
    )
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("name", ["a.xlsx", "a.html"])
def test_report_and_matrix_write_the_same_workbook_and_page(study, name):
    result = run(study, "report", "-o", name)
    assert (result.returncode, result.stderr) == (0, f"{name} ditulis: 2 dari 8 sel masih draf\n")
    assert run(study, "matrix", "-o", f"matrix-{name}").returncode == 0
    assert (study / name).read_bytes() == (study / f"matrix-{name}").read_bytes()


def test_matrix_is_written_as_docx_but_excerpts_are_not(study):
    result = run(study, "matrix", "-o", "tabel.docx")
    assert (result.returncode, result.stderr) == (0, "tabel.docx ditulis: 8 sel, 0 perbedaan\n")
    refused = run(study, "excerpts", "-o", "kutipan.docx")
    assert refused.returncode == 2
    assert (
        refused.stderr
        == "kubecode: kutipan.docx: this table is too wide for a page (write .xlsx, .csv or .md)\n"
    )
