"""What researchers say of a cell of the matrix: summary and valence, appended, never changed."""

from __future__ import annotations

import sqlite3

from kubecode.model import CellNote, Valence


def put_note(connection: sqlite3.Connection, note: CellNote, at: str) -> None:
    """Append a note; what it leaves out (None) is taken over from the note before it."""
    before = get_notes(connection).get((note.row, note.column))
    summary = note.summary if note.summary is not None else before and before.summary
    valence = note.valence if note.valence is not None else before and before.valence
    connection.execute(
        "INSERT INTO cell_note (row_id, column_key, coder, summary, valence, at) VALUES (?, ?, ?, ?, ?, ?)",
        (note.row, note.column, note.coder, summary, valence, at),
    )


def get_notes(connection: sqlite3.Connection) -> dict[tuple[str, str], CellNote]:
    """Return the note that holds for each (row id, column key)."""
    rows = connection.execute("SELECT * FROM cell_note ORDER BY id")
    return {
        (r["row_id"], r["column_key"]): CellNote(
            r["row_id"],
            r["column_key"],
            r["coder"],
            r["summary"],
            Valence(r["valence"]) if r["valence"] else None,
        )
        for r in rows
    }
