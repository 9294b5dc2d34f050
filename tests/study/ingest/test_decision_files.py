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


def apply(study, *rows, coder=None):
    path = study.parent / "d.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))
    with opened(study) as session:
        return import_decision_file(session, path, coder, "saya")


def accepted(study):
    with opened(study) as session:
        return study_codings(session, wanted=Filter(status=Status.ACCEPTED))


def test_what_a_row_leaves_out_is_taken_from_the_suggestion(study):
    apply(study, row())
    (coding,) = accepted(study)
    assert (coding.valence, coding.presence.value, coding.coder) == (Valence.SUPPORTS, "denied", "s")


def test_the_same_file_twice_adds_nothing(study):
    rows = [
        row(memo="m"),
        row(code="suasana", subcode=None),
        {"document": "melati_T_01.txt", "status": "read", "coder": "s"},
    ]
    assert apply(study, *rows).decisions == 2
    again = apply(study, *rows)
    assert (again.decisions, again.already_known, again.read_through) == (0, 2, 0)


def test_edited_excerpts_come_back_as_decisions(study):
    with opened(study) as session:
        records = [coding_record(coding) for coding in study_codings(session)]
    assert apply(study, *records, coder="s").decisions == 0
    assert apply(
        study, *({**record, "status": "rejected"} for record in records), coder="s"
    ).decisions == len(records)
    with opened(study) as session:
        assert {c.status for c in study_codings(session)} == {Status.REJECTED}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "teks lain"}, "another text"),
        ({"end": 999}, "another text"),
        ({"start": 35, "end": 3}, "another text"),
        ({"document": "melati_X.txt"}, "no document"),
    ],
)
def test_stale_rows_apply_nothing_at_all(study, changes, said):
    with pytest.raises(KubecodeError) as error:
        apply(study, row(), row(**changes))
    assert error.value.exit_status is ExitStatus.CONFLICT
    (problem,) = error.value.problems
    assert problem.where.line == 2
    assert said in problem.message
    assert accepted(study) == []


@pytest.mark.parametrize(
    ("changes", "said"),
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
def test_rows_that_cannot_be_understood_are_all_told(study, changes, said):
    with pytest.raises(KubecodeError) as error:
        apply(study, row(), row(**changes))
    assert error.value.exit_status is ExitStatus.FILE_PROBLEMS
    assert any(said in str(problem) for problem in error.value.problems)
    assert accepted(study) == []


@pytest.mark.parametrize("coder", [..., None, "", "kubecode"])
def test_a_row_of_nobody_or_of_the_machine_is_ones_own(study, coder):
    apply(study, row(coder=coder))
    (coding,) = accepted(study)
    assert coding.coder == "saya"


def test_a_given_coder_overrides_the_rows(study):
    apply(study, row(), coder="b")
    assert [coding.coder for coding in accepted(study)] == ["b"]


def test_a_memo_on_an_undecided_row_is_kept(study):
    assert apply(study, row(status="suggested", memo="tanya lagi")).decisions == 1
    with opened(study) as session:
        assert [(c.status, c.memo) for c in study_codings(session)] == [(Status.SUGGESTED, "tanya lagi")]


def test_one_import_is_one_action_of_each_coder(study):
    apply(study, row(), row(code="suasana", subcode=None), row(coder="b"))
    with opened(study) as session, transaction(session.connection):
        assert len(undo_history.undo_last(session.connection, "s", "t")) == 2
    assert [coding.coder for coding in accepted(study)] == ["b"]


def test_documents_are_noted_as_read_for_codes_and_the_note_is_taken_back(study):
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


def test_what_was_read_is_exported_and_comes_back(study, tmp_path):
    with opened(study) as session:
        mark_read(session, ["melati_T_01"], "s", ["konflik"])
        content = codings_content(study_codings(session), "id", completed_readings(session))
        mark_read(session, ["melati_T_01"], "s", undo=True)
    (reading,) = (record for record in content.records if record["status"] == "read")
    assert apply(study, reading).read_through == 1
    with opened(study) as session:
        assert completed_readings(session)["melati_T_01.txt"] == {"s": {"konflik"}}
    with pytest.raises(KubecodeError, match="nothing was applied"):
        apply(study, {**reading, "codes": ["konflk"]})


@pytest.mark.parametrize("line", ['{"memo": "\\ud800"}', '{"start": ' + "9" * 5000 + "}", "[" * 100_000])
def test_a_hostile_line_is_no_json(study, line):
    path = study.parent / "d.jsonl"
    path.write_text(line)
    with opened(study) as session, pytest.raises(KubecodeError, match="JSON"):
        import_decision_file(session, path, None, "saya")


def test_lines_that_are_no_json_are_told_with_their_number(study):
    path = study.parent / "d.jsonl"
    path.write_text('{"a": 1}\n{x\n\n[1]\n')
    with opened(study) as session, pytest.raises(KubecodeError) as error:
        import_decision_file(session, path, None, "saya")
    assert [problem.where.line for problem in error.value.problems] == [2, 4]
