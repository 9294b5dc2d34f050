"""Documents and their turns in the study file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from hashlib import sha256

from kubecode.model import Document, DocumentFile, Segment, SourceKind, Turn, case_key
from kubecode.store.cell_notes import move_excerpts
from kubecode.store.study_paths import found_path, stored_path, study_folder


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a stored text."""
    return sha256(text.encode("utf-8")).hexdigest()


def document_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """Return document name → id, in the order of the names."""
    rows = connection.execute("SELECT name, id FROM document ORDER BY name")
    return {row["name"]: row["id"] for row in rows}


def stored_sha256(connection: sqlite3.Connection, name: str) -> str | None:
    """Return the SHA-256 of a document's stored text, or None if it is not in the study."""
    row = connection.execute("SELECT sha256 FROM document WHERE name = ?", (name,)).fetchone()
    return row["sha256"] if row else None


def stored_origin(connection: sqlite3.Connection, name: str) -> str | None:
    """Return the path from which a document was last read, or None if it is not in the study."""
    row = connection.execute("SELECT origin FROM document WHERE name = ?", (name,)).fetchone()
    return found_path(study_folder(connection), row["origin"]) if row else None


def stored_corrections(connection: sqlite3.Connection) -> dict[str, str]:
    """Return document name → the corrections that its user gave, as JSON."""
    rows = connection.execute("SELECT name, corrections FROM document ORDER BY name")
    return {row["name"]: row["corrections"] for row in rows}


def put_corrections(connection: sqlite3.Connection, document_id: int, corrections: str) -> None:
    """Store the corrections of a document, as JSON."""
    connection.execute("UPDATE document SET corrections = ? WHERE id = ?", (corrections, document_id))


def documents_with_text(connection: sqlite3.Connection, text: str) -> list[str]:
    """Return the names of the documents with this text."""
    rows = connection.execute(
        "SELECT name FROM document WHERE sha256 = ? ORDER BY name", (text_sha256(text),)
    )
    return [row["name"] for row in rows]


def document_files(connection: sqlite3.Connection) -> dict[str, DocumentFile]:
    """Return document name → the file that it was last read from."""
    folder = study_folder(connection)
    return {
        row["name"]: DocumentFile(
            found_path(folder, row["origin"]), row["file_sha256"], row["format"], json.loads(row["left_out"])
        )
        for row in connection.execute("SELECT * FROM document ORDER BY name")
    }


def origins(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return (name, path, time of reading) of every document, by name."""
    folder = study_folder(connection)
    rows = connection.execute("SELECT name, origin, added_at FROM document ORDER BY name")
    return [(row["name"], found_path(folder, row["origin"]), row["added_at"]) for row in rows]


def put_document(connection: sqlite3.Connection, document: Document, file: DocumentFile, at: str) -> int:
    """Store a document with its turns, replacing one of the same name, and return its id."""
    values = {
        "name": document.name,
        "origin": stored_path(study_folder(connection), file.path),
        "file_sha256": file.sha256,
        "format": file.format,
        "left_out": json.dumps(dict(file.left_out), ensure_ascii=False, sort_keys=True),
        "sha256": text_sha256(document.text),
        "text": document.text,
        "case_name": document.case,
        "case_is_given": document.case_is_given,
        "source_kind": document.source_kind,
        "attributes": json.dumps(dict(document.attributes), ensure_ascii=False, sort_keys=True),
        "added_at": at,
    }
    document_id = document_ids(connection).get(document.name)
    if stored_sha256(connection, document.name) not in {None, values["sha256"]}:
        # The offsets of earlier runs refer to the old text.
        connection.execute("DELETE FROM run WHERE document_id = ?", (document_id,))
    if document_id is None:
        columns, placeholders = ", ".join(values), ", ".join(f":{name}" for name in values)
        cursor = connection.execute(
            f"INSERT INTO document ({columns}) VALUES ({placeholders})",  # noqa: S608  the columns are constants
            values,
        )
        document_id = cursor.lastrowid or 0
    else:
        changes = ", ".join(f"{name} = :{name}" for name in values)
        connection.execute(f"UPDATE document SET {changes} WHERE name = :name", values)  # noqa: S608
        connection.execute("DELETE FROM turn WHERE document_id = ?", (document_id,))
    connection.executemany(
        "INSERT INTO turn (document_id, position, start, end, line, speaker, informant, role, asks,"
        " is_unknown) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (document_id, i, t.start, t.end, t.line, t.speaker, t.informant, t.role, t.asks, t.is_unknown)
            for i, t in enumerate(document.turns)
        ],
    )
    return document_id


def rename_document(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Give a document another name; the notes on cells refer to its excerpts by that name."""
    connection.execute("UPDATE document SET name = ? WHERE name = ?", (new, old))

    def renamed(excerpt: str) -> str:
        rest = excerpt.removeprefix(f"{old}:")
        return excerpt if rest == excerpt else f"{new}:{rest}"

    move_excerpts(connection, renamed)


def get_documents(
    connection: sqlite3.Connection, *, cases_as_read: bool = False, only: str | None = None
) -> Iterator[Document]:
    """Yield every document (or only one), by name, with its turns and the segments of its last run.

    A case with several spellings (``cempaka`` from a file name, ``KUBE Cempaka`` from a header) gets the
    longest of them, unless ``cases_as_read``.
    """
    cases = case_names(connection)
    found = connection.execute(
        "SELECT * FROM document WHERE ?1 IS NULL OR name = ?1 ORDER BY name", (only,)
    ).fetchall()
    for row in found:
        yield Document(
            name=row["name"],
            text=row["text"],
            case=row["case_name"] if cases_as_read else cases[case_key(row["case_name"])],
            case_is_given=bool(row["case_is_given"]),
            source_kind=SourceKind(row["source_kind"]),
            turns=_turns(connection, row["id"]),
            segments=_segments(connection, row["id"], row["text"]),
            attributes=json.loads(row["attributes"]),
        )


def case_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return case key → name of the case: the longest of its spellings."""
    names: dict[str, str] = {}
    for row in connection.execute("SELECT DISTINCT case_name FROM document ORDER BY case_name"):
        name, key = row["case_name"], case_key(row["case_name"])
        names[key] = max(names.get(key, ""), name, key=len)
    return names


def informants(connection: sqlite3.Connection) -> list[str]:
    """Return the informants of all documents, in alphabetical order."""
    rows = connection.execute(
        "SELECT DISTINCT informant FROM turn WHERE informant IS NOT NULL ORDER BY informant"
    )
    return [row["informant"] for row in rows]


def informants_by_case(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return (document, case as read, informant) of all informants."""
    rows = connection.execute(
        "SELECT DISTINCT document.name, case_name, informant FROM turn JOIN document"
        " ON document.id = turn.document_id WHERE informant IS NOT NULL ORDER BY 1, 3"
    )
    return [tuple(row) for row in rows]


def _turns(connection: sqlite3.Connection, document_id: int) -> tuple[Turn, ...]:
    rows = connection.execute("SELECT * FROM turn WHERE document_id = ? ORDER BY position", (document_id,))
    return tuple(
        Turn(
            start=r["start"],
            end=r["end"],
            line=r["line"],
            speaker=r["speaker"],
            informant=r["informant"],
            role=r["role"],
            asks=bool(r["asks"]),
            is_unknown=bool(r["is_unknown"]),
        )
        for r in rows
    )


def _segments(connection: sqlite3.Connection, document_id: int, text: str) -> tuple[Segment, ...]:
    rows = connection.execute(
        "SELECT * FROM segment WHERE run_id = (SELECT max(id) FROM run WHERE document_id = ?)"
        " ORDER BY position",
        (document_id,),
    )
    return tuple(
        Segment(r["start"], r["end"], r["line"], r["turn"], text[r["start"] : r["end"]]) for r in rows
    )
