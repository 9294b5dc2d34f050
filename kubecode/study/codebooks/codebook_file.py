"""The user's codebook file, changed only while no other program changes it."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from pathlib import Path

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.store import runs
from kubecode.study.bundled import bundled_codebooks
from kubecode.study.codebooks.load import DEFAULT, codebook_path
from kubecode.study.session import Session
from kubecode.writers import write_file

_MARK = "\ufeff"


@dataclass(slots=True)
class CodebookFile:
    """The user's codebook file, with its bytes as this object last read or wrote them."""

    path: Path
    last_bytes: bytes

    @property
    def text(self) -> str:
        """The text with its original line ends, without byte order mark."""
        return self.last_bytes.decode(self._encoding).removeprefix(_MARK)

    def write(self, text: str) -> None:
        """Replace the text of the file in one step.

        Raises KubecodeError (exit 3), and writes nothing, if another program has changed the file since.
        """
        if _read(self.path) != self.last_bytes:
            raise KubecodeError(
                f"{self.path}: another program has changed the codebook meanwhile",
                "this change was not written, the changes accepted before it were; start again",
                exit_status=ExitStatus.CONFLICT,
            )
        mark = _MARK if self.last_bytes.decode(self._encoding).startswith(_MARK) else ""
        new = (mark + text).encode(self._encoding)
        write_file(self.path, new)
        self.last_bytes = new

    @property
    def _encoding(self) -> str:
        """The encoding as ``readers.text_files`` detects it, but keeping the byte order mark."""
        if self.last_bytes.startswith(codecs.BOM_UTF16_LE):
            return "utf-16-le"
        return "utf-16-be" if self.last_bytes.startswith(codecs.BOM_UTF16_BE) else "utf-8"


def editable_codebook(session: Session) -> CodebookFile:
    """Return the codebook file of the study, for editing.

    Raises KubecodeError for a bundled codebook, a missing file and a file without write permission.
    """
    stored = runs.last_codebook(session.connection)
    path = Path(codebook_path(session, stored[1])) if stored else bundled_codebooks()[DEFAULT]
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
