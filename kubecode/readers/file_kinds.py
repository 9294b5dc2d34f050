"""The kind of a file by its first bytes, for files whose suffix says something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kubecode.errors import KubecodeError


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its name with article, its suffix if it is read, and the remedy if it is not.

    ``also`` are other suffixes of the kind, as templates have.
    """

    name: str
    suffix: str | None = None
    remedy: str = ""
    also: tuple[str, ...] = ()


_SAVE_AS_WORD = "open it in Word or LibreOffice and save it as .docx"
_TRANSCRIBE = "transcribe the recording first and give the transcript"
_RECOGNISE = "recognise the text in it (OCR) and save that as .txt"
_UNPACK = "unpack it and give the transcripts in it"

OLD_WORD = FileKind("a Word file of the old format (.doc)", None, _SAVE_AS_WORD)
WORD = FileKind("a Word file", ".docx", also=(".docm", ".dotx", ".dotm"))
RICH_TEXT = FileKind("a rich text file (RTF)", ".rtf")
_PROTECTED = FileKind("an Office file with a password", None, "remove the password and save it again")
_OLD_OFFICE = FileKind("an Office file of the old format", None, "save it as .docx or .xlsx")
_WEB_PAGE = FileKind("a web page (HTML)", None, _SAVE_AS_WORD)
_ZIP = FileKind("a ZIP archive", None, _UNPACK)

_BY_ENTRY = (
    (b"word/document", WORD),
    (b"opendocument.text", FileKind("an OpenDocument text", ".odt", also=(".ott",))),
    (b"xl/workbook", FileKind("an Excel workbook", ".xlsx")),
    (b"ppt/", FileKind("a presentation", None, "save its text as .txt")),
    (b"Index/Document.iwa", FileKind("a Pages document", None, "export it from Pages as Word (.docx)")),
    (b"epub+zip", FileKind("an e-book", None, "save its text as .txt")),
)
_AUDIO = FileKind("a recording", None, _TRANSCRIBE)
_PICTURE = FileKind("a picture", None, _RECOGNISE)
_BY_BEGINNING = (
    (b"%PDF-", FileKind("a PDF file", ".pdf")),
    (b"{\\rtf", RICH_TEXT),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"ID3", _AUDIO),
    (b"\xff\xfb", _AUDIO),
    (b"\xff\xf3", _AUDIO),
    (b"OggS", _AUDIO),
    (b"RIFF", _AUDIO),
    (b"fLaC", _AUDIO),
    (b"#!AMR", _AUDIO),
    (b"\x1aE\xdf\xa3", _AUDIO),
    (b"SQLite format 3", FileKind("a database", None, "give the transcript file")),
    (b"\x1f\x8b", FileKind("a compressed file", None, _UNPACK)),
    (b"7z\xbc\xaf", FileKind("a 7-Zip archive", None, _UNPACK)),
    (b"Rar!", FileKind("a RAR archive", None, _UNPACK)),
)
_WEB_PAGE_BEGINNING = re.compile(
    rb"(?i)(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html)\b"
    rb"|MIME-Version:[^\n]*\n[^{]{0,400}multipart/related"  # a web page in one file, as Word saves it
)
_BINARY_FORMATS = frozenset({".docx", ".odt", ".pdf", ".rtf", ".xlsx"})


def kind_of(raw: bytes) -> FileKind | None:
    """Return the kind of a file with these bytes, None for text and for unknown bytes."""
    start = raw[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if raw.startswith(b"PK\x03\x04"):
        return next((kind for entry, kind in _BY_ENTRY if entry in raw), _ZIP)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        if _utf16("EncryptedPackage") in raw:
            return _PROTECTED
        return OLD_WORD if _utf16("WordDocument") in raw else _OLD_OFFICE
    if raw[4:8] == b"ftyp":
        return _AUDIO
    if _WEB_PAGE_BEGINNING.match(start):
        return _WEB_PAGE
    return next((kind for beginning, kind in _BY_BEGINNING if start.startswith(beginning)), None)


def check_kind(path: Path, raw: bytes) -> None:
    """Raise KubecodeError for a file whose content is of another kind than its suffix says."""
    suffix = path.suffix.casefold()
    kind = kind_of(raw)
    if kind is None:
        if suffix in _BINARY_FORMATS and raw.strip() and _is_text(raw):
            raise KubecodeError(f"{path}: this is plain text, not {suffix}", "give it the suffix .txt")
        return
    if suffix not in {kind.suffix, *kind.also} and not (suffix == ".doc" and kind in {WORD, RICH_TEXT}):
        remedy = f"give it the suffix {kind.suffix}" if kind.suffix else kind.remedy
        raise KubecodeError(f"{path}: this is {kind.name}", remedy)


def _is_text(raw: bytes) -> bool:
    """Return whether bytes are UTF-8 text without control characters and hold no format that begins later."""
    try:
        start = raw.decode("utf-8")[:4096]
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\0-\x08\x0e-\x1f]|%PDF-|\{\\rtf", start)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
