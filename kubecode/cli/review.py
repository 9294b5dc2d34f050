"""kubecode review, and decisions from files."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from kubecode.cli.console import out, show
from kubecode.cli.options import CaseOption, CodeOption, InformantOption, LangOption, Language, StudyOption
from kubecode.model import Status
from kubecode.wording import say


class Order(StrEnum):
    """In which order suggestions are reviewed."""

    TRANSCRIPT = "transcript"
    CODE = "code"
    UNCERTAIN = "uncertain"
    RANDOM = "random"


Coder = Annotated[
    str | None,
    typer.Option("--coder", envvar="KUBECODE_CODER", help="Who decides; default: your user name."),
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
        typer.Option("--decisions", help="Take over decisions from a JSON Lines file instead of asking."),
    ] = None,
    study: StudyOption = None,
    lang: LangOption = Language.ID,
) -> None:
    """Accept, reject, recode or add to what was suggested, one excerpt after another.

    Every decision is saved when it is made; start again at any time and go on where you were.
    """
    from kubecode.study.codebooks import codebook_of
    from kubecode.study.codings import Filter
    from kubecode.study.review import review_queue, run_review
    from kubecode.study.session import opened
    from kubecode.terminal.plain_review import PlainReview
    from kubecode.terminal.summaries import review_view

    if decisions:
        import_decisions(decisions, coder, study, lang)
        return
    who = coder or user_name()
    with opened(study) as session:
        wanted = Filter(code=code, case=case, informant=informant, status=status)
        queue = review_queue(session, who, wanted, order.value, lang.value)
        if not queue:
            show(Text(say("review.nothing", lang.value)))
        key, line = _answers(plain=plain)
        decider = PlainReview(out(plain=plain), codebook_of(session).codebook, lang.value, key, line)
        show(review_view(run_review(session, who, queue, decider, lang.value), lang.value))


def import_decisions(
    file: Annotated[Path, typer.Argument(help="A .jsonl file of decisions, as excerpts --json writes them.")],
    coder: Coder = None,
    study: StudyOption = None,
    lang: LangOption = Language.ID,
) -> None:
    """Take over codings that a person made elsewhere, from a JSON Lines file."""
    from kubecode.study.decisions import apply_decisions
    from kubecode.study.session import opened

    with opened(study) as session:
        applied = apply_decisions(session, file, coder)
    counts = (applied.decisions, applied.already_known, applied.read_through)
    show(Text(say("applied", lang.value, *counts)))


def user_name() -> str:
    """Return the name under which decisions are kept when none is given."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "coder"


def _answers(*, plain: bool) -> tuple[Callable[[], str], Callable[[str], str]]:
    """Keys from the terminal; whole lines from a pipe, or where asked for."""
    from kubecode.terminal.keys import PipedKeys

    if sys.stdin.isatty() and not plain:
        return typer.getchar, input
    piped = PipedKeys(sys.stdin)
    return piped.key, piped.line
