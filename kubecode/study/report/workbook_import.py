"""Import of an edited matrix workbook: the notes of the researcher, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isclose
from pathlib import Path

from openpyxl.utils import get_column_letter

from kubecode.errors import ExitStatus, FilePosition, KubecodeError, Problem
from kubecode.model import VERSION, Valence
from kubecode.readers.workbooks import Grid, ReadCellValue, read_workbook
from kubecode.safe_text import visible, visible_lines
from kubecode.store import cell_notes
from kubecode.store.study_file import transaction
from kubecode.study.report.matrix import MatrixInputs, make_matrix, read_matrix_inputs
from kubecode.study.report.workbook_export import Stamp, StudyWorkbook, read_stamp, workbook_of
from kubecode.study.session import Session, now
from kubecode.synthesiser.cells import Cell, Matrix
from kubecode.synthesiser.columns import make_grouping
from kubecode.wording import Lang, say
from kubecode.writers.sheets import Sheet, safe_value
from kubecode.writers.workbook.matrix_sheet import cell_positions, valence_choices

_FIELDS: tuple[cell_notes.Field | None, ...] = ("valence", None, None, "summary", "note")
"""The fields of the editable lines of a cell in the sheet (see ``matrix_sheet.LINES``)."""
_MAX_PROBLEMS = 20
_AGAIN = "export the matrix anew, and carry your words over"
_ANEW = "only valence, summary and note come back; export the matrix anew for anything else"


@dataclass(frozen=True, slots=True)
class WorkbookImport:
    """The result of an import: the changed cells, and the number of unchanged ones.

    A changed cell is (row label, column label, changed fields).
    """

    changed: tuple[tuple[str, str, tuple[cell_notes.Field, ...]], ...]
    unchanged: int


def import_workbook(session: Session, path: Path, coder: str | None, own_name: str) -> WorkbookImport:
    """Import the notes that a person has changed in an exported matrix, all or none.

    They become notes of ``own_name``. A matrix for one coder keeps that coder, and ``coder``, if given, must
    be the same. Raises KubecodeError if the file cannot be read or a valence is unknown (exit 1), and if
    anything else changed in the file or in the study (exit 3); then nothing is applied.
    """
    grids = {grid.title: grid for grid in read_workbook(path)}
    stamp = next((found for grid in grids.values() if (found := read_stamp(grid.values.get((1, 1))))), None)
    if stamp is None:
        message = f"{path}: this is no matrix of kubecode, or its hidden first column is gone"
        raise KubecodeError(message, "give a file that 'kubecode matrix -o FILE.xlsx' wrote")
    if coder and stamp.coder and coder != stamp.coder:
        message = f"{path}: this is the study as {stamp.coder} sees it"
        raise KubecodeError(message, f"leave out --coder {coder}", exit_status=ExitStatus.USAGE)
    inputs, then = _as_written(session, path, stamp)
    _refuse(path, _changes(grids, then.sheets), ExitStatus.CONFLICT)
    matrix = make_matrix(inputs, stamp.arrangement)
    read = list(_edits(grids[then.sheets[0].title], then, matrix))
    _refuse(path, [problem for problem in read if isinstance(problem, tuple)])
    edits = [edit for edit in read if isinstance(edit, _CellEdit) and not edit.is_known]
    late = [
        (f"{edit.at} has changed in the study since the export", _AGAIN) for edit in edits if edit.is_late
    ]
    _refuse(path, late, ExitStatus.CONFLICT)
    matrix_key = cell_notes.CellKey(stamp.rows, make_grouping(inputs.documents, stamp.by).by, "", "")
    _save(session, edits, matrix_key, (stamp.coder or own_name, now()))
    return _result(then.report.matrix, edits)


def _as_written(session: Session, path: Path, stamp: Stamp) -> tuple[MatrixInputs, StudyWorkbook]:
    """Return the study, and the workbook as of the export. Raises KubecodeError if its stamp differs."""
    try:
        inputs = read_matrix_inputs(session, stamp.coder, stamp.lang)
        then = workbook_of(replace(inputs, noted=stamp.noted), stamp.arrangement)
    except KubecodeError as error:
        raise _stale(path, stamp) from error
    if then.stamp != stamp:
        raise _stale(path, stamp)
    return inputs, then


def _save(
    session: Session, edits: list[_CellEdit], matrix_key: cell_notes.CellKey, made: tuple[str, str]
) -> None:
    if not edits:
        return
    with transaction(session.connection):
        for edit in edits:
            cell = matrix_key._replace(row=edit.current.row, column=edit.current.column)
            basis = edit.current.excerpt_ids if edit.field == "summary" else ()
            cell_notes.put_note(session.connection, cell, edit.field, edit.value, made, basis)


def _result(matrix: Matrix, edits: list[_CellEdit]) -> WorkbookImport:
    by_cell: dict[tuple[str, str], list[cell_notes.Field]] = {}
    for edit in edits:
        by_cell.setdefault((edit.then.row, edit.then.column), []).append(edit.field)
    changed = tuple(
        (row.label, column.label, tuple(by_cell[row.id, column.key]))
        for row in matrix.rows
        for column in matrix.columns
        if (row.id, column.key) in by_cell
    )
    return WorkbookImport(changed, len(matrix.cells) - len(changed))


def _stale(path: Path, stamp: Stamp) -> KubecodeError:
    message = f"{path}: this file does not match the study, or the study has changed since the export"
    if stamp.version != VERSION:
        message = f"{path}: written by kubecode {stamp.version}, and this is {VERSION}"
    return KubecodeError(message, f"{_AGAIN}; nothing was applied", exit_status=ExitStatus.CONFLICT)


def _refuse(
    path: Path, problems: Iterable[tuple[str, str]], status: ExitStatus = ExitStatus.FILE_PROBLEMS
) -> None:
    """Raise KubecodeError if there are problems: (message, hint)."""
    listed = [Problem(FilePosition(str(path)), *problem) for problem in problems]
    if listed:
        more = f" ({len(listed) - _MAX_PROBLEMS} more like these)" if len(listed) > _MAX_PROBLEMS else ""
        raise KubecodeError(
            f"{path}: nothing was applied{more}", exit_status=status, problems=tuple(listed[:_MAX_PROBLEMS])
        )


def _changes(grids: Mapping[str, Grid], sheets: tuple[Sheet, ...]) -> Iterator[tuple[str, str]]:
    """Yield (change, hint) for each change outside the editable cells."""
    for title in grids.keys() - {sheet.title for sheet in sheets}:
        yield f"the sheet {title} is not kubecode's", "move it to a file of its own"
    for sheet in sheets:
        if sheet.title in grids:
            yield from (
                (f"{sheet.title}{change}", _ANEW) for change in _changed_cells(sheet, grids[sheet.title])
            )
        else:
            yield f"the sheet {sheet.title} is missing or renamed", _ANEW


def _changed_cells(sheet: Sheet, grid: Grid) -> Iterator[str]:
    boxes = {(r, c): box for r, row in enumerate(sheet.rows, 1) for c, box in enumerate(row, 1)}
    editable = {at for at, box in boxes.items() if box.is_editable}
    then: dict[tuple[int, int], ReadCellValue] = {
        at: safe_value(box.value) for at, box in boxes.items() if box.value != "" and not box.is_editable
    }
    found = {at: value for at, value in grid.values.items() if at not in editable}
    for axis, name in enumerate(("rows", "columns")):
        was, is_now = (max((at[axis] for at in cells), default=0) for cells in (then, found))
        if was != is_now:
            yield f": {was} {name} were written, now there are {is_now}"
            return
    rows = [_lines(values, len(sheet.rows)) for values in (then, found)]
    if rows[0] != rows[1] and sorted(rows[0]) == sorted(rows[1]):
        first = next(n for n, (one, other) in enumerate(zip(*rows, strict=True), 1) if one != other)
        yield f": the rows are in another order, from row {first} on"
        return
    for row, column in sorted(then.keys() | found.keys()):
        before, after = then.get((row, column)), found.get((row, column))
        if not _is_same(before, after):
            yield f"!{get_column_letter(column)}{row} was {_quoted(before)} and is {_quoted(after)}"


def _lines(values: dict[tuple[int, int], ReadCellValue], count: int) -> list[str]:
    """Return each row as one string, to compare and sort rows."""
    lines: list[list[str]] = [[] for _ in range(count)]
    for (row, column), value in sorted(values.items()):
        lines[row - 1].append(f"{column}={_text(value)}")
    return ["\t".join(line) for line in lines]


def _is_same(one: ReadCellValue, other: ReadCellValue) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return isclose(one, other, rel_tol=1e-9)
    return type(one) is type(other) and _text(one) == _text(other)


def _text(value: ReadCellValue) -> str:
    """Return a value as text, without white space at its ends: programs add and drop it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else visible_lines(str(value)).strip()


def _quoted(value: ReadCellValue) -> str:
    text = visible(str(value))
    return "empty" if value is None else f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'


@dataclass(frozen=True, slots=True)
class _CellEdit:
    """A change in an editable cell of the sheet.

    ``then`` and ``current`` are the cell of the matrix at the time of the export and now; ``value`` is None
    if the field is taken back.
    """

    at: str
    then: Cell
    current: Cell
    field: cell_notes.Field
    value: str | None

    @property
    def is_known(self) -> bool:
        """Whether the study has this value already."""
        is_kept = self.field == "summary" and self.current.summary_is_stale
        return _same_words(self.value, _own(self.current, self.field)) and not is_kept

    @property
    def is_late(self) -> bool:
        """Whether the value in the study has changed since the export."""
        return not _same_words(_own(self.then, self.field), _own(self.current, self.field))


def _edits(grid: Grid, then: StudyWorkbook, current: Matrix) -> Iterator[_CellEdit | tuple[str, str]]:
    """Yield the edits in the editable cells, or (problem, hint)."""
    sheet, lang = then.sheets[0], then.stamp.lang
    for id_, (row, column) in cell_positions(then.report.matrix).items():
        cell = then.report.matrix.cells[id_]
        for number, field in enumerate(_FIELDS, row):
            if field is None:
                continue
            at = f"{sheet.title}!{get_column_letter(column)}{number}"
            value = grid.values.get((number, column))
            if _text(value) == _text(safe_value(sheet.rows[number - 1][column - 1].value)):
                continue
            if (number, column) in grid.computed:
                yield f"{at} contains a formula, a date or a truth value", "write it as text"
                continue
            parsed = _parsed(field, _text(value), cell, lang)
            if field == "valence" and parsed not in {None, *Valence}:
                yield _unknown_valence(at, cell, lang)
            else:
                yield _CellEdit(at, cell, current.cells[id_], field, parsed)


def _parsed(field: cell_notes.Field, text: str, cell: Cell, lang: Lang) -> str | None:
    """Return the valence that was chosen, or a text without the mark before it; None if empty."""
    if field == "valence":
        choices = valence_choices(is_mark=cell.is_mark, lang=lang)
        words = {
            name: valence for choice, valence in choices.items() for name in (choice, *choice.split(" ", 1))
        }
        return words.get(text.casefold(), text) or None
    if field == "summary":
        for mark in ("summary.stale", "summary.draft"):
            text = text.removeprefix(say(mark, lang)).strip()
    return text or None


def _unknown_valence(at: str, cell: Cell, lang: Lang) -> tuple[str, str]:
    choices = ", ".join(valence_choices(is_mark=cell.is_mark, lang=lang))
    return f"{at} is not a valence", f"choose {choices}, or empty it"


def _own(cell: Cell, field: cell_notes.Field) -> str | None:
    """Return the researcher's value of a field, or None."""
    if field == "valence":
        return cell.valence if cell.valence_source == "confirmed" else None
    return cell.summary if field == "summary" else cell.note


def _same_words(one: str | None, other: str | None) -> bool:
    return _text(one) == _text(other)
