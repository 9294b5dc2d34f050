"""What can be undone and redone: folded from all that a coder ever did, so that a restart forgets nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from kubecode.model import Decision, Status
from kubecode.store.decisions import SELECT, Way, append, decision_of, decisions_of


class LoggedAction(NamedTuple):
    """An action of one coder, the undoing of one, or its redoing: the batch and the one that it is about."""

    batch: int
    undoes: int | None
    redoes: int | None


def undo_last(connection: sqlite3.Connection, coder: str, at: str) -> list[Decision]:
    """Append the inverse of the coder's last action that still stands; return what was undone."""
    done, _ = fold(_steps(connection, coder))
    if not done:
        return []
    undone = decisions_of(connection, done[-1])
    _undo(connection, done[-1], at)
    return undone


def redo_last(connection: sqlite3.Connection, coder: str, at: str) -> list[Decision]:
    """Append again what the coder undid last; return it."""
    _, undone = fold(_steps(connection, coder))
    if not undone:
        return []
    again = [(decision_of(row), row["way"]) for row in _rows_of(connection, undone[-1])]
    append(connection, again, at, (None, undone[-1]))
    return [decision for decision, _ in again]


def fold(steps: Iterable[LoggedAction]) -> tuple[list[int], list[int]]:
    """Return the actions that stand and those that were undone, the last of each at the end.

    A new action behind an undo forgets what was undone, as in every editor; it is still in the study.
    """
    done: dict[int, None] = {}
    undone: dict[int, None] = {}
    for step in steps:
        if step.undoes is not None:
            done.pop(step.undoes, None)
            undone[step.undoes] = None
        elif step.redoes is not None:
            undone.pop(step.redoes, None)
            done[step.redoes] = None
        else:
            done[step.batch] = None
            undone.clear()
    return list(done), list(undone)


def _steps(connection: sqlite3.Connection, coder: str) -> list[LoggedAction]:
    """Return all that a coder did in the order in which it was done."""
    rows = connection.execute(
        "SELECT batch, max(undoes), max(redoes) FROM decision WHERE coder = ? GROUP BY batch ORDER BY batch",
        (coder,),
    )
    return [LoggedAction(*row) for row in rows]


def _undo(connection: sqlite3.Connection, batch: int, at: str) -> None:
    """Append the inverse of an action: what held before each of its decisions, or its withdrawal."""
    undone = _rows_of(connection, batch)
    # An action may decide twice about one key; what held before its first decision is what comes back.
    first_of_key = {_key(decision): decision for decision in reversed(undone)}
    inverse = [_held_before(connection, decision) for decision in first_of_key.values()]
    append(connection, inverse, at, (batch, None))


def _rows_of(connection: sqlite3.Connection, batch: int) -> list[sqlite3.Row]:
    return connection.execute(f"{SELECT} WHERE batch = ? ORDER BY decision.id", (batch,)).fetchall()


def _key(row: sqlite3.Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("document_id", "start", "end", "code", "coder"))


def _held_before(connection: sqlite3.Connection, row: sqlite3.Row) -> tuple[Decision, Way]:
    """Return what held before a decision, and the way in which that was made."""
    before = connection.execute(
        f"{SELECT} WHERE document_id = ? AND start = ? AND end = ? AND code = ? AND coder = ?"
        " AND decision.id < ?"
        " ORDER BY decision.id DESC LIMIT 1",
        (*_key(row), row["id"]),
    ).fetchone()
    if before:
        return decision_of(before), before["way"]
    key = row["name"], row["start"], row["end"], row["code"], row["coder"]
    return Decision(*key, Status.SUGGESTED), "own"
