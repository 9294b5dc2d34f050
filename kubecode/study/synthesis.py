"""The verbs that look across the study: matrix, cell, and the researcher's own words in a cell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kubecode.codebook import Codebook, Row, rows_of
from kubecode.errors import KubecodeError, Problem, unknown_name
from kubecode.model import Coding, Status, Valence, case_key
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import notes, runs
from kubecode.store.study_file import transaction
from kubecode.study.codebooks import codebook_of
from kubecode.study.codings import check_coder, study_codings
from kubecode.study.health import doubts_about_codes
from kubecode.study.session import Session, now
from kubecode.synthesiser.cells import Cell, Column, Matrix
from kubecode.synthesiser.columns import make_columns, make_grouping
from kubecode.synthesiser.coverage import countable, disputed_spans, reviewed_codes
from kubecode.synthesiser.matrix import build_matrix
from kubecode.wording import Lang


@dataclass(frozen=True, slots=True)
class MatrixResult:
    """A matrix with what its reader must know of the study.

    ``codings`` are those that it was made of, ``doubts`` what makes it less than it seems.
    """

    matrix: Matrix
    codings: tuple[Coding, ...]
    coders: tuple[str, ...]
    disputed: int
    doubts: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class OpenedCell:
    """One cell with its row and column and every coding in it, accepted, suggested or rejected."""

    row: Row
    column: Column
    cell: Cell
    codings: tuple[Coding, ...]


def study_matrix(
    session: Session, rows: str = "code", by: str = "case", coder: str | None = None, lang: Lang = "id"
) -> MatrixResult:
    """Return the cross-case matrix of the study. Raises KubecodeError for unknown rows, columns or coder."""
    result = _whole_matrix(session, rows, by, coder, lang)
    return replace(result, matrix=result.matrix.without_idle_rows())


def _whole_matrix(session: Session, rows: str, by: str, coder: str | None, lang: Lang) -> MatrixResult:
    book = codebook_of(session)
    documents = list(document_store.get_documents(session.connection))
    if not documents:
        raise KubecodeError("the study has no documents", "run 'kubecode tag FILE…' first")
    check_coder(session, coder)
    grouping = make_grouping(documents, by)
    readings = decision_store.readings(session.connection)
    codings = countable(study_codings(session, lang, coder=coder), readings, coder)
    top_codes = frozenset(code.path for code in book.codebook.codes)
    reviewed = reviewed_codes(grouping.documents, codings, readings, top_codes, coder)
    asked = {name: run.asked_codes for name, run in runs.last_runs(session.connection).items()}
    # One coder alone disputes nothing.
    disputed = disputed_spans(codings, readings) if coder is None else frozenset()
    matrix = build_matrix(
        [grouping.renamed(coding) for coding in codings],
        rows_of(book.codebook, rows, lang),
        make_columns(grouping, reviewed, asked, lang),
        grouping.column_of,
        notes.get_notes(session.connection, rows, grouping.by, coder),
        disputed,
    )
    coders = tuple(sorted({c.coder for c in codings if c.status is not Status.SUGGESTED}))
    doubts = tuple(doubts_about_codes(session, book))
    return MatrixResult(matrix, tuple(codings), coders, len(disputed), doubts)


def open_cell(
    session: Session, row_id: str, case: str, coder: str | None = None, lang: Lang = "id"
) -> OpenedCell:
    """Return one cell of the case matrix with its codings. Raises KubecodeError for an unknown name."""
    book = codebook_of(session).codebook
    result = _whole_matrix(session, _rows_with(book, row_id), "case", coder, lang)
    row = next(row for row in result.matrix.rows if row.id == row_id)
    column = next((c for c in result.matrix.columns if c.key == case_key(case)), None)
    if column is None:
        raise unknown_name("case", case, [c.label for c in result.matrix.columns])
    codings = [c for c in result.codings if row.holds(c.path) and case_key(c.case) == column.key]
    return OpenedCell(row, column, result.matrix.cell(row, column), tuple(codings))


def note_cell(
    session: Session, row_id: str, case: str, coder: str, summary: str | None, valence: Valence | None
) -> None:
    """Keep the researcher's own summary or valence of a cell; what was said before stays in the study.

    None leaves a field as it is, an empty summary takes the summary back.
    """
    opened = open_cell(session, row_id, case)
    rows = _rows_with(codebook_of(session).codebook, row_id)
    cell, made = (rows, "case", opened.row.id, opened.column.key), (coder, now())
    with transaction(session.connection):
        if summary is not None:
            notes.put_note(session.connection, cell, "summary", summary.strip() or None, made)
        if valence is not None:
            notes.put_note(session.connection, cell, "valence", valence, made)


def _rows_with(book: Codebook, row_id: str) -> str:
    """Return which rows of the codebook have this one: codes, sub-codes or those of a lens."""
    kinds = ("code", "subcode", *(lens.id for lens in book.lenses))
    ids = {kind: [row.id for row in rows_of(book, kind)] for kind in kinds}
    for kind in kinds:
        if row_id in ids[kind]:
            return kind
    raise unknown_name("row", row_id, [known for kind in kinds for known in ids[kind]])
