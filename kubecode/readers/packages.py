"""XML files inside zip packages, as word processors write them. Hostile packages are refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from kubecode.errors import KubecodeError

_MOST_BYTES = 60_000_000
"""The largest XML of a document; a novel has less than 10 MB."""
_MOST_RATIO = 300
_MOST_DEPTH = 300
_MOST_ELEMENTS = 2_000_000
_MOST_MEMBERS = 5_000


class _RefusedError(Exception):
    """XML that no word processor writes."""


def open_package(path: Path, raw: bytes) -> zipfile.ZipFile:
    """Return the zip package of a document. Raises KubecodeError if it is none, or has too many parts."""
    try:
        package = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(path) from error
    if len(package.infolist()) > _MOST_MEMBERS:
        raise _damaged(path)
    return package


def read_part(path: Path, package: zipfile.ZipFile, name: str) -> Element | None:
    """Return the root of an XML part, None if the package has no such part.

    Raises KubecodeError if the part is damaged, too large or too deep, or declares a document type.
    """
    try:
        info = package.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & 1:
        hint = "open it in your word processor and save it without a password"
        raise KubecodeError(f"{path}: the file is protected by a password", hint)
    if info.file_size > _MOST_BYTES or info.file_size > _MOST_RATIO * max(info.compress_size, 1_000):
        raise KubecodeError(
            f"{path}: its text is too large to be a transcript", "save it again as .docx or .txt"
        )
    try:
        with package.open(info) as part:
            data = part.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise _damaged(path)
        return _parse(data)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path) from error
    except (expat.ExpatError, ValueError, _RefusedError) as error:
        raise _damaged(path) from error


def _parse(data: bytes) -> Element:
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > _MOST_DEPTH or elements > _MOST_ELEMENTS:
            raise _RefusedError
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    def refuse(*_: object) -> None:
        raise _RefusedError

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)
    return builder.close()


def _local(name: str) -> str:
    """Return a name without its namespace; the parts of a document use few and distinct names."""
    return name.rpartition("}")[2]


def _damaged(path: Path) -> KubecodeError:
    hint = "open it in your word processor and save it again as .docx"
    return KubecodeError(f"{path}: the file is damaged and cannot be read", hint)
