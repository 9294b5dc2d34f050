"""kubecode report: the report of a study as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kubecode.cli.console import talk, tell_problems
from kubecode.cli.options import (
    ByOption,
    CoderOption,
    LangOption,
    LanguageChoice,
    OrderOption,
    RowsOption,
    StudyOption,
)
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.safe_text import visible
from kubecode.wording import say

if TYPE_CHECKING:
    from kubecode.writers.narrative import Template


def report(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", readable=False, help="The file to write: .docx, .md or .html."),
    ] = None,
    rows: RowsOption = "code",
    by: ByOption = "case",
    order: OrderOption = "name",
    template: Annotated[
        Path | None,
        typer.Option("--template", readable=False, help="Your own template of the narrative (Jinja)."),
    ] = None,
    show_template: Annotated[
        bool, typer.Option("--show-template", help="Print the bundled template, as a start for your own.")
    ] = False,
    coder: CoderOption = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Write the report of the study to a file.

    For each code: its definition, each group with quotes, and a comparison; then the annexes.
    """
    from kubecode.study.report.matrix import Arrangement
    from kubecode.study.report.study_report import study_report
    from kubecode.study.session import opened
    from kubecode.writers.report_formats import check_report, write_report

    if show_template:
        _show_template(lang)
        return
    if output is None:
        raise KubecodeError(
            "no file was named", "kubecode report -o laporan.docx", exit_status=ExitStatus.USAGE
        )
    check_report(output, str(template) if template else None)
    own = _read_template(template) if template else None
    with opened(study) as session:
        result = study_report(session, Arrangement(rows, by, order), coder, lang.value)
    tell_problems(result.doubts)
    write_report(output, result, lang.value, own)
    drafts = say("report.drafts", lang.value, result.drafts, len(result.matrix.cells))
    talk().print(say("written", lang.value, visible(str(output)), drafts))


def _show_template(lang: LanguageChoice) -> None:
    from kubecode.writers.narrative import bundled_template

    sys.stdout.write(bundled_template(lang.value).text)


def _read_template(path: Path) -> Template:
    from kubecode.readers.text_files import read_text
    from kubecode.writers.narrative import Template

    return Template(str(path), read_text(path))
