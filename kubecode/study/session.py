"""A study that is open: where it lies and its connection, handed to every verb."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import MACHINE
from kubecode.store import study_file
from kubecode.store.damage import find_damage


@dataclass(frozen=True, slots=True)
class Session:
    """An open study."""

    path: Path
    connection: sqlite3.Connection


@contextmanager
def opened(path: Path | None) -> Iterator[Session]:
    """Open the study at ``path``, or the nearest one here or above. Raises KubecodeError when none is."""
    where = path or study_file.find_study_file(Path.cwd())
    if where is None:
        raise KubecodeError(
            f"no {study_file.FILE_NAME} here or in a folder above",
            "run 'kubecode tag FILE…' first, or name the study with --study",
        )
    with _in_use(Session(where, study_file.open_study_file(where))) as session:
        yield session


@contextmanager
def created(path: Path | None) -> Iterator[Session]:
    """Open the study like :func:`opened`, but make it in this folder when there is none."""
    where = study_path(path)
    with _in_use(Session(where, study_file.create_study_file(where))) as session:
        yield session


@contextmanager
def _in_use(session: Session) -> Iterator[Session]:
    """Hand out the session and close it; what fails because the file is damaged is told as damage."""
    try:
        with study_file.explain_sqlite_errors(session.path):
            yield session
    except (sqlite3.DatabaseError, ValueError, TypeError, LookupError, MemoryError) as error:
        # Damaged bytes come out as anything: a word that is none of ours, a list that does not end. Whether
        # the file is to blame or we are, only the file can say.
        damage = find_damage(session.connection)
        if not damage:
            raise
        raise KubecodeError(
            f"{session.path}: the study is damaged: {damage[0]}", "restore a backup of it"
        ) from error
    finally:
        session.connection.close()


def study_path(path: Path | None) -> Path:
    """Return where the study lies, or would be made."""
    return path or study_file.find_study_file(Path.cwd()) or Path.cwd() / study_file.FILE_NAME


def exists(path: Path | None) -> bool:
    """Say whether there is a study to open."""
    where = path or study_file.find_study_file(Path.cwd())
    return where is not None and not study_file.is_new(where)


def now() -> str:
    """Return the present moment as it is stored: UTC, ISO 8601, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def person(coder: str) -> str:
    """Return the name under which a person decides. Raises KubecodeError for the machine's own."""
    name = coder.strip()
    if not name or name.casefold() == MACHINE:
        raise KubecodeError(
            f'"{coder}" cannot be the name of a coder',
            "the machine only suggests; give your own name with --coder",
            exit_status=ExitStatus.USAGE,
        )
    return name
