"""Tagging: transcripts are read into the study and codings suggested for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kubecode.codebook import Codebook
from kubecode.coder import Coded, Coder, code_document, make_coder
from kubecode.errors import ExitStatus, KubecodeError, Problem
from kubecode.language import Language
from kubecode.model import VERSION, Coding, Document
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.store.study_file import transaction
from kubecode.study import session as sessions
from kubecode.study.codebooks import (
    DEFAULT,
    LoadedCodebook,
    codebook_of,
    language_of,
    load_codebook_file,
    locate_codebook,
)
from kubecode.study.codings import study_codings, suggested_coding
from kubecode.study.intake import document_from_text, expand, read_documents, with_segments
from kubecode.study.session import Session
from kubecode.transcript import SegmentBy
from kubecode.wording import Lang

OnDocument = Callable[[str, int, int], None]
"""Called with a document's name, how many are done and how many there are."""


class Change(StrEnum):
    """What tagging did to a document."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class TagOptions:
    """How to tag. None takes what the study used last, or the default; ``jobs`` are processes."""

    codebook: str | None = None
    case: str | None = None
    segment_by: SegmentBy = "sentence"
    dry_run: bool = False
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Tagged:
    """One document after tagging, with its codings as they stand now."""

    document: Document
    change: Change
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class TagResult:
    """Everything that was tagged, and the problems of the files that could not be."""

    tagged: tuple[Tagged, ...]
    problems: tuple[Problem, ...]
    codebook: str
    study: Path | None


def tag(
    study: Path | None,
    files: Sequence[Path],
    options: TagOptions,
    lang: Lang = "id",
    on_document: OnDocument = lambda *_: None,
) -> TagResult:
    """Read the files into the study, making it when there is none, and suggest codings.

    Without files the study's own documents are tagged again, which is needed when the codebook changed.
    A file that cannot be read is told and hinders no other. Tagging the same file twice changes
    nothing. Raises KubecodeError when nothing can be tagged at all, or a text has changed under
    decisions that were made about it.
    """
    book = _choose_codebook(study, options.codebook)
    language = language_of(book.codebook)
    if files:
        documents, problems = read_documents(expand(files), language, options.segment_by, options.case)
    else:
        documents, problems = _documents_of(study, language, options.segment_by), []
    if not documents:
        errors = tuple(problem for problem in problems if problem.severity == "error")
        raise KubecodeError("nothing was tagged", problems=errors)
    problems = [*book.warnings, *problems] if options.codebook else problems
    coder = make_coder(book.codebook, language)
    if options.dry_run:
        coded = _code_all(documents, coder, options.jobs, on_document)
        tagged = tuple(_tried(document, found, lang) for document, found in coded)
        return TagResult(tagged, tuple(problems), book.codebook.name, None)
    with sessions.created(study) as session:
        _refuse_changed_texts(session, documents)
        run = _Run(book.sha256, options.segment_by)
        _keep_codebook(session, book)
        stored = {document.name: document for document in document_store.get_documents(session.connection)}
        changes = dict.fromkeys((document.name for document in documents), Change.UNCHANGED)
        stale = [d for d in documents if not _is_current(d, stored.get(d.name), run, session)]
        for document, found in _code_all(stale, coder, options.jobs, on_document):
            _put(session, document, found, run)
            changes[document.name] = Change.UPDATED if document.name in stored else Change.NEW
        return TagResult(_tagged(session, changes, lang), tuple(problems), book.codebook.name, session.path)


def tag_text(
    text: str, codebook: Codebook, case: str | None = None, informant: str | None = None, lang: Lang = "id"
) -> list[Coding]:
    """Suggest codings for a text that is in no study: a quote, or a transcript with labels."""
    language = language_of(codebook)
    document = document_from_text(text, language, case or "", informant)
    found = code_document(document, make_coder(codebook, language))
    return [suggested_coding(document, suggestion, lang) for suggestion in found.suggestions]


def _choose_codebook(study: Path | None, wanted: str | None) -> LoadedCodebook:
    if wanted is None and sessions.exists(study):
        with sessions.opened(study) as session:
            return codebook_of(session)
    return load_codebook_file(locate_codebook(wanted or DEFAULT))


def _documents_of(study: Path | None, language: Language, by: SegmentBy) -> list[Document]:
    """Return the documents of the study, to be tagged again."""
    if not sessions.exists(study):
        raise KubecodeError("no files were given", "kubecode tag FILE…", exit_status=ExitStatus.USAGE)
    with sessions.opened(study) as session:
        documents = list(document_store.get_documents(session.connection))
    return [with_segments(document, language, by) for document in documents]


def _code_all(
    documents: Sequence[Document], coder: Coder, jobs: int, on_document: OnDocument
) -> Iterator[tuple[Document, Coded]]:
    """Yield every document with what was found in it, in order, from one or more processes."""
    if jobs == 1 or len(documents) < 2:
        found = (code_document(document, coder) for document in documents)
    else:
        from joblib import Parallel, delayed  # noqa: PLC0415  only for those who ask for more processes

        workers = Parallel(n_jobs=jobs, return_as="generator")
        found = workers(delayed(code_document)(document, coder) for document in documents)
    for done, document in enumerate(documents):
        on_document(document.name, done, len(documents))
        yield document, next(found)
    on_document("", len(documents), len(documents))


def _tried(document: Document, found: Coded, lang: Lang) -> Tagged:
    codings = tuple(suggested_coding(document, suggestion, lang) for suggestion in found.suggestions)
    return Tagged(document, Change.NEW, codings)


def _tagged(session: Session, changes: Mapping[str, Change], lang: Lang) -> tuple[Tagged, ...]:
    stored = {document.name: document for document in document_store.get_documents(session.connection)}
    codings: dict[str, list[Coding]] = {name: [] for name in changes}
    for coding in study_codings(session, lang):
        if coding.document in codings:
            codings[coding.document].append(coding)
    return tuple(Tagged(stored[name], change, tuple(codings[name])) for name, change in changes.items())


def _refuse_changed_texts(session: Session, documents: list[Document]) -> None:
    """Decisions belong to spans of a text; another text under the same name must not take them over."""
    ids = document_store.document_ids(session.connection)
    changed = [
        document.name
        for document in documents
        if document_store.stored_fingerprint(session.connection, document.name)
        not in {None, document_store.fingerprint(document.text)}
        and decision_store.has_decisions(session.connection, ids[document.name])
    ]
    if changed:
        raise KubecodeError(
            f"{', '.join(changed)}: the text differs from the one that was reviewed under this name",
            "nothing was changed; give the new text another file name, or restore the old text",
            exit_status=ExitStatus.CONFLICT,
        )


def _keep_codebook(session: Session, book: LoadedCodebook) -> None:
    with transaction(session.connection):
        path = str(Path(book.path).resolve())
        runs.put_codebook(session.connection, book.sha256, book.codebook.name, path, book.text)


@dataclass(frozen=True, slots=True)
class _Run:
    """What has to be the same for a document to need no new run."""

    codebook_sha256: str
    segment_by: SegmentBy


def _is_current(document: Document, stored: Document | None, run: _Run, session: Session) -> bool:
    last = runs.last_run(session.connection, document.name)
    if stored is None or last is None:
        return False
    same_run = (last.codebook_sha256, last.segment_by, last.software) == (
        run.codebook_sha256,
        run.segment_by,
        VERSION,
    )
    same_case = stored.case == document.case or not document.case_is_given
    return same_run and same_case and _content(stored) == _content(document)


def _content(document: Document) -> tuple[object, ...]:
    return document.text, document.turns, document.source_kind, dict(document.attributes)


def _put(session: Session, document: Document, found: Coded, run: _Run) -> None:
    at = sessions.now()
    kept = runs.Run(document.name, run.codebook_sha256, run.segment_by, VERSION, found.asked_codes)
    with transaction(session.connection):
        document_id = document_store.put_document(session.connection, document, at)
        runs.put_run(session.connection, document_id, kept, (document.segments, found.suggestions), at)
