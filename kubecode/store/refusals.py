"""What learning proposed and people refused: appended, never changed."""

from __future__ import annotations

import sqlite3

Refused = tuple[str, str, str]
"""(add or remove, path of the code, indicator)."""


def put_refusal(
    connection: sqlite3.Connection, refused: Refused, made: tuple[str, str], *, stands: bool = True
) -> None:
    """Append that a proposal is refused, or no longer. ``made`` is (coder, time)."""
    connection.execute(
        "INSERT INTO refusal (change, code, indicator, stands, coder, at) VALUES (?, ?, ?, ?, ?, ?)",
        (*refused, stands, *made),
    )


def get_refusals(connection: sqlite3.Connection) -> frozenset[Refused]:
    """Return the refusals that stand, whoever refused."""
    rows = connection.execute(
        "SELECT change, code, indicator, stands FROM refusal WHERE id IN"
        " (SELECT max(id) FROM refusal GROUP BY change, code, indicator)"
    )
    return frozenset((row["change"], row["code"], row["indicator"]) for row in rows if row["stands"])
