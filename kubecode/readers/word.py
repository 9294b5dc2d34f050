"""Transcripts in Word files (.docx): the text as it stands when all changes are accepted."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.readers import TranscriptText
from kubecode.readers.packages import XmlPackage, open_package
from kubecode.readers.paragraphs import text_of
from kubecode.readers.text_flow import TextFlow
from kubecode.readers.word_body import WordBody
from kubecode.readers.word_numbering import WordNumbering
from kubecode.readers.word_styles import read_styles
from kubecode.word_files.transcript_words import TranscriptWords

_MAIN = "word/document.xml"
_MOST_HEADS = 60
_NO_STYLE_PARTS = frozenset({"latentStyles", "docDefaults", "tblPr", "tblStylePr", "rsids"})
_NO_NUMBER_PARTS = frozenset({"rPr", "pPr", "numPicBullet", "nsid", "tmpl", "lvlJc", "suff"})


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of a Word file, with what was left out of it."""
    package = open_package(path, raw)
    with package.archive:
        main = _main_part(package)
        related = dict(_related(package, main))
        folder = posixpath.dirname(main)
        styles = package.tree(related.get("styles", f"{folder}/styles.xml"), _NO_STYLE_PARTS)
        numbers = package.tree(related.get("numbering", f"{folder}/numbering.xml"), _NO_NUMBER_PARTS)
        flow = TextFlow(words)
        body = WordBody(flow, WordNumbering(numbers), read_styles(styles))
        if not package.walk(main, body) or not body.has_body:
            hint = "open it in your word processor and save it again as .docx"
            raise KubecodeError(f"{path}: the file has no text of a Word document", hint)
        heads = [target for kind, target in _related(package, main) if kind in {"header", "footer"}]
        flow.left_out["running head"] += sum(_has_text(package, name) for name in heads[:_MOST_HEADS])
    text = text_of(flow.paragraphs(), words)
    left_out = {noun: count for noun, count in sorted(flow.left_out.items()) if count}
    return [TranscriptText(text, "Word", left_out, speakers=frozenset(flow.speakers))]


def _main_part(package: XmlPackage) -> str:
    """Return the name of the part with the text, mostly ``word/document.xml``."""
    found = dict(_relations(package, "_rels/.rels", "")).get("officeDocument", _MAIN)
    return found if found in package.names else _MAIN


def _related(package: XmlPackage, part: str) -> list[tuple[str, str]]:
    """Return the kinds and names of the parts that belong to a part."""
    folder, name = posixpath.split(part)
    return list(_relations(package, f"{folder}/_rels/{name}.rels", folder))


def _relations(package: XmlPackage, name: str, folder: str) -> Iterator[tuple[str, str]]:
    root = package.tree(name)
    for relation in root.findall("Relationship") if root is not None else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") != "External":
            yield posixpath.basename(relation.get("Type", "")), target


class _HeadWalker:
    """Looks for text in a running head."""

    tags: Container[str] | None = frozenset({"t"})

    def __init__(self) -> None:
        self.has_text = False
        self.in_text = False

    def start(self, _: str, __: Mapping[str, str]) -> bool:
        self.in_text = True
        return True

    def end(self, _: str) -> None:
        self.in_text = False

    def text(self, text: str) -> None:
        self.has_text = self.has_text or (self.in_text and bool(text.strip()))


def _has_text(package: XmlPackage, name: str) -> bool:
    head = _HeadWalker()
    return package.walk(name, head) and head.has_text
