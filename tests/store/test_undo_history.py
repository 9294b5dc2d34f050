"""Undo and redo: unlimited, after a restart, separately for each coder."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kubecode.model import Decision, Document, DocumentFile, SourceKind, Status, Turn
from kubecode.store import decisions, documents, study_file, undo_history
from kubecode.store.undo_history import LoggedAction, fold_actions

AT = "2026-01-01T00:00:00Z"


@pytest.fixture
def path(tmp_path):
    with closing(study_file.create_study_file(tmp_path / "kubecode.db")) as made:
        begin(made)
    return tmp_path / "kubecode.db"


def begin(connection):
    document = Document("a.txt", "Ga pernah ribut.", "a", False, SourceKind.INTERVIEW, (Turn(0, 16, 1),))
    with study_file.transaction(connection):
        documents.put_document(connection, document, DocumentFile("a.txt", "", "plain text"), AT)


def decision(status, code="konflik", coder="s", memo=None):
    return Decision("a.txt", 0, 16, code, coder, status, memo=memo)


def put(connection, *made, way="own"):
    with study_file.transaction(connection):
        decisions.put_decisions(connection, made, AT, way)


def undo(connection, coder="s"):
    with study_file.transaction(connection):
        return undo_history.undo_last(connection, coder, AT)


def redo(connection, coder="s"):
    with study_file.transaction(connection):
        return undo_history.redo_last(connection, coder, AT)


def current(connection, coder="s"):
    """The current decisions without those taken back."""
    return [
        d for d in decisions.decisions_by(connection, coder) if d.status is not Status.SUGGESTED or d.memo
    ]


def test_undo_and_redo_survive_a_restart(path):
    for act in (
        lambda c: put(c, decision(Status.ACCEPTED)),
        lambda c: put(c, decision(Status.REJECTED)),
        undo,
        undo,
        redo,
    ):
        with closing(study_file.open_study_file(path)) as connection:
            act(connection)
    with closing(study_file.open_study_file(path)) as connection:
        assert [d.status for d in current(connection)] == [Status.ACCEPTED]
        assert redo(connection) == [decision(Status.REJECTED)]
        assert redo(connection) == []
        assert undo(connection) == [decision(Status.REJECTED)]


def test_new_action_clears_the_redo_list(path):
    with closing(study_file.open_study_file(path)) as connection:
        put(connection, decision(Status.ACCEPTED))
        undo(connection)
        put(connection, decision(Status.SKIPPED))
        assert redo(connection) == []
        undo(connection)
        assert current(connection) == []
        assert undo(connection) == []


def test_action_of_another_coder_keeps_the_redo_list(path):
    with closing(study_file.open_study_file(path)) as connection:
        put(connection, decision(Status.ACCEPTED))
        undo(connection)
        put(connection, decision(Status.REJECTED, coder="b"))
        assert redo(connection) == [decision(Status.ACCEPTED)]
        assert current(connection, "b") == [decision(Status.REJECTED, coder="b")]


def test_redo_of_a_mass_accept_is_a_mass_accept(path):
    with closing(study_file.open_study_file(path)) as connection:
        put(connection, decision(Status.ACCEPTED), way="mass")
        key = ("a.txt", 0, 16, "konflik")
        undo(connection)
        assert decisions.mass_decided_keys(connection, "s") == frozenset()
        redo(connection)
        assert decisions.mass_decided_keys(connection, "s") == {key}
        put(connection, decision(Status.REJECTED))
        assert decisions.mass_decided_keys(connection, "s") == frozenset()
        undo(connection)
        assert decisions.mass_decided_keys(connection, "s") == {key}


def test_undo_and_redo_do_not_count_as_decision_times(path):
    with closing(study_file.open_study_file(path)) as connection:
        put(connection, decision(Status.ACCEPTED))
        undo(connection)
        redo(connection)
        assert decisions.decision_times(connection, "s", 20) == [AT]


def test_actions_fold_to_those_in_effect_and_those_undone():
    steps = [
        LoggedAction(1, None, None),
        LoggedAction(2, None, None),
        LoggedAction(3, 2, None),
        LoggedAction(4, 1, None),
        LoggedAction(5, None, 1),
    ]
    assert fold_actions(steps) == ([1], [2])
    assert fold_actions([*steps, LoggedAction(6, None, None)]) == ([1, 6], [])


ACTIONS = st.lists(
    st.one_of(
        st.sampled_from(["undo", "redo"]),
        st.lists(
            st.builds(
                decision,
                st.sampled_from(list(Status)),
                st.sampled_from(["konflik", "kohesi", ""]),
                memo=st.sampled_from([None, "m"]),
            ),
            min_size=1,
            max_size=3,
        ),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(ACTIONS)
def test_undoing_all_restores_the_start_and_redoing_all_the_end(script):
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        for _, sql in study_file.MIGRATIONS:
            connection.executescript(sql)
        begin(connection)
        put(connection, decision(Status.REJECTED, coder="b"))
        states, forward = [current(connection)], []
        for action in script:
            if action == "undo":
                assert bool(undo(connection)) is (len(states) > 1)
                if len(states) > 1:
                    forward.append(states.pop())
            elif action == "redo":
                assert bool(redo(connection)) is bool(forward)
                if forward:
                    states.append(forward.pop())
            else:
                put(connection, *action)
                states.append(current(connection))
                forward = []
            assert current(connection) == states[-1]
        for state in reversed(states[:-1]):
            undo(connection)
            assert current(connection) == state
        assert undo(connection) == []
        for state in [*states[1:], *reversed(forward)]:
            redo(connection)
            assert current(connection) == state
        assert redo(connection) == []
        assert [d.status for d in current(connection, "b")] == [Status.REJECTED]
