"""What can be undone and redone: folded from all that a coder ever did, so that a restart forgets nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from kubecode.model import Decision, Status
from kubecode.store.decisions import SELECT, append, decision_of, decisions_of


class Step(NamedTuple):
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
    again = decisions_of(connection, undone[-1])
    append(connection, again, at, "own", (None, undone[-1]))
    return again


def fold(steps: Iterable[Step]) -> tuple[list[int], list[int]]:
    """Return the actions that stand and those that were undone, the last of each at the end.

    A new action behind an undo forgets what was undone, as in every editor; it is still in the study.
    """
    done: list[int] = []
    undone: list[int] = []
    for step in steps:
        if step.undoes is not None:
            if step.undoes in done:
                done.remove(step.undoes)
            undone.append(step.undoes)
        elif step.redoes is not None:
            if step.redoes in undone:
                undone.remove(step.redoes)
            done.append(step.redoes)
        else:
            done.append(step.batch)
            undone.clear()
    return done, undone


def _steps(connection: sqlite3.Connection, coder: str) -> list[Step]:
    """Return all that a coder did in the order in which it was done."""
    rows = connection.execute(
        "SELECT batch, max(undoes), max(redoes) FROM decision WHERE coder = ? GROUP BY batch ORDER BY batch",
        (coder,),
    )
    return [Step(*row) for row in rows]


def _undo(connection: sqlite3.Connection, batch: int, at: str) -> None:
    """Append the inverse of an action: what held before each of its decisions, or its withdrawal."""
    undone = connection.execute(
        f"{SELECT} WHERE batch = ? ORDER BY decision.id",
        (batch,),
    ).fetchall()
    # An action may decide twice about one key; what held before its first decision is what comes back.
    first_of_key = {_key(decision): decision for decision in reversed(undone)}
    inverse = [_held_before(connection, decision) for decision in first_of_key.values()]
    append(connection, inverse, at, "own", (batch, None))


def _key(row: sqlite3.Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("document_id", "start", "end", "code", "coder"))


def _held_before(connection: sqlite3.Connection, row: sqlite3.Row) -> Decision:
    before = connection.execute(
        f"{SELECT} WHERE document_id = ? AND start = ? AND end = ? AND code = ? AND coder = ?"
        " AND decision.id < ?"
        " ORDER BY decision.id DESC LIMIT 1",
        (*_key(row), row["id"]),
    ).fetchone()
    if before:
        return decision_of(before)
    return Decision(row["name"], row["start"], row["end"], row["code"], row["coder"], Status.SUGGESTED)
