"""Migrations of the study file: a named list, applied in order; a released migration never changes."""

from __future__ import annotations

APPLICATION_ID = 0x6B756265  # "kube": identifies a study among SQLite files

_FIRST = """
CREATE TABLE codebook (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    case_name TEXT NOT NULL,
    case_is_given INTEGER NOT NULL,
    source_kind TEXT NOT NULL,
    attributes TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE turn (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    line INTEGER NOT NULL,
    speaker TEXT,
    informant TEXT,
    role TEXT,
    asks INTEGER NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

-- One tagging of one document with one codebook; the last run of a document is the current one.
-- A run with the classifier records how many decisions it was trained on, and the hash of its training data.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    codebook_sha256 TEXT NOT NULL REFERENCES codebook (sha256),
    segment_by TEXT NOT NULL,
    software TEXT NOT NULL,
    words_sha256 TEXT NOT NULL,
    learned_sha256 TEXT NOT NULL,
    learned_from INTEGER NOT NULL,
    asked_codes TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX run_document ON run (document_id);

CREATE TABLE segment (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    line INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

-- Evidence and cues are JSON, so that a suggestion can always be explained.
CREATE TABLE suggestion (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    line INTEGER NOT NULL,
    code TEXT NOT NULL,
    valence TEXT,
    presence TEXT NOT NULL,
    confidence TEXT NOT NULL,
    score REAL NOT NULL,
    evidence TEXT NOT NULL,
    cues TEXT NOT NULL,
    learned_from INTEGER NOT NULL
) STRICT;
CREATE INDEX suggestion_run ON suggestion (run_id);

-- Decisions: appended, never changed. The last row for (document, span, code, coder) is the current one.
-- Rows of one action share a batch; an undo appends rows that name the batch it undoes.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    code TEXT NOT NULL,
    coder TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('suggested', 'accepted', 'rejected', 'skipped')),
    valence TEXT,
    presence TEXT NOT NULL,
    memo TEXT,
    batch INTEGER NOT NULL,
    undoes INTEGER,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX decision_key ON decision (document_id, start, end, code, coder);
CREATE INDEX decision_batch ON decision (batch);

-- A coder has read a document to its end for these top-level codes: a code without a coding was not found.
-- An empty list takes an earlier reading back. The last row for (document, coder) is the current one.
CREATE TABLE read_through (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
    coder TEXT NOT NULL,
    codes TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- Notes on cells. The last row for a field of a cell is the current one; NULL takes a value back.
-- A cell belongs to one kind of rows and columns: a village Mawar is not the case Mawar.
CREATE TABLE cell_note (
    id INTEGER PRIMARY KEY,
    rows TEXT NOT NULL,
    columns TEXT NOT NULL,
    row_id TEXT NOT NULL,
    column_key TEXT NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('summary', 'valence')),
    value TEXT,
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
"""

_APPENDED = "".join(
    f"CREATE TRIGGER {table}_is_never_{done} BEFORE {verb} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, 'a {table} is never {done}'); END;\n"
    for table in ("decision", "read_through", "cell_note")
    for verb, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
)

_DECISION = """
CREATE TABLE decision_now (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    code TEXT NOT NULL,
    coder TEXT NOT NULL,
    status TEXT NOT NULL
        CHECK (status IN ('suggested', 'accepted', 'rejected', 'skipped', 'to_discuss')),
    valence TEXT,
    presence TEXT NOT NULL,
    memo TEXT,
    exemplar INTEGER NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('own', 'mass', 'file')),
    batch INTEGER NOT NULL,
    undoes INTEGER,
    redoes INTEGER,
    at TEXT NOT NULL
) STRICT;
-- The first format did not record how a decision was made; all of its decisions count as the coder's own.
INSERT INTO decision_now
SELECT id, document_id, start, end, code, coder, status, valence, presence, memo, 0, 'own', batch, undoes,
    NULL, at
FROM decision;
DROP TABLE decision;
-- An empty code means that no code belongs on an excerpt. Rows of one action share a batch; an undo names
-- the batch that it undoes and appends the decisions before it, a redo appends the undone ones again.
ALTER TABLE decision_now RENAME TO decision;
CREATE INDEX decision_key ON decision (document_id, start, end, code, coder);
CREATE INDEX decision_batch ON decision (batch);
CREATE INDEX decision_coder ON decision (coder, batch);
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER decision_is_never_deleted BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;

-- The coder name that a user of the machine used last.
CREATE TABLE remembered_coder (
    user TEXT PRIMARY KEY,
    coder TEXT NOT NULL
) STRICT;
"""

_REFUSALS = """
-- Refused proposals to add or remove an indicator. The last row for (change, code, indicator) tells whether
-- the refusal stands or was taken back.
CREATE TABLE refusal (
    id INTEGER PRIMARY KEY,
    change TEXT NOT NULL CHECK (change IN ('add', 'remove')),
    code TEXT NOT NULL,
    indicator TEXT NOT NULL,
    stands INTEGER NOT NULL,
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TRIGGER refusal_is_never_changed BEFORE UPDATE ON refusal
BEGIN SELECT RAISE(ABORT, 'a refusal is never changed'); END;
CREATE TRIGGER refusal_is_never_deleted BEFORE DELETE ON refusal
BEGIN SELECT RAISE(ABORT, 'a refusal is never deleted'); END;
"""

_CELL_NOTE = """
CREATE TABLE cell_note_now (
    id INTEGER PRIMARY KEY,
    rows TEXT NOT NULL,
    columns TEXT NOT NULL,
    row_id TEXT NOT NULL,
    column_key TEXT NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('summary', 'valence', 'exemplar', 'note')),
    value TEXT,
    -- The ids of the excerpts that a summary rests on, as JSON; the first formats did not keep them.
    basis TEXT,
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
INSERT INTO cell_note_now
SELECT id, rows, columns, row_id, column_key, field, value, NULL, coder, at FROM cell_note;
DROP TABLE cell_note;
ALTER TABLE cell_note_now RENAME TO cell_note;
CREATE TRIGGER cell_note_is_never_changed BEFORE UPDATE ON cell_note
BEGIN SELECT RAISE(ABORT, 'a cell_note is never changed'); END;
CREATE TRIGGER cell_note_is_never_deleted BEFORE DELETE ON cell_note
BEGIN SELECT RAISE(ABORT, 'a cell_note is never deleted'); END;
"""

_DOCUMENT_FILE = """
-- The file that a document was read from: format, SHA-256 of its bytes ('' if it was not kept), and what the
-- reader left out, as JSON. Corrections are the facts that the user gave for this document, as JSON.
ALTER TABLE document ADD COLUMN format TEXT NOT NULL DEFAULT 'plain text';
ALTER TABLE document ADD COLUMN file_sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN left_out TEXT NOT NULL DEFAULT '{}';
ALTER TABLE document ADD COLUMN corrections TEXT NOT NULL DEFAULT '{}';
ALTER TABLE turn ADD COLUMN is_unknown INTEGER NOT NULL DEFAULT 0;
"""

_CORRECTED_TEXT = """
-- The texts of a document before its corrections; version 1 is the first.
CREATE TABLE earlier_text (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (document_id, version)
) STRICT, WITHOUT ROWID;
ALTER TABLE document ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- What was decided never changes; where its words stand does. start and end are offsets in the text of
-- stands_in, which is the document's version unless the words have no place in it (is_placed = 0).
-- made_in, made_start and made_end are the text and the offsets in which the decision was made.
DROP TRIGGER decision_is_never_changed;
ALTER TABLE decision ADD COLUMN is_placed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE decision ADD COLUMN stands_in INTEGER NOT NULL DEFAULT 1;
ALTER TABLE decision ADD COLUMN made_in INTEGER NOT NULL DEFAULT 1;
ALTER TABLE decision ADD COLUMN made_start INTEGER NOT NULL DEFAULT 0;
ALTER TABLE decision ADD COLUMN made_end INTEGER NOT NULL DEFAULT 0;
UPDATE decision SET made_start = start, made_end = end;
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE OF id, document_id, code, coder, status, valence,
    presence, memo, exemplar, way, batch, undoes, redoes, at, made_in, made_start, made_end ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;

-- The ids of the excerpts that a summary rests on, and of an exemplar, move with their words.
DROP TRIGGER cell_note_is_never_changed;
CREATE TRIGGER cell_note_is_never_changed BEFORE UPDATE OF id, rows, columns, row_id, column_key, field,
    coder, at ON cell_note
BEGIN SELECT RAISE(ABORT, 'a cell_note is never changed'); END;
CREATE TRIGGER cell_note_value_is_never_changed BEFORE UPDATE OF value ON cell_note
WHEN OLD.field != 'exemplar'
BEGIN SELECT RAISE(ABORT, 'a cell_note is never changed'); END;
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("a study", _FIRST + _APPENDED),
    ("refused proposals", _REFUSALS),
    ("decisions to discuss, exemplars, redo, remembered coders", _DECISION),
    ("what cells rest on, their exemplars and notes", _CELL_NOTE),
    ("formats of transcripts, what readers left out, corrections", _DOCUMENT_FILE),
    ("corrected transcripts: earlier texts, and where the words of decisions stand", _CORRECTED_TEXT),
)
"""(name, SQL) in order; ``user_version`` of a study is the number of applied migrations."""
