"""Reconciliation of incoming documents with the stored documents of the same name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kubecode.document_names import split_document_name
from kubecode.errors import ExitStatus, KubecodeError, Problem
from kubecode.model import Document, case_key
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.study.ingest.corrected_texts import LEAST_KEPT, correction_of
from kubecode.study.ingest.read import IncomingDocument, copy_problem
from kubecode.study.session import Session


def reconcile_documents(
    session: Session, incoming: Iterable[IncomingDocument]
) -> tuple[list[IncomingDocument], list[Problem]]:
    """Return the documents as they are to be stored, and warnings about them.

    A case that was given with ``--case`` is kept. If a text with decisions has changed, the document has what
    the correction does to them. A document under a new name, whose old file is gone, has the old name, too.
    Raises KubecodeError (exit 3), before anything is stored, if hardly a word of such a text is left, or if
    another file has the same name. A copy of a stored document is left out, with its problem.
    """
    reconciled: list[IncomingDocument] = []
    warnings: list[Problem] = []
    conflicts: list[Problem] = []
    ids = document_store.document_ids(session.connection)
    for new in incoming:
        document = new.document
        stored = stored_document(session, document.name)
        if stored is None:
            same = _same_text(session, new)
            if same and same.is_there:
                warnings.append(copy_problem(new.where, same.name))
                continue
            stored = stored_document(session, same.name) if same else None
            if same is None or stored is None:
                reconciled.append(new)
                continue
            new = replace(new, renamed_from=same.name)  # noqa: PLW2901  the same document
            warnings.append(_renamed(new, same.name))
        if stored.case_is_given and not document.case_is_given:
            document = replace(document, case=stored.case, case_is_given=True)
        if document.text != stored.text:
            origin = document_store.stored_origin(session.connection, document.name) or ""
            if origin != new.file.path and Path(origin).exists():
                conflicts.append(_another_file(new, origin))
                continue
            correction = correction_of(session, ids[document.name], stored, document)
            is_decided = decision_store.has_decisions(session.connection, ids[document.name])
            if is_decided and correction.share_kept < LEAST_KEPT:
                conflicts.append(_another_text(new))
                continue
            new = replace(new, correction=correction)  # noqa: PLW2901  the same document
        reconciled.append(replace(new, document=document))
    if conflicts:
        raise KubecodeError("nothing was tagged", exit_status=ExitStatus.CONFLICT, problems=tuple(conflicts))
    return reconciled, warnings


class _SameText(NamedTuple):
    """A document of another file with the same text, and whether that file is still there."""

    name: str
    is_there: bool


def _same_text(session: Session, new: IncomingDocument) -> _SameText | None:
    """Return the document of another file that has the text of a new document, or None.

    Two respondents in one file may have given the same answers; of those in a renamed file it is the one with
    the same part of the name.
    """
    names = document_store.documents_with_text(session.connection, new.document.text)
    files = document_store.document_files(session.connection)
    paths = {name: files[name].path for name in names if files[name].path != new.file.path}
    there = next((name for name, path in paths.items() if Path(path).exists()), None)
    if there:
        return _SameText(there, is_there=True)
    part = split_document_name(new.document.name)[1]
    gone = [name for name in paths if split_document_name(name)[1] == part]
    return _SameText(gone[0], is_there=False) if gone else None


def stored_document(session: Session, name: str) -> Document | None:
    """Return the stored document with this name, with its case as it was read, or None."""
    documents = document_store.get_documents(session.connection, cases_as_read=True, only=name)
    return next(documents, None)


def tagging_inputs(document: Document) -> tuple[object, ...]:
    """Return the properties of a document that its suggestions depend on."""
    attributes = dict(document.attributes)
    return case_key(document.case), document.text, document.turns, document.source_kind, attributes


def same_speech(text: str, stored: Document) -> bool:
    """Return whether a text ends with the stored text from its first turn on."""
    return text.endswith(stored.text[_speech_start(stored) :])


def _speech_start(document: Document) -> int:
    return document.turns[0].start if document.turns else 0


def _another_file(new: IncomingDocument, origin: str) -> Problem:
    message = f'the study has another text called "{new.document.name}", read from {origin}'
    return Problem(new.where, message, "give one of the two files another name")


def _renamed(new: IncomingDocument, old: str) -> Problem:
    message = f'the same document under a new name: it was "{old}", whose file is gone'
    return Problem(
        new.where, message, "its decisions are kept; name the file as before to undo it", "warning"
    )


def _another_text(new: IncomingDocument) -> Problem:
    message = "the text differs from the one that was reviewed under this name"
    return Problem(new.where, message, "give the new text another file name, or restore the old text")
