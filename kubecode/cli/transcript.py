"""kubecode transcript: how files are understood, before anything is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kubecode.cli.console import show, talk, tell_problems
from kubecode.cli.corrections import (
    ForgetOption,
    InformantsOption,
    InterviewersOption,
    SourceKindOption,
    requested,
)
from kubecode.cli.options import JsonOption, LangOption, LanguageChoice, StudyOption, print_records
from kubecode.errors import ExitStatus

FilesToPreview = Annotated[
    list[Path],
    typer.Argument(help="Transcripts, folders of them, or patterns.", show_default=False, readable=False),
]


def transcript(
    files: FilesToPreview,
    interviewer: InterviewersOption = None,
    informant: InformantsOption = None,
    source: SourceKindOption = None,
    forget: ForgetOption = False,
    json: JsonOption = False,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Show how transcripts are understood: who speaks, who asks, group, what is left out, doubts.

    Nothing is stored: --interviewer, --informant and --source show what they would change. Corrections that
    a study keeps are applied.
    """
    from kubecode.study.ingest.preview import preview
    from kubecode.terminal.progress import DelayedProgress
    from kubecode.terminal.transcript_view import transcript_view
    from kubecode.writers.records import turn_record

    corrections = requested(interviewer, informant, source, forget=forget)
    with DelayedProgress(talk()) as progress:
        transcripts, problems = preview(files, corrections, study, progress.update)
    tell_problems(problems)
    if json:
        print_records(
            turn_record(one.document, turn, one.file) for one in transcripts for turn in one.document.turns
        )
    else:
        for one in transcripts:
            show(transcript_view(one, lang.value))
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(ExitStatus.FILE_PROBLEMS)
