"""The open study: its path and database connection, passed to the functions of ``study``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.store import study_file
from kubecode.store.damage import find_damage


@dataclass(frozen=True, slots=True)
class Session:
    """An open study file."""

    path: Path
    connection: sqlite3.Connection


@contextmanager
def opened(path: Path | None) -> Iterator[Session]:
    """Open the study at ``path``, else the one in this folder or the nearest folder above.

    Raises KubecodeError if there is none.
    """
    found = path or study_file.find_study_file(Path.cwd())
    if found is None:
        raise KubecodeError(
            f"no {study_file.FILE_NAME} here or in a folder above",
            "run 'kubecode tag FILE…' first, or name the study with --study",
        )
    with _closing(Session(found, study_file.open_study_file(found))) as session:
        yield session


@contextmanager
def created(path: Path | None) -> Iterator[Session]:
    """Open the study like :func:`opened`, but create it if there is none."""
    target = study_path(path)
    with _closing(Session(target, study_file.create_study_file(target))) as session:
        yield session


@contextmanager
def _closing(session: Session) -> Iterator[Session]:
    """Yield the session and close it. Errors that a damaged file causes are reported as damage."""
    try:
        with study_file.explain_sqlite_errors(session.path):
            yield session
    except (sqlite3.DatabaseError, ValueError, TypeError, LookupError, MemoryError) as error:
        # Damaged bytes can raise any of these: an unknown enum value, an endless list. So can a bug in
        # kubecode. Only a check of the file tells which it is.
        damage = find_damage(session.connection)
        if not damage:
            raise
        raise KubecodeError(
            f"{session.path}: the study is damaged: {damage[0]}", "restore a backup of it"
        ) from error
    finally:
        session.connection.close()


def study_path(path: Path | None) -> Path:
    """Return the path of the study that :func:`created` would open or create."""
    return path or study_file.find_study_file(Path.cwd()) or Path.cwd() / study_file.FILE_NAME


def exists(path: Path | None) -> bool:
    """Return whether there is a study that :func:`opened` can open."""
    found = path or study_file.find_study_file(Path.cwd())
    return found is not None and not study_file.is_new(found)


def now() -> str:
    """Return the current time as it is stored: UTC, ISO 8601, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
