"""Copies of a study file, made and put back with SQLite's own backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.store.damage import find_damage
from kubecode.store.migrations import APPLICATION_ID, MIGRATIONS
from kubecode.store.study_file import explain_sqlite_errors


def write_backup(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the open study to a file that is not there yet; a kill leaves no half copy under its name.

    Raises KubecodeError if the file exists or cannot be written.
    """
    if target.exists():
        raise KubecodeError(
            f"{target}: this file exists",
            "choose another name; nothing was overwritten",
            exit_status=ExitStatus.CONFLICT,
        )
    unfinished = target.with_name(f"{target.name}.unfinished")
    with explain_sqlite_errors(target):
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
    unfinished.replace(target)


def check_backup(source: Path) -> None:
    """Raise KubecodeError if a file is no whole study that this kubecode can open."""
    if not source.is_file():
        raise KubecodeError(f"{source}: no such file", "name a backup of a study")
    with explain_sqlite_errors(source), closing(_read_only(source)) as connection:
        application, version = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if application != APPLICATION_ID:
            raise KubecodeError(f"{source}: this is not a kubecode study", "name a backup of a study")
        if version > len(MIGRATIONS):
            raise KubecodeError(
                f"{source}: made by a newer kubecode", "upgrade kubecode; nothing was restored"
            )
        # An earlier format is read whole only after its migration.
        report = connection.execute("PRAGMA integrity_check").fetchone()[0]
        damage = find_damage(connection) if version == len(MIGRATIONS) else []
        damage += [report] if report != "ok" and not damage else []
        if damage:
            raise KubecodeError(f"{source}: the backup is damaged: {damage[0]}", "name another backup")


def read_backup(source: Path, connection: sqlite3.Connection) -> None:
    """Replace the content of the open study by that of a backup, all or nothing."""
    with explain_sqlite_errors(source), closing(_read_only(source)) as backup:
        backup.backup(connection)


def _read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection
