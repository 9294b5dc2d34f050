"""Plain text files: line ends become newlines and a byte order mark is removed, nothing else."""

from __future__ import annotations

import codecs
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.readers import TRANSCRIPT_FORMATS, TranscriptText

MAX_BYTES = 50_000_000


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file (or UTF-16 with byte order mark), with ``\\n`` as the only line end.

    Raises KubecodeError if the file does not exist or is not text.
    """
    _check_name(path)
    raw = read_bytes(path)
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise KubecodeError(
            f"{path}: this is not UTF-8 text (byte {error.start + 1:,})",
            "save it again as plain text with encoding UTF-8; other formats are not read yet",
        ) from error
    if "\0" in text:
        known = " or ".join(TRANSCRIPT_FORMATS)
        raise KubecodeError(
            f"{path}: this is not a text file", f"give a {known} file; other formats are not read yet"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_plain_text(path: Path) -> TranscriptText:
    """Return a transcript that was saved as plain text."""
    return TranscriptText(read_text(path), "plain text")


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises KubecodeError if it is missing, too large or unreadable."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise KubecodeError(f"{path}: no such file", _hint_of_missing(path)) from None
    except IsADirectoryError:
        raise KubecodeError(f"{path}: this is a folder", "give the file inside it") from None
    except OSError as error:
        hint = "check its name and its permissions"
        raise KubecodeError(f"{path}: cannot be read: {error.strerror}", hint) from error
    if len(raw) > MAX_BYTES:
        hint = "a transcript has less than 1 MB; split it or give the right file"
        raise KubecodeError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB", hint)
    return raw


def _check_name(path: Path) -> None:
    """Raise KubecodeError for a path that is not UTF-8 text, which no study could store."""
    try:
        str(path.absolute()).encode("utf-8")
    except UnicodeEncodeError as error:
        raise KubecodeError(
            f"{path}: this name is not UTF-8 text", "rename the file or its folder"
        ) from error


def _hint_of_missing(path: Path) -> str:
    """Return a hint with the file that the user probably meant."""
    from difflib import get_close_matches  # noqa: PLC0415  only needed after an error

    folder = path.parent
    try:
        names = [neighbour.name for neighbour in folder.iterdir()]
    except OSError:
        return f"the folder {folder} cannot be read either; check the path"
    near = get_close_matches(path.name, names, n=1)
    return f'did you mean "{near[0]}"?' if near else "check the name, or run this in the right folder"
