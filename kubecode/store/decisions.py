"""Decisions: appended, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal

from kubecode.model import NO_CODE, CodingKey, Decision, Presence, Status, Valence

Way = Literal["own", "mass", "file"]
"""How a decision was made: on its own, with many others by one answer, or imported from a file."""

_COLUMNS = "document_id, start, end, code, coder, status, valence, presence, memo, exemplar"
SELECT_DECISION = (
    "SELECT decision.*, document.name FROM decision JOIN document ON document.id = decision.document_id"
)


def put_decisions(
    connection: sqlite3.Connection, decisions: Iterable[Decision], at: str, way: Way = "own"
) -> int:
    """Append the decisions of one action and return the batch number."""
    return append_batch(connection, ((decision, way) for decision in decisions), at)


def append_batch(
    connection: sqlite3.Connection,
    decisions: Iterable[tuple[Decision, Way]],
    at: str,
    about: tuple[int | None, int | None] = (None, None),
) -> int:
    """Append the decisions of one action, each with its way, and return the batch number.

    ``about`` is (batch undone, batch redone). Raises KeyError for a document that is not in the study.
    """
    batch: int = connection.execute("SELECT coalesce(max(batch), 0) + 1 FROM decision").fetchone()[0]
    for d, way in decisions:
        cursor = connection.execute(
            f"INSERT INTO decision ({_COLUMNS}, way, batch, undoes, redoes, at,"  # noqa: S608  the columns are constants
            " stands_in, made_in, made_start, made_end)"
            " SELECT id, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
            " version, version, ?1, ?2 FROM document WHERE name = ?15",
            (
                *(d.start, d.end, d.code, d.coder, d.status, d.valence, d.presence, d.memo, d.exemplar),
                *(way, batch, *about, at, d.document),
            ),
        )
        if cursor.rowcount != 1:
            raise KeyError(d.document)
    return batch


def current_decisions(connection: sqlite3.Connection, coder: str | None = None) -> Iterator[Decision]:
    """Yield the last decision of each coder (or of one) on each (document, span, code), in text order.

    The status is ``suggested`` if the coder took the decision back. Decisions that no code belongs on an
    excerpt are left out; :func:`no_code_decisions` returns them. So are those whose words have no place in
    the corrected text; :func:`unplaced_decisions` returns these.
    """
    yield from _current(connection, coder, "code != ?1")


def no_code_decisions(connection: sqlite3.Connection, coder: str | None = None) -> Iterator[Decision]:
    """Yield the current decisions that no code belongs on an excerpt, by every coder or one."""
    for decision in _current(connection, coder, "code = ?1"):
        if decision.status is Status.ACCEPTED:
            yield decision


def decisions_by(connection: sqlite3.Connection, coder: str) -> Iterator[Decision]:
    """Yield all current decisions of a coder, in text order, including those for no code."""
    yield from _current(connection, coder, "?1 IS NOT NULL")


def current_decision(connection: sqlite3.Connection, decision: Decision) -> Decision:
    """Return the last decision with the key of ``decision``. Raises LookupError if there is none."""
    d = decision
    row = connection.execute(
        f"{SELECT_DECISION} WHERE document.name = ? AND start = ? AND end = ? AND code = ? AND coder = ?"
        " AND is_placed ORDER BY decision.id DESC LIMIT 1",
        (d.document, d.start, d.end, d.code, d.coder),
    ).fetchone()
    if row is None:
        raise LookupError(decision)
    return decision_of(row)


def decided_codes(connection: sqlite3.Connection) -> list[str]:
    """Return the codes of all decisions, in alphabetical order."""
    rows = connection.execute("SELECT DISTINCT code FROM decision WHERE code != ? ORDER BY code", (NO_CODE,))
    return [row["code"] for row in rows]


def last_batch(connection: sqlite3.Connection, coder: str) -> int:
    """Return the batch number of a coder's last action, or 0."""
    row = connection.execute("SELECT max(batch) FROM decision WHERE coder = ?", (coder,)).fetchone()
    return row[0] or 0


def _current(connection: sqlite3.Connection, coder: str | None, condition: str) -> Iterator[Decision]:
    rows = connection.execute(
        f"{SELECT_DECISION} WHERE decision.id IN"  # noqa: S608  the condition is a constant
        f" (SELECT max(id) FROM decision WHERE {condition} AND is_placed AND (?2 IS NULL OR coder = ?2)"
        " GROUP BY document_id, start, end, code, coder)"
        " ORDER BY document.name, start, end, code, coder",
        (NO_CODE, coder),
    )
    for row in rows:
        yield decision_of(row)


def mass_decided_keys(connection: sqlite3.Connection, coder: str) -> frozenset[CodingKey]:
    """Return the keys of a coder's current decisions that were made by mass accept."""
    rows = connection.execute(
        f"{SELECT_DECISION} WHERE decision.id IN"  # noqa: S608  the columns are constants
        " (SELECT max(id) FROM decision WHERE coder = ? AND is_placed"
        " GROUP BY document_id, start, end, code) AND way = 'mass'",
        (coder,),
    )
    return frozenset((row["name"], row["start"], row["end"], row["code"]) for row in rows)


def decision_times(connection: sqlite3.Connection, coder: str, last: int) -> list[str]:
    """Return the times of a coder's ``last`` actions made one by one, the oldest first."""
    rows = connection.execute(
        "SELECT max(at) FROM decision WHERE coder = ? AND way = 'own' AND undoes IS NULL AND redoes IS NULL"
        " GROUP BY batch"
        " ORDER BY batch DESC LIMIT ?",
        (coder, last),
    )
    return [row[0] for row in rows][::-1]


def last_decision_time(connection: sqlite3.Connection) -> str | None:
    """Return the time of the newest decision, or None."""
    row = connection.execute("SELECT max(at) FROM decision").fetchone()
    return str(row[0]) if row[0] else None


def batch_decisions(connection: sqlite3.Connection, batch: int) -> list[Decision]:
    """Return the decisions of one action whose words are still in the text, in order."""
    rows = connection.execute(
        f"{SELECT_DECISION} WHERE batch = ? AND is_placed ORDER BY decision.id", (batch,)
    )
    return [decision_of(row) for row in rows]


def put_read_through(
    connection: sqlite3.Connection, document: str, coder: str, codes: frozenset[str], at: str
) -> None:
    """Record that a coder has read a document to its end for some top-level codes.

    An empty set of codes takes an earlier record back. Raises KeyError for a document that is not in the
    study.
    """
    cursor = connection.execute(
        "INSERT INTO read_through (document_id, coder, codes, at)"
        " SELECT id, ?, ?, ? FROM document WHERE name = ?",
        (coder, json.dumps(sorted(codes)), at, document),
    )
    if cursor.rowcount != 1:
        raise KeyError(document)


def completed_readings(connection: sqlite3.Connection) -> dict[str, dict[str, frozenset[str]]]:
    """Return document → coder → the top-level codes for which the coder has read it to its end."""
    codes_read: dict[str, dict[str, frozenset[str]]] = {}
    for row in connection.execute(
        "SELECT document.name, coder, codes FROM read_through JOIN document ON document.id = document_id"
        " ORDER BY read_through.id"
    ):
        codes_read.setdefault(row["name"], {})[row["coder"]] = frozenset(json.loads(row["codes"]))
    return codes_read


def coders(connection: sqlite3.Connection) -> list[str]:
    """Return the coders with decisions or completed readings, in alphabetical order."""
    rows = connection.execute(
        "SELECT coder FROM decision UNION SELECT coder FROM read_through ORDER BY coder"
    )
    return [row["coder"] for row in rows]


def has_decisions(connection: sqlite3.Connection, document_id: int) -> bool:
    """Return whether a document has decisions or completed readings."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM decision WHERE document_id = ?)"
        " OR EXISTS (SELECT 1 FROM read_through WHERE document_id = ?)",
        (document_id, document_id),
    ).fetchone()
    return bool(row[0])


def decision_of(row: sqlite3.Row) -> Decision:
    """Return a row of :data:`SELECT_DECISION` as a decision."""
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
        exemplar=bool(row["exemplar"]),
    )
