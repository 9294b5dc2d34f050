"""The study file: find, create, open, migrate, back up."""

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
"""The first version with STRICT tables."""


def find_study_file(start: Path) -> Path | None:
    """Return the study file in ``start`` or the nearest folder above it, or None."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).exists():
            return folder / FILE_NAME
    return None


def create_study_file(path: Path) -> sqlite3.Connection:
    """Open the study, creating it if there is none. Raises KubecodeError."""
    creates = is_new(path)
    with explain_sqlite_errors(path):
        connection = _connect(path)
        with _closed_on_failure(connection):
            if creates:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _migrate(connection, path, is_new=creates)
    return connection


def is_new(path: Path) -> bool:
    """Return whether there is no study yet: no file, or the empty file that an early kill leaves."""
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def open_study_file(path: Path) -> sqlite3.Connection:
    """Open an existing study. Raises KubecodeError if it is missing, foreign or of a newer format."""
    if not path.exists():
        raise KubecodeError(
            f"{path}: no study here",
            "run 'kubecode tag FILE…' first, or name the study with --study",
        )
    if is_new(path):
        raise KubecodeError(f"{path}: the study is an empty file", "begin it with 'kubecode tag FILE…'")
    # Opened for writing even by readers: SQLite may have to roll back what a killed program left half
    # written, and falls back to read-only where writing is not permitted.
    with explain_sqlite_errors(path):
        connection = _connect(path)
        with _closed_on_failure(connection):
            _migrate(connection, path, is_new=False)
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run the block in one transaction: committed to disk, or rolled back on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.commit()
    except BaseException:
        # A commit fails on a full disk, and would leave the transaction open.
        connection.rollback()
        raise


def wait_for_lock(connection: sqlite3.Connection, seconds: float) -> None:
    """Set how many seconds a connection waits while another program writes."""
    connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")


def _connect(path: Path) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        needed = ".".join(map(str, _OLDEST_SQLITE))
        raise KubecodeError(
            f"this Python has SQLite {sqlite3.sqlite_version}, kubecode needs {needed}", "use a newer Python"
        )
    if not path.parent.is_dir():
        raise KubecodeError(
            f"{path}: the folder {path.parent} does not exist", "create it, or name another study"
        )
    if path.is_dir():
        raise KubecodeError(
            f"{path}: this is a folder, not a study", "rename it, or name a study with --study"
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
        # Another process may have migrated the study while this one waited for the lock.
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for number, (_, sql) in enumerate(MIGRATIONS[version:], version + 1):
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def _statements(sql: str) -> Iterator[str]:
    """Yield the statements of a script; ``executescript`` would commit the transaction."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Copy the study to a file beside it before a migration, with SQLite's backup API."""
    copy = path.with_name(f"{path.stem}.format-{version}{path.suffix}")
    with explain_sqlite_errors(copy), closing(sqlite3.connect(copy)) as target:
        connection.backup(target)


@contextmanager
def explain_sqlite_errors(path: Path) -> Iterator[None]:
    """Turn SQLite errors inside the block into a KubecodeError that says what to do."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # In a damaged file a table name, and with it SQLite's message, may not be valid UTF-8.
        explanation = _explanation(path, error)
        if explanation is None:
            raise
        raise explanation from error


def _explanation(path: Path, error: Exception) -> KubecodeError | None:
    message = str(error)

    def mentions(*words: str) -> bool:
        return any(word in message for word in words)

    if mentions("locked", "busy"):
        return KubecodeError(
            f"{path}: another program is writing to this study",
            "close the other kubecode and try again; nothing was changed",
            exit_status=ExitStatus.CONFLICT,
        )
    if mentions("readonly", "unable to open"):
        return KubecodeError(
            f"{path}: the study cannot be written here",
            "choose a folder that you may write to, with --study; nothing was changed",
        )
    if mentions("not a database", "malformed", "Could not decode", "can't decode"):
        return KubecodeError(
            f"{path}: this is not a kubecode study, or it is damaged ({message})",
            "name the right file with --study, or restore a backup",
        )
    if mentions("disk", "full"):
        return KubecodeError(
            f"{path}: the disk is full or failing ({message})", "free some space; nothing was changed"
        )
    return None
