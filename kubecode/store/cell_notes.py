"""Notes of researchers on cells of the matrix: appended, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Literal, NamedTuple

from kubecode.model import CellNote, Valence

Field = Literal["summary", "valence", "exemplar", "note"]


class CellKey(NamedTuple):
    """A cell of a matrix: the kinds of rows and columns, the row id and the column key."""

    rows: str
    columns: str
    row: str
    column: str


def put_note(
    connection: sqlite3.Connection,
    cell: CellKey,
    field: Field,
    value: str | None,
    made: tuple[str, str],
    basis: tuple[str, ...] = (),
) -> None:
    """Append the value of a field of a cell; None takes the earlier value back.

    ``made`` is (coder, time), ``basis`` the ids of the excerpts that a summary rests on.
    """
    connection.execute(
        "INSERT INTO cell_note (rows, columns, row_id, column_key, field, value, basis, coder, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*cell, field, value, json.dumps(basis, ensure_ascii=False), *made),
    )


def move_excerpts(connection: sqlite3.Connection, moved: Callable[[str], str]) -> None:
    """Let all notes refer to excerpts by the ids that ``moved`` returns for theirs."""
    for row in connection.execute("SELECT id, field, value, basis FROM cell_note").fetchall():
        basis = json.loads(row["basis"]) if row["basis"] else []
        now = [moved(excerpt) for excerpt in basis]
        if now != basis:
            text = json.dumps(now, ensure_ascii=False)
            connection.execute("UPDATE cell_note SET basis = ? WHERE id = ?", (text, row["id"]))
        if row["field"] == "exemplar" and row["value"] and moved(row["value"]) != row["value"]:
            values = moved(row["value"]), row["id"]
            connection.execute("UPDATE cell_note SET value = ? WHERE id = ?", values)


def get_notes(
    connection: sqlite3.Connection,
    rows: str,
    columns: str,
    coder: str | None = None,
    until: int | None = None,
) -> dict[tuple[str, str], CellNote]:
    """Return (row id, column key) → current note, for the matrix with these kinds of rows and columns.

    With a coder, only the coder's notes; else the last note of anybody. ``until`` returns the notes as they
    were when it was the number of the last note (see :func:`last_note`).
    """
    notes: dict[tuple[str, str], dict[str, sqlite3.Row]] = {}
    for row in connection.execute(
        "SELECT * FROM cell_note WHERE rows = ?1 AND columns = ?2 AND (?3 IS NULL OR coder = ?3)"
        " AND (?4 IS NULL OR id <= ?4) ORDER BY id",
        (rows, columns, coder, until),
    ):
        notes.setdefault((row["row_id"], row["column_key"]), {})[row["field"]] = row
    return {cell: _note(fields) for cell, fields in notes.items()}


def last_note(connection: sqlite3.Connection) -> int:
    """Return the number of the newest note, or 0."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM cell_note").fetchone()[0])


def _note(fields: dict[str, sqlite3.Row]) -> CellNote:
    value = {field: row["value"] for field, row in fields.items()}
    basis = fields["summary"]["basis"] if value.get("summary") else None
    return CellNote(
        summary=value.get("summary"),
        basis=tuple(json.loads(basis)) if basis else None,
        valence=Valence(value["valence"]) if value.get("valence") else None,
        exemplar=value.get("exemplar"),
        note=value.get("note"),
    )
