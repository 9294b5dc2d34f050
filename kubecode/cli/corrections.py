"""The options that correct how transcripts are read, for ``tag`` and ``transcript``."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kubecode.study.ingest.corrections import CorrectionRequest


class SourceChoice(StrEnum):
    """The kinds of source, as in a header."""

    WAWANCARA = "wawancara"
    OBSERVASI = "observasi"
    DOKUMEN = "dokumen"


InterviewersOption = Annotated[
    list[str] | None,
    typer.Option("--interviewer", help="The labels of all who ask: P, or P,Peneliti; nobody else asks."),
]
InformantsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--informant",
        help="S=Sari: the label S is Sari; S: who has this label answers; or the only informant.",
    ),
]
SourceKindOption = Annotated[SourceChoice | None, typer.Option("--source", help="What these files are.")]
ForgetOption = Annotated[
    bool, typer.Option("--forget", help="Drop the corrections that the study keeps of these files.")
]


def requested(
    interviewers: Iterable[str] | None,
    informants: Iterable[str] | None,
    source: SourceChoice | None,
    *,
    forget: bool,
) -> CorrectionRequest:
    """Return the corrections that the options give."""
    from kubecode.study.ingest.corrections import parse_request
    from kubecode.transcript.header import SOURCES

    kind = SOURCES[source] if source else None
    return parse_request(interviewers or (), informants or (), kind, forget=forget)
