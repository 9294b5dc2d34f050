"""Writers: one registry, suffix → how a result becomes the bytes of a file."""

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
    """A kind of file: who makes its bytes, and how many of the tables it holds (None: all of them).

    ``is_paged``: it has pages, on which the tables that are too wide for one have no place.
    """

    module: str
    function: str
    tables: int | None = None
    is_paged: bool = False

    def content_bytes(self, content: Content) -> bytes:
        """Return the content as the bytes of a file; what that needs is imported only now."""
        make: Callable[[Content], bytes] = getattr(import_module(self.module, __package__), self.function)
        return make(content)

    def held(self, content: Content) -> Content:
        """Return what of the content the file holds."""
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
    """Raise KubecodeError for a suffix that nobody writes; ``also`` are suffixes that have other writers."""
    known = dict.fromkeys([*_FORMATS, *also])
    if path.suffix.casefold() not in known:
        raise KubecodeError(
            f"{path}: no writer for {path.suffix or 'a file without suffix'}",
            f"known: {', '.join(known)}",
            exit_status=ExitStatus.USAGE,
        )


def write_content(path: Path, content: Content) -> list[str]:
    """Write a result in the format of the file's suffix, and return the sizes of what the file holds.

    Raises KubecodeError for an unknown suffix, for pages where every table is too wide for one, or where the
    file cannot be written.
    """
    check_suffix(path)
    kind = _FORMATS[path.suffix.casefold()]
    held = kind.held(content)
    if not held.tables:
        raise KubecodeError(
            f"{path}: this table is too wide for a page",
            "write .xlsx, .csv or .md",
            exit_status=ExitStatus.USAGE,
        )
    write_file(path, kind.content_bytes(held))
    return [table.size for table in held.tables]


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: what was there stays until the new one is complete.

    A link stays a link, and what existed keeps its permissions.
    """
    try:
        _replace(path.resolve(), content)
    # A circle of links is a RuntimeError before Python 3.13.
    except (OSError, RuntimeError) as error:
        raise KubecodeError(
            f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}",
            "choose another folder or name, or close the file elsewhere",
        ) from error


def _replace(target: Path, content: bytes) -> None:
    # A short name of its own: two programs may write at once, and the target's may be as long as names go.
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
