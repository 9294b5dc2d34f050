"""Refused proposals: appended, never changed."""

from __future__ import annotations

import sqlite3

Refusal = tuple[str, str, str]
"""(``add`` or ``remove``, code path, indicator)."""


def put_refusal(
    connection: sqlite3.Connection, refusal: Refusal, made: tuple[str, str], *, stands: bool = True
) -> None:
    """Append a refusal, or with ``stands=False`` its withdrawal. ``made`` is (coder, time)."""
    connection.execute(
        "INSERT INTO refusal (change, code, indicator, stands, coder, at) VALUES (?, ?, ?, ?, ?, ?)",
        (*refusal, stands, *made),
    )


def get_refusals(connection: sqlite3.Connection) -> frozenset[Refusal]:
    """Return the current refusals of all coders."""
    rows = connection.execute(
        "SELECT change, code, indicator, stands FROM refusal WHERE id IN"
        " (SELECT max(id) FROM refusal GROUP BY change, code, indicator)"
    )
    return frozenset((row["change"], row["code"], row["indicator"]) for row in rows if row["stands"])
