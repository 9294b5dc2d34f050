"""kubecode review, import and read: decisions at the terminal and from files."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from kubecode.cli.console import out, show, talk
from kubecode.cli.options import (
    CaseOption,
    CodeOption,
    InformantOption,
    LangOption,
    LanguageChoice,
    StudyOption,
)
from kubecode.model import Confidence, Status, Valence
from kubecode.wording import say

if TYPE_CHECKING:
    from kubecode.study.review import Review
    from kubecode.study.session import Session
    from kubecode.terminal.keys import Answers


_SCREEN_WAITS = 0.5
"""Seconds that the screen waits for another program's write before it shows a message and retries."""


class OrderChoice(StrEnum):
    """The orders of the review."""

    TRANSCRIPT = "transcript"
    CODE = "code"
    UNCERTAIN = "uncertain"
    RANDOM = "random"


CoderNameOption = Annotated[
    str | None,
    typer.Option(
        "--coder",
        help="Who decides; default: KUBECODE_CODER, who you were at the last review, your user name.",
    ),
]


def review(
    case: CaseOption = None,
    code: CodeOption = None,
    informant: InformantOption = None,
    status: Annotated[
        Status | None, typer.Option("--status", help="Codings of this status; default: what is undecided.")
    ] = None,
    confidence: Annotated[
        Confidence | None, typer.Option("--confidence", help="Only suggestions of this band.")
    ] = None,
    valence: Annotated[Valence | None, typer.Option("--valence", help="Only this valence.")] = None,
    order: Annotated[OrderChoice, typer.Option("--order", help="In which order.")] = OrderChoice.TRANSCRIPT,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            help="For screen readers: linear, no colour, Enter after an answer; or KUBECODE_PLAIN=1.",
        ),
    ] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="As a second coder: no suggestions, nobody else's decisions.")
    ] = False,
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder",
            help="Who decides, now and next time; default: KUBECODE_CODER, then last time's, your user name.",
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            readable=False,
            help="Take over decisions from a JSON Lines file instead of asking.",
        ),
    ] = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Accept, reject or change suggestions, or add your own codes.

    Every decision is saved when it is made; start again at any time and go on where you were. A terminal of
    80 columns and 24 lines shows the whole screen; a smaller one, a pipe, or --plain goes line by line.
    """
    from kubecode.study.coders import remember_coder_name, user_name
    from kubecode.study.codings import Filter
    from kubecode.study.review import Review, ReviewOptions, check_blind
    from kubecode.study.session import opened

    if decisions:
        import_decisions(decisions, coder, study, lang)
        return
    wanted = Filter(
        code=code, case=case, informant=informant, valence=valence, status=status, confidence=confidence
    )
    if blind:
        check_blind(wanted)
    options = ReviewOptions(wanted, order.value, blind)
    with opened(study) as session:
        current = Review(session, coder_here(session, coder), options, lang.value)
        if coder:
            remember_coder_name(session, user_name(), current.coder)
        _review_at_terminal(current, session, lang, plain=plain or _is_plain())


def _review_at_terminal(review: Review, session: Session, lang: LanguageChoice, *, plain: bool) -> None:
    """Ask on the screen if the terminal can show it, else line by line; first name changed transcripts."""
    from kubecode.store.study_file import wait_for_lock
    from kubecode.terminal.review_mode import choose_review_mode, terminal_info
    from kubecode.terminal.rich_text import visible

    stale = review.stale_transcripts()
    notice = say("review.transcript_changed", lang.value, visible(", ".join(stale))) if stale else ""
    if choose_review_mode(terminal_info(sys.stdin, sys.stdout, os.environ), plain=plain) == "screen":
        wait_for_lock(session.connection, _SCREEN_WAITS)
        _on_screen(review, lang, notice)
    else:
        if notice:
            talk().print(Text(notice))
        _line_by_line(review, lang)


def _is_plain() -> bool:
    """Return whether KUBECODE_PLAIN is set to anything but a clear no."""
    return os.environ.get("KUBECODE_PLAIN", "").casefold() not in {"", "0", "false", "no", "tidak"}


def _on_screen(review: Review, lang: LanguageChoice, notice: str) -> None:
    # Only the screen needs Textual, which is slow to import.
    from kubecode.terminal.screen import ReviewScreen
    from kubecode.terminal.summaries import review_view

    show(review_view(ReviewScreen(review, lang.value, notice).run_review(), lang.value))


def _line_by_line(review: Review, lang: LanguageChoice) -> None:
    from kubecode.terminal.keys import PipedKeys
    from kubecode.terminal.plain_output import PlainOutput
    from kubecode.terminal.plain_review import PlainReview
    from kubecode.terminal.summaries import review_view

    console = out(plain=True)
    output = PlainOutput(console, lang.value)
    # A person types after the question; answers from a pipe add no line end of their own.
    is_typed = sys.stdin.isatty()
    question = output.words("plain.ask") if is_typed else ""

    def show_prompt(prompt: str) -> None:
        console.print(prompt if is_typed else prompt.rstrip(), end="" if is_typed else "\n")

    keys = PipedKeys(sys.stdin, show_prompt, question)
    try:
        PlainReview(output, review, keys).run()
    finally:
        # The summary is also shown after Ctrl-C.
        output.render(review_view(review.result(), lang.value))


def import_file(
    file: Annotated[
        Path,
        typer.Argument(
            readable=False,
            help="Decisions as .jsonl, as excerpts --json writes them; or a matrix as .xlsx, edited.",
        ),
    ],
    coder: CoderNameOption = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Import codings (.jsonl) or an edited matrix (.xlsx)."""
    if file.suffix.casefold() == ".xlsx":
        _import_matrix(file, coder, study, lang)
    else:
        import_decisions(file, coder, study, lang)


def import_decisions(file: Path, coder: str | None, study: Path | None, lang: LanguageChoice) -> None:
    """Import decisions from a JSON Lines file and show how many."""
    from kubecode.study.ingest.decision_files import import_decision_file
    from kubecode.study.session import opened

    with opened(study) as session:
        imported = import_decision_file(session, file, coder, coder_here(session))
    counts = (imported.decisions, imported.already_known, imported.read_through)
    show(Text(say("applied", lang.value, *counts)))


def _import_matrix(file: Path, coder: str | None, study: Path | None, lang: LanguageChoice) -> None:
    from kubecode.study.report.workbook_import import import_workbook
    from kubecode.study.session import opened
    from kubecode.terminal.cell_view import workbook_import_view

    with opened(study) as session:
        imported = import_workbook(session, file, coder, coder_here(session, coder))
    show(workbook_import_view(imported, lang.value))


def read(
    documents: Annotated[
        list[str] | None, typer.Argument(help="Documents of the study, by name.", show_default=False)
    ] = None,
    case: CaseOption = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", help="Only for this top-level code; may be repeated.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was noted before.")] = False,
    coder: CoderNameOption = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Note that you have read documents to their end.

    What you did not code there then counts as absent. Until then a document counts as reviewed only when
    everything suggested in it is decided.
    """
    from kubecode.study.ingest.decision_files import mark_read
    from kubecode.study.session import opened

    with opened(study) as session:
        name = coder_here(session, coder)
        count = mark_read(session, documents or [], name, code or [], case=case, undo=undo)
    show(Text(say("unread" if undo else "read", lang.value, count)))


def coder_here(session: Session, given: str | None = None) -> str:
    """Return the coder's name: given, else KUBECODE_CODER, the remembered one, or the user name."""
    from kubecode.study.coders import current_coder

    return current_coder(session, given)


def answers(console: Console, *, plain: bool) -> Answers:
    """Return single keys from a terminal; whole lines from a pipe, or if ``plain``."""
    from kubecode.terminal.keys import PipedKeys, TypedKeys

    if sys.stdin.isatty() and not plain:
        return TypedKeys(typer.getchar)
    return PipedKeys(sys.stdin, lambda prompt: console.print(prompt, end=""))
