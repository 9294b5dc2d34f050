"""kubecode report: the report of a study as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

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


def report(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", readable=False, help="The file to write: .docx, .md, .html or .xlsx."),
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
    from kubecode.study.report.report_file import read_template, report_file
    from kubecode.study.session import opened
    from kubecode.writers import write_file

    if show_template:
        _show_template(lang)
        return
    if output is None:
        raise KubecodeError(
            "no file was named", "kubecode report -o laporan.docx", exit_status=ExitStatus.USAGE
        )
    narrative_template = read_template(output, template)
    with opened(study) as session:
        arrangement = Arrangement(rows, by, order)
        made = report_file(session, output, arrangement, coder, lang.value, narrative_template)
    tell_problems(made.report.doubts)
    write_file(output, made.content)
    drafts = say("report.drafts", lang.value, made.report.drafts, len(made.report.matrix.cells))
    talk().print(say("written", lang.value, visible(str(output)), drafts))


def _show_template(lang: LanguageChoice) -> None:
    from kubecode.writers.narrative import bundled_template

    sys.stdout.write(bundled_template(lang.value).text)
