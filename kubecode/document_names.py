"""The names of documents: that of the file, and of the part if a file has several documents."""

from __future__ import annotations

import re

_PART = re.compile(r"(?P<file>.*?\.[A-Za-z]\w{1,4})#(?P<part>.+)", re.DOTALL)


def split_document_name(name: str) -> tuple[str, str | None]:
    """Return the name of a document's file, and its part if the file has several documents.

    ``jawaban.csv#Sari`` is the part ``Sari``; ``Informan #2.docx`` is a file.
    """
    match = _PART.fullmatch(name)
    return (match["file"], match["part"]) if match else (name, None)


def short_document_name(name: str) -> str:
    """Return a document's name without the suffix of its file: ``cempaka_T_01``, ``jawaban#Sari``."""
    file, part = split_document_name(name)
    stem = file.rpartition(".")[0] or file
    return f"{stem}#{part}" if part else stem
