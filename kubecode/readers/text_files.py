"""Files → bytes and text. Line ends become newlines and a byte order mark is removed, nothing else."""

from __future__ import annotations

import codecs
from pathlib import Path

from kubecode.errors import KubecodeError

MAX_BYTES = 50_000_000


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file (or UTF-16 with byte order mark), with ``\\n`` as the only line end.

    Raises KubecodeError if the file does not exist or is not text.
    """
    return decode_text(path, read_bytes(path))


def decode_text(path: Path, raw: bytes) -> str:
    """Return the text in the bytes of a file as :func:`read_text` does; the path is for messages."""
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise KubecodeError(
            f"{path}: this is not UTF-8 text (byte {error.start + 1:,})",
            "save it again as plain text with encoding UTF-8",
        ) from error
    if "\0" in text:
        raise KubecodeError(f"{path}: this is not a text file", "save it again as plain text (.txt)")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises KubecodeError if it is missing, too large or unreadable."""
    _check_name(path)
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
