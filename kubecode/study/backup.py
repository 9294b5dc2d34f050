"""Backups of a study, and how one is put back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.store import backups, study_file
from kubecode.store.damage import find_damage
from kubecode.study import session as sessions


def back_up(study: Path | None, target: Path | None = None) -> Path:
    """Copy the study to ``target``, else to a file beside it with date and time in its name; return its path.

    Raises KubecodeError if there is no study or it is damaged, or if the file exists or cannot be written.
    """
    with sessions.opened(study) as session:
        damage = find_damage(session.connection)
        if damage:
            raise KubecodeError(
                f"{session.path}: the study is damaged: {damage[0]}",
                "kubecode restore an earlier backup of it",
            )
        file = target or _dated(session.path)
        backups.write_backup(session.connection, file)
    return file


def restore(study: Path | None, source: Path) -> tuple[Path, Path | None]:
    """Put a backup in the place of the study; return the study, and the backup of what it was before.

    That is None if there was no study; a damaged one is moved there as it is. Raises KubecodeError, before
    anything is changed, if the file is no whole study.
    """
    backups.check_backup(source)
    target = sessions.study_path(study)
    before = None
    if not study_file.is_new(target):
        before = _set_aside(target)
    with sessions.created(target) as session:
        backups.read_backup(source, session.connection)
    with sessions.opened(target):  # a backup of an earlier format is migrated now
        pass
    return target, before


def _set_aside(study: Path) -> Path:
    """Return a backup of a study that is to be replaced; a damaged file is moved as it is."""
    try:
        return back_up(study)
    except KubecodeError as error:
        if error.exit_status is ExitStatus.CONFLICT:  # another program writes to it
            raise
        return study.rename(_dated(study))


def _dated(study: Path) -> Path:
    """Return the name of a backup beside a study that no file has: ``kubecode.2026-12-01-170500.db``."""
    moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    names = [study.with_name(f"{study.stem}.{moment}{more}{study.suffix}") for more in ("", "-2", "-3", "-4")]
    return next((name for name in names if not name.exists()), names[0])
