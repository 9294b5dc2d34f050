"""The mode of the review: the whole screen if the terminal can show it, else line by line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

ReviewMode = Literal["screen", "plain"]
SMALLEST = 80, 24
"""Columns and lines that the screen needs at least."""


@dataclass(frozen=True, slots=True)
class TerminalInfo:
    """The terminal: whether stdin and stdout are one, its kind (TERM), its columns and lines."""

    is_terminal: bool
    kind: str
    size: tuple[int, int]


def choose_review_mode(terminal: TerminalInfo, *, plain: bool) -> ReviewMode:
    """Return the mode for a terminal; ``plain`` is set if the person asked for it."""
    columns, lines = terminal.size
    is_large = columns >= SMALLEST[0] and lines >= SMALLEST[1]
    can_draw = terminal.is_terminal and terminal.kind not in {"", "dumb"} and is_large
    return "screen" if can_draw and not plain else "plain"


def terminal_info(stdin: TextIO, stdout: TextIO, environment: Mapping[str, str]) -> TerminalInfo:
    """Return kind and size of the terminal of two streams."""
    is_terminal = stdin.isatty() and stdout.isatty()
    # Windows sets no TERM, and its console can show the screen.
    kind = environment.get("TERM", "windows" if os.name == "nt" else "")
    size = os.get_terminal_size(stdout.fileno()) if is_terminal else (0, 0)
    return TerminalInfo(is_terminal, kind, (size[0], size[1]))
