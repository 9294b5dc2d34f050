import pytest

from kubecode.model import NO_CODE, Decision, Document, DocumentFile, SourceKind, Status, Turn, Valence
from kubecode.store import decisions, documents, study_file, undo_history

AT = "2026-01-01T00:00:00Z"


@pytest.fixture
def connection(tmp_path):
    made = study_file.create_study_file(tmp_path / "kubecode.db")
    document = Document("a.txt", "Ga pernah ribut.", "a", False, SourceKind.INTERVIEW, (Turn(0, 16, 1),))
    with study_file.transaction(made):
        documents.put_document(made, document, DocumentFile("a.txt", "", "plain text"), AT)
    yield made
    made.close()


def decision(status, code="konflik", coder="s", **more):
    return Decision("a.txt", 0, 16, code, coder, status, **more)


def put(connection, *made):
    with study_file.transaction(connection):
        decisions.put_decisions(connection, made, AT)


def undo(connection, coder="s"):
    with study_file.transaction(connection):
        return undo_history.undo_last(connection, coder, AT)


def current(connection):
    return [(d.code, d.coder, d.status.value) for d in decisions.current_decisions(connection)]


def test_last_decision_is_current_and_all_are_kept(connection):
    put(connection, decision(Status.ACCEPTED))
    put(connection, decision(Status.REJECTED))
    assert current(connection) == [("konflik", "s", "rejected")]
    assert connection.execute("SELECT count(*) FROM decision").fetchone()[0] == 2


def test_undo_appends_the_inverse_and_goes_back_step_by_step(connection):
    put(connection, decision(Status.ACCEPTED, valence=Valence.SUPPORTS, memo="m"))
    put(connection, decision(Status.REJECTED))
    undo(connection)
    (held,) = decisions.current_decisions(connection)
    assert (held.status, held.valence, held.memo) == (Status.ACCEPTED, Valence.SUPPORTS, "m")
    undo(connection)
    assert current(connection) == [("konflik", "s", "suggested")]
    assert undo(connection) == []
    assert connection.execute("SELECT count(*) FROM decision").fetchone()[0] == 4


def test_action_with_two_decisions_is_undone_at_once(connection):
    put(connection, decision(Status.REJECTED), decision(Status.ACCEPTED, code="kohesi"))
    assert {d.code for d in undo(connection)} == {"konflik", "kohesi"}
    assert {status for _, _, status in current(connection)} == {"suggested"}


def test_undo_affects_one_coder_only(connection):
    put(connection, decision(Status.ACCEPTED, coder="s"))
    put(connection, decision(Status.REJECTED, coder="b"))
    undo(connection, "s")
    assert current(connection) == [("konflik", "b", "rejected"), ("konflik", "s", "suggested")]


def test_decision_about_an_unknown_document_is_refused(connection):
    lost = Decision("b.txt", 0, 1, "konflik", "s", Status.ACCEPTED)
    with pytest.raises(KeyError), study_file.transaction(connection):
        decisions.put_decisions(connection, [lost], AT)


def test_reading_of_an_unknown_document_is_refused(connection):
    with pytest.raises(KeyError), study_file.transaction(connection):
        decisions.put_read_through(connection, "b.txt", "s", frozenset({"konflik"}), AT)


def test_no_code_decision_is_current_until_undone(connection):
    for coder in ("s", "b"):
        put(connection, decision(Status.ACCEPTED, code=NO_CODE, coder=coder))
    put(connection, decision(Status.ACCEPTED))
    assert [d.coder for d in decisions.no_code_decisions(connection)] == ["b", "s"]
    assert [d.coder for d in decisions.no_code_decisions(connection, "b")] == ["b"]
    assert current(connection) == [("konflik", "s", "accepted")]
    undo(connection, "b")
    assert [d.coder for d in decisions.no_code_decisions(connection)] == ["s"]
    assert [d.code for d in decisions.decisions_by(connection, "s")] == [NO_CODE, "konflik"]
