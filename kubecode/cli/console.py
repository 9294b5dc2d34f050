"""stdout for results, stderr for talk."""

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
    """A console that leaves a closed pipe to the error boundary."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def open_streams() -> None:
    """Make the three streams usable: open where they were closed, and stopped by no letter."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r+"))  # noqa: SIM115  it stays open to the end
        stream = getattr(sys, name)
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def abandon_output() -> None:
    """Write what is still to be written to stdout; where that fails, give it up without a word."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def out(*, plain: bool = False) -> Console:
    """Return the console for results; plain has no colour whatever the terminal can."""
    return _Console(highlight=False, markup=False, emoji=False, color_system=None if plain else "auto")


def talk() -> Console:
    """Return the console for problems, progress and hints."""
    return _Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def show(view: RenderableType, *, wrap: bool = True) -> None:
    """Print a result; without wrapping one item stays one line, for grep and editors."""
    out().print(view, soft_wrap=not wrap)


def tell_problems(problems: Iterable[Problem]) -> None:
    """Print problems on stderr, one a line."""
    from kubecode.terminal.summaries import problems_view

    told = list(problems)
    if told:
        talk().print(problems_view(told), soft_wrap=True)


def tell_stop(stop: KubecodeError) -> None:
    """Print what stopped the command on stderr: its problems, and itself unless one problem says it all."""
    from kubecode.terminal.rich_text import plain

    # Where nobody can be told, the exit status still says it.
    with suppress(OSError):
        tell_problems(stop.problems)
        if len(stop.problems) != 1:
            talk().print(plain(f"kubecode: {stop}"), soft_wrap=True)
