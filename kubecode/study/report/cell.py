"""One cell of the case matrix: its codings, and the notes of the researcher."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.codebook import Codebook, MatrixRow, rows_of
from kubecode.errors import ExitStatus, KubecodeError, unknown_name
from kubecode.model import Coding, case_key
from kubecode.store import cell_notes
from kubecode.store.study_file import transaction
from kubecode.study.codebooks.load import study_codebook
from kubecode.study.codings import known_case
from kubecode.study.report.matrix import Arrangement, make_matrix, read_matrix_inputs
from kubecode.study.session import Session, now
from kubecode.synthesiser.cell_words import quotes_in_words
from kubecode.synthesiser.cells import Cell, Column
from kubecode.wording import Lang


@dataclass(frozen=True, slots=True, repr=False)
class OpenedCell:
    """A cell with its row, its column and all codings in it: accepted, suggested or rejected."""

    row: MatrixRow
    column: Column
    cell: Cell
    codings: tuple[Coding, ...]

    def __repr__(self) -> str:
        """Return ``<OpenedCell konflik × KUBE Tulip: hinders, 33 excerpts>``."""
        cell = self.cell
        result = cell.empty or cell.valence or "valence not clear"
        return f"<OpenedCell {self.row.id} × {self.column.label}: {result}, {cell.excerpts} excerpts>"


def open_cell(
    session: Session, row_id: str, case: str, coder: str | None = None, lang: Lang = "id"
) -> OpenedCell:
    """Return one cell of the case matrix with its codings. Raises KubecodeError for an unknown name."""
    inputs = read_matrix_inputs(session, coder, lang)
    matrix = make_matrix(inputs, Arrangement(rows=_row_kind(inputs.book.codebook, row_id)))
    row = next(row for row in matrix.rows if row.id == row_id)
    case = known_case(case, [column.label for column in matrix.columns])
    column = next(c for c in matrix.columns if c.key == case_key(case))
    codings = [c for c in inputs.codings if row.holds(c.path) and case_key(c.case) == column.key]
    return OpenedCell(row, column, matrix.cell(row, column), tuple(codings))


def note_cell(
    session: Session, row_id: str, case: str, coder: str, values: Mapping[cell_notes.Field, str | None]
) -> None:
    """Append notes on a cell; earlier notes stay in the study.

    ``values`` are the fields that change: summary (its basis are the current excerpts of the cell), valence,
    exemplar (an excerpt's id or ``DOCUMENT:LINE``), note. None or blank takes a field back. Raises
    KubecodeError for an unknown cell, or an exemplar that is not in it.
    """
    opened = open_cell(session, row_id, case)
    rows = _row_kind(study_codebook(session).codebook, row_id)
    cell = cell_notes.CellKey(rows, "case", opened.row.id, opened.column.key)
    notes = {field: (value or "").strip() or None for field, value in values.items()}
    if notes.get("exemplar"):
        notes["exemplar"] = _excerpt_in(opened, notes["exemplar"] or "")
    with transaction(session.connection):
        for field, value in notes.items():
            basis = opened.cell.excerpt_ids if field == "summary" else ()
            cell_notes.put_note(session.connection, cell, field, value, (coder, now()), basis)


def confirmed(session: Session, row_id: str, case: str, lang: Lang) -> dict[cell_notes.Field, str | None]:
    """Return the values for :func:`note_cell` with which a researcher confirms what is proposed.

    Raises KubecodeError if nothing is proposed.
    """
    cell = open_cell(session, row_id, case, lang=lang).cell
    values: dict[cell_notes.Field, str | None] = {}
    if cell.valence_source == "proposed" and cell.proposed:
        values["valence"] = cell.proposed
    if not cell.summary and cell.quotes:
        values["summary"] = quotes_in_words(cell, lang)
    elif cell.summary_is_stale:
        values["summary"] = cell.summary
    if not values:
        hint = "everything in it is yours already, or nothing was found"
        raise KubecodeError(f"nothing is proposed for {row_id} in {case}", hint, exit_status=ExitStatus.USAGE)
    return values


def _excerpt_in(opened: OpenedCell, name: str) -> str:
    """Return the id of the excerpt with this id, or of the first one on this ``DOCUMENT:LINE``."""
    counted = [coding for coding in opened.codings if coding.id in opened.cell.excerpt_ids]
    for coding in counted:
        if name in {coding.id, f"{coding.document}:{coding.line}"}:
            return coding.id
    raise unknown_name("excerpt of this cell", name, dict.fromkeys(f"{c.document}:{c.line}" for c in counted))


def _row_kind(codebook: Codebook, row_id: str) -> str:
    """Return the kind of rows with this id: ``code``, ``subcode`` or the id of a lens."""
    kinds = ("code", "subcode", *(lens.id for lens in codebook.lenses))
    ids = {kind: [row.id for row in rows_of(codebook, kind)] for kind in kinds}
    for kind in kinds:
        if row_id in ids[kind]:
            return kind
    raise unknown_name("row", row_id, [known for kind in kinds for known in ids[kind]])
