"""The workbook: a golden file with its text, links, hostile text, and the contents of every sheet."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from workbook_study import HOSTILE, accept, make_study, write_notes

from kubecode.model import Decision, Status
from kubecode.safe_text import visible_lines
from kubecode.store.decisions import put_decisions
from kubecode.store.study_file import transaction
from kubecode.study.codings import study_codings
from kubecode.study.ingest.decision_files import import_decision_file, mark_read
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.report.cell import note_cell
from kubecode.study.report.matrix import Arrangement
from kubecode.study.report.study_report import study_report
from kubecode.study.session import opened
from kubecode.writers.sheets import CellStyle, Sheet, SheetCell, address, cells
from kubecode.writers.spreadsheet import workbook_bytes
from kubecode.writers.workbook import workbook_sheets

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = Path(__file__).parents[2] / "transcripts_sample"


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    path = make_study(tmp_path_factory.mktemp("study"))
    write_notes(path)
    return path


def sheets_of(path, lang="id", how=None, coder=None):
    with opened(path) as session:
        report = study_report(session, how or Arrangement(), coder, lang)
    return workbook_sheets(report, lang, coder)


def loaded(sheets):
    return load_workbook(BytesIO(workbook_bytes(sheets)))


def as_text(raw):
    """Return a workbook as text for reviewers: each cell with its style and link."""
    lines = []
    for sheet in load_workbook(BytesIO(raw)):
        lines += [f"== {sheet.title}"]
        lines += [
            f"stays {sheet.freeze_panes} · repeats {sheet.print_title_rows} · prints {sheet.print_area}"
        ]
        lines += [
            f"filters {sheet.auto_filter.ref} · merged {' '.join(sorted(map(str, sheet.merged_cells.ranges)))}"
        ]
        lines += [f"choices {v.formula1} in {v.sqref}" for v in sheet.data_validations.dataValidation]
        for row in sheet.iter_rows():
            lines.extend(_cell(cell) for cell in row if cell.value is not None)
    return "\n".join(lines) + "\n"


def _cell(cell):
    parts = [cell.coordinate, repr(cell.value)]
    if cell.fill.fill_type:
        parts.append(f"fill {cell.fill.fgColor.rgb[2:]}")
    if cell.font.italic:
        parts.append("italic")
    if cell.hyperlink:
        parts.append(f"→ {cell.hyperlink.location}")
    if not cell.protection.locked:
        parts.append("open")
    return " · ".join(parts)


def test_workbook_is_golden(study):
    raw = workbook_bytes(sheets_of(study))
    book, text = GOLDEN / "buku-kerja.xlsx", GOLDEN / "buku-kerja.xlsx.txt"
    if not book.exists():
        book.write_bytes(raw)
        text.write_text(as_text(raw), "utf-8")
        pytest.fail("the golden workbook was missing and has been written: open it, then run again")
    assert as_text(raw) == text.read_text("utf-8")
    assert as_text(book.read_bytes()) == text.read_text("utf-8")


def test_same_study_makes_the_same_bytes(study):
    assert workbook_bytes(sheets_of(study)) == workbook_bytes(sheets_of(study))


def test_six_sheets_in_both_languages(study):
    assert loaded(sheets_of(study)).sheetnames == [
        "Matriks",
        "Hitungan",
        "Bukti",
        "Perbedaan",
        "Kode",
        "Jejak",
    ]
    english = loaded(sheets_of(study, "en"))
    assert english.sheetnames == ["Matrix", "Counts", "Evidence", "Divergence", "Codebook", "Audit trail"]
    assert english["Matrix"]["E9"].value == "◆ mixed"


def test_links_lead_to_the_excerpts_and_back(study):
    workbook = loaded(sheets_of(study))
    links = [
        cell.hyperlink for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.hyperlink
    ]
    assert all(link.target is None for link in links)
    for link in links:
        title, place = link.location.split("!")
        assert workbook[title.strip("'")][place].value
    matrix, evidence = workbook["Matriks"], workbook["Bukti"]
    assert matrix["E10"].value == "2k 2/2i W–– ∅ ≠2"
    first = matrix["E10"].hyperlink.location.split("!A")[1]
    assert (evidence[f"I{first}"].value, evidence[f"A{first}"].value) == ("konflik", "melati")
    assert evidence[f"A{first}"].hyperlink.location == "'Matriks'!E9"


def test_hostile_text_is_text_in_every_sheet(study):
    workbook = loaded(sheets_of(study))
    found = [
        cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]
    assert {cell.data_type for cell in found} == {"s", "n"}
    hostile = [cell for cell in found if "calc" in str(cell.value)]
    assert len(hostile) == 4
    # openpyxl shows the escape; other programs show the text.
    assert {cell.value.replace("_x005F_", "_") for cell in hostile} == {visible_lines(HOSTILE)}
    assert all(cell.quotePrefix for cell in hostile)
    with ZipFile(BytesIO(workbook_bytes(sheets_of(study)))) as packed:
        raw = b"".join(packed.read(name) for name in packed.namelist())
    assert b"<script" not in raw
    assert b"<f>" not in raw
    assert b"\x1b" not in raw
    assert "\u202e".encode() not in raw


def test_numbers_are_numbers_and_small_counts_have_no_share(study):
    sheet = loaded(sheets_of(study))["Hitungan"]
    heading = [cell.value for cell in sheet[5]]
    rows = [
        dict(zip(heading, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=6)
    ]
    whole = next(r for r in rows if (r["Aspek"], r["Kelompok"]) == ("Konflik", "melati"))
    assert (whole["Informan k"], whole["dari N"], whole["Kutipan"], whole["per 1.000 kata"]) == (2, 2, 2, 125)
    assert whole["% baris"] is whole["% kolom"] is whole["% informan"] is None
    assert (whole["∅"], whole["% ditelaah"]) == ("∅", 1)
    below = [r["Subkode"] for r in rows if r["Aspek"] != "Suasana" and r["Kelompok"] == "melati"]
    assert below == ["(seluruh aspek)", "(seluruh aspek)", "(umum)", "Terbuka"]


def test_evidence_names_its_origin_and_coder(tmp_path):
    path = tmp_path / "kubecode.db"
    tag(path, [SAMPLES / f"tulip_{name}" for name in ("A_01.txt", "observasi_04.md")], TagOptions())
    rows = [
        line
        for name in ("coder_a", "coder_b")
        for line in (SAMPLES / f"{name}.jsonl").read_text("utf-8").splitlines()
        if '"tulip_A_01.txt"' in line or '"tulip_observasi_04.md"' in line
    ]
    (tmp_path / "d.jsonl").write_text("\n".join(rows), "utf-8")
    with opened(path) as session:
        import_decision_file(session, tmp_path / "d.jsonl", None, "saya")
        report = study_report(session)
    sheet = loaded(workbook_sheets(report, "id"))["Bukti"]
    listed = list(sheet.iter_rows(min_row=3, values_only=True))
    assert {row[12] for row in listed} == {"usulan, diterima", "dikode sendiri"}
    assert {row[13] for row in listed} == {"coder_a", "coder_b"}
    accepted = [c for c in report.evidence if c.status == "accepted"]
    assert len(listed) == len(accepted) == len(report.evidence)


def test_columns_may_be_informants_and_rows_a_lens(study):
    matrix = loaded(sheets_of(study, how=Arrangement("subcode", "informant")))["Matriks"]
    assert [cell.value for cell in matrix[1]][3:] == ["mawar · c", "melati · a", "melati · b"]
    divergence = loaded(sheets_of(study, how=Arrangement("code", "role")))["Perbedaan"]
    assert divergence["A2"].value == "Aspek"


def test_workbook_of_one_coder_has_only_own_codings(study):
    trail = loaded(sheets_of(study, coder="NH"))["Jejak"]
    assert trail["A2"].value == "Seperti dilihat pengode NH."


def test_marks_are_chosen_by_the_words_for_marks(tmp_path):
    path = tmp_path / "kubecode.db"
    tag(path, [SAMPLES / "tulip_A_01.txt"], TagOptions())
    sheet = loaded(sheets_of(path, "en", Arrangement("sherif")))["Matrix"]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"▲ fulfilled,▼ not fulfilled,◆ partly fulfilled,○ not stated"'


def test_kinds_of_empty_and_stale_summaries_are_named(tmp_path):
    path = make_study(tmp_path)
    write_notes(path)
    with opened(path) as session:
        accept(session, "NH", case="mawar")
        mark_read(session, [], "NH", case="mawar")
        coding = next(
            c for c in study_codings(session) if c.document == "melati_B_02.txt" and c.code == "komunikasi"
        )
        no = Decision(coding.document, coding.start, coding.end, coding.code, "NH", Status.REJECTED)
        with transaction(session.connection):
            put_decisions(session.connection, [no], "2024-06-02T00:00:00Z", "own")
    matrix = loaded(sheets_of(path))["Matriks"]
    assert matrix["D9"].value == "– tidak muncul"
    assert matrix["D14"].value == "▼§ menghambat, simpulan peneliti, tanpa kutipan"
    assert matrix["E14"].value == "¿ tidak ditanyakan"
    assert matrix["D7"].value.startswith("[draf] “Rapatnya")
    assert matrix["E7"].value == "[usang: kutipannya berubah] Rapat tiap bulan."


def test_pages_break_between_blocks():
    rows = (cells("h", style=CellStyle.HEADING), *(cells("a\n" * 20) for _ in range(6)))
    sheet = Sheet("t", (20,), rows, block_starts=tuple(range(2, 8)))
    (written,) = loaded([sheet])
    assert [one.id for one in written.row_breaks.brk] == [2, 3, 4, 5, 6]


def test_columns_have_letters_and_titles_are_quoted():
    letters = [address("t", 1, n) for n in (1, 26, 27, 702, 703)]
    assert letters == ["'t'!A1", "'t'!Z1", "'t'!AA1", "'t'!ZZ1", "'t'!AAA1"]
    assert address("Apa 'itu", 3, 2) == "'Apa ''itu'!B3"


def test_text_is_cut_at_the_limit_of_a_cell():
    (written,) = loaded([Sheet("t", (20,), ((SheetCell("x" * 40_000),),))])
    assert len(written["A1"].value) == 32_767


def test_divergence_names_holders_and_places_and_quotes_negative_cases(tmp_path):
    path = make_study(tmp_path)
    with opened(path) as session:
        note_cell(session, "konflik", "melati", "NH", {"valence": "supports", "note": "Tanya B."})
    sheet = loaded(sheets_of(path))["Perbedaan"]
    rows = [[value or "" for value in row] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert [row[2:] for row in rows] == [
        ["beda penilaian", "", "menghambat", "B", "melati_B_02:7", "", "Tanya B."],
        ["beda penilaian", "", "mendukung", "A", "melati_A_01:7", "", ""],
        ["beda pernyataan ada/tidak", "", "disangkal", "A", "melati_A_01:7", "", "Tanya B."],
        ["beda pernyataan ada/tidak", "", "ada", "B", "melati_B_02:7", "", ""],
        [
            "kasus negatif",
            "sel: mendukung",
            "menghambat",
            "B",
            "melati_B_02:7: “Rapat jalan terus. Sering adu mulut, ribut terus.”",
            "",
            "",
        ],
    ]
    assert loaded(sheets_of(path, "en"))["Divergence"]["D7"].value == "cell: supports"


def test_sheet_without_divergence_has_a_note(tmp_path):
    path = tmp_path / "kubecode.db"
    (tmp_path / "melati_T_01.txt").write_text("P: Apa kabar?\nT: Baik.\n", "utf-8")
    tag(path, [tmp_path / "melati_T_01.txt"], TagOptions())
    sheet = loaded(sheets_of(path))["Perbedaan"]
    assert sheet["A3"].value.startswith("Tidak ada perbedaan")
