"""Transcripts in OpenDocument files (.odt, .ott, .fodt): the text with all changes accepted."""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.readers import TranscriptText
from kubecode.readers.open_document_body import OpenDocumentBody
from kubecode.readers.open_document_styles import ListNumbers, OpenDocumentStyles
from kubecode.readers.packages import XmlPackage, open_package, protected, walk_xml
from kubecode.readers.paragraphs import text_of
from kubecode.readers.text_flow import TextFlow
from kubecode.word_files.transcript_words import TranscriptWords

_CHUNK = 65_536


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of an OpenDocument file, with what was left out of it."""
    flow = TextFlow(words)
    styles = OpenDocumentStyles()
    body = OpenDocumentBody(flow, styles, ListNumbers(styles))
    if raw.startswith(b"PK"):
        package = open_package(path, raw)
        with package.archive:
            _check_password(package)
            body.is_common = True
            package.walk("styles.xml", body)
            body.is_common = False
            package.walk("content.xml", body)
    else:
        walk_xml(path, (raw[start : start + _CHUNK] for start in range(0, len(raw), _CHUNK)), body)
    if not body.has_body:
        hint = "open it in your word processor and save it again as .odt"
        raise KubecodeError(f"{path}: the file has no text of an OpenDocument", hint)
    text = text_of(flow.paragraphs(), words)
    left_out = {noun: count for noun, count in sorted(flow.left_out.items()) if count}
    return [TranscriptText(text, "OpenDocument", left_out, speakers=frozenset(flow.speakers))]


class _ManifestWalker:
    """Looks for parts that a password protects."""

    tags: Container[str] | None = frozenset({"encryption-data", "encrypted-key"})

    def __init__(self) -> None:
        self.is_encrypted = False

    def start(self, _: str, __: Mapping[str, str]) -> bool:
        self.is_encrypted = True
        return True

    def end(self, tag: str) -> None:
        """End an element."""

    def text(self, text: str) -> None:
        """Leave out text."""


def _check_password(package: XmlPackage) -> None:
    manifest = _ManifestWalker()
    package.walk("META-INF/manifest.xml", manifest)
    if manifest.is_encrypted:
        raise protected(package.path)
