"""kubecode words: the analysis of words, and the unknown words of a study."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kubecode.cli.console import show
from kubecode.cli.options import JsonOption, LangOption, LanguageChoice, StudyOption, print_records
from kubecode.errors import ExitStatus, KubecodeError


def words(
    word: Annotated[
        list[str] | None,
        typer.Argument(help="Words to analyse; with --unknown, the study file.", show_default=False),
    ] = None,
    unknown: Annotated[
        bool,
        typer.Option("--unknown", help="List the unknown words of the study, the most frequent first."),
    ] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="How many unknown words to list.")] = 40,
    json: JsonOption = False,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Show how words are analysed, or which words are unknown.

    Add roots, spellings and names in a file words.yaml beside the study.
    """
    from kubecode.study.session import opened
    from kubecode.study.words import analyse_words, unknown_words
    from kubecode.terminal.words_view import unknown_view, words_view

    if unknown:
        with opened(Path(word[0]) if word else study) as session:
            unknown_forms = unknown_words(session)[:most]
        if json:
            print_records(asdict(form) for form in unknown_forms)
        else:
            show(unknown_view(unknown_forms, lang.value))
        return
    if not word:
        raise KubecodeError("no word was given", "kubecode words WORD…", exit_status=ExitStatus.USAGE)
    analysed = analyse_words(word, study)
    if json:
        print_records(
            {**asdict(item.analysis), "nearest": item.nearest and asdict(item.nearest)} for item in analysed
        )
    else:
        show(words_view(analysed, lang.value))
