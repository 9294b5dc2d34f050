"""Paths of files in the study: relative to its folder, so that a folder can be copied, renamed or moved."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path, PurePath, PureWindowsPath

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def study_folder(connection: sqlite3.Connection) -> Path:
    """Return the folder of the open study file."""
    (file,) = [row["file"] for row in connection.execute("PRAGMA database_list") if row["name"] == "main"]
    return Path(file).resolve().parent


def stored_path(folder: Path, path: str) -> str:
    """Return a path as it is stored: relative to the study's folder if the file is below it."""
    target = Path(path)
    if not target.is_absolute() or not target.is_relative_to(folder):
        return path
    return target.relative_to(folder).as_posix()


def found_path(folder: Path, stored: str) -> str:
    """Return where a stored file is: beside the study if it is there, else where it was.

    Earlier formats stored whole paths: of ``/home/sari/studi/transkrip/a.txt`` the longest end that exists in
    the study's folder counts, so that a copied study never reads or changes the files of the original.
    """
    pure: PurePath = PureWindowsPath(stored) if _DRIVE.match(stored) else Path(stored)
    if not stored or not pure.is_absolute():
        return str(folder / stored) if stored else stored
    parts = pure.parts[1:]
    ends = (folder.joinpath(*parts[start:]) for start in range(len(parts)))
    return next((str(end) for end in ends if end.is_file()), stored)
