"""Writers: one registry, suffix → how a result becomes the bytes of a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from secrets import token_hex

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang, say
from kubecode.writers.content import Content


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: who makes its bytes, and how many of the tables it holds (None: all of them)."""

    module: str
    function: str
    tables: int | None = None

    def content_bytes(self, content: Content) -> bytes:
        """Return the content as the bytes of a file; what that needs is imported only now."""
        make: Callable[[Content], bytes] = getattr(import_module(self.module, __package__), self.function)
        return make(content)


_FORMATS = {
    ".csv": Format(".csv_files", "csv_bytes", tables=1),
    ".jsonl": Format(".json_lines", "jsonl_bytes", tables=1),
    ".md": Format(".markdown", "markdown_bytes"),
    ".xlsx": Format(".spreadsheet", "xlsx_bytes"),
}


REPORTS = {".html": (".page", "page_bytes")}
"""Kinds of file that show a whole report: who makes their bytes."""


def shows_report(path: Path) -> bool:
    """Say whether a file of this suffix shows a whole report and not tables."""
    return path.suffix.casefold() in REPORTS


def check_suffix(path: Path, *, reports: bool = False) -> None:
    """Raise KubecodeError for a suffix that nobody writes; with ``reports`` a whole report may be shown."""
    known = [*_FORMATS, *(REPORTS if reports else ())]
    if path.suffix.casefold() not in known:
        raise KubecodeError(
            f"{path}: no writer for {path.suffix or 'a file without suffix'}",
            f"known: {', '.join(known)}",
            exit_status=ExitStatus.USAGE,
        )


def write_content(path: Path, content: Content) -> list[str]:
    """Write a result in the format of the file's suffix, and return the sizes of what the file holds.

    Raises KubecodeError for an unknown suffix, or where the file cannot be written.
    """
    check_suffix(path)
    kind = _FORMATS[path.suffix.casefold()]
    write_file(path, kind.content_bytes(content))
    return [table.size for table in content.tables[: kind.tables]]


def write_report(path: Path, report: Report, lang: Lang) -> list[str]:
    """Write a whole report, and return the sizes of what the file holds.

    Raises KubecodeError where the file cannot be written.
    """
    module, function = REPORTS[path.suffix.casefold()]
    make: Callable[[Report, Lang], bytes] = getattr(import_module(module, __package__), function)
    write_file(path, make(report, lang))
    return [
        say("n.cells", lang, len(report.matrix.cells)),
        say("n.codings", lang, len(report.evidence)),
        say("n.divergences", lang, sum(1 for _ in report.matrix.divergences())),
    ]


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
