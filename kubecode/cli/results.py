"""kubecode matrix, cell, excerpts, export, explain, evaluate and check: results of the study."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from kubecode.cli.console import out, show, tell_problems
from kubecode.cli.options import (
    ByOption,
    CaseOption,
    CodeOption,
    CoderOption,
    InformantOption,
    JsonOption,
    LangOption,
    LanguageChoice,
    OrderOption,
    RowsOption,
    StudyOption,
    print_records,
    tell_written,
    write_result,
)
from kubecode.cli.review import coder_here
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import Presence, Status, Valence

if TYPE_CHECKING:
    from kubecode.study.report.matrix import Arrangement

MatrixOutput = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", readable=False, help="Write to a file: .xlsx, .docx, .html, .md, .csv or .jsonl."
    ),
]


def matrix(
    rows: RowsOption = "code",
    by: ByOption = "case",
    order: OrderOption = "name",
    full: Annotated[bool, typer.Option("--full", help="Show summary or quotes in every cell.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="One sentence for each cell, for screen readers.")
    ] = False,
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Use ASCII symbols only.")] = False,
    json: JsonOption = False,
    output: MatrixOutput = None,
    coder: CoderOption = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Compare the cases code by code: valence and informants.

    Disagreement between informants or sources is marked, and listed below the table.
    """
    from kubecode.study.report.matrix import Arrangement, study_matrix
    from kubecode.study.session import opened
    from kubecode.terminal.display_options import DisplayOptions
    from kubecode.terminal.matrix_view import matrix_view, plain_matrix_view
    from kubecode.writers import check_suffix
    from kubecode.writers.content import matrix_content
    from kubecode.writers.records import cell_record
    from kubecode.writers.report_formats import WITH_MATRIX

    if output:
        check_suffix(output, also=WITH_MATRIX)
    arrangement = Arrangement(rows, by, order)
    if output and output.suffix.casefold() in WITH_MATRIX:
        _write_report(output, arrangement, coder, study, lang)
        return
    with opened(study) as session:
        result = study_matrix(session, arrangement, coder, lang.value)
    tell_problems(result.doubts)
    if output:
        write_result(output, matrix_content(result.matrix, result.codings, lang.value), lang)
    elif json:
        print_records(cell_record(cell) for cell in result.matrix.cells.values())
    else:
        console = out(plain=plain)
        options = DisplayOptions(lang.value, console.width, ascii_only)
        view = plain_matrix_view(result, options) if plain else matrix_view(result, options, full=full)
        console.print(view, soft_wrap=plain)


def _write_report(
    output: Path, arrangement: Arrangement, coder: str | None, study: Path | None, lang: LanguageChoice
) -> None:
    """Write a file that shows the whole report of the study."""
    from kubecode.study.report.report_file import matrix_file
    from kubecode.study.session import opened
    from kubecode.writers import write_file
    from kubecode.writers.report_formats import report_sizes

    with opened(study) as session:
        made = matrix_file(session, output, arrangement, coder, lang.value)
    tell_problems(made.report.doubts)
    write_file(output, made.content)
    tell_written(output, report_sizes(made.report, lang.value), lang)


class CellValence(StrEnum):
    """A researcher's valence of a cell, or ``proposed`` to return to the computed one."""

    SUPPORTS = "supports"
    HINDERS = "hinders"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    PROPOSED = "proposed"


def cell(
    code: Annotated[str, typer.Argument(help="A code, sub-code path, or row of a lens.")],
    case: Annotated[str, typer.Argument(help="A group, for example Cempaka.")],
    summary: Annotated[str | None, typer.Option("--summary", help="Your own summary; '' removes it.")] = None,
    valence: Annotated[
        CellValence | None, typer.Option("--valence", help="Your own judgement; proposed removes it.")
    ] = None,
    exemplar: Annotated[
        str | None, typer.Option("--exemplar", help="The excerpt to quote first, as DOCUMENT:LINE.")
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", help="A note for yourself, not for the report.")
    ] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Confirm what is proposed: valence, draft, stale summary.")
    ] = False,
    json: JsonOption = False,
    coder: Annotated[
        str | None,
        typer.Option("--coder", help="Only the decisions of this coder; or who writes into the cell."),
    ] = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Show one cell with its excerpts, or write into it.

    Listed are what each informant says, divergence, negative cases, and every excerpt with its reason.
    """
    from kubecode.study.report.cell import confirmed, note_cell, open_cell
    from kubecode.study.session import opened
    from kubecode.terminal.cell_view import cell_view
    from kubecode.writers.records import cell_record, coding_record

    given = {"summary": summary, "valence": valence, "exemplar": exemplar, "note": note}
    fields: dict[Any, str | None] = {field: value for field, value in given.items() if value is not None}
    if valence is CellValence.PROPOSED:
        fields["valence"] = None
    with opened(study) as session:
        if confirm:
            fields = {**confirmed(session, code, case, lang.value), **fields}
        if fields:
            note_cell(session, code, case, coder_here(session, coder), fields)
        opened_cell = open_cell(session, code, case, None if fields else coder, lang.value)
    if json:
        print_records([cell_record(opened_cell.cell), *(coding_record(c) for c in opened_cell.codings)])
    else:
        show(cell_view(opened_cell, lang.value))


def excerpts(
    code: CodeOption = None,
    case: CaseOption = None,
    informant: InformantOption = None,
    valence: Annotated[Valence | None, typer.Option("--valence", help="Only this valence.")] = None,
    presence: Annotated[Presence | None, typer.Option("--presence", help="Only this presence.")] = None,
    status: Annotated[
        Status | None, typer.Option("--status", help="Only this status; to_discuss: kept for discussion.")
    ] = None,
    json: JsonOption = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", readable=False, help="Write to a file: .xlsx, .md, .csv or .jsonl."),
    ] = None,
    coder: CoderOption = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """List coded excerpts with informant, role, source and line."""
    from kubecode.study.codebooks.load import study_codebook
    from kubecode.study.codings import Filter, known_filter, study_codings
    from kubecode.study.session import opened
    from kubecode.terminal.excerpts_view import excerpts_view
    from kubecode.writers import check_suffix
    from kubecode.writers.content import codings_content
    from kubecode.writers.records import coding_record

    if output:
        check_suffix(output)
    wanted = Filter(code, case, informant, valence, presence, status, coder)
    with opened(study) as session:
        wanted = known_filter(session, study_codebook(session).codebook, wanted)
        codings = study_codings(session, lang.value, wanted)
    if output:
        write_result(output, codings_content(codings, lang.value), lang)
    elif json:
        print_records(coding_record(coding) for coding in codings)
    else:
        show(excerpts_view(codings, lang.value))


def export(
    file: Annotated[
        Path, typer.Argument(readable=False, help="The file to write: .jsonl, .csv, .xlsx or .md.")
    ],
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Write all codings to a file.

    A .jsonl file also lists the documents that coders have read to their end.
    """
    from kubecode.study.codings import study_codings
    from kubecode.study.ingest.decision_files import completed_readings
    from kubecode.study.session import opened
    from kubecode.writers import check_suffix
    from kubecode.writers.content import codings_content

    check_suffix(file)
    with opened(study) as session:
        codings, readings = study_codings(session, lang.value), completed_readings(session)
    write_result(file, codings_content(codings, lang.value, readings), lang)


def explain(
    place: Annotated[str, typer.Argument(help="DOCUMENT:LINE, for example cempaka_T_01.txt:17.")],
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Explain the suggestions and the near misses of a line."""
    from kubecode.study.explain import explain as explain_line
    from kubecode.study.session import opened
    from kubecode.terminal.excerpts_view import explanation_view

    with opened(study) as session:
        show(explanation_view(explain_line(session, place, lang.value), lang.value))


def evaluate(
    gold: Annotated[
        Path | None,
        typer.Argument(
            readable=False,
            help="A .jsonl file of gold labels, or of a coder's decisions; default: the study's decisions.",
        ),
    ] = None,
    learned: Annotated[
        bool,
        typer.Option(
            "--learned", help="Evaluate learned suggestions on the study's decisions, without GOLD."
        ),
    ] = False,
    codebook: Annotated[
        str | None, typer.Option("--codebook", help="The codebook; default: the study's, or the bundled one.")
    ] = None,
    json: JsonOption = False,
    coder: CoderOption = None,
    study: StudyOption = None,
    lang: LangOption = LanguageChoice.ID,
) -> None:
    """Compare suggestions with gold labels or decisions.

    Precision and recall are given for each code, the share of right suggestions for each band.
    """
    from kubecode.study.evaluation.evaluate import evaluate_against_gold, evaluate_decisions
    from kubecode.terminal.summaries import evaluation_view
    from kubecode.writers.records import evaluation_records

    if gold and (coder or learned):
        option = "--coder" if coder else "--learned"
        message = f"{option} uses the decisions of the study, not a gold file"
        raise KubecodeError(message, f"leave out {option} or the file", exit_status=ExitStatus.USAGE)
    if learned and coder:
        message = "--learned uses the decisions of all coders"
        raise KubecodeError(message, "leave out --coder", exit_status=ExitStatus.USAGE)
    if learned:
        _evaluate_learned(study, codebook, lang, json=json)
        return
    evaluation = (
        evaluate_against_gold(gold, study, codebook) if gold else evaluate_decisions(study, codebook, coder)
    )
    if json:
        print_records(evaluation_records(evaluation))
    else:
        show(evaluation_view(evaluation, lang.value))


def _evaluate_learned(study: Path | None, codebook: str | None, lang: LanguageChoice, *, json: bool) -> None:
    from kubecode.study.classifier.evaluation import evaluate_classifier
    from kubecode.terminal.summaries import learned_evaluation_view
    from kubecode.writers.records import learned_evaluation_records

    evaluation = evaluate_classifier(study, codebook)
    if json:
        print_records(learned_evaluation_records(evaluation))
    else:
        show(learned_evaluation_view(evaluation, lang.value))


def check(study: StudyOption = None, json: JsonOption = False) -> None:
    """Check the study for damaged, stale or unfinished parts.

    Each problem names the command that repairs it.
    """
    from kubecode.cli.codebook import show_problems
    from kubecode.study.check import check_study
    from kubecode.study.session import opened

    with opened(study) as session:
        problems = check_study(session)
    show_problems(problems, json=json)
    if not json:
        show(Text("the study is in order"))


__all__ = ["cell", "check", "evaluate", "excerpts", "explain", "export", "matrix"]
