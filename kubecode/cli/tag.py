"""kubecode tag: transcripts into the study, with suggested codings."""

from __future__ import annotations

from enum import StrEnum
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
from kubecode.readers import readable_suffixes
from kubecode.safe_text import visible
from kubecode.wording import say


class SegmentChoice(StrEnum):
    """The unit that is coded."""

    SENTENCE = "sentence"
    TURN = "turn"


Files = Annotated[
    list[Path] | None,
    typer.Argument(
        help=f"Transcripts ({readable_suffixes()}), folders of them, or patterns."
        " Without any: the study's own again.",
        show_default=False,
        readable=False,
    ),
]


def tag(
    files: Files = None,
    codebook: Annotated[
        str | None, typer.Option("--codebook", help="A .yaml file or the name of a bundled codebook.")
    ] = None,
    case: Annotated[
        str | None, typer.Option("--case", help="The group that all these files belong to.")
    ] = None,
    segment: Annotated[
        SegmentChoice | None,
        typer.Option("--segment", help="The unit that is coded: sentence or turn; default: as before."),
    ] = None,
    interviewer: InterviewersOption = None,
    informant: InformantsOption = None,
    source: SourceKindOption = None,
    forget: ForgetOption = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="How many processes to use.")] = 1,
    learned: Annotated[
        bool, typer.Option("--learned", help="Also suggest codes learned from the study's decisions.")
    ] = False,
    json: JsonOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be suggested; store nothing.")
    ] = False,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Read transcripts into the study and suggest codings.

    Works in an empty folder with the bundled codebook; tagging the same file twice changes nothing. The
    study keeps what --interviewer, --informant and --source say of these files; they stay as they are.
    """
    from kubecode.study.ingest.tag import TagOptions
    from kubecode.study.ingest.tag import tag as tag_files
    from kubecode.terminal.progress import DelayedProgress
    from kubecode.terminal.summaries import learned_view, tag_view
    from kubecode.writers.records import coding_record

    corrections = requested(interviewer, informant, source, forget=forget)
    options = TagOptions(
        codebook, case, segment.value if segment else None, dry_run, jobs, learned, corrections
    )
    with DelayedProgress(talk()) as progress:
        result = tag_files(study, files or [], options, lang.value, progress.update)
    tell_problems(result.problems)
    if study is None:
        _tell_study_above(result.study, lang)
    if json:
        print_records(coding_record(coding) for tagged in result.tagged for coding in tagged.codings)
        if learned:
            talk().print(learned_view(result, lang.value))
    else:
        show(tag_view(result, lang.value))
    if any(problem.severity == "error" for problem in result.problems):
        raise typer.Exit(ExitStatus.FILE_PROBLEMS)


def _tell_study_above(study: Path | None, lang: LanguageChoice) -> None:
    """Print the path of a study that was found in a folder above: the user may not expect it."""
    if study and study.parent != Path.cwd():
        talk().print(say("study_above", lang.value, visible(str(study))))
