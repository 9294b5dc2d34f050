"""The study set side by side: what every matrix is made of, and the matrix."""

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
    """A matrix with what its reader must know of the study.

    ``codings`` are those that it was made of, ``doubts`` what makes it less than it seems.
    """

    matrix: Matrix
    codings: tuple[Coding, ...]
    coders: tuple[str, ...]
    disputed: int
    doubts: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a matrix is laid out: its rows, what its columns are and in which order they stand."""

    rows: str = "code"
    by: str = "case"
    order: str = "name"


CASES_BY_CODES = Arrangement()
"""The matrix of the studies: a row for each top-level code, a column for each case."""


@dataclass(frozen=True, slots=True)
class MatrixInputs:
    """What every matrix of a study is made of, as one coder or all of them see it.

    ``judged`` is what coders make of each other's excerpts; one coder alone has nobody to differ from.
    ``noted`` is the last note on a cell that is known (see :func:`notes.last_note`), None for all.
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
        """Who decided about any of it."""
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


def make_matrix(material: MatrixInputs, how: Arrangement) -> Matrix:
    """Return a matrix of the material. Raises KubecodeError for unknown rows, columns or order."""
    connection, lang = material.session.connection, material.lang
    grouping = make_grouping(material.documents, how.by)
    order = check_order(how.order, material.documents)
    rows = rows_of(material.book.codebook, how.rows, lang)
    top_codes = frozenset(code.path for code in material.book.codebook.codes)
    reviewed = reviewed_codes(
        grouping.documents, material.codings, material.readings, top_codes, material.coder
    )
    asked = {name: run.asked_codes for name, run in runs.last_runs(connection).items()}
    return build_matrix(
        [grouping.renamed(coding) for coding in material.codings],
        rows,
        make_columns(grouping, reviewed, asked, lang, order),
        grouping.column_of,
        cell_notes.get_notes(connection, how.rows, grouping.by, material.coder, material.noted),
        disputed_spans(material.judged),
    )


def study_matrix(
    session: Session, how: Arrangement = CASES_BY_CODES, coder: str | None = None, lang: Lang = "id"
) -> MatrixResult:
    """Return the cross-case matrix of the study.

    Raises KubecodeError for unknown rows, columns, order or coder.
    """
    material = read_matrix_inputs(session, coder, lang)
    matrix = make_matrix(material, how).without_idle_rows()
    return _result(material, matrix)


def _result(material: MatrixInputs, matrix: Matrix) -> MatrixResult:
    doubts = tuple(doubts_about_codes(material.session, material.book))
    return MatrixResult(
        matrix, material.codings, material.coders, len(disputed_spans(material.judged)), doubts
    )
