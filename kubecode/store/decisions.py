"""What people decided: appended, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from kubecode.model import Decision, Presence, Status, Valence

_COLUMNS = "document_id, start, end, code, coder, status, valence, presence, memo, batch, undoes, at"


def put_decisions(connection: sqlite3.Connection, decisions: Iterable[Decision], at: str) -> int:
    """Append the decisions of one action and return its batch number."""
    return _append(connection, decisions, None, at)


def _append(
    connection: sqlite3.Connection, decisions: Iterable[Decision], undoes: int | None, at: str
) -> int:
    batch: int = connection.execute("SELECT coalesce(max(batch), 0) + 1 FROM decision").fetchone()[0]
    for d in decisions:
        cursor = connection.execute(
            f"INSERT INTO decision ({_COLUMNS})"  # noqa: S608  the columns are ours
            " SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM document WHERE name = ?",
            (
                *(d.start, d.end, d.code, d.coder, d.status, d.valence, d.presence, d.memo),
                *(batch, undoes, at, d.document),
            ),
        )
        if cursor.rowcount != 1:
            raise KeyError(d.document)
    return batch


def current_decisions(connection: sqlite3.Connection) -> Iterator[Decision]:
    """Yield the last decision of every coder on every (document, span, code), in the order of the text.

    Where a coder took the verdict back the status is ``suggested``.
    """
    rows = connection.execute(
        "SELECT decision.*, document.name FROM decision JOIN document ON document.id = decision.document_id"
        " WHERE decision.id IN"
        " (SELECT max(id) FROM decision GROUP BY document_id, start, end, code, coder)"
        " ORDER BY document.name, start, end, code, coder"
    )
    for row in rows:
        yield _decision(row)


def undo_last(connection: sqlite3.Connection, coder: str, at: str) -> list[Decision]:
    """Append the inverse of the coder's last action that still stands; return what was undone.

    The inverse of a decision is the one that held before it, or its withdrawal.
    """
    row = connection.execute(
        "SELECT max(batch) AS batch FROM decision WHERE coder = ? AND undoes IS NULL"
        " AND batch NOT IN (SELECT undoes FROM decision WHERE undoes IS NOT NULL)",
        (coder,),
    ).fetchone()
    if row["batch"] is None:
        return []
    undone = connection.execute(
        "SELECT decision.*, document.name FROM decision JOIN document ON document.id = decision.document_id"
        " WHERE batch = ? ORDER BY decision.id",
        (row["batch"],),
    ).fetchall()
    # An action may decide twice about one key; what held before its first decision is what comes back.
    first_of_key = {_key(decision): decision for decision in reversed(undone)}
    inverse = [_held_before(connection, decision) for decision in first_of_key.values()]
    _append(connection, inverse, row["batch"], at)
    return [_decision(decision) for decision in undone]


def _key(row: sqlite3.Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("document_id", "start", "end", "code", "coder"))


def _held_before(connection: sqlite3.Connection, row: sqlite3.Row) -> Decision:
    before = connection.execute(
        "SELECT decision.*, document.name FROM decision JOIN document ON document.id = decision.document_id"
        " WHERE document_id = ? AND start = ? AND end = ? AND code = ? AND coder = ? AND decision.id < ?"
        " ORDER BY decision.id DESC LIMIT 1",
        (*_key(row), row["id"]),
    ).fetchone()
    if before:
        return _decision(before)
    return Decision(row["name"], row["start"], row["end"], row["code"], row["coder"], Status.SUGGESTED)


def put_read_through(
    connection: sqlite3.Connection, document: str, coder: str, codes: frozenset[str], at: str
) -> None:
    """Note that a coder has read a document to its end for some top-level codes; none takes it back.

    Raises KeyError for a document that is not in the study.
    """
    cursor = connection.execute(
        "INSERT INTO read_through (document_id, coder, codes, at)"
        " SELECT id, ?, ?, ? FROM document WHERE name = ?",
        (coder, json.dumps(sorted(codes)), at, document),
    )
    if cursor.rowcount != 1:
        raise KeyError(document)


def readings(connection: sqlite3.Connection) -> dict[str, dict[str, frozenset[str]]]:
    """Return document → coder → the top-level codes for which the coder has read it to the end."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for row in connection.execute(
        "SELECT document.name, coder, codes FROM read_through JOIN document ON document.id = document_id"
        " ORDER BY read_through.id"
    ):
        found.setdefault(row["name"], {})[row["coder"]] = frozenset(json.loads(row["codes"]))
    return found


def coders(connection: sqlite3.Connection) -> list[str]:
    """Return the names of everybody who decided something or read a document to its end."""
    rows = connection.execute(
        "SELECT coder FROM decision UNION SELECT coder FROM read_through ORDER BY coder"
    )
    return [row["coder"] for row in rows]


def has_decisions(connection: sqlite3.Connection, document_id: int) -> bool:
    """Say whether anyone has decided anything about a document."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM decision WHERE document_id = ?)"
        " OR EXISTS (SELECT 1 FROM read_through WHERE document_id = ?)",
        (document_id, document_id),
    ).fetchone()
    return bool(row[0])


def _decision(row: sqlite3.Row) -> Decision:
    return Decision(
        document=row["name"],
        start=row["start"],
        end=row["end"],
        code=row["code"],
        coder=row["coder"],
        status=Status(row["status"]),
        valence=Valence(row["valence"]) if row["valence"] else None,
        presence=Presence(row["presence"]),
        memo=row["memo"],
    )
