"""What is damaged in a study file."""

from __future__ import annotations

import sqlite3
from collections import deque

from kubecode.store import decisions, documents, runs


def find_damage(connection: sqlite3.Connection) -> list[str]:
    """Return what is damaged, found by reading everything that the study keeps."""
    try:
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        found = [] if said == "ok" else [" ".join(said.split())]
        for document in documents.get_documents(connection):
            if documents.stored_fingerprint(connection, document.name) != documents.text_sha256(
                document.text
            ):
                found.append(f"the text of {document.name} is not the one that was stored")
        runs.last_runs(connection)
        decisions.readings(connection)
        deque(runs.get_suggestions(connection), maxlen=0)
        deque(decisions.current_decisions(connection), maxlen=0)
        deque(decisions.without_code(connection), maxlen=0)
    except Exception as error:  # damaged bytes come out as anything
        return [f"it cannot be read ({error})"]
    return found
