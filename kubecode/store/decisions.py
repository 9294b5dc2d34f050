"""What people decided: appended, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal

from kubecode.model import NO_CODE, Decision, Presence, Status, Valence

Way = Literal["own", "mass", "file"]
"""How decisions were made: one by one, many by one answer, or elsewhere and taken over from a file."""

_COLUMNS = "document_id, start, end, code, coder, status, valence, presence, memo, exemplar"
SELECT = "SELECT decision.*, document.name FROM decision JOIN document ON document.id = decision.document_id"


def put_decisions(
    connection: sqlite3.Connection, decisions: Iterable[Decision], at: str, way: Way = "own"
) -> int:
    """Append the decisions of one action and return its batch number."""
    return append(connection, ((decision, way) for decision in decisions), at)


def append(
    connection: sqlite3.Connection,
    made: Iterable[tuple[Decision, Way]],
    at: str,
    about: tuple[int | None, int | None] = (None, None),
) -> int:
    """Append the decisions of one step, each with the way in which it was first made, and return its batch
    number; ``about`` are the batches that it undoes and redoes.
    """
    batch: int = connection.execute("SELECT coalesce(max(batch), 0) + 1 FROM decision").fetchone()[0]
    for d, way in made:
        cursor = connection.execute(
            f"INSERT INTO decision ({_COLUMNS}, way, batch, undoes, redoes, at)"  # noqa: S608  they are ours
            " SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM document WHERE name = ?",
            (
                *(d.start, d.end, d.code, d.coder, d.status, d.valence, d.presence, d.memo, d.exemplar),
                *(way, batch, *about, at, d.document),
            ),
        )
        if cursor.rowcount != 1:
            raise KeyError(d.document)
    return batch


def current_decisions(connection: sqlite3.Connection, coder: str | None = None) -> Iterator[Decision]:
    """Yield the last decision of every coder (or of one) on every (document, span, code), in text order.

    Where a coder took the verdict back the status is ``suggested``. That no code belongs on an excerpt is
    left out (see :func:`without_code`).
    """
    yield from _current(connection, coder, "code != ?1")


def without_code(connection: sqlite3.Connection, coder: str | None = None) -> Iterator[Decision]:
    """Yield what says of an excerpt that no code belongs on it, by every coder or one."""
    for decision in _current(connection, coder, "code = ?1"):
        if decision.status is Status.ACCEPTED:
            yield decision


def held_by(connection: sqlite3.Connection, coder: str) -> Iterator[Decision]:
    """Yield all that holds of one coder, in text order, also that no code belongs on an excerpt."""
    yield from _current(connection, coder, "?1 IS NOT NULL")


def held(connection: sqlite3.Connection, decision: Decision) -> Decision:
    """Return what now holds of the (document, span, code) of a decision. Raises LookupError for nothing."""
    d = decision
    row = connection.execute(
        f"{SELECT} WHERE document.name = ? AND start = ? AND end = ? AND code = ? AND coder = ?"
        " ORDER BY decision.id DESC LIMIT 1",
        (d.document, d.start, d.end, d.code, d.coder),
    ).fetchone()
    if row is None:
        raise LookupError(decision)
    return decision_of(row)


def decided_codes(connection: sqlite3.Connection) -> list[str]:
    """Return the codes about which anybody ever decided, in alphabetical order."""
    rows = connection.execute("SELECT DISTINCT code FROM decision WHERE code != ? ORDER BY code", (NO_CODE,))
    return [row["code"] for row in rows]


def last_batch(connection: sqlite3.Connection, coder: str) -> int:
    """Return the number of a coder's last action, 0 where there is none."""
    row = connection.execute("SELECT max(batch) FROM decision WHERE coder = ?", (coder,)).fetchone()
    return row[0] or 0


def _current(connection: sqlite3.Connection, coder: str | None, which: str) -> Iterator[Decision]:
    rows = connection.execute(
        f"{SELECT} WHERE decision.id IN"  # noqa: S608  the condition is ours
        f" (SELECT max(id) FROM decision WHERE {which} AND (?2 IS NULL OR coder = ?2)"
        " GROUP BY document_id, start, end, code, coder)"
        " ORDER BY document.name, start, end, code, coder",
        (NO_CODE, coder),
    )
    for row in rows:
        yield decision_of(row)


def decided_in_mass(connection: sqlite3.Connection, coder: str) -> frozenset[tuple[str, int, int, str]]:
    """Return (document, start, end, code) of what a coder decided by one answer for many."""
    rows = connection.execute(
        f"{SELECT} WHERE decision.id IN"  # noqa: S608  the columns are ours
        " (SELECT max(id) FROM decision WHERE coder = ?"
        " GROUP BY document_id, start, end, code) AND way = 'mass'",
        (coder,),
    )
    return frozenset((row["name"], row["start"], row["end"], row["code"]) for row in rows)


def decision_times(connection: sqlite3.Connection, coder: str, last: int) -> list[str]:
    """Return when a coder's last actions were done, the oldest first."""
    rows = connection.execute(
        "SELECT max(at) FROM decision WHERE coder = ? AND way = 'own' AND undoes IS NULL AND redoes IS NULL"
        " GROUP BY batch"
        " ORDER BY batch DESC LIMIT ?",
        (coder, last),
    )
    return [row[0] for row in rows][::-1]


def last_decided(connection: sqlite3.Connection) -> str | None:
    """Return when anybody last decided, None where nobody has."""
    row = connection.execute("SELECT max(at) FROM decision").fetchone()
    return str(row[0]) if row[0] else None


def decisions_of(connection: sqlite3.Connection, batch: int) -> list[Decision]:
    """Return the decisions of one action."""
    rows = connection.execute(f"{SELECT} WHERE batch = ? ORDER BY decision.id", (batch,))
    return [decision_of(row) for row in rows]


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


def decision_of(row: sqlite3.Row) -> Decision:
    """Return a row of the table, joined with the name of its document, as a decision."""
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
