"""kubecode codebook: check, show, diff, new and learn."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kubecode.cli.console import out, show, talk, tell_problems
from kubecode.cli.options import (
    CodeOption,
    CoderOption,
    JsonOption,
    LangOption,
    LanguageChoice,
    StudyOption,
    print_records,
)
from kubecode.cli.review import answers, coder_here
from kubecode.errors import ExitStatus, KubecodeError, Problem
from kubecode.wording import say

if TYPE_CHECKING:
    from kubecode.codebook import Codebook
    from kubecode.study.indicator_mining.mining import MiningOptions
    from kubecode.study.session import Session

app = typer.Typer(help="Check, show, compare, start and improve codebooks.")

CodebookArgument = Annotated[str, typer.Argument(help="A .yaml file or the name of a bundled codebook.")]


@app.command()
def check(
    codebook: CodebookArgument = "dinamika-kelompok", json: JsonOption = False, study: StudyOption = None
) -> None:
    """List the problems of a codebook, with line and remedy.

    With --study, or if a study in this folder uses the codebook, its indicators are also checked against
    the transcripts and decisions of the study.
    """
    from kubecode.study.codebooks.load import locate_codebook
    from kubecode.study.evaluation.indicator_checks import check_indicators
    from kubecode.terminal.rich_text import plain

    checked, problems = check_indicators(locate_codebook(codebook), study, all_names=json)
    show_problems(problems, json=json)
    if checked and not json and all(problem.severity == "note" for problem in problems):
        show(plain(f"{checked.name}: {_contents(checked)}; no problems"))


@app.command("show")
def show_codebook(
    codebook: CodebookArgument = "dinamika-kelompok",
    code: Annotated[
        str | None, typer.Option("--code", help="One code, with all its parts and indicators.")
    ] = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Show the codes of a codebook, or all of one code."""
    from kubecode.study.codebooks.load import load_codebook_file, locate_codebook
    from kubecode.terminal.summaries import code_view, codebook_view

    shown = load_codebook_file(locate_codebook(codebook)).codebook
    if code is None:
        show(codebook_view(shown, lang.value))
        return
    found = shown.find(code)
    if found is None:
        raise KubecodeError(
            f'the codebook has no code "{code}"',
            f"see: kubecode codebook show {codebook}",
            exit_status=ExitStatus.USAGE,
        )
    show(code_view(found, lang.value))


@app.command()
def diff(
    old: CodebookArgument,
    new: CodebookArgument,
    json: JsonOption = False,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Show what changed from one codebook to another."""
    from kubecode.study.codebooks.load import compare_codebook_files, locate_codebook
    from kubecode.terminal.summaries import changes_view

    changes = compare_codebook_files(locate_codebook(old), locate_codebook(new))
    if json:
        print_records(asdict(change) for change in changes)
    else:
        show(changes_view(changes, lang.value))


@app.command()
def new(
    file: Annotated[
        Path, typer.Argument(help="The .yaml file to write; an existing file is never overwritten.")
    ],
    source: Annotated[
        str | None,
        typer.Option("--from", help="Start from a copy of a bundled codebook or of a file."),
    ] = None,
) -> None:
    """Start a codebook of your own."""
    from kubecode.study.codebooks.load import new_codebook
    from kubecode.terminal.rich_text import plain

    new_codebook(file, source)
    show(plain(f"{file} written; edit it, then: kubecode codebook check {file}"))


@app.command()
def learn(
    code: CodeOption = None,
    listed: Annotated[bool, typer.Option("--list", help="List the proposals; change nothing.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also propose what was refused before.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="For screen readers: no colour, every answer ends with Enter.")
    ] = False,
    json: JsonOption = False,
    coder: CoderOption = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Propose indicators to add or remove, from past decisions.

    Each is shown with its reason and its effect on these decisions. What you accept is written to the
    codebook at once, and nothing else in the file changes. With --list or --json nothing is written.
    """
    from kubecode.study.check import doubts_about_codes
    from kubecode.study.codebooks.load import study_codebook
    from kubecode.study.indicator_mining.mining import MiningOptions
    from kubecode.study.session import opened

    options = MiningOptions(code, coder, again, lang.value)
    with opened(study) as session:
        tell_problems(doubts_about_codes(session, study_codebook(session)))
        if listed or json:
            _list_proposals(session, options, json=json)
        else:
            _learn(session, options, plain=plain)


def _list_proposals(session: Session, options: MiningOptions, *, json: bool) -> None:
    from kubecode.study.indicator_mining.mining import list_proposals
    from kubecode.study.indicator_mining.proposals import proposal_record
    from kubecode.terminal.mining_view import proposals_view

    proposals, judged = list_proposals(session, options)
    if not judged:
        talk().print(Text(say("learn.nothing_judged", options.lang)))
    elif json:
        print_records(proposal_record(proposal) for proposal in proposals)
    else:
        show(proposals_view(proposals, options.lang))


def _learn(session: Session, options: MiningOptions, *, plain: bool) -> None:
    from kubecode.study.indicator_mining.mining import MiningSession, run_mining
    from kubecode.terminal.mining_view import mining_result_view
    from kubecode.terminal.plain_mining import PlainMining

    mining = MiningSession(session, coder_here(session), options)
    if not mining.judged:
        talk().print(Text(say("learn.nothing_judged", options.lang)))
        return
    console = out(plain=plain)
    decider = PlainMining(console, options.lang, answers(console, plain=plain))
    show(mining_result_view(run_mining(mining, decider), options.lang))


def _contents(codebook: Codebook) -> str:
    codes = list(codebook.walk())
    main_codes = _counted(len(codebook.codes), "code", "codes")
    sub_codes = _counted(len(codes) - len(codebook.codes), "sub-code", "sub-codes")
    indicators = _counted(sum(len(code.indicators) for code in codes), "indicator", "indicators")
    return f"{main_codes} with {sub_codes}, {indicators}, {_counted(len(codebook.lenses), 'lens', 'lenses')}"


def _counted(count: int, singular: str, plural: str) -> str:
    return f"{count} {singular if count == 1 else plural}"


def show_problems(problems: list[Problem], *, json: bool) -> None:
    """Print problems on stdout; raise Exit with status 1 if one is an error or a warning."""
    from kubecode.terminal.summaries import problems_view
    from kubecode.writers.records import problem_record

    if json:
        print_records(problem_record(problem) for problem in problems)
    elif problems:
        show(problems_view(problems), wrap=False)
    if any(problem.severity != "note" for problem in problems):
        raise typer.Exit(ExitStatus.FILE_PROBLEMS)
