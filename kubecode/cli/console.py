"""stdout for results, stderr for talk."""

from __future__ import annotations

from rich.console import Console, RenderableType

from kubecode.errors import Problem


def out(*, plain: bool = False) -> Console:
    """Return the console for results; plain has no colour whatever the terminal can."""
    return Console(highlight=False, markup=False, emoji=False, color_system=None if plain else "auto")


def talk() -> Console:
    """Return the console for problems, progress and hints."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def show(view: RenderableType, *, wrap: bool = True) -> None:
    """Print a result; without wrapping one item stays one line, for grep and editors."""
    out().print(view, soft_wrap=not wrap)


def tell_problems(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """Print problems on stderr, one a line."""
    from kubecode.terminal.summaries import problems_view

    if problems:
        talk().print(problems_view(problems), soft_wrap=True)
