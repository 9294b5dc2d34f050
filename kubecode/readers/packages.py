"""XML as word processors write it, in zip packages or alone, read as a stream. Hostile files are refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from kubecode.errors import KubecodeError

_MOST_BYTES = 60_000_000
"""The largest XML of a document; a novel has less than 10 MB."""
_LEAST_BOMB = 10_000_000
_MOST_RATIO = 300
_MOST_DEPTH = 300
_MOST_ELEMENTS = 1_000_000
"""A document of 300 pages in which each word has a type of its own has as many."""
_MOST_OF_TREE = 100_000
_MOST_MEMBERS = 5_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error)
"""What zipfile raises for damaged archives; NotImplementedError is a RuntimeError."""
_CHUNK = 65_536
_SAVE_AGAIN = "open it in your word processor and save it again as .docx"


XmlAttributes = Mapping[str, str]
"""The attributes of an element without their namespaces."""
EndOfElement = Callable[[], None]
"""What a walker does at the end of an element."""


class TooLargeError(Exception):
    """A document has more text, elements or levels than any transcript."""


class _DoctypeError(Exception):
    """XML with a document type, which may make it huge or name other files."""


class PartWalker(Protocol):
    """What is done with the elements of a part, in order. Tags and attributes are without namespace.

    Elements with other tags than ``tags`` are passed through: what is in them is read. None means all.
    """

    @property
    def tags(self) -> Container[str] | None:
        """The tags of elements that are not passed through."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Begin an element, and return whether to go into it. Without that, it has no end either."""

    def end(self, tag: str) -> None:
        """End an element."""

    def text(self, text: str) -> None:
        """Take text, which may come in several pieces."""


@dataclass(slots=True)
class XmlPackage:
    """The parts of a document, with what may still be read of them."""

    path: Path
    archive: zipfile.ZipFile
    names: frozenset[str]
    elements_left: int = _MOST_ELEMENTS

    def walk(self, name: str, walker: PartWalker) -> bool:
        """Give an XML part to a walker; return False if the package has no such part.

        Raises KubecodeError if the part is damaged, too large or too deep, or declares a document type.
        """
        if name not in self.names:
            return False
        info = self.archive.getinfo(name)
        if info.flag_bits & 1:
            raise protected(self.path)
        is_bomb = info.file_size > max(_LEAST_BOMB, _MOST_RATIO * info.compress_size)
        if is_bomb or info.file_size > _MOST_BYTES:
            raise _too_large(self.path)
        try:
            with self.archive.open(info) as part:
                self._walk_chunks(iter(partial(part.read, _CHUNK), b""), walker)
        except _DAMAGED as error:
            raise damaged(self.path) from error
        return True

    def _walk_chunks(self, chunks: Iterator[bytes], walker: PartWalker) -> None:
        self.elements_left -= walk_xml(self.path, chunks, walker, self.elements_left)

    def tree(self, name: str, skipped: Collection[str] = ()) -> Element | None:
        """Return the root of a small part without the elements that are skipped, None if there is none."""
        builder = _TreeWalker(frozenset(skipped))
        return builder.tree.close() if self.walk(name, builder) else None


def open_package(path: Path, raw: bytes) -> XmlPackage:
    """Return the zip package of a document. Raises KubecodeError if it is none, or has too many parts."""
    # Each entry of the directory needs far more memory than its bytes.
    if raw.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise _too_large(path)
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except _DAMAGED as error:
        raise damaged(path) from error
    return XmlPackage(path, archive, frozenset(archive.namelist()))


def walk_xml(
    path: Path, chunks: Iterator[bytes], walker: PartWalker, most_elements: int = _MOST_ELEMENTS
) -> int:
    """Give the elements of an XML file to a walker, and return how many there are."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    events = _Events(walker, most_elements)
    parser.StartElementHandler = events.start
    parser.EndElementHandler = events.end
    parser.CharacterDataHandler = events.text
    parser.StartDoctypeDeclHandler = _refuse
    read = 0
    try:
        for chunk in chunks:
            read += len(chunk)
            if read > _MOST_BYTES:
                raise _too_large(path)
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except TooLargeError as error:
        raise _too_large(path) from error
    except _DoctypeError as error:
        raise _with_doctype(path) from error
    # An encoding that nobody knows is a LookupError.
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(path) from error
    return most_elements - events.elements_left


class _Events:
    """Passes on what a walker goes into, and counts levels and elements."""

    def __init__(self, walker: PartWalker, elements_left: int) -> None:
        self.walker = walker
        self.tags = walker.tags
        self.elements_left = elements_left
        self.depth = 0
        self.skipped_from = 0  # the level of the element that is left out, 0 if none
        self.local: dict[str, str] = {}
        self.is_known: list[bool] = []  # whether the walker has begun each open element

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements_left -= 1
        if self.depth > _MOST_DEPTH or self.elements_left < 0:
            raise TooLargeError
        if self.skipped_from:
            return
        tag = self.local.get(name) or self._local(name)
        if self.tags is not None and tag not in self.tags:
            self.is_known.append(False)
            return
        given = {self._local(key): value for key, value in attributes.items()} if attributes else attributes
        if self.walker.start(tag, given):
            self.is_known.append(True)
        else:
            self.skipped_from = self.depth

    def end(self, name: str) -> None:
        if not self.skipped_from:
            if self.is_known.pop():
                self.walker.end(self.local.get(name) or self._local(name))
        elif self.skipped_from == self.depth:
            self.skipped_from = 0
        self.depth -= 1

    def text(self, text: str) -> None:
        if not self.skipped_from:
            self.walker.text(text)

    def _local(self, name: str) -> str:
        """Return a name without its namespace; the parts of a document use few and distinct names."""
        local = self.local.get(name)
        if local is None:
            local = name.rpartition("}")[2]
            if len(self.local) < _MOST_MEMBERS:
                self.local[name] = local
        return local


class _TreeWalker:
    """Builds a tree of the elements that are not skipped."""

    def __init__(self, skipped: frozenset[str]) -> None:
        self.tags: Container[str] | None = None
        self.skipped = skipped
        self.tree = TreeBuilder()
        self.left = _MOST_OF_TREE

    def start(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag in self.skipped:
            return False
        self.left -= 1
        if self.left < 0:
            raise TooLargeError
        self.tree.start(tag, dict(attributes))
        return True

    def end(self, tag: str) -> None:
        self.tree.end(tag)

    def text(self, text: str) -> None:
        """Leave text out: styles and numbers are in attributes."""


def _refuse(*_: object) -> None:
    raise _DoctypeError


def _error(message: str, hint: str) -> Callable[[Path], KubecodeError]:
    return lambda path: KubecodeError(f"{path}: {message}", hint)


damaged = _error("the file is damaged and cannot be read", _SAVE_AGAIN)
protected = _error(
    "the file is protected by a password", "open it in your word processor and save it without a password"
)
_with_doctype = _error("it declares a document type (DOCTYPE), as no word processor does", _SAVE_AGAIN)
_too_large = _error(
    "its text is too large, or nested too deep, to be a transcript", "give the right file, or save it as .txt"
)
