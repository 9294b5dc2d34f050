"""Options that many commands share, and the two places that they write to."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer


class Language(StrEnum):
    """The language of tables, reasons and the review."""

    ID = "id"
    EN = "en"


StudyOption = Annotated[
    Path | None,
    typer.Option(
        "--study",
        envvar="KUBECODE_STUDY",
        readable=False,  # typer must not check it: readers say more, and hinder no other file
        help="The study file; default: kubecode.db here or in a folder above.",
    ),
]
LangOption = Annotated[
    Language, typer.Option("--lang", envvar="KUBECODE_LANG", help="Language of the result: id or en.")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON Lines on stdout, and nothing else there.")
]
CodeOption = Annotated[str | None, typer.Option("--code", help="Only this code and the codes below it.")]
CaseOption = Annotated[str | None, typer.Option("--case", help="Only this group, for example Cempaka.")]
InformantOption = Annotated[str | None, typer.Option("--informant", help="Only this informant.")]
CoderOption = Annotated[str | None, typer.Option("--coder", help="Only the decisions of this coder.")]


def print_records(records: Iterable[Mapping[str, Any]]) -> None:
    """Write one JSON object a line to stdout."""
    from kubecode.writers.json_lines import json_line

    for record in records:
        sys.stdout.write(json_line(record))
