"""A study of an earlier format keeps every decision and gains all features."""

import sqlite3
from contextlib import closing

import pytest

from kubecode.model import NO_CODE, Decision, Status, Valence
from kubecode.store import coder_names, decisions, study_file, undo_history
from kubecode.store.migrations import APPLICATION_ID, MIGRATIONS

AT = "2026-01-01T00:00:00Z"
ROWS = [
    # id, code, coder, status, valence, memo, batch, undoes
    (1, "konflik", "s", "accepted", "hinders", None, 1, None),
    (2, "konflik", "b", "rejected", None, "bukan", 2, None),
    (3, "kohesi", "s", "skipped", None, None, 3, None),
    (4, "konflik", "s", "rejected", None, None, 4, None),
    (5, "konflik", "s", "accepted", "hinders", None, 5, 4),
]


def study_of_format_2(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        for _, sql in MIGRATIONS[:2]:
            connection.executescript(sql)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 2")
        connection.execute(
            "INSERT INTO document VALUES (1, 'a.txt', 'a.txt', '', 'Ga pernah ribut.', 'a', 0, 'interview', '{}', ?)",
            (AT,),
        )
        connection.execute("INSERT INTO turn VALUES (1, 0, 0, 16, 1, NULL, NULL, NULL, 0)")
        connection.executemany(
            "INSERT INTO decision (id, document_id, start, end, code, coder, status, valence, presence, memo,"
            f" batch, undoes, at) VALUES (?, 1, 0, 16, ?, ?, ?, ?, 'present', ?, ?, ?, '{AT}')",
            ROWS,
        )


def test_migration_keeps_every_field_of_every_decision(tmp_path):
    study_of_format_2(tmp_path / "kubecode.db")
    with closing(study_file.open_study_file(tmp_path / "kubecode.db")) as connection:
        kept = connection.execute(
            "SELECT id, code, coder, status, valence, memo, batch, undoes, exemplar, way, redoes FROM decision"
        )
        assert [tuple(row) for row in kept] == [(*row, 0, "own", None) for row in ROWS]
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with closing(sqlite3.connect(tmp_path / "kubecode.format-2.db")) as backup:
        assert backup.execute("SELECT count(*) FROM decision").fetchone()[0] == len(ROWS)


def test_migrated_study_can_redo_and_has_the_new_states(tmp_path):
    study_of_format_2(tmp_path / "kubecode.db")
    with closing(study_file.open_study_file(tmp_path / "kubecode.db")) as connection:
        (again,) = undo_history.redo_last(connection, "s", AT)
        assert (again.code, again.status) == ("konflik", Status.REJECTED)
        undo_history.undo_last(connection, "s", AT)
        assert [d.code for d in undo_history.undo_last(connection, "s", AT)] == ["kohesi"]
        new = [
            Decision("a.txt", 0, 16, "kohesi", "s", Status.TO_DISCUSS, exemplar=True),
            Decision("a.txt", 0, 16, NO_CODE, "s", Status.ACCEPTED),
        ]
        decisions.put_decisions(connection, new, AT)
        assert set(decisions.decisions_by(connection, "s")) == {
            *new,
            Decision("a.txt", 0, 16, "konflik", "s", Status.ACCEPTED, Valence.HINDERS),
        }


def test_migrated_decisions_cannot_be_changed_or_deleted(tmp_path):
    study_of_format_2(tmp_path / "kubecode.db")
    with closing(study_file.open_study_file(tmp_path / "kubecode.db")) as connection:
        for statement in ("UPDATE decision SET code = 'x'", "DELETE FROM decision"):
            with pytest.raises(sqlite3.IntegrityError, match="is never"):
                connection.execute(statement)


def test_last_coder_name_of_a_user_is_remembered(tmp_path):
    study_of_format_2(tmp_path / "kubecode.db")
    with closing(study_file.open_study_file(tmp_path / "kubecode.db")) as connection:
        assert coder_names.remembered_coder(connection, "nur") is None
        coder_names.remember_coder(connection, "nur", "NH")
        coder_names.remember_coder(connection, "ani", "AS")
        coder_names.remember_coder(connection, "nur", "N")
        found = [coder_names.remembered_coder(connection, user) for user in ("nur", "ani")]
        assert found == ["N", "AS"]
