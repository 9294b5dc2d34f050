"""Tagging runs and their suggestions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from kubecode.model import (
    Confidence,
    Cue,
    CueKind,
    Evidence,
    EvidenceKind,
    Presence,
    Segment,
    Span,
    Suggestion,
    Valence,
)


@dataclass(frozen=True, slots=True)
class TaggingRun:
    """One tagging of one document with one codebook; equal runs give equal suggestions.

    ``learned_from`` is the number of decisions that the classifier was trained on, and ``learned_sha256``
    the SHA-256 of its training data; 0 and "" if it was not used.
    """

    document: str
    codebook_sha256: str
    words_sha256: str
    segment_by: str
    software: str
    learned_sha256: str = ""
    learned_from: int = 0
    asked_codes: frozenset[str] = field(default=frozenset(), compare=False)


def put_codebook(connection: sqlite3.Connection, sha256: str, name: str, path: str, text: str) -> None:
    """Store the text of a codebook, so that every run can be reproduced."""
    connection.execute(
        "INSERT INTO codebook (sha256, name, path, text) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET path = excluded.path",
        (sha256, name, path, text),
    )


def last_codebook(connection: sqlite3.Connection) -> tuple[str, str, str] | None:
    """Return (sha256, path, text) of the codebook of the newest run."""
    row = connection.execute(
        "SELECT sha256, path, text FROM codebook JOIN run ON run.codebook_sha256 = codebook.sha256"
        " ORDER BY run.id DESC LIMIT 1"
    ).fetchone()
    return (row["sha256"], row["path"], row["text"]) if row else None


def put_run(
    connection: sqlite3.Connection,
    document_id: int,
    run: TaggingRun,
    segments: Iterable[Segment],
    suggestions: Iterable[Suggestion],
    at: str,
) -> None:
    """Append a run with its segments and suggestions."""
    cursor = connection.execute(
        "INSERT INTO run (document_id, codebook_sha256, segment_by, software, words_sha256,"
        " learned_sha256, learned_from, asked_codes, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document_id,
            run.codebook_sha256,
            run.segment_by,
            run.software,
            run.words_sha256,
            run.learned_sha256,
            run.learned_from,
            json.dumps(sorted(run.asked_codes)),
            at,
        ),
    )
    run_id = cursor.lastrowid or 0
    connection.executemany(
        "INSERT INTO segment (run_id, position, start, end, line, turn) VALUES (?, ?, ?, ?, ?, ?)",
        [(run_id, n, s.start, s.end, s.line, s.turn) for n, s in enumerate(segments)],
    )
    connection.executemany(
        "INSERT INTO suggestion"
        " (run_id, start, end, line, code, valence, presence, confidence, score, evidence, cues,"
        " learned_from)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_suggestion_row(run_id, suggestion) for suggestion in suggestions],
    )


def _suggestion_row(run_id: int, s: Suggestion) -> tuple[object, ...]:
    evidence = json.dumps([asdict(piece) for piece in s.evidence], ensure_ascii=False)
    cues = json.dumps([asdict(cue) for cue in s.cues], ensure_ascii=False)
    values = (s.code, s.valence, s.presence, s.confidence, s.score)
    return (run_id, s.start, s.end, s.line, *values, evidence, cues, s.learned_from)


def last_run(connection: sqlite3.Connection, document: str) -> TaggingRun | None:
    """Return the last run of a document, or None."""
    row = connection.execute(
        "SELECT run.*, document.name FROM run JOIN document ON document.id = run.document_id"
        " WHERE document.name = ? ORDER BY run.id DESC LIMIT 1",
        (document,),
    ).fetchone()
    return _run(row) if row else None


def newest_run(connection: sqlite3.Connection) -> TaggingRun | None:
    """Return the newest run of any document, or None."""
    row = connection.execute(
        "SELECT run.*, document.name FROM run JOIN document ON document.id = run.document_id"
        " ORDER BY run.id DESC LIMIT 1"
    ).fetchone()
    return _run(row) if row else None


def last_runs(connection: sqlite3.Connection) -> dict[str, TaggingRun]:
    """Return document name → last run."""
    rows = connection.execute(
        "SELECT run.*, document.name FROM run JOIN document ON document.id = run.document_id"
        " WHERE run.id IN (SELECT max(id) FROM run GROUP BY document_id) ORDER BY document.name"
    )
    return {row["name"]: _run(row) for row in rows}


def _run(row: sqlite3.Row) -> TaggingRun:
    return TaggingRun(
        document=row["name"],
        codebook_sha256=row["codebook_sha256"],
        segment_by=row["segment_by"],
        software=row["software"],
        words_sha256=row["words_sha256"],
        learned_sha256=row["learned_sha256"],
        learned_from=row["learned_from"],
        asked_codes=frozenset(json.loads(row["asked_codes"])),
    )


def get_suggestions(
    connection: sqlite3.Connection, *, only: str | None = None
) -> Iterator[tuple[str, Suggestion]]:
    """Yield (document name, suggestion) of the last run of each document (or one), in text order."""
    rows = connection.execute(
        "SELECT suggestion.*, document.name FROM suggestion JOIN run ON run.id = suggestion.run_id"
        " JOIN document ON document.id = run.document_id"
        " WHERE run.id IN (SELECT max(id) FROM run GROUP BY document_id)"
        " AND (?1 IS NULL OR document.name = ?1)"
        " ORDER BY document.name, suggestion.id",
        (only,),
    )
    for row in rows:
        yield row["name"], _suggestion(row)


def suggested_spans(connection: sqlite3.Connection, document: str) -> set[tuple[int, int, str]]:
    """Return (start, end, code) of the suggestions of a document's last run."""
    rows = connection.execute(
        "SELECT suggestion.start, suggestion.end, suggestion.code FROM suggestion WHERE run_id ="
        " (SELECT max(run.id) FROM run JOIN document ON document.id = run.document_id WHERE name = ?)",
        (document,),
    )
    return {tuple(row) for row in rows}


def last_suggestion(
    connection: sqlite3.Connection, document: str, span: Span, code: str
) -> Suggestion | None:
    """Return the newest suggestion for a span and code in any run, or None."""
    row = connection.execute(
        "SELECT suggestion.* FROM suggestion JOIN run ON run.id = suggestion.run_id"
        " JOIN document ON document.id = run.document_id"
        " WHERE document.name = ? AND start = ? AND end = ? AND code = ? ORDER BY run.id DESC LIMIT 1",
        (document, *span, code),
    ).fetchone()
    return _suggestion(row) if row else None


def _suggestion(row: sqlite3.Row) -> Suggestion:
    return Suggestion(
        start=row["start"],
        end=row["end"],
        line=row["line"],
        code=row["code"],
        valence=Valence(row["valence"]) if row["valence"] else None,
        presence=Presence(row["presence"]),
        confidence=Confidence(row["confidence"]),
        score=row["score"],
        evidence=tuple(
            Evidence(**{**piece, "kind": EvidenceKind(piece["kind"])})
            for piece in json.loads(row["evidence"])
        ),
        cues=tuple(Cue(**{**cue, "kind": CueKind(cue["kind"])}) for cue in json.loads(row["cues"])),
        learned_from=row["learned_from"],
    )
