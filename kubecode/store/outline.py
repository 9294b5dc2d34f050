"""The outline of a study: spans of segments and suggestions, without text and evidence.

A review opens with the outline; text and evidence are read when a segment is shown.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

_LAST_RUNS = "SELECT max(id) FROM run GROUP BY document_id"


class OutlinedSegment(NamedTuple):
    """Span of a segment (code points, half-open) and its informant."""

    document: str
    start: int
    end: int
    informant: str | None


class OutlinedSuggestion(NamedTuple):
    """A suggestion in plain values, without its evidence."""

    document: str
    start: int
    end: int
    code: str
    valence: str | None
    presence: str
    confidence: str
    score: float


class Counts(NamedTuple):
    """The number of documents in a study, and of its current decisions."""

    documents: int
    decisions: int


def counts(path: Path) -> Counts | None:
    """Return the counts of a study file, or None if it cannot be read at once.

    The file is opened read-only, without migration and without waiting for a lock, so that showing a study
    changes nothing.
    """
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=0)) as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM document), count(*) FROM decision"
                " WHERE status != 'suggested' AND id IN"
                " (SELECT max(id) FROM decision GROUP BY document_id, start, end, code, coder)"
            ).fetchone()
    # A loop of symbolic links is a RuntimeError before Python 3.13.
    except (sqlite3.Error, OSError, RuntimeError, ValueError):
        return None
    return Counts(*row)


def outlined_segments(connection: sqlite3.Connection) -> Iterator[OutlinedSegment]:
    """Yield the segments of the last runs, by document name and position."""
    rows = _rows(
        connection,
        "SELECT document.name, segment.start, segment.end, turn.informant"  # noqa: S608  the text is a constant
        " FROM segment JOIN run ON run.id = run_id JOIN document ON document.id = run.document_id"
        " LEFT JOIN turn ON turn.document_id = document.id AND turn.position = segment.turn"
        f" WHERE run_id IN ({_LAST_RUNS}) ORDER BY document.name, segment.position",
    )
    return map(OutlinedSegment._make, rows)


def outlined_suggestions(
    connection: sqlite3.Connection, indicator: str | None = None
) -> Iterator[OutlinedSuggestion]:
    """Yield the suggestions of the last runs, by document name and position.

    With an indicator (with or without its quotation marks), only those that it is evidence for.
    """
    # SQL first searches the JSON text for the indicator, so that few rows are parsed. Quotation marks are
    # ignored: an exact indicator is stored with them, and a shell removes them from a filter.
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
    """Return document name → case as it was read, by name."""
    return dict(connection.execute("SELECT name, case_name FROM document ORDER BY name").fetchall())


def document_texts(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every document, by name."""
    for row in connection.execute("SELECT name, text FROM document ORDER BY name"):
        yield row["name"], row["text"]


def outline_version(connection: sqlite3.Connection) -> str:
    """Return a value that changes whenever the outline does: names, texts, cases and last runs."""
    row = connection.execute(
        "SELECT group_concat(sha256 || ':' || coalesce(run, 0) || ':' || case_name || ':' || name) FROM"
        " (SELECT document.name, sha256, case_name, max(run.id) AS run FROM document"
        " LEFT JOIN run ON run.document_id = document.id GROUP BY document.id ORDER BY document.id)"
    ).fetchone()
    return row[0] or ""


def _rows(connection: sqlite3.Connection, sql: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
    """Return rows as plain tuples: cheaper than ``sqlite3.Row`` for many rows."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, values)
