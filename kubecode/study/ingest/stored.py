"""What the study already has of its documents: corrections of their reading, and the documents themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.language import Language
from kubecode.store import documents as document_store
from kubecode.study import session as sessions
from kubecode.study.ingest.corrections import Corrections, stored_corrections
from kubecode.study.ingest.read import IncomingDocument, with_segments
from kubecode.transcript import SegmentBy


def corrections_of(study: Path | None, new: Corrections) -> Callable[[str], Corrections]:
    """Return the corrections of a document by its name: the new ones over those that the study keeps."""
    stored: dict[str, str] = {}
    if sessions.exists(study):
        with sessions.opened(study) as session:
            stored = document_store.stored_corrections(session.connection)
    return lambda name: new.over(stored_corrections(stored[name])) if name in stored else new


def documents_of(
    study: Path | None, language: Language, by: SegmentBy, case: str | None
) -> list[IncomingDocument]:
    """Return the documents of the study, to be tagged again."""
    if not sessions.exists(study):
        raise KubecodeError("no files were given", "kubecode tag FILE…", exit_status=ExitStatus.USAGE)
    with sessions.opened(study) as session:
        documents = list(document_store.get_documents(session.connection, cases_as_read=True))
        files = document_store.document_files(session.connection)
        kept = document_store.stored_corrections(session.connection)
    if case:
        documents = [replace(document, case=case, case_is_given=True) for document in documents]
    return [
        IncomingDocument(with_segments(d, language, by), files[d.name], stored_corrections(kept[d.name]))
        for d in documents
    ]
