"""The name under which each user of a machine last decided."""

from __future__ import annotations

import sqlite3


def remember_coder(connection: sqlite3.Connection, user: str, coder: str) -> None:
    """Keep the name under which a user decides; writes nothing where it is known."""
    if remembered_coder(connection, user) != coder:
        connection.execute(
            "INSERT INTO remembered_coder (user, coder) VALUES (?, ?)"
            " ON CONFLICT (user) DO UPDATE SET coder = excluded.coder",
            (user, coder),
        )


def remembered_coder(connection: sqlite3.Connection, user: str) -> str | None:
    """Return the name under which a user last decided, or None."""
    row = connection.execute("SELECT coder FROM remembered_coder WHERE user = ?", (user,)).fetchone()
    return row["coder"] if row else None
