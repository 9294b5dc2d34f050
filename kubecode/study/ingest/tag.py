"""Tagging: transcripts are read into the study and codings suggested for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from kubecode.codebook import Codebook
from kubecode.coder import Coded, CompiledCodebook, code_document, compile_codebook
from kubecode.coder.classifier_input import LearnedCode
from kubecode.errors import ExitStatus, KubecodeError, Problem
from kubecode.language import Language
from kubecode.model import VERSION, Coding, Document
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.store.study_file import transaction
from kubecode.study import session as sessions
from kubecode.study.classifier.training import (
    TrainedClassifier,
    add_learned_suggestions,
    require_scikit_learn,
    train_on_examples,
    train_on_study,
)
from kubecode.study.codebooks.load import (
    DEFAULT,
    LoadedCodebook,
    language_for,
    load_codebook_file,
    locate_codebook,
    study_codebook,
)
from kubecode.study.codings import study_codings, suggested_coding
from kubecode.study.ingest.read import IncomingDocument, document_from_text, read_documents, with_segments
from kubecode.study.ingest.reconcile import reconcile_documents, stored_document, tagging_inputs
from kubecode.study.session import Session
from kubecode.study.words import study_lexicon
from kubecode.transcript import SegmentBy
from kubecode.wording import Lang

OnDocument = Callable[[str, int, int], None]
"""Called with a document's name, how many are done and how many there are."""


class DocumentChange(StrEnum):
    """What tagging did to a document."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class TagOptions:
    """How to tag. None takes what the study used last, or the default; ``jobs`` are processes.

    ``learned`` asks for learned suggestions too; a run without it has none.
    """

    codebook: str | None = None
    case: str | None = None
    segment_by: SegmentBy | None = None
    dry_run: bool = False
    jobs: int = 1
    learned: bool = False


@dataclass(frozen=True, slots=True)
class TaggedDocument:
    """One document after tagging, with its codings as they stand now."""

    document: Document
    change: DocumentChange
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True, repr=False)
class TagResult:
    """Everything that was tagged, and the problems of the files that could not be.

    ``learned`` says of each code whether the learned suggester speaks; it is empty where it was not asked.
    """

    tagged: tuple[TaggedDocument, ...]
    problems: tuple[Problem, ...]
    codebook: str
    study: Path | None
    learned: tuple[LearnedCode, ...] = ()

    def __repr__(self) -> str:
        """Return ``<TagResult: 16 documents, 896 codings, 0 problems>``."""
        codings = sum(len(tagged.codings) for tagged in self.tagged)
        return (
            f"<TagResult: {len(self.tagged)} documents, {codings:,} codings, {len(self.problems)} problems>"
        )


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
    nothing. Raises KubecodeError when nothing can be tagged at all, a text has changed under decisions
    that were made about it, or learned suggestions are wanted and scikit-learn is not installed.
    """
    if options.learned:
        require_scikit_learn()
    book, segment_by = _as_before(study, options)
    own_words = study_lexicon(sessions.study_path(study))
    language = language_for(book.codebook, own_words.words)
    if files:
        incoming, problems = read_documents(files, language, segment_by, options.case)
    else:
        incoming, problems = _documents_of(study, language, segment_by, options.case), []
    if not incoming:
        errors = tuple(problem for problem in problems if problem.severity == "error")
        raise KubecodeError("nothing was tagged", problems=errors)
    problems = [*book.warnings, *problems] if options.codebook else problems
    coder = _DocumentCoder(compile_codebook(book.codebook, language), segment_by, options, on_document)
    if options.dry_run:
        coder = _taught_by_study(study, coder)
        tagged = tuple(_tried(d, found, lang) for d, found in coder.code(one.document for one in incoming))
        return TagResult(tagged, tuple(problems), book.codebook.name, None, coder.learned)
    with sessions.created(study) as session:
        settled, doubts = reconcile_documents(session, incoming)
        _keep_codebook(session, book)
        coder = coder.taught_by(session, [one.document for one in settled])
        changes = _put_all(session, settled, coder, coder.run(book.sha256, own_words.sha256))
        told, tagged = (*problems, *doubts), _tagged(session, changes, lang)
        return TagResult(tagged, told, book.codebook.name, session.path, coder.learned)


@dataclass(frozen=True, slots=True)
class _DocumentCoder:
    """How every document is coded in this run: by the rules and, where asked, by what was learned."""

    compiled: CompiledCodebook
    segment_by: SegmentBy
    options: TagOptions
    on_document: OnDocument
    taught: TrainedClassifier | None = None

    def taught_by(self, session: Session, present: Sequence[Document]) -> _DocumentCoder:
        """Return the coder as the study has taught it, where that was asked.

        ``present`` are the documents as they are about to be stored.
        """
        if not self.options.learned:
            return self
        names = {document.name for document in present}
        stored = [d for d in document_store.get_documents(session.connection) if d.name not in names]
        again = [with_segments(document, self.compiled.language, self.segment_by) for document in stored]
        known = sorted([*present, *again], key=lambda document: document.name)
        return replace(self, taught=train_on_study(session, known, self.compiled))

    def taught_nothing(self) -> _DocumentCoder:
        """Return the coder as it is where nobody has decided anything."""
        return replace(self, taught=train_on_examples((), self.compiled)) if self.options.learned else self

    @property
    def learned(self) -> tuple[LearnedCode, ...]:
        """What was learned of each code."""
        return self.taught.suggester.codes if self.taught else ()

    def run(self, codebook: str, words: str) -> runs.TaggingRun:
        """Return the run that this is, of whichever document; codebook and words by their fingerprints."""
        run = runs.TaggingRun("", codebook, words, self.segment_by, VERSION)
        if self.taught:
            run = replace(run, learned_sha256=self.taught.sha256, learned_from=self.taught.decisions)
        return run

    def code(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Coded]]:
        """Yield every document with what is suggested in it, in order."""
        for document, found in _code_all(list(documents), self.compiled, self.options.jobs, self.on_document):
            taught = self.taught
            yield (
                document,
                add_learned_suggestions(document, found, self.compiled, taught) if taught else found,
            )


def tag_text(
    text: str, codebook: Codebook, case: str | None = None, informant: str | None = None, lang: Lang = "id"
) -> list[Coding]:
    """Suggest codings for a text that is in no study: a quote, or a transcript with labels.

    The codebook that was used last is kept compiled; for many texts a :class:`kubecode.Coder` is faster.

    >>> book = kubecode.load_codebook("dinamika-kelompok")
    >>> [coding.path for coding in kubecode.tag_text("Kami kumpul tiap bulan.", book)]
    ['komunikasi/formal']
    """
    return suggest(text, _compiled(codebook), case, informant, lang)


def suggest(
    text: str,
    compiled: CompiledCodebook,
    case: str | None = None,
    informant: str | None = None,
    lang: Lang = "id",
) -> list[Coding]:
    """Suggest codings for a text like :func:`tag_text`, with a codebook that is compiled already."""
    document = document_from_text(text, compiled.language, case or "", informant)
    found = code_document(document, compiled)
    return [suggested_coding(document, suggestion, lang) for suggestion in found.suggestions]


@lru_cache(maxsize=1)
def _compiled(codebook: Codebook) -> CompiledCodebook:
    """Compile a codebook; the last one is kept, because many texts are often tagged with the same."""
    return compile_codebook(codebook, language_for(codebook))


def _as_before(study: Path | None, options: TagOptions) -> tuple[LoadedCodebook, SegmentBy]:
    """Return the codebook and the segments asked for, else those that the study used last."""
    newest = kept = None
    if sessions.exists(study):
        with sessions.opened(study) as session:
            newest = runs.newest_run(session.connection)
            kept = study_codebook(session) if options.codebook is None else None
    book = kept or load_codebook_file(locate_codebook(options.codebook or DEFAULT))
    return book, options.segment_by or ("turn" if newest and newest.segment_by == "turn" else "sentence")


def _documents_of(
    study: Path | None, language: Language, by: SegmentBy, case: str | None
) -> list[IncomingDocument]:
    """Return the documents of the study, to be tagged again."""
    if not sessions.exists(study):
        raise KubecodeError("no files were given", "kubecode tag FILE…", exit_status=ExitStatus.USAGE)
    with sessions.opened(study) as session:
        documents = list(document_store.get_documents(session.connection, cases_as_read=True))
        origins = {d.name: document_store.stored_origin(session.connection, d.name) for d in documents}
    if case:
        documents = [replace(document, case=case, case_is_given=True) for document in documents]
    return [IncomingDocument(with_segments(d, language, by), origins[d.name] or "") for d in documents]


def _code_all(
    documents: Sequence[Document], compiled: CompiledCodebook, jobs: int, on_document: OnDocument
) -> Iterator[tuple[Document, Coded]]:
    """Yield every document with what was found in it, in order, from one or more processes."""
    if jobs == 1 or len(documents) < 2:
        found = (code_document(document, compiled) for document in documents)
    else:
        from joblib import Parallel, delayed  # noqa: PLC0415  only for those who ask for more processes

        workers = Parallel(n_jobs=jobs, return_as="generator")
        found = workers(delayed(code_document)(document, compiled) for document in documents)
    for done, document in enumerate(documents):
        on_document(document.name, done, len(documents))
        yield document, next(found)
    on_document("", len(documents), len(documents))


def _tried(document: Document, found: Coded, lang: Lang) -> TaggedDocument:
    codings = tuple(suggested_coding(document, suggestion, lang) for suggestion in found.suggestions)
    return TaggedDocument(document, DocumentChange.NEW, codings)


def _tagged(
    session: Session, changes: Mapping[str, DocumentChange], lang: Lang
) -> tuple[TaggedDocument, ...]:
    stored = {document.name: document for document in document_store.get_documents(session.connection)}
    codings: dict[str, list[Coding]] = {name: [] for name in changes}
    for coding in study_codings(session, lang):
        if coding.document in codings:
            codings[coding.document].append(coding)
    return tuple(
        TaggedDocument(stored[name], change, tuple(codings[name])) for name, change in changes.items()
    )


def _keep_codebook(session: Session, book: LoadedCodebook) -> None:
    with transaction(session.connection):
        path = str(Path(book.path).resolve())
        runs.put_codebook(session.connection, book.sha256, book.codebook.name, path, book.text)


def _is_current(session: Session, incoming: IncomingDocument, reading: runs.TaggingRun) -> bool:
    """Say whether the study holds this document just as it is, read in just this way."""
    document = incoming.document
    stored = stored_document(session, document.name)
    return (
        stored is not None
        and runs.last_run(session.connection, document.name) == replace(reading, document=document.name)
        and document_store.stored_origin(session.connection, document.name) == incoming.origin
        and tagging_inputs(stored) == tagging_inputs(document)
    )


def _taught_by_study(study: Path | None, coder: _DocumentCoder) -> _DocumentCoder:
    """Return the coder as the study has taught it, if there is one."""
    if not sessions.exists(study):
        return coder.taught_nothing()
    with sessions.opened(study) as session:
        return coder.taught_by(session, ())


def _put_all(
    session: Session, settled: Sequence[IncomingDocument], coder: _DocumentCoder, run: runs.TaggingRun
) -> dict[str, DocumentChange]:
    """Code and store every document that the study does not hold just like this; return what changed."""
    stored = set(document_store.document_ids(session.connection))
    changes = dict.fromkeys((one.document.name for one in settled), DocumentChange.UNCHANGED)
    stale = {one.document.name: one for one in settled if not _is_current(session, one, run)}
    for document, found in coder.code(one.document for one in stale.values()):
        _put(session, stale[document.name], found, run)
        changes[document.name] = DocumentChange.UPDATED if document.name in stored else DocumentChange.NEW
    return changes


def _put(session: Session, incoming: IncomingDocument, found: Coded, reading: runs.TaggingRun) -> None:
    at = sessions.now()
    document = incoming.document
    run = replace(reading, document=document.name, asked_codes=found.asked_codes)
    with transaction(session.connection):
        stored = document_store.stored_sha256(session.connection, document.name)
        if stored not in {None, document_store.text_sha256(document.text)}:
            # Only here nobody can decide any more before the new text takes the place of the old.
            reconcile_documents(session, [incoming])
        document_id = document_store.put_document(session.connection, document, incoming.origin, at)
        runs.put_run(session.connection, document_id, run, document.segments, found.suggestions, at)
