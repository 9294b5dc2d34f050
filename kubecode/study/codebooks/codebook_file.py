"""The codebook file of a study that may be changed: a person's own, as long as nobody else changes it."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from pathlib import Path

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.store import runs
from kubecode.study.bundled import bundled_codebooks
from kubecode.study.codebooks.load import DEFAULT
from kubecode.study.session import Session
from kubecode.writers import write_file

_MARK = "\ufeff"


@dataclass(slots=True)
class CodebookFile:
    """A codebook file and its bytes as they were last read or written here."""

    path: Path
    known: bytes

    @property
    def text(self) -> str:
        """The text with its own line ends, without byte order mark."""
        return self.known.decode(self._encoding).removeprefix(_MARK)

    def write(self, text: str) -> None:
        """Put another text in place of the present one, whole or not at all.

        Raises KubecodeError (exit 3) where another program has changed the file since.
        """
        if _read(self.path) != self.known:
            raise KubecodeError(
                f"{self.path}: another program has changed the codebook meanwhile",
                "this change was not written, what you accepted before it was; start again",
                exit_status=ExitStatus.CONFLICT,
            )
        mark = _MARK if self.known.decode(self._encoding).startswith(_MARK) else ""
        new = (mark + text).encode(self._encoding)
        write_file(self.path, new)
        self.known = new

    @property
    def _encoding(self) -> str:
        """The encoding that the reader of text files takes the bytes for, with the mark kept as a letter."""
        if self.known.startswith(codecs.BOM_UTF16_LE):
            return "utf-16-le"
        return "utf-16-be" if self.known.startswith(codecs.BOM_UTF16_BE) else "utf-8"


def editable_codebook(session: Session) -> CodebookFile:
    """Return the file of the study's codebook, to be changed.

    Raises KubecodeError for a codebook that comes with kubecode, one that is not there any more, and one
    that may not be written.
    """
    kept = runs.last_codebook(session.connection)
    path = Path(kept[1]) if kept else bundled_codebooks()[DEFAULT]
    for name, file in bundled_codebooks().items():
        if file.resolve() == path.resolve():
            raise KubecodeError(
                f"the study uses {name}, which comes with kubecode and stays as it is",
                f"kubecode codebook new FILE.yaml --from {name}, then kubecode tag --codebook FILE.yaml; "
                "to look only: --list",
                exit_status=ExitStatus.USAGE,
            )
    if not path.is_file():
        raise KubecodeError(
            f"{path}: the codebook of the study is not there any more",
            "put it back, or name another with kubecode tag --codebook FILE.yaml",
        )
    if not os.access(path, os.W_OK):
        raise KubecodeError(
            f"{path}: the codebook may not be written", "change its permissions, or look only with --list"
        )
    return CodebookFile(path, _read(path))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KubecodeError(
            f"{path}: cannot be read: {error.strerror}", "check its name and its permissions"
        ) from error
