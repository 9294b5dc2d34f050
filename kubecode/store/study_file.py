"""The study's one file: found, opened, migrated, backed up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.store.migrations import APPLICATION_ID, MIGRATIONS

FILE_NAME = "kubecode.db"
_WAIT_FOR_LOCK = 5.0
_OLDEST_SQLITE = (3, 37, 0)
"""The first with STRICT tables."""


def find_study_file(start: Path) -> Path | None:
    """Return the study file in this folder or the nearest one above it, as git finds its folder."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).exists():
            return folder / FILE_NAME
    return None


def create_study_file(path: Path) -> sqlite3.Connection:
    """Open the study for writing, making it when there is none. Raises KubecodeError."""
    begins = is_new(path)
    with told(path):
        connection = _connect(path)
        with _closed_on_failure(connection):
            if begins:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _migrate(connection, path, is_new=begins)
    return connection


def is_new(path: Path) -> bool:
    """Say whether no study has begun here: there is no file, or the empty one that an early kill leaves."""
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def open_study_file(path: Path) -> sqlite3.Connection:
    """Open an existing study. Raises KubecodeError when it is missing, foreign, or newer than we are."""
    if not path.exists():
        raise KubecodeError(
            f"{path}: no study here",
            "run 'kubecode tag FILE…' first, or name the study with --study",
        )
    if is_new(path):
        raise KubecodeError(f"{path}: the study is an empty file", "begin it with 'kubecode tag FILE…'")
    # Also for reading: SQLite falls back to reading by itself where it may not write, and may have to
    # roll back what a killed program left half-written.
    with told(path):
        connection = _connect(path)
        with _closed_on_failure(connection):
            _migrate(connection, path, is_new=False)
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything inside or nothing; what is done is on disk when this returns."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.commit()
    except BaseException:
        # Also a commit may fail, on a full disk: what it leaves open would stop the next attempt.
        connection.rollback()
        raise


def wait_for_lock(connection: sqlite3.Connection, seconds: float) -> None:
    """Let a connection wait so long while another program writes."""
    connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")


def _connect(path: Path) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        needed = ".".join(map(str, _OLDEST_SQLITE))
        raise KubecodeError(
            f"this Python has SQLite {sqlite3.sqlite_version}, kubecode needs {needed}", "use a newer Python"
        )
    if not path.parent.is_dir():
        raise KubecodeError(
            f"{path}: the folder {path.parent} does not exist", "make it, or name another study"
        )
    if path.is_dir():
        raise KubecodeError(
            f"{path}: a folder stands here, no study", "rename it, or name a study with --study"
        )
    connection = sqlite3.connect(path, timeout=_WAIT_FOR_LOCK, isolation_level=None)
    with _closed_on_failure(connection):
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA schema_version").fetchone()
    return connection


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _migrate(connection: sqlite3.Connection, path: Path, *, is_new: bool) -> None:
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if application != APPLICATION_ID:
        raise KubecodeError(f"{path}: this is not a kubecode study", "name the right file with --study")
    if version > len(MIGRATIONS):
        raise KubecodeError(
            f"{path}: made by a newer kubecode (format {version}; this one knows {len(MIGRATIONS)})",
            "upgrade kubecode; the study was not touched",
        )
    if version == len(MIGRATIONS):
        return
    if not is_new:
        _back_up(connection, path, version)
    with transaction(connection):
        # Another process may have migrated while this one waited for the lock.
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for number, (_, sql) in enumerate(MIGRATIONS[version:], version + 1):
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def _statements(sql: str) -> Iterator[str]:
    """Split a script without leaving the transaction, as ``executescript`` would."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Copy the study beside itself before a migration, with SQLite's own backup."""
    copy = path.with_name(f"{path.stem}.format-{version}{path.suffix}")
    with told(copy), closing(sqlite3.connect(copy)) as target:
        connection.backup(target)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says while the study is in use into one line that helps."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # In a damaged file even the name of a table, and so SQLite's own message, may be no text.
        helpful = _explained(path, error)
        if helpful is None:
            raise
        raise helpful from error


def _explained(path: Path, error: Exception) -> KubecodeError | None:
    said = str(error)

    def says(*words: str) -> bool:
        return any(word in said for word in words)

    if says("locked", "busy"):
        return KubecodeError(
            f"{path}: another program is writing to this study",
            "close the other kubecode and try again; nothing was changed",
            exit_status=ExitStatus.CONFLICT,
        )
    if says("readonly", "unable to open"):
        return KubecodeError(
            f"{path}: the study cannot be written here",
            "choose a folder that you may write to, with --study; nothing was changed",
        )
    if says("not a database", "malformed", "Could not decode", "can't decode"):
        return KubecodeError(
            f"{path}: this is not a kubecode study, or it is damaged ({said})",
            "name the right file with --study, or restore a backup",
        )
    if says("disk", "full"):
        return KubecodeError(
            f"{path}: the disk is full or failing ({said})", "free some space; nothing was changed"
        )
    return None
