"""The matrix of a study, and the inputs that every matrix is computed from."""

from __future__ import annotations

from dataclasses import dataclass

from kubecode.codebook import rows_of
from kubecode.errors import Problem
from kubecode.model import Coding, Document, Status
from kubecode.store import cell_notes, runs
from kubecode.store import decisions as decision_store
from kubecode.study.check import doubts_about_codes
from kubecode.study.codebooks.load import LoadedCodebook, study_codebook
from kubecode.study.codings import all_documents, check_coder, study_codings
from kubecode.study.session import Session
from kubecode.synthesiser.cells import Matrix
from kubecode.synthesiser.column_order import check_order
from kubecode.synthesiser.columns import make_columns, make_grouping
from kubecode.synthesiser.coverage import (
    CompletedReadings,
    JudgementsBySpan,
    countable,
    disputed_spans,
    judged_spans,
    reviewed_codes,
)
from kubecode.synthesiser.matrix import build_matrix
from kubecode.wording import Lang


@dataclass(frozen=True, slots=True)
class MatrixResult:
    """A matrix with its codings and coders, the number of disputed spans, and warnings (``doubts``)."""

    matrix: Matrix
    codings: tuple[Coding, ...]
    coders: tuple[str, ...]
    disputed: int
    doubts: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The layout of a matrix: its rows, its columns (``by``) and their order."""

    rows: str = "code"
    by: str = "case"
    order: str = "name"


CASES_BY_CODES = Arrangement()
"""The default: a row for each top-level code, a column for each case."""


@dataclass(frozen=True, slots=True)
class MatrixInputs:
    """Everything that a matrix of the study is computed from, for one coder or for all.

    ``judged`` are the judgements of all coders, empty for one coder. ``noted`` is the number of the last note
    to use (see :func:`~kubecode.store.cell_notes.last_note`), None for all.
    """

    session: Session
    book: LoadedCodebook
    documents: tuple[Document, ...]
    codings: tuple[Coding, ...]
    readings: CompletedReadings
    judged: JudgementsBySpan
    coder: str | None
    lang: Lang
    noted: int | None = None

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders with a decision among the codings."""
        return tuple(sorted({c.coder for c in self.codings if c.status is not Status.SUGGESTED}))


def read_matrix_inputs(session: Session, coder: str | None, lang: Lang) -> MatrixInputs:
    """Read the study once. Raises KubecodeError for an unknown coder or a study without documents."""
    book = study_codebook(session)
    documents = tuple(all_documents(session))
    check_coder(session, coder)
    readings = decision_store.completed_readings(session.connection)
    codings = tuple(countable(study_codings(session, lang, coder=coder), readings, coder))
    judged = judged_spans(codings, readings) if coder is None else {}
    return MatrixInputs(session, book, documents, codings, readings, judged, coder, lang)


def make_matrix(inputs: MatrixInputs, how: Arrangement) -> Matrix:
    """Return the matrix of ``inputs``. Raises KubecodeError for unknown rows, columns or order."""
    connection, lang = inputs.session.connection, inputs.lang
    grouping = make_grouping(inputs.documents, how.by)
    order = check_order(how.order, inputs.documents)
    rows = rows_of(inputs.book.codebook, how.rows, lang)
    top_codes = frozenset(code.path for code in inputs.book.codebook.codes)
    reviewed = reviewed_codes(grouping.documents, inputs.codings, inputs.readings, top_codes, inputs.coder)
    asked = {name: run.asked_codes for name, run in runs.last_runs(connection).items()}
    return build_matrix(
        [grouping.renamed(coding) for coding in inputs.codings],
        rows,
        make_columns(grouping, reviewed, asked, lang, order),
        grouping.column_of,
        cell_notes.get_notes(connection, how.rows, grouping.by, inputs.coder, inputs.noted),
        disputed_spans(inputs.judged),
    )


def study_matrix(
    session: Session, how: Arrangement = CASES_BY_CODES, coder: str | None = None, lang: Lang = "id"
) -> MatrixResult:
    """Return the cross-case matrix of the study.

    Raises KubecodeError for unknown rows, columns, order or coder.
    """
    inputs = read_matrix_inputs(session, coder, lang)
    matrix = make_matrix(inputs, how).without_idle_rows()
    return _result(inputs, matrix)


def _result(inputs: MatrixInputs, matrix: Matrix) -> MatrixResult:
    doubts = tuple(doubts_about_codes(inputs.session, inputs.book))
    return MatrixResult(matrix, inputs.codings, inputs.coders, len(disputed_spans(inputs.judged)), doubts)
