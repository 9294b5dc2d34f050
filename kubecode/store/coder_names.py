"""The coder name that each user of a machine used last."""

from __future__ import annotations

import sqlite3


def remember_coder(connection: sqlite3.Connection, user: str, coder: str) -> None:
    """Store the coder name of a user; writes nothing if it is unchanged."""
    if remembered_coder(connection, user) != coder:
        connection.execute(
            "INSERT INTO remembered_coder (user, coder) VALUES (?, ?)"
            " ON CONFLICT (user) DO UPDATE SET coder = excluded.coder",
            (user, coder),
        )


def remembered_coder(connection: sqlite3.Connection, user: str) -> str | None:
    """Return the coder name that a user used last, or None."""
    row = connection.execute("SELECT coder FROM remembered_coder WHERE user = ?", (user,)).fetchone()
    return row["coder"] if row else None
