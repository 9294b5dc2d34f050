"""kubecode documents: what the study has, and other names for it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from kubecode.cli.console import show, talk
from kubecode.cli.options import JsonOption, LangOption, LanguageChoice, StudyOption, print_records
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.safe_text import visible
from kubecode.wording import say

app = typer.Typer(help="List and rename the documents of the study.", invoke_without_command=True)

DocumentName = Annotated[str, typer.Argument(show_default=False)]


@app.callback()
def documents(
    context: typer.Context,
    json: JsonOption = False,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """List the documents: group, informants, words, what is coded, by whom they were read."""
    if context.invoked_subcommand is None:
        list_documents(json, study, lang)
        return
    given = [name for name in ("json", "study", "lang") if _is_typed(context, name)]
    if given:
        option, command = f"--{given[0]}", context.invoked_subcommand
        raise KubecodeError(
            f"{option} stands before {command}",
            f"kubecode documents {command} … {option}",
            exit_status=ExitStatus.USAGE,
        )


def _is_typed(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


@app.command("list")
def list_documents(
    json: JsonOption = False, study: StudyOption = None, lang: LangOption = LanguageChoice.ID
) -> None:
    """List the documents: group, informants, words, what is coded, by whom they were read."""
    from kubecode.study.documents import study_documents
    from kubecode.study.session import opened
    from kubecode.terminal.documents_view import documents_view

    with opened(study) as session:
        found = study_documents(session)
    if json:
        print_records(asdict(document) for document in found)
    else:
        show(documents_view(found, lang.value))


@app.command()
def rename(
    old: DocumentName, new: DocumentName, study: StudyOption = None, lang: LangOption = LanguageChoice.ID
) -> None:
    """Give a document another name; its decisions and notes stay with it.

    The file keeps its name: rename it, too, else it is another document when it is tagged again.
    """
    from kubecode.study.documents import rename_document
    from kubecode.study.session import opened

    with opened(study) as session:
        rename_document(session, old, new)
    talk().print(say("document_list.renamed", lang.value, visible(old), visible(new)))
