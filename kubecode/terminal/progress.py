"""A progress bar for work that takes more than a second."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from kubecode.terminal.rich_text import visible

_DELAY_SECONDS = 1.0


class DelayedProgress:
    """A context manager that shows a progress bar after one second, and only in a terminal."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("", total=None)
        self._start = time.monotonic()
        self._shown = False

    def update(self, description: str, done: int, total: int) -> None:
        """Set the description and the number of finished steps; show the bar if it is time."""
        if not self._shown and time.monotonic() - self._start > _DELAY_SECONDS:
            self._progress.start()
            self._shown = True
        self._progress.update(self._task, description=visible(description), completed=done, total=total)

    def __enter__(self) -> DelayedProgress:
        """Return the progress bar; the time is measured from its creation."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the bar."""
        if self._shown:
            self._progress.stop()
