"""What is known of documents before their files are read: corrections, and texts whose file is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kubecode.document_names import split_document_name
from kubecode.model import Document, DocumentFile
from kubecode.readers import TranscriptText
from kubecode.readers.transcripts import ReadTranscript, interpret
from kubecode.store import documents as document_store
from kubecode.study import session as sessions
from kubecode.study.ingest.corrections import (
    NO_REQUEST,
    CorrectionRequest,
    Corrections,
    stored_corrections,
)
from kubecode.transcript import Header
from kubecode.word_files.transcript_words import TranscriptWords


@dataclass(frozen=True, slots=True)
class KnownDocuments:
    """The corrections that a command asks for, those that the study keeps by document, and the study.

    ``gone`` maps the SHA-256 of files that are gone, with the part of the name, to the document's name.
    """

    request: CorrectionRequest = NO_REQUEST
    corrections: Mapping[str, Corrections] = field(default_factory=dict)
    study: Path | None = None
    gone: Mapping[tuple[str, str | None], str] = field(default_factory=dict)

    def corrections_of(self, documents: Iterable[ReadTranscript]) -> dict[str, Corrections]:
        """Return the corrections that the study keeps, also those of documents whose file was renamed."""
        kept = dict(self.corrections)
        for one in documents:
            name = one.document.name
            old = self.gone.get((one.file.sha256, split_document_name(name)[1]))
            if name not in kept and old is not None:
                kept[name] = self.corrections[old]
        return kept

    def named(self, path: Path) -> list[str]:
        """Return the documents that were read from a file of this name, or have this name."""
        return [name for name in self.corrections if path.name in {name, split_document_name(name)[0]}]


NOTHING_KNOWN = KnownDocuments()


def known_documents(study: Path | None, request: CorrectionRequest) -> KnownDocuments:
    """Return what a request and a study say, if there is one."""
    if not sessions.exists(study):
        return KnownDocuments(request)
    with sessions.opened(study) as session:
        stored = document_store.stored_corrections(session.connection)
        files = document_store.document_files(session.connection)
    corrections = {name: stored_corrections(text) for name, text in stored.items()}
    gone = {
        (file.sha256, split_document_name(name)[1]): name
        for name, file in files.items()
        if file.sha256 and not Path(file.path).exists()
    }
    return KnownDocuments(request, corrections, study, gone)


def read_from_study(known: KnownDocuments, path: Path, words: TranscriptWords) -> list[ReadTranscript]:
    """Return the documents of a file that is gone, from the texts in the study and without corrections."""
    found = []
    with sessions.opened(known.study) as session:
        files = document_store.document_files(session.connection)
        for name in known.named(path):
            document = next(document_store.get_documents(session.connection, cases_as_read=True, only=name))
            found.append(_read_again(document, files[name], str(path), words))
    return found


def _read_again(document: Document, file: DocumentFile, path: str, words: TranscriptWords) -> ReadTranscript:
    """Return a document read again from its text, with the facts that the format gave apart from the text."""
    source = TranscriptText(document.text, file.format, header=_facts_of(document))
    read = interpret(document.name, path, source, file, words)
    labels = frozenset(turn.speaker for turn in document.turns if turn.speaker)
    if labels != {turn.speaker for turn in read.document.turns if turn.speaker}:
        source = replace(source, speakers=labels)
        read = interpret(document.name, path, source, file, words)
    # The layout counts its part again.
    of_reader = Counter(file.left_out) - Counter(read.file.left_out)
    return interpret(document.name, path, replace(source, left_out=dict(of_reader)), file, words)


def _facts_of(document: Document) -> Header:
    speaker = next((turn for turn in document.turns if turn.informant), None)
    is_part = split_document_name(document.name)[1] is not None
    return Header(
        case=document.case if document.case_is_given else None,
        informant=speaker.informant if speaker and is_part else None,
        role=speaker.role if speaker and is_part else None,
        attributes=document.attributes,
    )
