"""Writers: one registry, suffix → how the tables of a result become the bytes of a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.writers.tables import Table

_WRITERS = {
    ".csv": ("kubecode.writers.csv_files", "csv_bytes"),
    ".md": ("kubecode.writers.markdown", "markdown_bytes"),
    ".xlsx": ("kubecode.writers.spreadsheet", "xlsx_bytes"),
}


def write_tables(path: Path, tables: list[Table]) -> None:
    """Write the tables in the format of the file's suffix; formats with one table take the first.

    Raises KubecodeError for an unknown suffix, or where the file cannot be written.
    """
    write_file(path, check_suffix(path)(tables))


def check_suffix(path: Path) -> Callable[[list[Table]], bytes]:
    """Return the writer for a file. Raises KubecodeError for a suffix that nobody writes."""
    if path.suffix.casefold() not in _WRITERS:
        raise KubecodeError(
            f"{path}: no writer for {path.suffix or 'a file without suffix'}",
            f"known: {', '.join(_WRITERS)}",
            exit_status=ExitStatus.USAGE,
        )
    module, function = _WRITERS[path.suffix.casefold()]
    writer: Callable[[list[Table]], bytes] = getattr(import_module(module), function)
    return writer


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: what was there stays until the new one is complete."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise KubecodeError(
            f"{path}: cannot be written: {error.strerror}",
            "choose another folder, or close the file elsewhere",
        ) from error
