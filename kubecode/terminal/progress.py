"""A progress bar for work that takes more than a second."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from kubecode.terminal.rich_text import visible

_QUIET_SECONDS = 1.0


class DelayedProgress:
    """A context whose ``tell`` shows a bar once a second has passed; silent where there is no terminal."""

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
        self._began = time.monotonic()
        self._shown = False

    def tell(self, what: str, done: int, total: int) -> None:
        """Take note of how far the work has come."""
        if not self._shown and time.monotonic() - self._began > _QUIET_SECONDS:
            self._progress.start()
            self._shown = True
        self._progress.update(self._task, description=visible(what), completed=done, total=total)

    def __enter__(self) -> DelayedProgress:
        """Begin to measure."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._shown:
            self._progress.stop()
