"""Consoles: stdout for results, stderr for messages."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console, RenderableType

from kubecode.errors import KubecodeError, Problem


class _Console(Console):
    """A console that raises BrokenPipeError, so that ``app`` handles a closed pipe."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def open_streams() -> None:
    """Open closed standard streams, and set all three to UTF-8 with replacement of invalid characters."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r+"))  # noqa: SIM115  it stays open until exit
        stream = getattr(sys, name)
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def abandon_output() -> None:
    """Flush stdout; if that fails, redirect it to the null device, so that exit raises no error."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def out(*, plain: bool = False) -> Console:
    """Return the console for results on stdout, without colour if ``plain``."""
    return _Console(highlight=False, markup=False, emoji=False, color_system=None if plain else "auto")


def talk() -> Console:
    """Return the console for problems, progress and hints on stderr."""
    return _Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def show(view: RenderableType, *, wrap: bool = True) -> None:
    """Print a result; without ``wrap`` every item stays on one line, for grep and editors."""
    out().print(view, soft_wrap=not wrap)


def tell_problems(problems: Iterable[Problem]) -> None:
    """Print problems on stderr, one a line."""
    from kubecode.terminal.summaries import problems_view

    listed = list(problems)
    if listed:
        talk().print(problems_view(listed), soft_wrap=True)


def tell_error(error: KubecodeError) -> None:
    """Print an error and its problems on stderr; a single problem is printed without the error."""
    from kubecode.terminal.rich_text import plain

    # If stderr cannot be written, the exit status still shows the error.
    with suppress(OSError):
        tell_problems(error.problems)
        if len(error.problems) != 1:
            talk().print(plain(f"kubecode: {error}"), soft_wrap=True)
