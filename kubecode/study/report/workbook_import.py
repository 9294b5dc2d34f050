"""A matrix that comes back from a spreadsheet: the researcher's own words, and nothing else."""

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
"""What the open lines of a cell in the sheet come back as (see ``matrix_sheet.LINES``)."""
_MOST_TOLD = 20
_AGAIN = "export the matrix anew, and carry your words over"
_ANEW = "only valence, summary and note come back; export the matrix anew for anything else"


@dataclass(frozen=True, slots=True)
class WorkbookImport:
    """What a matrix brought: (row's label, column's label, fields that changed) for each cell that changed,
    and how many cells stayed as they were.
    """

    changed: tuple[tuple[str, str, tuple[cell_notes.Field, ...]], ...]
    unchanged: int


def import_workbook(session: Session, path: Path, coder: str | None, own_name: str) -> WorkbookImport:
    """Take over the words that a person has changed in an exported matrix, all or none.

    They become those of ``own_name``; a matrix as one coder sees it holds that coder's words, and ``coder``
    (None: whoever it is) must be the same. Raises KubecodeError where the file cannot be read (exit 1), where
    a valence cannot be understood (exit 1), and where anything else has changed, in the file or in the study
    (exit 3); then nothing is applied.
    """
    grids = {grid.title: grid for grid in read_workbook(path)}
    stamp = next((found for grid in grids.values() if (found := read_stamp(grid.values.get((1, 1))))), None)
    if stamp is None:
        message = f"{path}: this is no matrix of kubecode, or its hidden first column is gone"
        raise KubecodeError(message, "give a file that 'kubecode matrix -o FILE.xlsx' wrote")
    if coder and stamp.coder and coder != stamp.coder:
        message = f"{path}: this is the study as {stamp.coder} sees it"
        raise KubecodeError(message, f"leave out --coder {coder}", exit_status=ExitStatus.USAGE)
    material, then = _as_written(session, path, stamp)
    _refuse(path, _changes(grids, then.sheets), ExitStatus.CONFLICT)
    matrix = make_matrix(material, stamp.arrangement)
    read = list(_edits(grids[then.sheets[0].title], then, matrix))
    _refuse(path, [one for one in read if isinstance(one, tuple)])
    edits = [one for one in read if isinstance(one, _CellEdit) and not one.is_known]
    late = [
        (f"{one.at} has become something else in the study since", _AGAIN) for one in edits if one.is_late
    ]
    _refuse(path, late, ExitStatus.CONFLICT)
    place = cell_notes.CellKey(stamp.rows, make_grouping(material.documents, stamp.by).by, "", "")
    _keep(session, edits, place, (stamp.coder or own_name, now()))
    return _taken(then.report.matrix, edits)


def _as_written(session: Session, path: Path, stamp: Stamp) -> tuple[MatrixInputs, StudyWorkbook]:
    """Return the study, and the workbook that it would have written then. Raises KubecodeError where that is
    not what the file says.
    """
    try:
        material = read_matrix_inputs(session, stamp.coder, stamp.lang)
        then = workbook_of(replace(material, noted=stamp.noted), stamp.arrangement)
    except KubecodeError as error:
        raise _stale(path, stamp) from error
    if then.stamp != stamp:
        raise _stale(path, stamp)
    return material, then


def _keep(session: Session, edits: list[_CellEdit], place: cell_notes.CellKey, made: tuple[str, str]) -> None:
    if not edits:
        return
    with transaction(session.connection):
        for edit in edits:
            cell = place._replace(row=edit.current.row, column=edit.current.column)
            basis = edit.current.excerpt_ids if edit.field == "summary" else ()
            cell_notes.put_note(session.connection, cell, edit.field, edit.value, made, basis)


def _taken(matrix: Matrix, edits: list[_CellEdit]) -> WorkbookImport:
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
    said = f"{path}: the study is no longer, or never was, as this file shows it"
    if stamp.version != VERSION:
        said = f"{path}: written by kubecode {stamp.version}, and this is {VERSION}"
    return KubecodeError(said, f"{_AGAIN}; nothing was applied", exit_status=ExitStatus.CONFLICT)


def _refuse(
    path: Path, problems: Iterable[tuple[str, str]], status: ExitStatus = ExitStatus.FILE_PROBLEMS
) -> None:
    """Raise KubecodeError where there are problems: (message, hint)."""
    told = [Problem(FilePosition(str(path)), *said) for said in problems]
    if told:
        more = f" ({len(told) - _MOST_TOLD} more like these)" if len(told) > _MOST_TOLD else ""
        raise KubecodeError(
            f"{path}: nothing was applied{more}", exit_status=status, problems=tuple(told[:_MOST_TOLD])
        )


def _changes(grids: Mapping[str, Grid], sheets: tuple[Sheet, ...]) -> Iterator[tuple[str, str]]:
    """Yield what is no longer as it was written, the open cells aside, with what to do about it."""
    for title in grids.keys() - {sheet.title for sheet in sheets}:
        yield f"the sheet {title} is not kubecode's", "move it to a file of its own"
    for sheet in sheets:
        if sheet.title in grids:
            yield from ((f"{sheet.title}{said}", _ANEW) for said in _changed_cells(sheet, grids[sheet.title]))
        else:
            yield f"the sheet {sheet.title} is missing or renamed", _ANEW


def _changed_cells(sheet: Sheet, grid: Grid) -> Iterator[str]:
    boxes = {(r, c): box for r, row in enumerate(sheet.rows, 1) for c, box in enumerate(row, 1)}
    is_open = {place for place, box in boxes.items() if box.is_editable}
    then: dict[tuple[int, int], ReadCellValue] = {
        place: safe_value(box.value)
        for place, box in boxes.items()
        if box.value != "" and not box.is_editable
    }
    found = {place: value for place, value in grid.values.items() if place not in is_open}
    for axis, name in enumerate(("rows", "columns")):
        was, is_now = (max((place[axis] for place in places), default=0) for places in (then, found))
        if was != is_now:
            yield f": {was} {name} were written, now there are {is_now}"
            return
    rows = [_lines(values, len(sheet.rows)) for values in (then, found)]
    if rows[0] != rows[1] and sorted(rows[0]) == sorted(rows[1]):
        first = next(n for n, (one, other) in enumerate(zip(*rows, strict=True), 1) if one != other)
        yield f": the rows stand in another order, from row {first} on"
        return
    for place in sorted(then.keys() | found.keys()):
        if not _is_same(then.get(place), found.get(place)):
            said, now_said = _quoted(then.get(place)), _quoted(found.get(place))
            yield f"!{get_column_letter(place[1])}{place[0]} was {said} and is {now_said}"


def _lines(values: dict[tuple[int, int], ReadCellValue], count: int) -> list[str]:
    """Return each row as one text, to be compared and sorted."""
    lines: list[list[str]] = [[] for _ in range(count)]
    for (row, column), value in sorted(values.items()):
        lines[row - 1].append(f"{column}={_text(value)}")
    return ["\t".join(line) for line in lines]


def _is_same(one: ReadCellValue, other: ReadCellValue) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return isclose(one, other, rel_tol=1e-9)
    return type(one) is type(other) and _text(one) == _text(other)


def _text(value: ReadCellValue) -> str:
    """Return a value as text, without the white space that programs add or drop at its ends."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else visible_lines(str(value)).strip()


def _quoted(value: ReadCellValue) -> str:
    text = visible(str(value))
    return "empty" if value is None else f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'


@dataclass(frozen=True, slots=True)
class _CellEdit:
    """What a person has written into an open cell of the sheet: ``then`` and ``current`` are the cell of the
    matrix as the file shows it and as it stands now, ``value`` the words, None where they are taken back.
    """

    at: str
    then: Cell
    current: Cell
    field: cell_notes.Field
    value: str | None

    @property
    def is_known(self) -> bool:
        """Whether the study says so already."""
        is_kept = self.field == "summary" and self.current.summary_is_stale
        return _same_words(self.value, _own(self.current, self.field)) and not is_kept

    @property
    def is_late(self) -> bool:
        """Whether the study has come to say something else than what the person saw."""
        return not _same_words(_own(self.then, self.field), _own(self.current, self.field))


def _edits(grid: Grid, then: StudyWorkbook, current: Matrix) -> Iterator[_CellEdit | tuple[str, str]]:
    """Yield what was changed in the open cells of the matrix, or (what is wrong with it, what to do)."""
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
                yield f"{at} holds a formula, a date or a truth value", "write it as text"
                continue
            said = _said(field, _text(value), cell, lang)
            wrong = field == "valence" and said not in {None, *Valence}
            yield (
                _unknown_valence(at, cell, lang)
                if wrong
                else _CellEdit(at, cell, current.cells[id_], field, said)
            )


def _said(field: cell_notes.Field, text: str, cell: Cell, lang: Lang) -> str | None:
    """Return what a text says: the valence that was chosen, or words without the marks before them."""
    if field == "valence":
        choices = valence_choices(is_mark=cell.is_mark, lang=lang)
        words = {name: valence for said, valence in choices.items() for name in (said, *said.split(" ", 1))}
        return words.get(text.casefold(), text) or None
    if field == "summary":
        for mark in ("summary.stale", "summary.draft"):
            text = text.removeprefix(say(mark, lang)).strip()
    return text or None


def _unknown_valence(at: str, cell: Cell, lang: Lang) -> tuple[str, str]:
    choices = ", ".join(valence_choices(is_mark=cell.is_mark, lang=lang))
    return f"{at} is no valence", f"choose {choices}, or empty it"


def _own(cell: Cell, field: cell_notes.Field) -> str | None:
    """Return what a researcher has said of a cell, None where nobody has."""
    if field == "valence":
        return cell.valence if cell.valence_source == "confirmed" else None
    return cell.summary if field == "summary" else cell.note


def _same_words(one: str | None, other: str | None) -> bool:
    return _text(one) == _text(other)
