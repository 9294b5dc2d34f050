"""Undo and redo, computed from the log of all actions, so that they survive a restart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from kubecode.model import Decision, Status
from kubecode.store.decisions import SELECT_DECISION, Way, append_batch, batch_decisions, decision_of


class LoggedAction(NamedTuple):
    """An action of one coder: a batch, and the batch that it undoes or redoes, if any."""

    batch: int
    undoes: int | None
    redoes: int | None


def undo_last(connection: sqlite3.Connection, coder: str, at: str) -> list[Decision]:
    """Undo the coder's last action that is not undone; return its decisions, or none."""
    done, _ = fold_actions(_actions(connection, coder))
    if not done:
        return []
    undone = batch_decisions(connection, done[-1])
    _undo(connection, done[-1], at)
    return undone


def redo_last(connection: sqlite3.Connection, coder: str, at: str) -> list[Decision]:
    """Redo what the coder undid last; return its decisions, or none."""
    _, undone = fold_actions(_actions(connection, coder))
    if not undone:
        return []
    again = [(decision_of(row), row["way"]) for row in _rows_of(connection, undone[-1])]
    append_batch(connection, again, at, (None, undone[-1]))
    return [decision for decision, _ in again]


def fold_actions(actions: Iterable[LoggedAction]) -> tuple[list[int], list[int]]:
    """Return (batches in effect, batches that can be redone), each in the order to take them from the end.

    As in an editor, a new action after an undo empties the second list; the log keeps everything.
    """
    done: dict[int, None] = {}
    undone: dict[int, None] = {}
    for action in actions:
        if action.undoes is not None:
            done.pop(action.undoes, None)
            undone[action.undoes] = None
        elif action.redoes is not None:
            undone.pop(action.redoes, None)
            done[action.redoes] = None
        else:
            done[action.batch] = None
            undone.clear()
    return list(done), list(undone)


def _actions(connection: sqlite3.Connection, coder: str) -> list[LoggedAction]:
    """Return all actions of a coder, in order, but those whose words are in no text any more."""
    rows = connection.execute(
        "SELECT batch, max(undoes), max(redoes) FROM decision WHERE coder = ? AND is_placed"
        " GROUP BY batch ORDER BY batch",
        (coder,),
    )
    return [LoggedAction(*row) for row in rows]


def _undo(connection: sqlite3.Connection, batch: int, at: str) -> None:
    """Append the inverse of an action: for each key the decision before it, or ``suggested``."""
    undone = _rows_of(connection, batch)
    # An action may decide twice about a key: the decision before its first one is restored.
    first_of_key = {_key(decision): decision for decision in reversed(undone)}
    inverse = [_decision_before(connection, decision) for decision in first_of_key.values()]
    append_batch(connection, inverse, at, (batch, None))


def _rows_of(connection: sqlite3.Connection, batch: int) -> list[sqlite3.Row]:
    rows = connection.execute(
        f"{SELECT_DECISION} WHERE batch = ? AND is_placed ORDER BY decision.id", (batch,)
    )
    return rows.fetchall()


def _key(row: sqlite3.Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("document_id", "start", "end", "code", "coder"))


def _decision_before(connection: sqlite3.Connection, row: sqlite3.Row) -> tuple[Decision, Way]:
    """Return the decision with the same key before this one, and its way."""
    before = connection.execute(
        f"{SELECT_DECISION} WHERE document_id = ? AND start = ? AND end = ? AND code = ? AND coder = ?"
        " AND is_placed AND decision.id < ?"
        " ORDER BY decision.id DESC LIMIT 1",
        (*_key(row), row["id"]),
    ).fetchone()
    if before:
        return decision_of(before), before["way"]
    key = row["name"], row["start"], row["end"], row["code"], row["coder"]
    return Decision(*key, Status.SUGGESTED), "own"
