"""What researchers say of a cell of the matrix: summary and valence, appended, never changed."""

from __future__ import annotations

import sqlite3
from typing import Literal

from kubecode.model import CellNote, Valence

Field = Literal["summary", "valence"]


def put_note(
    connection: sqlite3.Connection,
    cell: tuple[str, str, str, str],
    field: Field,
    value: str | None,
    made: tuple[str, str],
) -> None:
    """Append what was said of a field of a cell; None takes back what was said before.

    ``cell`` is (rows, columns, row id, column key), ``made`` (coder, time).
    """
    connection.execute(
        "INSERT INTO cell_note (rows, columns, row_id, column_key, field, value, coder, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*cell, field, value, *made),
    )


def get_notes(
    connection: sqlite3.Connection, rows: str, columns: str, coder: str | None = None
) -> dict[tuple[str, str], CellNote]:
    """Return the notes that hold for a matrix with these rows and columns, by (row id, column key).

    With a coder these are the coder's own, else whatever was said last.
    """
    said: dict[tuple[str, str], dict[str, str | None]] = {}
    for row in connection.execute(
        "SELECT * FROM cell_note WHERE rows = ?1 AND columns = ?2 AND (?3 IS NULL OR coder = ?3) ORDER BY id",
        (rows, columns, coder),
    ):
        said.setdefault((row["row_id"], row["column_key"]), {})[row["field"]] = row["value"]
    return {
        cell: CellNote(
            fields.get("summary"), Valence(valence) if (valence := fields.get("valence")) else None
        )
        for cell, fields in said.items()
    }
