"""kubecode backup and restore: copies of the study file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kubecode.cli.console import show
from kubecode.cli.options import LangOption, LanguageChoice, StudyOption
from kubecode.wording import say


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(help="The copy; default: beside the study, with date and time.", show_default=False),
    ] = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Copy the study to a file, also while another kubecode uses it."""
    from kubecode.study.backup import back_up
    from kubecode.terminal.rich_text import one_line, plain

    show(plain(one_line(say("backup.written", lang.value, back_up(study, file)))), wrap=False)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup of the study.", show_default=False)],
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Put a backup in the place of the study, after a backup of what the study is now."""
    from kubecode.study.backup import restore as put_back
    from kubecode.terminal.rich_text import one_line, plain

    restored, before = put_back(study, file)
    show(plain(one_line(say("backup.restored", lang.value, restored, file))), wrap=False)
    if before:
        show(plain(one_line(say("backup.before", lang.value, before))), wrap=False)
