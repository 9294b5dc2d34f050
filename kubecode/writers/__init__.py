"""Files of results: one registry, suffix → how the bytes of the file are made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from secrets import token_hex

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.writers.content import Content


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file for tables: the function that makes its bytes, and how many tables it contains.

    ``tables`` is None for all of them. ``is_paged``: it has pages, and leaves out tables too wide for a page.
    """

    module: str
    function: str
    tables: int | None = None
    is_paged: bool = False

    def content_bytes(self, content: Content) -> bytes:
        """Return the bytes of a file with the content; the module that makes them is imported only now."""
        make: Callable[[Content], bytes] = getattr(import_module(self.module, __package__), self.function)
        return make(content)

    def fitting(self, content: Content) -> Content:
        """Return the content with only the tables that the file can contain."""
        tables = [table for table in content.tables if not (self.is_paged and table.on_page == "never")]
        return replace(content, tables=tuple(tables[: self.tables]))


_FORMATS = {
    ".csv": Format(".csv_files", "csv_bytes", tables=1),
    ".docx": Format(".word", "docx_bytes", is_paged=True),
    ".jsonl": Format(".json_lines", "jsonl_bytes", tables=1),
    ".md": Format(".markdown", "markdown_bytes"),
    ".xlsx": Format(".spreadsheet", "xlsx_bytes"),
}


def check_suffix(path: Path, also: Iterable[str] = ()) -> None:
    """Raise KubecodeError for an unknown suffix; ``also`` are further suffixes that the caller can write."""
    known = dict.fromkeys([*_FORMATS, *also])
    if path.suffix.casefold() not in known:
        raise KubecodeError(
            f"{path}: no writer for {path.suffix or 'a file without suffix'}",
            f"known: {', '.join(known)}",
            exit_status=ExitStatus.USAGE,
        )


def write_content(path: Path, content: Content) -> list[str]:
    """Write a result in the format of the file's suffix, and return the size of each table in it, in words.

    Raises KubecodeError for an unknown suffix, for a file with pages if every table is too wide for a page,
    and if the file cannot be written.
    """
    check_suffix(path)
    kind = _FORMATS[path.suffix.casefold()]
    fitting = kind.fitting(content)
    if not fitting.tables:
        raise KubecodeError(
            f"{path}: this table is too wide for a page",
            "write .xlsx, .csv or .md",
            exit_status=ExitStatus.USAGE,
        )
    write_file(path, kind.content_bytes(fitting))
    return [table.size for table in fitting.tables]


def write_file(path: Path, content: bytes) -> None:
    """Write a file atomically: an existing file stays until the new one is complete.

    A symbolic link stays a link, and an existing file keeps its permissions. Raises KubecodeError if the file
    cannot be written.
    """
    try:
        _replace(path.resolve(), content)
    # Links that point to each other raise RuntimeError before Python 3.13.
    except (OSError, RuntimeError) as error:
        raise KubecodeError(
            f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}",
            "choose another folder or name, or close the file elsewhere",
        ) from error


def _replace(target: Path, content: bytes) -> None:
    # A short random name: two programs may write at once, and the target's name may have the maximum length.
    part = target.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
