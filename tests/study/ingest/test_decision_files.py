"""Import of decision files, and marking documents as read."""

import json

import pytest

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import Status, Valence
from kubecode.store import decisions, undo_history
from kubecode.store.study_file import transaction
from kubecode.study.codings import Filter, study_codings
from kubecode.study.ingest.decision_files import completed_readings, import_decision_file, mark_read
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened
from kubecode.writers.content import codings_content
from kubecode.writers.records import coding_record

TEXT = "T: Ga pernah ribut kami mah disini.\n"


@pytest.fixture
def study(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TEXT)
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    return tmp_path / "kubecode.db"


def row(**changes):
    base = {
        "document": "melati_T_01.txt",
        "start": 3,
        "end": 35,
        "code": "konflik",
        "subcode": "terbuka",
        "status": "accepted",
        "coder": "s",
    }
    return {key: value for key, value in {**base, **changes}.items() if value is not ...}


def import_rows(study, *rows, coder=None):
    path = study.parent / "d.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))
    with opened(study) as session:
        return import_decision_file(session, path, coder, "saya")


def accepted(study):
    with opened(study) as session:
        return study_codings(session, wanted=Filter(status=Status.ACCEPTED))


def test_missing_fields_of_a_row_are_taken_from_the_suggestion(study):
    import_rows(study, row())
    (coding,) = accepted(study)
    assert (coding.valence, coding.presence.value, coding.coder) == (Valence.SUPPORTS, "denied", "s")


def test_importing_the_same_file_twice_adds_nothing(study):
    rows = [
        row(memo="m"),
        row(code="suasana", subcode=None),
        {"document": "melati_T_01.txt", "status": "read", "coder": "s"},
    ]
    assert import_rows(study, *rows).decisions == 2
    again = import_rows(study, *rows)
    assert (again.decisions, again.already_known, again.read_through) == (0, 2, 0)


def test_edited_excerpts_become_decisions(study):
    with opened(study) as session:
        records = [coding_record(coding) for coding in study_codings(session)]
    assert import_rows(study, *records, coder="s").decisions == 0
    assert import_rows(
        study, *({**record, "status": "rejected"} for record in records), coder="s"
    ).decisions == len(records)
    with opened(study) as session:
        assert {c.status for c in study_codings(session)} == {Status.REJECTED}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"text": "teks lain"}, "another text"),
        ({"end": 999}, "another text"),
        ({"start": 35, "end": 3}, "another text"),
        ({"document": "melati_X.txt"}, "no document"),
    ],
)
def test_stale_row_stops_the_whole_import(study, changes, expected):
    with pytest.raises(KubecodeError) as error:
        import_rows(study, row(), row(**changes))
    assert error.value.exit_status is ExitStatus.CONFLICT
    (problem,) = error.value.problems
    assert problem.where.line == 2
    assert expected in problem.message
    assert accepted(study) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"code": "konflk"}, "konflik"),
        ({"status": "acepted"}, "accepted"),
        ({"status": ...}, "status"),
        ({"valence": "good"}, "supports"),
        ({"presence": "never"}, "present"),
        ({"start": "3"}, "whole numbers"),
        ({"coder": 3}, "coder"),
        ({"valence": ["supports"]}, "supports"),
        ({"start": True}, "whole numbers"),
        ({"code": {}}, "no code"),
        ({"status": ["accepted"]}, "status"),
        ({"status": "rejected"}, "decides otherwise"),
    ],
)
def test_invalid_row_is_reported_and_stops_the_import(study, changes, expected):
    with pytest.raises(KubecodeError) as error:
        import_rows(study, row(), row(**changes))
    assert error.value.exit_status is ExitStatus.FILE_PROBLEMS
    assert any(expected in str(problem) for problem in error.value.problems)
    assert accepted(study) == []


@pytest.mark.parametrize("coder", [..., None, "", "kubecode"])
def test_row_without_coder_or_of_the_machine_gets_the_default_coder(study, coder):
    import_rows(study, row(coder=coder))
    (coding,) = accepted(study)
    assert coding.coder == "saya"


def test_given_coder_overrides_the_rows(study):
    import_rows(study, row(), coder="b")
    assert [coding.coder for coding in accepted(study)] == ["b"]


def test_memo_of_an_undecided_row_is_kept(study):
    assert import_rows(study, row(status="suggested", memo="tanya lagi")).decisions == 1
    with opened(study) as session:
        assert [(c.status, c.memo) for c in study_codings(session)] == [(Status.SUGGESTED, "tanya lagi")]


def test_import_is_one_batch_for_each_coder(study):
    import_rows(study, row(), row(code="suasana", subcode=None), row(coder="b"))
    with opened(study) as session, transaction(session.connection):
        assert len(undo_history.undo_last(session.connection, "s", "t")) == 2
    assert [coding.coder for coding in accepted(study)] == ["b"]


def test_documents_are_marked_as_read_for_codes_and_unmarked(study):
    def read():
        return decisions.completed_readings(session.connection).get("melati_T_01.txt", {})

    with opened(study) as session:
        mark_read(session, ["melati_T_01"], "s", ["konflik"])
        assert read() == {"s": {"konflik"}}
        mark_read(session, ["melati_T_01"], "s", [])
        assert len(read()["s"]) == 8
        mark_read(session, ["melati_T_01"], "s", [], undo=True)
        assert read() == {"s": frozenset()}
        mark_read(session, [], "s", case="Melati")
        mark_read(session, ["folder/melati_T_01.txt"], "s", [], undo=True)
        for names, case in (([], None), (["melati_X"], None), ([], "Mawar")):
            with pytest.raises(KubecodeError):
                mark_read(session, names, "s", case=case)
        with pytest.raises(KubecodeError, match="top-level"):
            mark_read(session, ["melati_T_01"], "s", ["konflk"])


def test_completed_reading_survives_export_and_import(study, tmp_path):
    with opened(study) as session:
        mark_read(session, ["melati_T_01"], "s", ["konflik"])
        content = codings_content(study_codings(session), "id", completed_readings(session))
        mark_read(session, ["melati_T_01"], "s", undo=True)
    (reading,) = (record for record in content.records if record["status"] == "read")
    assert import_rows(study, reading).read_through == 1
    with opened(study) as session:
        assert completed_readings(session)["melati_T_01.txt"] == {"s": {"konflik"}}
    with pytest.raises(KubecodeError, match="nothing was applied"):
        import_rows(study, {**reading, "codes": ["konflk"]})


@pytest.mark.parametrize("line", ['{"memo": "\\ud800"}', '{"start": ' + "9" * 5000 + "}", "[" * 100_000])
def test_hostile_line_is_a_json_error(study, line):
    path = study.parent / "d.jsonl"
    path.write_text(line)
    with opened(study) as session, pytest.raises(KubecodeError, match="JSON"):
        import_decision_file(session, path, None, "saya")


def test_invalid_json_lines_are_reported_with_their_number(study):
    path = study.parent / "d.jsonl"
    path.write_text('{"a": 1}\n{x\n\n[1]\n')
    with opened(study) as session, pytest.raises(KubecodeError) as error:
        import_decision_file(session, path, None, "saya")
    assert [problem.where.line for problem in error.value.problems] == [2, 4]
