"""Which face the review shows: the whole screen where there is one to draw on, else line by line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

ReviewMode = Literal["screen", "plain"]
SMALLEST = 80, 24
"""Columns and lines that the screen needs."""


@dataclass(frozen=True, slots=True)
class TerminalInfo:
    """What the review was started in: are both ends a terminal, of which kind, and how large."""

    is_terminal: bool
    kind: str
    size: tuple[int, int]


def choose_review_mode(here: TerminalInfo, *, plain: bool) -> ReviewMode:
    """Return the face for these surroundings; ``plain`` is what the person asked for."""
    columns, lines = here.size
    is_large = columns >= SMALLEST[0] and lines >= SMALLEST[1]
    can_draw = here.is_terminal and here.kind not in {"", "dumb"} and is_large
    return "screen" if can_draw and not plain else "plain"


def terminal_info(stdin: TextIO, stdout: TextIO, environment: Mapping[str, str]) -> TerminalInfo:
    """Return what these streams are."""
    is_terminal = stdin.isatty() and stdout.isatty()
    # A console of Windows says nothing of its kind, and can draw.
    kind = environment.get("TERM", "windows" if os.name == "nt" else "")
    size = os.get_terminal_size(stdout.fileno()) if is_terminal else (0, 0)
    return TerminalInfo(is_terminal, kind, (size[0], size[1]))
