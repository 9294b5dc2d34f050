"""What changes beside a review: another program writes to the study, somebody edits the codebook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.store import outline
from kubecode.study.codebooks import LoadedCodebook, codebook_of
from kubecode.study.session import Session


@dataclass(frozen=True, slots=True)
class Change:
    """Whether transcripts or suggestions, or this coder's decisions, are others than before."""

    study: bool = False
    decisions: bool = False
    notices: tuple[str, ...] = ()


class Outside:
    """Remembers how study and codebook were when they were last looked at."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.book: LoadedCodebook = codebook_of(session)
        self._stamp = _stamp(self.book.path)
        self._version = self._data_version()
        self._run = outline.newest_run(session.connection)

    def changes(self) -> Change:
        """Return what changed since the last call.

        A codebook that cannot be read just now, as while it is being edited, leaves the last one in use.
        """
        notices = [notice for notice in (self._new_codebook(),) if notice]
        version = self._data_version()
        # Only another connection changes this number: our own writing costs no second look.
        if version == self._version:
            return Change(notices=tuple(notices))
        self._version = version
        run, self._run = self._run, outline.newest_run(self._session.connection)
        has_new_runs = run != self._run
        return Change(has_new_runs, True, (*notices, *(["study_changed"] if has_new_runs else [])))

    def _new_codebook(self) -> str | None:
        stamp = _stamp(self.book.path)
        if stamp == self._stamp:
            return None
        self._stamp = stamp
        try:
            book = codebook_of(self._session)
        except KubecodeError:
            return "codebook_broken"
        before, self.book = self.book, book
        return "codebook_changed" if book.sha256 != before.sha256 else None

    def _data_version(self) -> int:
        return int(self._session.connection.execute("PRAGMA data_version").fetchone()[0])


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
