import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.store import study_file
from kubecode.store.migrations import MIGRATIONS


@pytest.fixture
def kept():
    """Close the connections of a test when it ends."""
    with ExitStack() as stack:
        yield lambda connection: stack.enter_context(closing(connection))


def test_new_study_has_safe_settings(tmp_path, kept):
    connection = kept(study_file.create_study_file(tmp_path / "kubecode.db"))
    pragma = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("synchronous", "foreign_keys", "journal_mode", "user_version")
    }
    assert pragma == {
        "synchronous": 2,
        "foreign_keys": 1,
        "journal_mode": "delete",
        "user_version": len(MIGRATIONS),
    }


def test_study_is_found_in_this_folder_or_above(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert study_file.find_study_file(inner) is None
    study_file.create_study_file(tmp_path / "kubecode.db").close()
    assert study_file.find_study_file(inner) == tmp_path / "kubecode.db"


def test_empty_file_left_by_an_early_kill_becomes_a_study(tmp_path, kept):
    path = tmp_path / "kubecode.db"
    path.touch()
    study_file.create_study_file(path).close()
    assert kept(study_file.open_study_file(path)).execute("SELECT count(*) FROM document").fetchone()[0] == 0


def error_of(path):
    with pytest.raises(KubecodeError) as error:
        study_file.open_study_file(path)
    assert error.value.hint
    return str(error.value)


def test_other_files_are_reported_and_not_touched(tmp_path, kept):
    (tmp_path / "text.db").write_text("hello")
    other = kept(sqlite3.connect(tmp_path / "other.db"))
    other.execute("CREATE TABLE t (a)")
    other.close()
    before = (tmp_path / "other.db").read_bytes()
    assert "not a kubecode study" in error_of(tmp_path / "text.db")
    assert "not a kubecode study" in error_of(tmp_path / "other.db")
    assert "no study here" in error_of(tmp_path / "none.db")
    assert (tmp_path / "other.db").read_bytes() == before
    assert not (tmp_path / "none.db").exists()


def test_study_of_a_newer_version_is_not_touched(tmp_path, kept):
    path = tmp_path / "kubecode.db"
    connection = kept(study_file.create_study_file(path))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    assert "newer kubecode" in error_of(path)
    with pytest.raises(KubecodeError, match="newer"):
        study_file.create_study_file(path)
    assert path.read_bytes() == before


def test_locked_study_is_a_conflict_and_stays_unchanged(tmp_path, monkeypatch, kept):
    monkeypatch.setattr(study_file, "_WAIT_FOR_LOCK", 0.05)
    path = tmp_path / "kubecode.db"
    one, other = kept(study_file.create_study_file(path)), kept(study_file.open_study_file(path))
    one.execute("BEGIN EXCLUSIVE")
    with (
        pytest.raises(KubecodeError) as error,
        study_file.explain_sqlite_errors(path),
        study_file.transaction(other),
    ):
        pytest.fail("the lock was not respected")
    assert error.value.exit_status is ExitStatus.CONFLICT


def test_failed_transaction_changes_nothing(tmp_path, kept):
    connection = kept(study_file.create_study_file(tmp_path / "kubecode.db"))
    with pytest.raises(ZeroDivisionError), study_file.transaction(connection):
        connection.execute("INSERT INTO codebook VALUES ('1', 'n', 'p', 't')")
        raise ZeroDivisionError
    assert connection.execute("SELECT count(*) FROM codebook").fetchone()[0] == 0


def test_older_study_is_backed_up_before_migration(tmp_path, monkeypatch, kept):
    path = tmp_path / "kubecode.db"
    study_file.create_study_file(path).close()
    monkeypatch.setattr(
        study_file,
        "MIGRATIONS",
        (*MIGRATIONS, ("more", "CREATE TABLE more (a) STRICT;".replace("(a)", "(a TEXT)"))),
    )
    connection = kept(study_file.open_study_file(path))
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS) + 1
    copy = kept(sqlite3.connect(tmp_path / f"kubecode.format-{len(MIGRATIONS)}.db"))
    assert copy.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)


@pytest.mark.parametrize("table", ["decision", "read_through", "cell_note"])
def test_decisions_readings_and_notes_cannot_be_changed_or_deleted(tmp_path, table, kept):
    connection = kept(study_file.create_study_file(tmp_path / "kubecode.db"))
    connection.execute(
        "INSERT INTO document VALUES (1, 'a.txt', '', '', 'teks', 'a', 0, 'interview', '{}', '', 'plain text', '', '{}', '{}', 1)",
    )
    connection.execute(
        "INSERT INTO decision VALUES (1, 1, 0, 4, 'k', 'a', 'accepted', NULL, 'present', NULL, 0, 'own', 1, NULL, NULL, '', 1, 1, 1, 0, 4)"
    )
    connection.execute("INSERT INTO read_through VALUES (1, 1, 'a', '[]', '')")
    connection.execute(
        "INSERT INTO cell_note VALUES (1, 'code', 'case', 'k', 'c', 'summary', 'x', '[]', 'a', '')"
    )
    for statement in (f"UPDATE {table} SET coder = 'b'", f"DELETE FROM {table}", "DELETE FROM document"):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


@pytest.mark.parametrize(
    ("table", "changes"),
    [("decision", "made_start = 1"), ("decision", "status = 'rejected'"), ("cell_note", "value = 'y'")],
)
def test_only_where_words_stand_may_change(tmp_path, table, changes, kept):
    connection = kept(study_file.create_study_file(tmp_path / "kubecode.db"))
    connection.execute(
        "INSERT INTO document VALUES (1, 'a.txt', '', '', 'teks', 'a', 0, 'interview', '{}', '', 'plain text', '', '{}', '{}', 1)",
    )
    connection.execute(
        "INSERT INTO decision VALUES (1, 1, 0, 4, 'k', 'a', 'accepted', NULL, 'present', NULL, 0, 'own', 1, NULL, NULL, '', 1, 1, 1, 0, 4)"
    )
    connection.execute(
        "INSERT INTO cell_note VALUES (1, 'code', 'case', 'k', 'c', 'summary', 'x', '[]', 'a', '')"
    )
    connection.execute("UPDATE decision SET start = 1, end = 5, stands_in = 2, is_placed = 0")
    connection.execute("UPDATE cell_note SET basis = '[1]'")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"UPDATE {table} SET {changes}")


def test_study_file_has_its_application_id(tmp_path):
    """SQLite stores the application id in bytes 68 to 72; the program ``file`` recognises studies by it."""
    study_file.create_study_file(tmp_path / "kubecode.db").close()
    assert (tmp_path / "kubecode.db").read_bytes()[68:72] == b"kube"


def test_path_without_a_study_is_explained(tmp_path):
    folder, empty, missing = tmp_path / "folder", tmp_path / "empty.db", tmp_path / "missing.db"
    folder.mkdir()
    empty.touch()
    in_missing_folder = tmp_path / "none" / "kubecode.db"
    for opened, path, expected in (
        (study_file.open_study_file, folder, "this is a folder, not a study"),
        (study_file.open_study_file, empty, "the study is an empty file"),
        (study_file.open_study_file, missing, "no study here"),
        (study_file.create_study_file, folder, "this is a folder, not a study"),
        (
            study_file.create_study_file,
            in_missing_folder,
            f"the folder {in_missing_folder.parent} does not exist",
        ),
    ):
        with pytest.raises(KubecodeError) as raised:
            opened(path)
        assert raised.value.message == f"{path}: {expected}"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("database is locked", "another program is writing to this study"),
        ("attempt to write a readonly database", "the study cannot be written here"),
        ("unable to open database file", "the study cannot be written here"),
        ("file is not a database", "this is not a kubecode study, or it is damaged (file is not a database)"),
        ("database or disk is full", "the disk is full or failing (database or disk is full)"),
    ],
)
def test_sqlite_error_is_explained(message, expected):
    with (
        pytest.raises(KubecodeError) as raised,
        study_file.explain_sqlite_errors(Path("kubecode.db")),
    ):
        raise sqlite3.OperationalError(message)
    assert raised.value.message == f"kubecode.db: {expected}"


def test_other_sqlite_error_is_raised_as_it_is():
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        study_file.explain_sqlite_errors(Path("kubecode.db")),
    ):
        raise sqlite3.OperationalError("no such table: x")
