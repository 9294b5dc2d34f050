"""What changes beside a review: others write to the study, or edit its codebook or its transcripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.readers import read_transcript_text
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import outline
from kubecode.study.codebooks.load import LoadedCodebook, study_codebook
from kubecode.study.ingest.reconcile import same_speech
from kubecode.study.session import Session


@dataclass(frozen=True, slots=True)
class ExternalChange:
    """Whether transcripts or suggestions, or this coder's decisions, are others than before."""

    study: bool = False
    decisions: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _StudyStamp:
    """How a study stands: a number that each writing of others changes, what is outlined, and the coder's
    last action.
    """

    version: int
    outline: str
    batch: int


class ChangeWatcher:
    """Remembers how study and codebook were when they were last looked at."""

    def __init__(self, session: Session, coder: str) -> None:
        self._session, self._coder = session, coder
        self.book: LoadedCodebook = study_codebook(session)
        self._stamp = _stamp(self.book.path)
        self._known = self._new = self._state()

    def changes(self) -> ExternalChange:
        """Return what changed since the last call that was followed by :meth:`seen`.

        What another coder decides changes nothing here. A codebook that cannot be read just now, as while it
        is being edited, leaves the last one in use.
        """
        if self._data_version() == self._known.version:
            return ExternalChange(notices=self._new_codebook(is_tagged_anew=False))
        new, known = self._state(), self._known
        self._new = new
        is_other = new.outline != known.outline
        said = (*self._new_codebook(is_tagged_anew=is_other), *(["study_changed"] if is_other else []))
        return ExternalChange(is_other, is_other or new.batch != known.batch, said)

    def seen(self) -> None:
        """Know that what changed was read; until then it is told again."""
        self._known = self._new

    def wrote(self, batch: int) -> None:
        """Know that the coder's last action is this review's own."""
        self._known = self._new = _StudyStamp(self._known.version, self._known.outline, batch)

    def is_overtaken(self) -> bool:
        """Say whether somebody wrote since the study was last looked at."""
        return self._data_version() != self._known.version

    def _new_codebook(self, *, is_tagged_anew: bool) -> tuple[str, ...]:
        stamp = _stamp(self.book.path)
        if stamp == self._stamp and not is_tagged_anew:
            return ()
        try:
            book = study_codebook(self._session)
        except KubecodeError:
            self._stamp = stamp
            return ("codebook_broken",)
        before, self.book = self.book, book
        self._stamp = _stamp(book.path)
        return ("codebook_changed",) if book.sha256 != before.sha256 else ()

    def _state(self) -> _StudyStamp:
        connection = self._session.connection
        # The version first: what is written in between is seen the next time.
        version = self._data_version()
        batch = decision_store.last_batch(connection, self._coder)
        return _StudyStamp(version, outline.state(connection), batch)

    def _data_version(self) -> int:
        # Only another connection changes this number: our own writing costs no second look.
        return int(self._session.connection.execute("PRAGMA data_version").fetchone()[0])


def stale_transcripts(session: Session) -> list[str]:
    """Return the documents whose file has another text than the study, in the order of their names.

    Only a file that was written since it was tagged is read; one that is gone is no other text.
    """
    return [
        name
        for name, origin, added_at in document_store.origins(session.connection)
        if _is_newer(Path(origin), added_at) and _is_other(session, name, Path(origin))
    ]


def _is_newer(file: Path, added_at: str) -> bool:
    try:
        return file.stat().st_mtime >= datetime.fromisoformat(added_at).timestamp()
    except OSError:
        return False


def _is_other(session: Session, name: str, file: Path) -> bool:
    try:
        text = read_transcript_text(file).text
    except KubecodeError:
        return True
    document = next(document_store.get_documents(session.connection, only=name))
    return text != document.text and not same_speech(text, document)


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
