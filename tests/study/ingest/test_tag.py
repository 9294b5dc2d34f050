"""Tagging: new, changed and unchanged files, conflicts, and options."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import Status
from kubecode.study.codings import study_codings
from kubecode.study.ingest.decision_files import import_decision_file
from kubecode.study.ingest.read import expand_paths
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.ingest.tag_results import DocumentChange
from kubecode.study.session import opened

TRANSCRIPT = """\
P: Pernah ada konflik, Bu?
T: Ga pernah ribut mah. Kami kumpul tiap bulan di rumah saya.
P: Jadwalnya gimana?
T: Jadwal jaga ditempel di dinding, yang bolos dipotong.
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "melati_T_01.txt"
    path.write_text(TRANSCRIPT)
    return path


def tagged(tmp_path, *files, **options):
    return tag(tmp_path / "kubecode.db", list(files), TagOptions(**options))


def contents(path):
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables_of(connection)
        }


def tables_of(connection):
    return [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]


def test_tagging_twice_changes_nothing(tmp_path, file):
    first = tagged(tmp_path, file)
    before = contents(tmp_path / "kubecode.db")
    second = tagged(tmp_path, file)
    assert [t.change for t in first.tagged + second.tagged] == [DocumentChange.NEW, DocumentChange.UNCHANGED]
    assert first.tagged[0].codings == second.tagged[0].codings
    assert contents(tmp_path / "kubecode.db") == before


def test_interviewer_is_not_coded_and_text_is_unchanged(tmp_path, file):
    (tagged_document,) = tagged(tmp_path, file).tagged
    assert tagged_document.document.text == TRANSCRIPT
    assert {coding.informant for coding in tagged_document.codings} == {"T"}
    for coding in tagged_document.codings:
        assert TRANSCRIPT[coding.start : coding.end] == coding.text
        assert "?" not in coding.text
        assert (
            TRANSCRIPT.split("\n")[coding.line - 1].endswith(coding.text)
            or coding.text in TRANSCRIPT.split("\n")[coding.line - 1]
        )


def test_unreadable_file_does_not_stop_the_others(tmp_path, file):
    (tmp_path / "kosong.txt").touch()
    result = tagged(tmp_path, tmp_path / "kosong.txt", file, tmp_path / "tidak-ada.txt")
    assert [t.document.name for t in result.tagged] == [file.name]
    assert [Path(p.where.file).name for p in result.problems] == ["kosong.txt", "tidak-ada.txt"]


def test_no_study_is_created_if_nothing_can_be_tagged(tmp_path):
    with pytest.raises(KubecodeError):
        tagged(tmp_path, tmp_path / "tidak-ada.txt")
    assert not (tmp_path / "kubecode.db").exists()


def test_dry_run_stores_nothing(tmp_path, file):
    result = tagged(tmp_path, file, dry_run=True)
    assert result.tagged[0].codings
    assert not (tmp_path / "kubecode.db").exists()


def test_decisions_survive_tagging_with_another_codebook(tmp_path, file):
    result = tagged(tmp_path, file)
    coding = result.tagged[0].codings[0]
    decide(tmp_path, coding)
    tagged(tmp_path, file, codebook="faktor-keberhasilan-kube")
    with opened(tmp_path / "kubecode.db") as session:
        kept = [c for c in study_codings(session) if c.id == coding.id]
    assert [(c.status, c.coder, c.reason) for c in kept] == [(Status.ACCEPTED, "s", coding.reason)]


def test_without_files_the_stored_documents_are_tagged_again(tmp_path, file):
    tagged(tmp_path, file)
    result = tagged(tmp_path, codebook="faktor-keberhasilan-kube")
    assert [t.change for t in result.tagged] == [DocumentChange.UPDATED]
    assert {c.code for c in result.tagged[0].codings} <= {"aturan_dan_jadwal"}


def test_another_text_under_the_name_of_one_with_decisions_is_a_conflict(tmp_path, file):
    result = tagged(tmp_path, file)
    decide(tmp_path, result.tagged[0].codings[0])
    before = contents(tmp_path / "kubecode.db")
    file.write_text("P: Bagaimana panennya?\nR: Lumayan, padi dan jagung laku keras.\n")
    with pytest.raises(KubecodeError) as error:
        tagged(tmp_path, file)
    assert error.value.exit_status is ExitStatus.CONFLICT
    assert contents(tmp_path / "kubecode.db") == before


def test_changed_text_without_decisions_is_updated(tmp_path, file):
    tagged(tmp_path, file)
    file.write_text("T: Sering ribut disini mah.\n")
    (tagged_document,) = tagged(tmp_path, file).tagged
    assert tagged_document.change is DocumentChange.UPDATED
    assert [(c.code, c.start) for c in tagged_document.codings] == [("konflik", 3)]


def test_two_spellings_of_a_case_are_one_case(tmp_path, file):
    header = tmp_path / "melati_R_02.txt"
    header.write_text("---\nkasus: KUBE Melati\n---\nR: Ga pernah ribut.\n")
    result = tagged(tmp_path, file, header)
    assert {t.document.case for t in result.tagged} == {"KUBE Melati"}


def test_case_option_sets_the_case(tmp_path, file):
    tagged(tmp_path, file)
    assert tagged(tmp_path, file, case="KUBE Kenanga").tagged[0].document.case == "KUBE Kenanga"


def test_second_file_of_the_same_name_is_a_problem(tmp_path, file):
    other = tmp_path / "lain" / file.name
    other.parent.mkdir()
    other.write_text("T: Beda isi.\n")
    result = tagged(tmp_path, file, other)
    assert len(result.tagged) == 1
    assert "different names" in result.problems[0].hint


def test_folders_and_patterns_are_expanded_in_order(tmp_path, file):
    (tmp_path / "b.md").write_text("T: Ya.\n")
    (tmp_path / "coder.jsonl").write_text("{}\n")
    assert [p.name for p in expand_paths([tmp_path])] == ["b.md", file.name]
    assert [p.name for p in expand_paths([tmp_path / "*.md"])] == ["b.md"]


def test_number_of_processes_does_not_change_the_result(tmp_path, file):
    (tmp_path / "melati_R_02.txt").write_text("R: Ga pernah kumpul kami mah.\n")
    one = tagged(tmp_path, tmp_path, dry_run=True)
    two = tagged(tmp_path, tmp_path, dry_run=True, jobs=2)
    assert one == two


def test_segment_can_be_a_whole_turn(tmp_path, file):
    (tagged_document,) = tagged(tmp_path, file, segment_by="turn").tagged
    assert len(tagged_document.document.segments) == 2


def decide(tmp_path, coding):
    rows = tmp_path / "d.jsonl"
    subcode = f'"{coding.subcode}"' if coding.subcode else "null"
    rows.write_text(
        f'{{"document": "{coding.document}", "start": {coding.start}, "end": {coding.end}, "code": "{coding.code}",'
        f' "subcode": {subcode}, "status": "accepted", "coder": "s"}}\n'
    )
    with opened(tmp_path / "kubecode.db") as session:
        import_decision_file(session, rows, None, "saya")


def test_another_file_with_a_stored_name_is_a_conflict_and_changes_nothing(tmp_path, file):
    tagged(tmp_path, file)
    before = contents(tmp_path / "kubecode.db")
    other = tmp_path / "lain" / file.name
    other.parent.mkdir()
    other.write_text("T: Sering ribut disini mah.\n")
    with pytest.raises(KubecodeError) as error:
        tagged(tmp_path, other)
    assert error.value.exit_status is ExitStatus.CONFLICT
    assert str(file) in error.value.problems[0].message
    assert contents(tmp_path / "kubecode.db") == before
    file.unlink()
    assert tagged(tmp_path, other).tagged[0].change is DocumentChange.UPDATED


def test_moved_file_is_the_same_document(tmp_path, file):
    result = tagged(tmp_path, file)
    decide(tmp_path, result.tagged[0].codings[0])
    other = tmp_path / "lain" / file.name
    other.parent.mkdir()
    file.rename(other)
    again = tagged(tmp_path, other)
    assert [c.id for c in again.tagged[0].codings] == [c.id for c in result.tagged[0].codings]


def test_new_header_is_taken_over_and_lines_are_counted_anew(tmp_path, file):
    result = tagged(tmp_path, file)
    decide(tmp_path, result.tagged[0].codings[0])
    header = "---\nkasus: KUBE Kenanga\nperan: ketua\n---\n"
    file.write_text(f"{header}{TRANSCRIPT}")
    again = tagged(tmp_path, file)
    (tagged_document,) = again.tagged
    assert not again.problems
    assert (tagged_document.document.case, tagged_document.document.text) == (
        "KUBE Kenanga",
        f"{header}{TRANSCRIPT}",
    )
    assert [(c.start - len(header), c.line - 4, c.text) for c in tagged_document.codings] == [
        (c.start, c.line, c.text) for c in result.tagged[0].codings
    ]
    assert tagged_document.codings[0].status is Status.ACCEPTED
    assert tagged(tmp_path, file).tagged[0].change is DocumentChange.UNCHANGED


def test_given_case_is_kept(tmp_path, file):
    tagged(tmp_path, file, case="KUBE Kenanga")
    assert tagged(tmp_path, file).tagged[0].change is DocumentChange.UNCHANGED
    (tagged_document,) = tagged(tmp_path, file, segment_by="turn").tagged
    assert tagged_document.document.case == "KUBE Kenanga"


def test_options_of_the_last_run_are_the_default(tmp_path, file):
    tagged(tmp_path, file, segment_by="turn", codebook="faktor-keberhasilan-kube")
    again = tagged(tmp_path, file)
    assert (again.tagged[0].change, again.codebook) == (DocumentChange.UNCHANGED, "faktor-keberhasilan-kube")


def test_progress_counts_the_files_read_and_the_documents_coded(tmp_path, file):
    steps = []
    other = tmp_path / "mawar_01.txt"
    other.write_text("P: Gimana?\nR: Rukun.\n")
    tag(tmp_path / "kubecode.db", [file, other], TagOptions(), on_document=lambda *step: steps.append(step))
    assert steps == [
        (file.name, 0, 2),
        (other.name, 1, 2),
        (file.name, 0, 2),
        (other.name, 1, 2),
        ("", 2, 2),
    ]
