"""Decisions from a file: a script's, another coder's, or an edited ``excerpts --json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from kubecode.codebook import Codebook
from kubecode.errors import ExitStatus, KubecodeError, Place, Problem
from kubecode.model import MACHINE, Decision, Document, Presence, Status, Valence, join_code
from kubecode.readers.text_files import read_text
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.store.study_file import transaction
from kubecode.study.codebooks import codebook_of
from kubecode.study.codings import pick_document
from kubecode.study.session import Session, now

READ = "read"
"""The status of a row that says: this coder has read this document to its end."""

_STATUS_WORDS = {
    "accepted": Status.ACCEPTED,
    "accept": Status.ACCEPTED,
    "y": Status.ACCEPTED,
    "rejected": Status.REJECTED,
    "reject": Status.REJECTED,
    "n": Status.REJECTED,
    "skipped": Status.SKIPPED,
    "skip": Status.SKIPPED,
    "suggested": Status.SUGGESTED,
}
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Applied:
    """What a decisions file brought: decisions taken over, rows already known, documents read through."""

    decisions: int
    already_known: int
    read_through: int


def apply_decisions(session: Session, path: Path, coder: str | None) -> Applied:
    """Take over the decisions of a JSON Lines file, all or none.

    A row has the fields of ``excerpts --json``; ``status`` says the verdict, rows still ``suggested`` are
    passed over. ``coder`` overrides the rows' own. Raises KubecodeError (exit 1) for rows that cannot be
    understood, (exit 3) for rows about a text that is not, or no longer, in the study.
    """
    rows = read_json_lines(path)
    reader = _Rows(session, path, coder)
    for line, row in rows:
        reader.take(line, row)
    if reader.problems:
        raise KubecodeError(f"{path}: nothing was applied", problems=tuple(reader.problems))
    if reader.stale:
        raise KubecodeError(
            f"{path}: nothing was applied", exit_status=ExitStatus.CONFLICT, problems=tuple(reader.stale)
        )
    known = {
        (d.document, d.start, d.end, d.code, d.coder): d
        for d in decision_store.current_decisions(session.connection)
    }
    new = [d for d in reader.decisions if known.get((d.document, d.start, d.end, d.code, d.coder)) != d]
    readers = decision_store.readers_of(session.connection)
    read = [pair for pair in reader.read_through if pair[1] not in readers.get(pair[0], frozenset())]
    at = now()
    with transaction(session.connection):
        for decision in new:
            decision_store.put_decisions(session.connection, [decision], at)
        for document, who in read:
            decision_store.put_read_through(session.connection, document, who, at)
    return Applied(len(new), len(reader.decisions) - len(new), len(read))


def read_json_lines(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    """Return (line number, object) for every row. Raises KubecodeError with every line that is no JSON."""
    rows: list[tuple[int, Mapping[str, Any]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            problems.append(
                Problem(Place(str(path), number), "this line is no JSON", "one object a line: {…}")
            )
            continue
        if isinstance(row, dict):
            rows.append((number, row))
        else:
            problems.append(Problem(Place(str(path), number), "this line is no object", "write {…}"))
    if problems:
        raise KubecodeError(f"{path}: not JSON Lines", problems=tuple(problems))
    if not rows:
        raise KubecodeError(f"{path}: the file has no rows", "one JSON object a line")
    return rows


class _Rows:
    """Reads rows against the study; it gathers decisions and two kinds of problems."""

    def __init__(self, session: Session, path: Path, coder: str | None) -> None:
        self._path = path
        self._coder = coder
        self._codebook: Codebook = codebook_of(session).codebook
        self._documents = list(document_store.get_documents(session.connection))
        self._suggested = {
            (name, s.start, s.end, s.code): s for name, s in runs.get_suggestions(session.connection)
        }
        self.decisions: list[Decision] = []
        self.read_through: list[tuple[str, str]] = []
        self.problems: list[Problem] = []
        self.stale: list[Problem] = []

    def take(self, line: int, row: Mapping[str, Any]) -> None:
        """Read one row."""
        where = Place(str(self._path), line)
        said = next(
            (row[key] for key in ("status", "decision", "action") if isinstance(row.get(key), str)), ""
        )
        if said.casefold() == Status.SUGGESTED:
            return
        try:
            document = pick_document(self._documents, str(row.get("document", "")))
        except KubecodeError as error:
            self.stale.append(Problem(where, error.message, error.hint))
            return
        coder = self._coder or str(row.get("coder") or "")
        if not coder or coder == MACHINE:
            self.problems.append(Problem(where, "the row names no coder", "add a coder, or use --coder NAME"))
        elif said.casefold() == READ:
            self.read_through.append((document.name, coder))
        else:
            self._decision(where, row, document, coder, said)

    def _decision(
        self, where: Place, row: Mapping[str, Any], document: Document, coder: str, said: str
    ) -> None:
        status = _STATUS_WORDS.get(said.casefold())
        if status is None:
            known = "accepted, rejected, skipped or read"
            self.problems.append(Problem(where, f'unknown status "{said}"', f"write {known}"))
        path = join_code(str(row.get("code", "")), row.get("subcode") or None)
        if self._codebook.find(path) is None:
            near = get_close_matches(path, [code.path for code in self._codebook.walk()], n=1)
            hint = f'did you mean "{near[0]}"?' if near else "is this the codebook that the study uses?"
            self.problems.append(Problem(where, f'the codebook has no code "{path}"', hint))
        start, end = row.get("start"), row.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            self.problems.append(
                Problem(where, "start and end must be whole numbers", "code points, half-open")
            )
            return
        if not 0 <= start < end <= len(document.text) or row.get("text") not in {
            None,
            document.text[start:end],
        }:
            self.stale.append(
                Problem(
                    where,
                    f"{document.name} has another text at {start}-{end}",
                    "the file was made from another version; export the excerpts again",
                )
            )
            return
        suggestion = self._suggested.get((document.name, start, end, path))
        valence = self._choice(where, row, "valence", Valence)
        presence = self._choice(where, row, "presence", Presence)
        if suggestion and "valence" not in row:
            valence = suggestion.valence
        if suggestion and "presence" not in row:
            presence = suggestion.presence
        if status is not None:
            memo = row.get("memo") or None
            self.decisions.append(
                Decision(
                    document=document.name,
                    start=start,
                    end=end,
                    code=path,
                    coder=coder,
                    status=status,
                    valence=valence,
                    presence=presence or Presence.PRESENT,
                    memo=str(memo) if memo else None,
                )
            )

    def _choice(self, where: Place, row: Mapping[str, Any], key: str, choices: type[E]) -> E | None:
        value = row.get(key)
        if value in (None, ""):
            return None
        if value in set(choices):
            return choices(value)
        self.problems.append(
            Problem(where, f'{key} cannot be "{value}"', f"write {', '.join(choices)} or null")
        )
        return None
