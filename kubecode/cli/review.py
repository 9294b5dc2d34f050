"""kubecode review, and decisions from files."""

from __future__ import annotations

import getpass
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from kubecode.cli.console import out, show
from kubecode.cli.options import CaseOption, CodeOption, InformantOption, LangOption, Language, StudyOption
from kubecode.model import Status
from kubecode.wording import say

if TYPE_CHECKING:
    from kubecode.terminal.keys import Answers


class Order(StrEnum):
    """In which order suggestions are reviewed."""

    TRANSCRIPT = "transcript"
    CODE = "code"
    UNCERTAIN = "uncertain"
    RANDOM = "random"


Coder = Annotated[
    str | None,
    typer.Option("--coder", help="Who decides; default: KUBECODE_CODER, else your user name."),
]


def review(
    case: CaseOption = None,
    code: CodeOption = None,
    informant: InformantOption = None,
    status: Annotated[
        Status, typer.Option("--status", help="What to review: suggested, skipped, accepted or rejected.")
    ] = Status.SUGGESTED,
    order: Annotated[Order, typer.Option("--order", help="In which order.")] = Order.TRANSCRIPT,
    plain: Annotated[
        bool, typer.Option("--plain", help="For screen readers: no colour, every answer ends with Enter.")
    ] = False,
    coder: Coder = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            readable=False,
            help="Take over decisions from a JSON Lines file instead of asking.",
        ),
    ] = None,
    study: StudyOption = None,
    lang: LangOption = Language.ID,
) -> None:
    """Accept, reject, recode or add to what was suggested, one excerpt after another.

    Every decision is saved when it is made; start again at any time and go on where you were.
    """
    from kubecode.study.codings import Filter
    from kubecode.study.review import Review, Wishes
    from kubecode.study.session import opened
    from kubecode.terminal.keys import PipedKeys
    from kubecode.terminal.plain_review import PlainReview
    from kubecode.terminal.summaries import review_view

    if decisions:
        import_decisions(decisions, coder, study, lang)
        return
    console = out(plain=plain)
    with opened(study) as session:
        wanted = Filter(code=code, case=case, informant=informant, status=status)
        doing = Review(session, coder or user_name(), Wishes(wanted, order.value), lang.value)
        keys = PipedKeys(sys.stdin, lambda prompt: console.print(prompt, end="", markup=False))
        show(review_view(PlainReview(console, doing, lang.value, keys).run(), lang.value))


def import_decisions(
    file: Annotated[
        Path,
        typer.Argument(readable=False, help="A .jsonl file of decisions, as excerpts --json writes them."),
    ],
    coder: Coder = None,
    study: StudyOption = None,
    lang: LangOption = Language.ID,
) -> None:
    """Take over codings that a person made elsewhere, from a JSON Lines file."""
    from kubecode.study.decisions import apply_decisions
    from kubecode.study.session import opened

    with opened(study) as session:
        applied = apply_decisions(session, file, coder, user_name())
    counts = (applied.decisions, applied.already_known, applied.read_through)
    show(Text(say("applied", lang.value, *counts)))


def read(
    documents: Annotated[
        list[str] | None, typer.Argument(help="Documents of the study, by name.", show_default=False)
    ] = None,
    case: CaseOption = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", help="Only for this top-level code; may be repeated.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was noted before.")] = False,
    coder: Coder = None,
    study: StudyOption = None,
    lang: LangOption = Language.ID,
) -> None:
    """Note that you have read documents to their end: what you did not code there is not there.

    Until then a document counts as reviewed only when everything suggested in it is decided.
    """
    from kubecode.study.decisions import mark_read
    from kubecode.study.session import opened

    with opened(study) as session:
        who = coder or user_name()
        count = mark_read(session, documents or [], who, code or [], case=case, undo=undo)
    show(Text(say("unread" if undo else "read", lang.value, count)))


def user_name() -> str:
    """Return the name under which decisions are kept when none is given."""
    try:
        return os.environ.get("KUBECODE_CODER") or getpass.getuser()
    except (OSError, KeyError):
        return "coder"


def answers(console: Console, *, plain: bool) -> Answers:
    """Return keys from the terminal; whole lines from a pipe, or where asked for."""
    from kubecode.terminal.keys import PipedKeys, TypedKeys

    if sys.stdin.isatty() and not plain:
        return TypedKeys(typer.getchar)
    return PipedKeys(sys.stdin, lambda prompt: console.print(prompt, end=""))
