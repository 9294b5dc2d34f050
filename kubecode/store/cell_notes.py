"""What researchers say of a cell of the matrix: appended, never changed."""

from __future__ import annotations

import json
import sqlite3
from typing import Literal, NamedTuple

from kubecode.model import CellNote, Valence

Field = Literal["summary", "valence", "exemplar", "note"]


class CellKey(NamedTuple):
    """Which cell of which matrix."""

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
    """Append what was said of a field of a cell; None takes back what was said before.

    ``made`` is (coder, time), ``basis`` the ids of the excerpts that a summary rests on.
    """
    connection.execute(
        "INSERT INTO cell_note (rows, columns, row_id, column_key, field, value, basis, coder, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*cell, field, value, json.dumps(basis, ensure_ascii=False), *made),
    )


def get_notes(
    connection: sqlite3.Connection,
    rows: str,
    columns: str,
    coder: str | None = None,
    until: int | None = None,
) -> dict[tuple[str, str], CellNote]:
    """Return the notes that hold for a matrix with these rows and columns, by (row id, column key).

    With a coder these are the coder's own, else whatever was said last; with ``until`` as they were when
    that was the last note (see :func:`last_note`).
    """
    said: dict[tuple[str, str], dict[str, sqlite3.Row]] = {}
    for row in connection.execute(
        "SELECT * FROM cell_note WHERE rows = ?1 AND columns = ?2 AND (?3 IS NULL OR coder = ?3)"
        " AND (?4 IS NULL OR id <= ?4) ORDER BY id",
        (rows, columns, coder, until),
    ):
        said.setdefault((row["row_id"], row["column_key"]), {})[row["field"]] = row
    return {cell: _note(fields) for cell, fields in said.items()}


def last_note(connection: sqlite3.Connection) -> int:
    """Return the number of the newest note, 0 where there is none."""
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
