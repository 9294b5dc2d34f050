"""Damage in a study file."""

from __future__ import annotations

import sqlite3
from collections import deque

from kubecode.store import decisions, documents, runs


def find_damage(connection: sqlite3.Connection) -> list[str]:
    """Return a description of each damage, found by reading everything in the study."""
    try:
        report = connection.execute("PRAGMA integrity_check").fetchone()[0]
        damage = [] if report == "ok" else [" ".join(report.split())]
        for document in documents.get_documents(connection):
            if documents.stored_sha256(connection, document.name) != documents.text_sha256(document.text):
                damage.append(f"the text of {document.name} is not the one that was stored")
        runs.last_runs(connection)
        decisions.completed_readings(connection)
        deque(runs.get_suggestions(connection), maxlen=0)
        deque(decisions.current_decisions(connection), maxlen=0)
        deque(decisions.no_code_decisions(connection), maxlen=0)
    except Exception as error:  # damaged bytes can raise any exception
        return [f"it cannot be read ({error})"]
    return damage
