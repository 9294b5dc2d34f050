"""kubecode cooccurrence, saturation and kwic: analyses of the whole study."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kubecode.cli.console import out, talk, tell_problems
from kubecode.cli.options import (
    CaseOption,
    CoderOption,
    InformantOption,
    JsonOption,
    LangOption,
    LanguageChoice,
    OutputOption,
    StudyOption,
    print_records,
    write_result,
)
from kubecode.safe_text import visible
from kubecode.wording import say


class RowChoice(StrEnum):
    """The codes that are counted."""

    CODE = "code"
    SUBCODE = "subcode"


class WithinChoice(StrEnum):
    """The text that two codes have in common."""

    EXCERPT = "excerpt"
    TURN = "turn"


class SortChoice(StrEnum):
    """The order of the hits."""

    TEXT = "text"
    LEFT = "left"
    RIGHT = "right"


CodeRowsOption = Annotated[RowChoice, typer.Option("--rows", help="Top-level codes, or each sub-code.")]


def cooccurrence(
    rows: CodeRowsOption = RowChoice.CODE,
    within: Annotated[
        WithinChoice, typer.Option("--within", help="Both codes on one excerpt, or in one turn.")
    ] = WithinChoice.EXCERPT,
    most: Annotated[int, typer.Option("--most", min=1, help="How many pairs to list.")] = 15,
    case: CaseOption = None,
    coder: CoderOption = None,
    json: JsonOption = False,
    output: OutputOption = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Count how often two codes occur together.

    The coefficient c is the share of the stretches of text with either code that have both.
    """
    from kubecode.study.report.analyses import AnalysisOptions, study_cooccurrence
    from kubecode.study.session import opened
    from kubecode.terminal.cooccurrence_view import cooccurrence_view
    from kubecode.writers import check_suffix
    from kubecode.writers.analyses import cooccurrence_content

    if output:
        check_suffix(output)
    options = AnalysisOptions(case, coder, rows.value, lang.value)
    with opened(study) as session:
        analysis = study_cooccurrence(session, options, within.value)
    tell_problems(analysis.doubts)
    content = cooccurrence_content(analysis.result, lang.value)
    if output:
        write_result(output, content, lang)
    elif json:
        print_records(content.records)
    else:
        console = out()
        console.print(cooccurrence_view(analysis.result, lang.value, console.width, most))


def saturation(
    rows: CodeRowsOption = RowChoice.SUBCODE,
    base: Annotated[
        int, typer.Option("--base", min=1, help="How many interviews the new codes are compared with.")
    ] = 4,
    case: CaseOption = None,
    coder: CoderOption = None,
    json: JsonOption = False,
    output: OutputOption = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Show how many new codes each interview adds, by date.

    This is code saturation, not meaning saturation.
    """
    from kubecode.study.report.analyses import AnalysisOptions, study_saturation
    from kubecode.study.session import opened
    from kubecode.terminal.saturation_view import saturation_view
    from kubecode.writers import check_suffix
    from kubecode.writers.analyses import saturation_content

    if output:
        check_suffix(output)
    options = AnalysisOptions(case, coder, rows.value, lang.value)
    with opened(study) as session:
        analysis = study_saturation(session, options, base)
    tell_problems(analysis.doubts)
    content = saturation_content(analysis.result, lang.value)
    if output:
        write_result(output, content, lang)
    elif json:
        print_records(content.records)
    else:
        out().print(saturation_view(analysis.result, lang.value))
        return
    # Files and JSON have no caption, so it goes to stderr.
    talk().print(say("saturation.caption", lang.value))


def kwic(
    word: Annotated[
        list[str],
        typer.Argument(
            help="kumpul: any form; '\"kumpul\"': this form only; adu mulut: these words in this order; "
            "jadwal + jaga: within eight words."
        ),
    ],
    near: Annotated[bool, typer.Option("--near", help="Also probable typing errors (kumpl).")] = False,
    questions: Annotated[
        bool, typer.Option("--questions", help="Also in the interviewer's questions.")
    ] = False,
    sort: Annotated[
        SortChoice, typer.Option("--sort", help="By position in the text, or by the words on one side.")
    ] = SortChoice.TEXT,
    width: Annotated[int, typer.Option("--width", min=1, help="How many words to keep on each side.")] = 10,
    case: CaseOption = None,
    informant: InformantOption = None,
    json: JsonOption = False,
    output: OutputOption = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """List every occurrence of a word: keyword in context."""
    from kubecode.study.report.analyses import KwicOptions, study_kwic
    from kubecode.study.session import opened
    from kubecode.terminal.kwic_view import kwic_view
    from kubecode.writers import check_suffix
    from kubecode.writers.analyses import kwic_content

    if output:
        check_suffix(output)
    query = " ".join(word)
    options = KwicOptions(case, informant, near, questions, width, sort.value)
    with opened(study) as session:
        lines = study_kwic(session, query, options)
    if output:
        write_result(output, kwic_content(lines, lang.value), lang)
    elif json:
        print_records(kwic_content(lines, lang.value).records)
    else:
        console = out()
        console.print(kwic_view(lines, query, lang.value, console.width))
        return
    if not lines:
        talk().print(say("kwic.none", lang.value, visible(query)))


__all__ = ["cooccurrence", "kwic", "saturation"]
