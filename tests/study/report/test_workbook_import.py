"""Import of an edited matrix: valence, summary and note are taken, anything else is refused."""

import shutil
import subprocess
from io import BytesIO

import pytest
from openpyxl import load_workbook
from workbook_study import HOSTILE, accept, make_study, write_notes

from kubecode.errors import KubecodeError
from kubecode.study.report.cell import note_cell
from kubecode.study.report.matrix import Arrangement, study_matrix
from kubecode.study.report.workbook_export import read_stamp, study_workbook
from kubecode.study.report.workbook_import import import_workbook
from kubecode.study.session import opened
from kubecode.writers.spreadsheet import workbook_bytes

VALENCE, SUMMARY, NOTE = "E9", "E12", "E13"
"""Of the cell konflik × melati, for which the rule proposes ◆ campuran."""


@pytest.fixture
def study(tmp_path):
    return make_study(tmp_path)


def exported(path, how=None, coder=None):
    file = path.with_suffix(".xlsx")
    with opened(path) as session:
        file.write_bytes(workbook_bytes(study_workbook(session, how or Arrangement(), coder).sheets))
    return file


def edit(file, change):
    workbook = load_workbook(file)
    change(workbook)
    workbook.save(file)
    return file


def put(file, **values):
    def change(workbook):
        for place, value in values.items():
            workbook["Matriks"][place] = value

    return edit(file, change)


def taken(path, file, coder=None):
    with opened(path) as session:
        return import_workbook(session, file, coder, coder or "SR")


def refused(path, file, coder=None):
    """Return the exit status and the lines that are told, and make sure that nothing was written."""
    with opened(path) as session:
        before = session.connection.execute("SELECT count(*) FROM cell_note").fetchone()[0]
        with pytest.raises(KubecodeError) as error:
            import_workbook(session, file, coder, coder or "SR")
        assert session.connection.execute("SELECT count(*) FROM cell_note").fetchone()[0] == before
    told = list(map(str, error.value.problems)) or [str(error.value)]
    assert not any("\n" in line for line in told)
    return error.value.exit_status, told


def cell(path, row="konflik", column="melati"):
    with opened(path) as session:
        return study_matrix(session).matrix.cells[row, column]


def test_edited_fields_become_notes_of_the_researcher(study):
    file = put(
        exported(study), **{VALENCE: "▼ menghambat", SUMMARY: "Baris satu.\nBaris dua.", NOTE: "Tanya lagi."}
    )
    result = taken(study, file)
    assert result.changed == (("Konflik", "melati", ("valence", "summary", "note")),)
    assert result.unchanged == 5
    now = cell(study)
    assert (now.valence, now.valence_source) == ("hinders", "confirmed")
    assert (now.summary, now.note) == ("Baris satu.\nBaris dua.", "Tanya lagi.")
    assert now.summary_basis == now.excerpt_ids
    with opened(study) as session:
        assert {row[0] for row in session.connection.execute("SELECT coder FROM cell_note")} == {"SR"}


def test_unchanged_fields_and_a_second_import_write_nothing(study):
    write_notes(study)
    file = exported(study)
    assert taken(study, file).changed == ()
    put(file, **{VALENCE: "▼ menghambat", SUMMARY: "Saya.", "D14": "", "E7": ""})
    assert len(taken(study, file).changed) == 3
    assert taken(study, file).changed == ()
    assert (cell(study).valence, cell(study, "suasana", "mawar").valence) == ("hinders", None)
    assert cell(study, "komunikasi", "melati").summary is None


def test_draft_summary_is_imported_only_if_edited(study):
    file = exported(study)
    draft = load_workbook(file)["Matriks"][SUMMARY].value
    assert draft.startswith("[draf] ")
    assert taken(study, file).changed == ()
    taken(study, put(file, **{SUMMARY: f"{draft} Begitu."}))
    assert cell(study).summary == f"{draft.removeprefix('[draf] ')} Begitu."


def test_choosing_a_valence_confirms_it_and_emptying_takes_it_back(study):
    file = exported(study)
    assert load_workbook(file)["Matriks"][VALENCE].value == "◆ campuran (usulan)"
    taken(study, put(file, **{VALENCE: "campuran"}))
    assert cell(study).valence_source == "confirmed"
    again = exported(study)
    assert load_workbook(again)["Matriks"][VALENCE].value == "◆ campuran"
    taken(study, put(again, **{VALENCE: None}))
    assert cell(study).valence_source == "proposed"


def test_removing_the_mark_confirms_a_stale_summary(study):
    with opened(study) as session:
        note_cell(session, "komunikasi", "mawar", "NH", {"summary": "Tidak jalan."})
        connection = session.connection
        connection.execute(
            "INSERT INTO cell_note (rows, columns, row_id, column_key, field, value, basis, coder, at) SELECT"
            " rows, columns, row_id, column_key, field, value, '[\"lama\"]', coder, at FROM cell_note"
        )
    file = exported(study)
    assert load_workbook(file)["Matriks"]["D7"].value == "[usang: kutipannya berubah] Tidak jalan."
    assert taken(study, file).changed == ()
    taken(study, put(file, D7="Tidak jalan."))
    now = cell(study, "komunikasi", "mawar")
    assert (now.summary, now.summary_is_stale) == ("Tidak jalan.", False)
    assert taken(study, file).changed == ()


def test_hostile_text_survives_export_and_import(study):
    write_notes(study)
    file = exported(study)
    assert taken(study, file).changed == ()
    taken(study, put(file, D8="'=1+1"))
    assert cell(study, "komunikasi", "mawar").note == "'=1+1"
    assert cell(study).note == HOSTILE


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("Bukti!H3", "lain", 'Bukti!H3 was "Rapatnya udah ga jalan. Bubar semua." and is "lain"'),
        ("Hitungan!D6", 7, 'Hitungan!D6 was "1" and is "7"'),
        ("Hitungan!D6", "1", "Hitungan!D6"),
        ("Matriks!B9", "Pertengkaran", "Matriks!B9"),
        ("Matriks!A9", "konflik:note", "Matriks!A9"),
        ("Matriks!D1", None, "Matriks!D1"),
        ("Matriks!E10", "99k", "Matriks!E10"),
        ("Jejak!B15", "kubecode 9", "Jejak!B15"),
        ("Kode!Z99", "x", "Kode: "),
    ],
)
def test_other_changed_cells_are_refused_with_their_address(study, place, value, said):
    title, where = place.split("!")

    def change(workbook):
        workbook[title][where] = value
        workbook["Matriks"][VALENCE] = "▼ menghambat"

    status, (line,) = refused(study, edit(exported(study), change))
    assert status == 3
    assert said in line


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book: book.remove(book["Bukti"]), "the sheet Bukti is missing or renamed"),
        (lambda book: setattr(book["Kode"], "title", "Codes"), "the sheet Kode is missing or renamed"),
        (lambda book: book.create_sheet("Punyaku"), "the sheet Punyaku is not kubecode's"),
        (lambda book: book["Matriks"].delete_rows(9), "Matriks: "),
        (lambda book: book["Matriks"].insert_rows(9), "Matriks: "),
        (lambda book: book["Matriks"].delete_cols(5), "Matriks: 5 columns were written, now there are 4"),
        (lambda book: book["Bukti"].delete_rows(4), "Bukti: 7 rows were written, now there are 6"),
        (lambda book: swap(book["Bukti"], 3, 5), "Bukti: the rows are in another order, from row 3 on"),
    ],
)
def test_missing_sheets_and_moved_rows_are_refused(study, change, said):
    status, told = refused(study, edit(exported(study), change))
    assert status == 3
    assert any(said in line for line in told)


def swap(sheet, one, other):
    for column in range(1, sheet.max_column + 1):
        a, b = sheet.cell(one, column), sheet.cell(other, column)
        a.value, b.value = b.value, a.value


def test_many_changes_are_summed_up(study):
    def change(workbook):
        for row in workbook["Kode"].iter_rows(min_row=4, max_row=7):
            for one in row[5:10]:
                one.value = "x"

    status, told = refused(study, edit(exported(study), change))
    assert (status, len(told)) == (3, 20)


def test_wrong_valence_and_formula_are_reported_together(study):
    status, told = refused(study, put(exported(study), **{VALENCE: "bagus", NOTE: "=1+1", "D4": True}))
    assert status == 1
    assert len(told) == 3
    assert (
        "Matriks!E9 is not a valence (choose ▲ mendukung, ▼ menghambat, ◆ campuran, ○ netral, or" in told[1]
    )
    assert "Matriks!E13 contains a formula" in told[2]


def test_export_of_a_changed_study_is_stale(study):
    file = put(exported(study), **{VALENCE: "▼ menghambat"})
    with opened(study) as session:
        accept(session, "NH", case="mawar")
    status, (line,) = refused(study, file)
    assert status == 3
    assert "this file does not match the study, or the study has changed since the export" in line


def test_export_of_another_version_or_study_is_stale(study, tmp_path_factory, monkeypatch):
    file = exported(study)
    other = make_study(tmp_path_factory.mktemp("lain"))
    with opened(other) as session:
        accept(session, "ZB", case="mawar")
    assert refused(other, file)[0] == 3
    monkeypatch.setattr("kubecode.study.report.workbook_import.VERSION", "0.2.0")
    with opened(study) as session:
        accept(session, "NH", case="mawar")
    assert "written by kubecode 0.1.0, and this is 0.2.0" in refused(study, file)[1][0]


def test_field_changed_in_the_study_since_is_a_conflict(study):
    file = put(exported(study), **{VALENCE: "▼ menghambat", "D8": "catatan"})
    with opened(study) as session:
        note_cell(session, "konflik", "melati", "NH", {"valence": "supports", "summary": "Lain."})
    status, (line,) = refused(study, file)
    assert status == 3
    assert "Matriks!E9 has changed in the study since the export" in line
    put(file, **{VALENCE: "◆ campuran (usulan)"})
    assert taken(study, file).changed == (("Komunikasi", "mawar", ("note",)),)
    assert (cell(study).valence, cell(study).summary) == ("supports", "Lain.")


def test_matrix_of_one_coder_is_imported_for_that_coder(study):
    file = put(exported(study, coder="NH"), **{VALENCE: "▼ menghambat"})
    assert refused(study, file, "SR")[0] == 2
    assert len(taken(study, file, "NH").changed) == 1
    assert taken(study, file).changed == ()
    with opened(study) as session:
        assert study_matrix(session, coder="NH").matrix.cells["konflik", "melati"].valence == "hinders"


@pytest.mark.parametrize("how", [Arrangement("subcode"), Arrangement("code", "peran", "role")])
def test_import_works_for_any_arrangement(study, how):
    file = exported(study, how)
    sheet = load_workbook(file)["Matriks"]
    row, column = sheet["A4"].value.split(":")[0], sheet["D1"].value
    put(file, D4="▼ menghambat", D7="Punyaku.")
    assert len(taken(study, file).changed) == 1
    with opened(study) as session:
        found = study_matrix(session, how).matrix.cells[row, column]
    assert (found.valence, found.summary) == ("hinders", "Punyaku.")
    assert cell(study).summary is None


@pytest.mark.parametrize(
    "text",
    [None, 7, "", "{", "[]", "[" * 100_000, '{"made": "kubecode matrix 1"}', '{"made": "kubecode matrix 2"}'],
)
def test_incomplete_stamp_is_not_a_stamp(text):
    assert read_stamp(text) is None


def test_stamp_with_wrong_types_is_not_a_stamp(study):
    text = load_workbook(exported(study))["Matriks"]["A1"].value
    assert read_stamp(text).coder is None
    for wrong in ('"noted": 0', '"lang": "id"', '"rows": "code"'):
        key = wrong.split(":")[0]
        assert wrong in text
        for value in ("[]", "true", "1e99", '"xx"' if "lang" in key else "null"):
            assert read_stamp(text.replace(wrong, f"{key}: {value}")) is None


@pytest.mark.skipif(shutil.which("localc") is None, reason="needs LibreOffice Calc")
def test_file_saved_by_libreoffice_is_imported(study, tmp_path):
    write_notes(study)
    file = put(exported(study), **{SUMMARY: "Dari LibreOffice."})
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", tmp_path / "lo", file], check=True, capture_output=True
    )
    assert taken(study, tmp_path / "lo" / file.name).changed == (("Konflik", "melati", ("summary",)),)


def test_reading_a_workbook_returns_what_was_written(study):
    file = exported(study)
    assert load_workbook(BytesIO(file.read_bytes()))["Matriks"].protection.sheet
    assert file.read_bytes() == exported(study).read_bytes()
