"""Changes made outside the review: to the study by other programs, to its codebook and transcripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.language.registry import load_language
from kubecode.model import DocumentFile
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import outline
from kubecode.study.codebooks.load import LoadedCodebook, study_codebook
from kubecode.study.ingest.changed_files import has_other_text
from kubecode.study.session import Session


@dataclass(frozen=True, slots=True)
class ExternalChange:
    """What changed: ``study`` for transcripts or suggestions, ``decisions`` for this coder's decisions.

    ``notices`` are keys of the wording.
    """

    study: bool = False
    decisions: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _StudyStamp:
    """A state of the study: SQLite's data version, what is outlined, and the coder's last batch."""

    version: int
    outline: str
    batch: int


class ChangeWatcher:
    """Compares study and codebook with their state at the last look."""

    def __init__(self, session: Session, coder: str) -> None:
        self._session, self._coder = session, coder
        self.loaded_codebook: LoadedCodebook = study_codebook(session)
        self._file_stamp = _file_stamp(self.loaded_codebook.path)
        self._seen = self._latest = self._study_stamp()

    def changes(self) -> ExternalChange:
        """Return what changed since the state of the last :meth:`mark_seen`.

        Decisions of other coders are no change. A codebook that cannot be read at the moment, for example
        because it is being edited, leaves the previous one in use.
        """
        if self._data_version() == self._seen.version:
            return ExternalChange(notices=self._reload_codebook(is_retagged=False))
        self._latest = self._study_stamp()
        is_retagged = self._latest.outline != self._seen.outline
        has_decisions = is_retagged or self._latest.batch != self._seen.batch
        notices = self._reload_codebook(is_retagged=is_retagged)
        return ExternalChange(
            is_retagged, has_decisions, (*notices, *(["study_changed"] if is_retagged else []))
        )

    def mark_seen(self) -> None:
        """Take the state of the last look as known; until then :meth:`changes` returns it again."""
        self._seen = self._latest

    def mark_own_batch(self, batch: int) -> None:
        """Take a batch of decisions that this review saved as known."""
        self._seen = self._latest = _StudyStamp(self._seen.version, self._seen.outline, batch)

    def has_changed(self) -> bool:
        """Return whether another program wrote to the study since the known state."""
        return self._data_version() != self._seen.version

    def _reload_codebook(self, *, is_retagged: bool) -> tuple[str, ...]:
        """Load the codebook again if its file changed or the study was tagged anew; return notices."""
        stamp = _file_stamp(self.loaded_codebook.path)
        if stamp == self._file_stamp and not is_retagged:
            return ()
        try:
            loaded = study_codebook(self._session)
        except KubecodeError:
            self._file_stamp = stamp
            return ("codebook_broken",)
        previous, self.loaded_codebook = self.loaded_codebook, loaded
        self._file_stamp = _file_stamp(loaded.path)
        return ("codebook_changed",) if loaded.sha256 != previous.sha256 else ()

    def _study_stamp(self) -> _StudyStamp:
        connection = self._session.connection
        # The version first: a write between these queries is then found at the next look.
        version = self._data_version()
        batch = decision_store.last_batch(connection, self._coder)
        return _StudyStamp(version, outline.outline_version(connection), batch)

    def _data_version(self) -> int:
        # Only writes of other connections change this number.
        return int(self._session.connection.execute("PRAGMA data_version").fetchone()[0])


def stale_transcripts(session: Session) -> list[str]:
    """Return the documents whose file has other text than the study, by name.

    Only files written after they were tagged are read. A deleted file is not stale.
    """
    files = document_store.document_files(session.connection)
    return [
        name
        for name, origin, added_at in document_store.origins(session.connection)
        if _is_newer(Path(origin), added_at) and _has_other_text(session, name, files[name])
    ]


def _is_newer(file: Path, added_at: str) -> bool:
    try:
        return file.stat().st_mtime >= datetime.fromisoformat(added_at).timestamp()
    except OSError:
        return False


def _has_other_text(session: Session, name: str, file: DocumentFile) -> bool:
    try:
        words = load_language(study_codebook(session).codebook.language).transcript_words
        document = next(document_store.get_documents(session.connection, only=name))
        return has_other_text(document, file, words)
    except KubecodeError:
        return True


def _file_stamp(path: str) -> tuple[int, int] | None:
    """Return modification time (ns) and size, None if there is no file."""
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
