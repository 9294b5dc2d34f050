"""The study in outline: where segments and suggestions lie, without their words and reasons.

A review opens with this; the words of a document and the evidence are read when they are looked at.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

_LAST_RUNS = "SELECT max(id) FROM run GROUP BY document_id"


class OutlinedSegment(NamedTuple):
    """Where a segment lies (code points, half-open), and who speaks."""

    document: str
    start: int
    end: int
    informant: str | None


class OutlinedSuggestion(NamedTuple):
    """What the machine suggests of a segment, in its plain values."""

    document: str
    start: int
    end: int
    code: str
    valence: str | None
    presence: str
    confidence: str
    score: float


def outlined_segments(connection: sqlite3.Connection) -> Iterator[OutlinedSegment]:
    """Yield the segments of the runs that count, in the order of names and text."""
    rows = _rows(
        connection,
        "SELECT document.name, segment.start, segment.end, turn.informant"  # noqa: S608  the text is ours
        " FROM segment JOIN run ON run.id = run_id JOIN document ON document.id = run.document_id"
        " LEFT JOIN turn ON turn.document_id = document.id AND turn.position = segment.turn"
        f" WHERE run_id IN ({_LAST_RUNS}) ORDER BY document.name, segment.position",
    )
    return map(OutlinedSegment._make, rows)


def outlined_suggestions(
    connection: sqlite3.Connection, indicator: str | None = None
) -> Iterator[OutlinedSuggestion]:
    """Yield the suggestions of the runs that count, in the order of names and text.

    With an indicator (as the codebook writes it) only those for which it spoke.
    """
    # The words are sought as they stand in the JSON, so that little of it is read.
    # A filter's quotation marks are gone when it comes here, those of an indicator for one form only stay.
    sought = None if indicator is None else indicator.strip('"')
    rows = _rows(
        connection,
        "SELECT document.name, start, end, code, valence, presence, confidence, score,"  # noqa: S608
        " CASE WHEN ?1 IS NULL THEN '' ELSE evidence END"
        " FROM suggestion JOIN run ON run.id = run_id JOIN document ON document.id = run.document_id"
        f" WHERE run_id IN ({_LAST_RUNS}) AND (?1 IS NULL OR instr(evidence, ?1))"
        " ORDER BY document.name, suggestion.id",
        (None if sought is None else json.dumps(sought, ensure_ascii=False)[1:-1],),
    )
    for row in rows:
        if sought is None or any(piece["indicator"].strip('"') == sought for piece in json.loads(row[-1])):
            yield OutlinedSuggestion._make(row[:-1])


def document_cases(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the case of each document as it was read, by the document's name, in their order."""
    return dict(connection.execute("SELECT name, case_name FROM document ORDER BY name").fetchall())


def document_texts(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield the name and text of every document."""
    for row in connection.execute("SELECT name, text FROM document ORDER BY name"):
        yield row["name"], row["text"]


def state(connection: sqlite3.Connection) -> str:
    """Return what changes whenever what is outlined does: the texts and the runs that count."""
    row = connection.execute(
        "SELECT group_concat(sha256 || ':' || coalesce(run, 0) || ':' || case_name) FROM"
        " (SELECT sha256, case_name, max(run.id) AS run FROM document"
        " LEFT JOIN run ON run.document_id = document.id GROUP BY document.id ORDER BY document.id)"
    ).fetchone()
    return row[0] or ""


def _rows(connection: sqlite3.Connection, sql: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
    """Return rows as plain tuples: there are many, and they are read in order."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, values)
