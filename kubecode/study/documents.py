"""The documents of a study: what each is, how much of it is coded, and by whom it was read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kubecode.errors import ExitStatus, KubecodeError, unknown_name
from kubecode.model import SourceKind, Status
from kubecode.store import corrected_texts
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store.study_file import transaction
from kubecode.study.session import Session


@dataclass(frozen=True, slots=True)
class StudyDocument:
    """A document of a study.

    ``words`` counts what the informants say. ``accepted`` and ``other`` count current decisions of all coders
    (``other``: rejected, skipped, to discuss), ``unplaced`` those whose words are not in the corrected text.
    ``read_by`` are the coders who have read it to its end. ``file`` is where it was read from.
    """

    name: str
    case: str
    informants: tuple[str, ...]
    source_kind: SourceKind
    date: str | None
    words: int
    accepted: int
    other: int
    unplaced: int
    read_by: tuple[str, ...]
    file: str
    file_is_there: bool


def study_documents(session: Session) -> list[StudyDocument]:
    """Return the documents of a study, by name."""
    connection = session.connection
    decided: Counter[tuple[str, bool]] = Counter()
    for decision in decision_store.current_decisions(connection):
        if decision.status is not Status.SUGGESTED:
            decided[decision.document, decision.status is Status.ACCEPTED] += 1
    unplaced = Counter(one.decision.document for one in corrected_texts.unplaced_decisions(connection))
    readings = decision_store.completed_readings(connection)
    files = document_store.document_files(connection)
    return [
        StudyDocument(
            document.name,
            document.case,
            tuple(dict.fromkeys(turn.informant for turn in document.turns if turn.informant)),
            document.source_kind,
            document.attributes.get("date"),
            sum(len(document.text[t.start : t.end].split()) for t in document.turns if not t.asks),
            decided[document.name, True],
            decided[document.name, False],
            unplaced[document.name],
            tuple(coder for coder, codes in sorted(readings.get(document.name, {}).items()) if codes),
            files[document.name].path,
            Path(files[document.name].path).is_file(),
        )
        for document in document_store.get_documents(connection)
    ]


def rename_document(session: Session, old: str, new: str) -> None:
    """Give a document another name; its decisions and notes stay with it.

    Raises KubecodeError for an unknown name, and for one that another document has.
    """
    with transaction(session.connection):
        names = list(document_store.document_ids(session.connection))
        if old not in names:
            raise unknown_name("document", old, names)
        if new in names:
            raise KubecodeError(
                f'the study has a document "{new}" already',
                "choose another name; nothing was changed",
                exit_status=ExitStatus.CONFLICT,
            )
        if not new.strip() or any(not c.isprintable() or c in "/\\:" for c in new):
            raise KubecodeError(
                f'"{new}" cannot be the name of a document',
                "use letters, digits, blanks and . _ - #",
                exit_status=ExitStatus.USAGE,
            )
        document_store.rename_document(session.connection, old, new)
