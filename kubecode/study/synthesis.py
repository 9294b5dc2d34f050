"""The verbs that look across the study: matrix, cell, and the researcher's own words in a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import combinations

from kubecode.codebook import Row, rows_of
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import CellNote, Coding, Document, Status, Valence, case_key
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import notes, runs
from kubecode.store.study_file import transaction
from kubecode.study.codebooks import codebook_of
from kubecode.study.codings import Filter, study_codings
from kubecode.study.grouping import make_columns, make_grouping
from kubecode.study.session import Session, now
from kubecode.synthesiser.cells import Cell, Column, Matrix
from kubecode.synthesiser.matrix import build_matrix
from kubecode.wording import Lang


@dataclass(frozen=True, slots=True)
class MatrixResult:
    """A matrix with what its reader must know of the study."""

    matrix: Matrix
    undecided: int
    coders: tuple[str, ...]
    coders_disagree: int


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
    """Return the cross-case matrix of the study."""
    book = codebook_of(session).codebook
    documents = list(document_store.get_documents(session.connection))
    if not documents:
        raise KubecodeError("the study has no documents", "run 'kubecode tag FILE…' first")
    grouping = make_grouping(documents, by)
    codings = [grouping.renamed(coding) for coding in countable_codings(session, coder, lang)]
    reviewed = _reviewed(documents, codings, _readers(session, coder))
    asked = {name: run.asked_codes for name, run in runs.last_runs(session.connection).items()}
    matrix = build_matrix(
        codings,
        rows_of(book, rows),
        make_columns(grouping, reviewed, asked),
        grouping.column_of,
        notes.get_notes(session.connection),
    )
    coders = tuple(sorted({c.coder for c in codings if c.status is not Status.SUGGESTED}))
    undecided = sum(c.status is Status.SUGGESTED for c in codings)
    return MatrixResult(matrix, undecided, coders, _disagreements(codings))


def countable_codings(session: Session, coder: str | None = None, lang: Lang = "id") -> list[Coding]:
    """Return the codings that an analysis may count.

    A suggestion that nobody decided about is left out where a coder has read the document to its end:
    what was not coded there was passed over.
    """
    read = _readers(session, coder)
    return [
        coding
        for coding in study_codings(session, lang, Filter(coder=coder))
        if coding.status is not Status.SUGGESTED or coding.document not in read
    ]


def _readers(session: Session, coder: str | None) -> frozenset[str]:
    """Return the documents that the coder, or anybody, has read to the end."""
    readers = decision_store.readers_of(session.connection)
    return frozenset(name for name, who in readers.items() if coder is None or coder in who)


def open_cell(
    session: Session, row_id: str, case: str, coder: str | None = None, lang: Lang = "id"
) -> OpenedCell:
    """Return one cell of the case matrix with its codings. Raises KubecodeError for an unknown name."""
    book = codebook_of(session).codebook
    rows = "code" if any(code.path == row_id for code in book.codes) else "subcode"
    lens = next((one.id for one in book.lenses if any(row.id == row_id for row in one.rows)), None)
    if book.find(row_id) is None and lens:
        rows = lens
    result = study_matrix(session, rows, "case", coder, lang).matrix
    row = next((r for r in result.rows if r.id == row_id), None)
    column = next((c for c in result.columns if c.key == case_key(case)), None)
    if row is None:
        raise _unknown("row", row_id, [*(code.path for code in book.walk())])
    if column is None:
        raise _unknown("case", case, [c.label for c in result.columns])
    codings = [
        c
        for c in countable_codings(session, coder, lang)
        if row.holds(c.path) and case_key(c.case) == column.key
    ]
    return OpenedCell(row, column, result.cell(row, column), tuple(codings))


def note_cell(
    session: Session, row_id: str, case: str, coder: str, summary: str | None, valence: Valence | None
) -> None:
    """Keep the researcher's own summary or valence of a cell; earlier ones stay in the study."""
    opened = open_cell(session, row_id, case)
    with transaction(session.connection):
        note = CellNote(opened.row.id, opened.column.key, coder, summary, valence)
        notes.put_note(session.connection, note, now())


def _unknown(what: str, name: str, known: list[str]) -> KubecodeError:
    near = get_close_matches(name, known, n=1)
    hint = f'did you mean "{near[0]}"?' if near else f"known: {', '.join(known)}"
    return KubecodeError(f'no {what} called "{name}"', hint, exit_status=ExitStatus.USAGE)


def _disagreements(codings: Iterable[Coding]) -> int:
    """Count the codings that one coder accepted and another rejected or read differently."""
    by_id: dict[str, list[Coding]] = {}
    for coding in codings:
        if coding.status in {Status.ACCEPTED, Status.REJECTED}:
            by_id.setdefault(coding.id, []).append(coding)
    return sum(
        any((a.status, a.valence) != (b.status, b.valence) for a, b in combinations(group, 2))
        for group in by_id.values()
    )


def _reviewed(
    documents: Iterable[Document], codings: Iterable[Coding], readers: Iterable[str]
) -> frozenset[str]:
    """Return the documents that somebody read to the end, or decided about without leaving anything open.

    In a study that nobody has reviewed, no document is.
    """
    open_documents = {c.document for c in codings if c.status is Status.SUGGESTED}
    decided = any(c.status is not Status.SUGGESTED for c in codings)
    finished = {d.name for d in documents if decided and d.name not in open_documents}
    return frozenset({*finished, *readers})
