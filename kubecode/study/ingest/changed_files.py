"""Whether transcript files still have the text that the study has of them."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from kubecode.model import Document, DocumentFile
from kubecode.readers.text_files import read_bytes
from kubecode.readers.transcripts import text_of
from kubecode.study.ingest.reconcile import same_speech
from kubecode.word_files.transcript_words import TranscriptWords


def has_other_text(document: Document, file: DocumentFile, words: TranscriptWords) -> bool:
    """Return whether the file of a document now has other speech than the document.

    A file with the bytes that were tagged is not read as a transcript again. Raises KubecodeError if the
    file cannot be read.
    """
    path = Path(file.path)
    raw = read_bytes(path)
    if _sha256(raw) == file.sha256:
        return False
    return not same_speech(text_of(document.name, path, words), document)


@lru_cache(maxsize=1)
def _sha256(raw: bytes) -> str:
    """Return the SHA-256 of a file's bytes; kept, since a form has hundreds of documents."""
    return sha256(raw).hexdigest()
