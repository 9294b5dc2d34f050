"""What happens when a document meets the one that the study already has under its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kubecode.errors import ExitStatus, FilePosition, KubecodeError, Problem
from kubecode.model import Document, case_key
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.study.ingest.read import IncomingDocument
from kubecode.study.session import Session


def reconcile_documents(
    session: Session, incoming: Iterable[IncomingDocument]
) -> tuple[list[IncomingDocument], list[Problem]]:
    """Return the documents as the study shall hold them, and what its user should know about that.

    A case that a person once gave stays. A text that was reviewed stays as it was reviewed; where only
    what stands above the speech has changed, the facts in it are taken over. Raises KubecodeError
    (exit 3), before anything is stored, for another text under decisions and for another file of the
    same name.
    """
    settled: list[IncomingDocument] = []
    doubts: list[Problem] = []
    conflicts: list[Problem] = []
    ids = document_store.document_ids(session.connection)
    for one in incoming:
        document = one.document
        stored = stored_document(session, document.name)
        if stored is None:
            settled.append(one)
            continue
        if stored.case_is_given and not document.case_is_given:
            document = replace(document, case=stored.case, case_is_given=True)
        if document.text != stored.text:
            origin = document_store.stored_origin(session.connection, document.name) or ""
            if origin != one.origin and Path(origin).exists():
                conflicts.append(_another_file(one, origin))
                continue
            if decision_store.has_decisions(session.connection, ids[document.name]):
                moved = _on_stored_text(document, stored)
                if moved is None:
                    conflicts.append(_another_text(one))
                    continue
                document = moved
                doubts.append(_header_changed(one))
        settled.append(IncomingDocument(document, one.origin))
    if conflicts:
        raise KubecodeError("nothing was tagged", exit_status=ExitStatus.CONFLICT, problems=tuple(conflicts))
    return settled, doubts


def stored_document(session: Session, name: str) -> Document | None:
    """Return the document that the study has under a name, with its case as it was read."""
    documents = document_store.get_documents(session.connection, cases_as_read=True, only=name)
    return next(documents, None)


def tagging_inputs(document: Document) -> tuple[object, ...]:
    """Return everything about a document that a tagging run depends on."""
    attributes = dict(document.attributes)
    return case_key(document.case), document.text, document.turns, document.source_kind, attributes


def _on_stored_text(document: Document, stored: Document) -> Document | None:
    """Return the document put on the stored text, None unless only what stands above the speech differs."""
    shift = len(document.text) - len(stored.text)
    lines = document.text.count("\n") - stored.text.count("\n")
    begins_alike = bool(document.turns) and document.turns[0].start - shift >= _speech_begins(stored)
    if not begins_alike or not same_speech(document.text, stored):
        return None
    return replace(
        document,
        text=stored.text,
        turns=tuple(
            replace(t, start=t.start - shift, end=t.end - shift, line=t.line - lines) for t in document.turns
        ),
        segments=tuple(
            replace(s, start=s.start - shift, end=s.end - shift, line=s.line - lines)
            for s in document.segments
        ),
    )


def same_speech(text: str, stored: Document) -> bool:
    """Say whether a text is the stored one from where the speech begins."""
    return text.endswith(stored.text[_speech_begins(stored) :])


def _speech_begins(document: Document) -> int:
    return document.turns[0].start if document.turns else 0


def _another_file(one: IncomingDocument, origin: str) -> Problem:
    message = f'the study has another text called "{one.document.name}", read from {origin}'
    return Problem(FilePosition(one.origin), message, "give one of the two files another name")


def _another_text(one: IncomingDocument) -> Problem:
    message = "the text differs from the one that was reviewed under this name"
    return Problem(
        FilePosition(one.origin), message, "give the new text another file name, or restore the old text"
    )


def _header_changed(one: IncomingDocument) -> Problem:
    message = "what stands above the speech has changed since the review; its facts are taken over"
    return Problem(FilePosition(one.origin), message, "lines are counted as in the reviewed text", "warning")
