"""Options that several commands share, and functions that write records and files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kubecode.cli.console import talk
from kubecode.safe_text import visible
from kubecode.wording import say

if TYPE_CHECKING:
    from kubecode.writers.content import Content


class LanguageChoice(StrEnum):
    """The language of tables, reasons and the review."""

    ID = "id"
    EN = "en"


StudyOption = Annotated[
    Path | None,
    typer.Option(
        "--study",
        envvar="KUBECODE_STUDY",
        readable=False,  # no check by typer: a reader's message is better, and other files are still read
        help="The study file; default: kubecode.db here or in a folder above.",
    ),
]
LangOption = Annotated[
    LanguageChoice, typer.Option("--lang", envvar="KUBECODE_LANG", help="Language of the result: id or en.")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON Lines on stdout, and nothing else there.")
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", readable=False, help="Write to a file: .xlsx, .docx, .md, .csv or .jsonl."
    ),
]
CodeOption = Annotated[str | None, typer.Option("--code", help="Only this code and the codes below it.")]
CaseOption = Annotated[str | None, typer.Option("--case", help="Only this group, for example Cempaka.")]
InformantOption = Annotated[str | None, typer.Option("--informant", help="Only this informant.")]
RowsOption = Annotated[str, typer.Option("--rows", help="code, subcode, or a lens of the codebook.")]
ByOption = Annotated[
    str, typer.Option("--by", help="case, informant, role, source, or an attribute from the headers.")
]
OrderOption = Annotated[
    str, typer.Option("--order", help="Columns by name, outcome, role, time, or a header attribute.")
]
CoderOption = Annotated[str | None, typer.Option("--coder", help="Only the decisions of this coder.")]


def print_records(records: Iterable[Mapping[str, Any]]) -> None:
    """Write records to stdout as JSON Lines."""
    from kubecode.writers.json_lines import json_line

    for record in records:
        sys.stdout.write(json_line(record))


def write_result(file: Path, content: Content, lang: LanguageChoice) -> None:
    """Write a result to a file, and print its sizes on stderr."""
    from kubecode.writers import write_content

    tell_written(file, write_content(file, content), lang)


def tell_written(file: Path, sizes: Iterable[str], lang: LanguageChoice) -> None:
    """Print on stderr that a file was written, with its sizes: ``m.csv written: 8 cells``."""
    talk().print(say("written", lang.value, visible(str(file)), ", ".join(sizes)))
