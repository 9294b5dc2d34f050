"""Import of decisions from JSON Lines, for example an edited ``excerpts --json``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from kubecode.codebook import Codebook
from kubecode.errors import ExitStatus, FilePosition, KubecodeError, Problem, did_you_mean
from kubecode.model import (
    MACHINE,
    CodingKey,
    Decision,
    Document,
    Presence,
    Status,
    Suggestion,
    Valence,
    join_code,
)
from kubecode.readers.json_lines import read_json_lines
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.store.study_file import transaction
from kubecode.study.codebooks.load import study_codebook
from kubecode.study.codings import pick_document, select_documents
from kubecode.study.session import Session, now
from kubecode.synthesiser.coverage import CompletedReadings

READ = "read"
"""The status of a row that marks a document as read through by its coder."""

STATUS_WORDS = {
    "accepted": Status.ACCEPTED,
    "accept": Status.ACCEPTED,
    "y": Status.ACCEPTED,
    "rejected": Status.REJECTED,
    "reject": Status.REJECTED,
    "n": Status.REJECTED,
    "skipped": Status.SKIPPED,
    "skip": Status.SKIPPED,
    "to_discuss": Status.TO_DISCUSS,
    "discuss": Status.TO_DISCUSS,
    "d": Status.TO_DISCUSS,
    "suggested": Status.SUGGESTED,
}
E = TypeVar("E", bound=StrEnum)
CompletedReading = tuple[str, str, frozenset[str]]
"""(document, coder, top-level codes for which the coder has read the document to its end)."""


@dataclass(frozen=True, slots=True)
class DecisionImport:
    """Counts of an import: new decisions, decisions already known, documents newly read through."""

    decisions: int
    already_known: int
    read_through: int


def import_decision_file(
    session: Session, path: Path, coder: str | None, default_coder: str
) -> DecisionImport:
    """Import the decisions of a JSON Lines file, all or none.

    A row has the fields of ``excerpts --json``, and ``status`` is the verdict. Of rows still ``suggested``
    only the memo is imported. ``coder`` overrides the coders in the rows; a row without a coder, or with the
    machine as coder, is a decision of ``default_coder``. Raises KubecodeError (exit 1) for invalid rows and
    (exit 3) for rows about a text that is not, or no longer, in the study.
    """
    rows = _DecisionReader(
        path=path,
        coder=coder,
        default_coder=default_coder,
        codebook=study_codebook(session).codebook,
        documents=list(document_store.get_documents(session.connection)),
        suggestions={(n, s.start, s.end, s.code): s for n, s in runs.get_suggestions(session.connection)},
    )
    for line, row in read_json_lines(path):
        rows.read_row(line, row)
    if rows.problems:
        raise KubecodeError(f"{path}: nothing was applied", problems=tuple(rows.problems))
    if rows.stale:
        raise KubecodeError(
            f"{path}: nothing was applied", exit_status=ExitStatus.CONFLICT, problems=tuple(rows.stale)
        )
    return _append(session, rows)


def _append(session: Session, rows: _DecisionReader) -> DecisionImport:
    """Append the decisions and readings that are new to the study, as one batch for each coder."""
    current = list(decision_store.current_decisions(session.connection))
    known = {(_coding_key(d), d.coder): d for d in current}
    memos = {(_coding_key(d), d.memo) for d in current}
    new = [
        d
        for d in rows.decisions.values()
        if known.get((_coding_key(d), d.coder)) != d
        and not (d.status is Status.SUGGESTED and (_coding_key(d), d.memo) in memos)
    ]
    stored_readings = decision_store.completed_readings(session.connection)
    new_readings = [r for r in rows.readings if stored_readings.get(r[0], {}).get(r[1]) != r[2]]
    at = now()
    with transaction(session.connection):
        for coder in dict.fromkeys(decision.coder for decision in new):
            batch = [d for d in new if d.coder == coder]
            decision_store.put_decisions(session.connection, batch, at, "file")
        for document, coder, codes in new_readings:
            decision_store.put_read_through(session.connection, document, coder, codes, at)
    return DecisionImport(len(new), len(rows.decisions) - len(new), len(new_readings))


def completed_readings(session: Session) -> CompletedReadings:
    """Return document → coder → the top-level codes for which the coder has read it to its end."""
    return decision_store.completed_readings(session.connection)


def mark_read(
    session: Session,
    names: Iterable[str],
    coder: str,
    codes: Iterable[str] = (),
    *,
    case: str | None = None,
    undo: bool = False,
) -> int:
    """Record that a coder has read documents, or those of a case, to their end; return how many.

    Uncoded text in them then counts as judged: the code does not apply. ``codes`` are the top-level codes
    that the coder looked for; empty means all of the codebook. ``undo`` takes earlier records back. Raises
    KubecodeError for an unknown document, case or code.
    """
    known = [code.path for code in study_codebook(session).codebook.codes]
    wanted = list(codes)
    for code in wanted:
        if code not in known:
            hint = did_you_mean(code, known)
            raise KubecodeError(f'no top-level code "{code}"', hint, exit_status=ExitStatus.USAGE)
    documents = select_documents(session, names, case)
    codes_read = frozenset() if undo else frozenset(wanted or known)
    with transaction(session.connection):
        for name in documents:
            decision_store.put_read_through(session.connection, name, coder, codes_read, now())
    return len(documents)


def _coding_key(decision: Decision) -> CodingKey:
    return decision.document, decision.start, decision.end, decision.code


@dataclass(slots=True)
class _DecisionReader:
    """Reads rows, checks them against the study, and collects decisions, readings and problems.

    ``problems`` are invalid rows, ``stale`` are rows about another text.
    """

    path: Path
    coder: str | None
    default_coder: str
    codebook: Codebook
    documents: list[Document]
    suggestions: Mapping[CodingKey, Suggestion]
    decisions: dict[tuple[CodingKey, str], Decision] = field(default_factory=dict)
    readings: list[CompletedReading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stale: list[Problem] = field(default_factory=list)

    def read_row(self, line: int, row: Mapping[str, Any]) -> None:
        """Read one row, and collect its decision, reading or problems."""
        position = FilePosition(str(self.path), line)
        verdict = next((row[key] for key in ("status", "decision", "action") if row.get(key)), "")
        if verdict == Status.SUGGESTED and not row.get("memo"):
            return
        try:
            document = pick_document(self.documents, str(row.get("document", "")))
        except KubecodeError as error:
            self.stale.append(Problem(position, error.message, error.hint))
            return
        named = row.get("coder")
        if named is not None and not isinstance(named, str):
            self._report(position, "coder is not text", "write a name in quotes")
            return
        coder = self.coder or (named if named and named != MACHINE else self.default_coder)
        if verdict == READ:
            codes = self._read_codes(position, row)
            if codes is not None:
                self.readings.append((document.name, coder, codes))
            return
        status = STATUS_WORDS.get(verdict.casefold()) if isinstance(verdict, str) else None
        if status is None:
            self._report(
                position,
                f'unknown status "{verdict}"',
                "write accepted, rejected, skipped, to_discuss or read",
            )
        path = self._path(position, row)
        span = self._span(position, row, document)
        if status and path and span:
            self._decide(position, row, Decision(document.name, *span, path, coder, status))

    def _decide(self, position: FilePosition, row: Mapping[str, Any], bare: Decision) -> None:
        suggestion = self.suggestions.get(_coding_key(bare))
        valence = self._choice(position, row, "valence", Valence)
        presence = self._choice(position, row, "presence", Presence)
        if suggestion and "valence" not in row:
            valence = suggestion.valence
        if suggestion and "presence" not in row:
            presence = suggestion.presence
        decision = Decision(
            document=bare.document,
            start=bare.start,
            end=bare.end,
            code=bare.code,
            coder=bare.coder,
            status=bare.status,
            valence=valence,
            presence=presence or Presence.PRESENT,
            memo=str(row["memo"]) if row.get("memo") else None,
            exemplar=row.get("exemplar") is True,
        )
        earlier = self.decisions.setdefault((_coding_key(bare), bare.coder), decision)
        if earlier != decision:
            message = f"an earlier row decides otherwise about {bare.code} on this excerpt"
            self._report(position, message, "keep one of the two")

    def _read_codes(self, position: FilePosition, row: Mapping[str, Any]) -> frozenset[str] | None:
        """Return the codes for which a document was read: those listed in the row, else all."""
        known = [code.path for code in self.codebook.codes]
        listed = row.get("codes", known)
        if isinstance(listed, list) and all(code in known for code in listed):
            return frozenset(listed)
        self._report(position, "codes is not a list of top-level codes", f"known: {', '.join(known)}")
        return None

    def _path(self, position: FilePosition, row: Mapping[str, Any]) -> str | None:
        path = join_code(str(row.get("code") or ""), str(row.get("subcode") or "") or None)
        if self.codebook.find(path) is not None:
            return path
        known = [code.path for code in self.codebook.walk()]
        self._report(position, f'the codebook has no code "{path}"', did_you_mean(path, known))
        return None

    def _span(
        self, position: FilePosition, row: Mapping[str, Any], document: Document
    ) -> tuple[int, int] | None:
        start, end = row.get("start"), row.get("end")
        if type(start) is not int or type(end) is not int:
            self._report(position, "start and end must be whole numbers", "code points, half-open")
            return None
        text = row.get("text")
        is_same = 0 <= start < end <= len(document.text) and text in (None, document.text[start:end])
        if not is_same:
            message = f"{document.name} has another text at {start}-{end}"
            hint = "the file was made from another version; export the excerpts again"
            self.stale.append(Problem(position, message, hint))
        return (start, end) if is_same else None

    def _choice(self, position: FilePosition, row: Mapping[str, Any], key: str, choices: type[E]) -> E | None:
        value = row.get(key)
        if value in (None, ""):
            return None
        if value in list(choices):
            return choices(value)
        self._report(position, f'{key} cannot be "{value}"', f"write {', '.join(choices)} or null")
        return None

    def _report(self, position: FilePosition, message: str, hint: str) -> None:
        self.problems.append(Problem(position, message, hint))
