"""kubecode sample: a folder of invented transcripts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kubecode.cli.console import show


def sample(
    folder: Annotated[Path, typer.Argument(help="The folder to create; it must not exist yet.")] = Path(
        "contoh"
    ),
) -> None:
    """Create a folder with invented transcripts and codings."""
    from kubecode.study.bundled import copy_samples
    from kubecode.terminal.rich_text import plain

    count = copy_samples(folder)
    show(plain(f"{count} files in {folder}; next: kubecode tag {folder}"))
