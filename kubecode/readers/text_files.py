"""Plain text files as they are kept: only line ends become newlines and a byte order mark goes."""

from __future__ import annotations

import codecs
from pathlib import Path

from kubecode.errors import KubecodeError

MAX_BYTES = 50_000_000


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file (or UTF-16 with its mark), with ``\\n`` as the only line end.

    Raises KubecodeError when there is no such file, or it is not text.
    """
    raw = _read_bytes(path)
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise KubecodeError(
            f"{path}: this is not UTF-8 text (byte {error.start + 1:,})",
            "save it again as plain text with encoding UTF-8; other formats are not read yet",
        ) from error
    if "\0" in text:
        raise KubecodeError(
            f"{path}: this is not a text file", "give a .txt or .md file; other formats are not read yet"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            hint = "a transcript has less than 1 MB; split it or give the right file"
            raise KubecodeError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB", hint)
        return path.read_bytes()
    except FileNotFoundError:
        raise KubecodeError(f"{path}: no such file", _neighbours(path)) from None
    except IsADirectoryError:
        raise KubecodeError(f"{path}: this is a folder", "give the file inside it") from None
    except OSError as error:
        raise KubecodeError(f"{path}: cannot be read: {error.strerror}", "check its permissions") from error


def _neighbours(path: Path) -> str:
    """Name the likeliest file that the user meant."""
    from difflib import get_close_matches  # noqa: PLC0415  only when something went wrong

    folder = path.parent
    if not folder.is_dir():
        return f"the folder {folder} does not exist either; check the path"
    near = get_close_matches(path.name, [p.name for p in folder.iterdir()], n=1)
    return f'did you mean "{near[0]}"?' if near else "check the name, or run this in the right folder"
