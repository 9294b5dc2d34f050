"""Texts of documents before their corrections, and where the words of decisions stand now."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from kubecode.model import Decision
from kubecode.store.decisions import SELECT_DECISION, decision_of


class OldSpan(NamedTuple):
    """A span of decisions: the version of the text that its offsets refer to, code points, half-open."""

    version: int
    start: int
    end: int


class UnplacedDecision(NamedTuple):
    """A current decision whose words are not in the corrected text any more, and its words."""

    decision: Decision
    quote: str


def current_version(connection: sqlite3.Connection, document_id: int) -> int:
    """Return the version of a document's text, from 1."""
    row = connection.execute("SELECT version FROM document WHERE id = ?", (document_id,)).fetchone()
    return int(row["version"])


def earlier_texts(connection: sqlite3.Connection, document_id: int) -> dict[int, str]:
    """Return version → text of a document before its corrections."""
    rows = connection.execute(
        "SELECT version, text FROM earlier_text WHERE document_id = ? ORDER BY version", (document_id,)
    )
    return {row["version"]: row["text"] for row in rows}


def keep_text(connection: sqlite3.Connection, document_id: int, at: str) -> None:
    """Keep the text of a document before it is replaced; the next text is of the next version."""
    connection.execute(
        "INSERT INTO earlier_text (document_id, version, text, at)"
        " SELECT id, version, text, ? FROM document WHERE id = ?",
        (at, document_id),
    )
    connection.execute("UPDATE document SET version = version + 1 WHERE id = ?", (document_id,))


def decided_spans(connection: sqlite3.Connection, document_id: int) -> list[OldSpan]:
    """Return the spans that a document has decisions on, those without a place too."""
    rows = connection.execute(
        "SELECT DISTINCT stands_in, start, end FROM decision WHERE document_id = ? ORDER BY 1, 2, 3",
        (document_id,),
    )
    return [OldSpan(*row) for row in rows]


def move_decisions(
    connection: sqlite3.Connection, document_id: int, places: Mapping[OldSpan, tuple[int, int]]
) -> None:
    """Let decisions stand on their words in the document's text; those without a place keep their old one."""
    version = current_version(connection, document_id)
    rows = connection.execute(
        "SELECT id, stands_in, start, end FROM decision WHERE document_id = ?", (document_id,)
    ).fetchall()
    placed = [(row["id"], places.get(OldSpan(row["stands_in"], row["start"], row["end"]))) for row in rows]
    connection.executemany(
        "UPDATE decision SET start = ?, end = ?, stands_in = ?, is_placed = 1 WHERE id = ?",
        [(*place, version, row_id) for row_id, place in placed if place],
    )
    connection.executemany(
        "UPDATE decision SET is_placed = 0 WHERE id = ?",
        [(row_id,) for row_id, place in placed if place is None],
    )


def unplaced_decisions(connection: sqlite3.Connection, document: str | None = None) -> list[UnplacedDecision]:
    """Return the current decisions of all coders whose words have no place, with their words as they were."""
    rows = connection.execute(
        f"{SELECT_DECISION} WHERE decision.id IN"  # noqa: S608  the columns are constants
        " (SELECT max(id) FROM decision WHERE NOT is_placed"
        " GROUP BY document_id, stands_in, start, end, code, coder)"
        " AND status != 'suggested' AND (?1 IS NULL OR document.name = ?1)"
        " ORDER BY document.name, stands_in, start, end, code, coder",
        (document,),
    ).fetchall()
    texts: dict[int, dict[int, str]] = {}
    unplaced = []
    for row in rows:
        if row["document_id"] not in texts:
            texts[row["document_id"]] = earlier_texts(connection, row["document_id"])
        text = texts[row["document_id"]][row["stands_in"]]
        unplaced.append(UnplacedDecision(decision_of(row), text[row["start"] : row["end"]]))
    return unplaced
