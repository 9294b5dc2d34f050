"""Tagging: read transcripts into the study and suggest codings for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from kubecode.codebook import Codebook
from kubecode.coder import Coded, CompiledCodebook, code_document, compile_codebook
from kubecode.coder.classifier_input import LearnedCode
from kubecode.errors import ExitStatus, KubecodeError, Problem
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
from kubecode.study.ingest.corrections import NO_REQUEST, CorrectionRequest
from kubecode.study.ingest.persons import with_one_name_each
from kubecode.study.ingest.read import (
    IncomingDocument,
    OnDocument,
    document_from_text,
    documents_of,
    read_documents,
    require_any,
    with_segments,
)
from kubecode.study.ingest.reconcile import reconcile_documents, stored_document, tagging_inputs
from kubecode.study.ingest.stored import known_documents
from kubecode.study.session import Session
from kubecode.study.words import study_lexicon
from kubecode.transcript import SegmentBy
from kubecode.word_files.transcript_words import TranscriptWords
from kubecode.wording import Lang


class DocumentChange(StrEnum):
    """What tagging did to a document."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class TagOptions:
    """Options of tagging. None means as in the last run of the study, else the default.

    ``jobs`` is the number of processes. ``learned`` adds learned suggestions; a run without it has none.
    ``corrections`` of how the files are read are kept for later runs of those documents.
    """

    codebook: str | None = None
    case: str | None = None
    segment_by: SegmentBy | None = None
    dry_run: bool = False
    jobs: int = 1
    learned: bool = False
    corrections: CorrectionRequest = NO_REQUEST


@dataclass(frozen=True, slots=True)
class TaggedDocument:
    """A document after tagging, with its current codings."""

    document: Document
    change: DocumentChange
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True, repr=False)
class TagResult:
    """The tagged documents, and the problems of files that could not be tagged.

    ``codebook`` is its name, ``study`` the path, or None after a dry run. ``learned`` has the training counts
    of each code; it is empty if no learned suggestions were wanted.
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
    """Read the files into the study, which is created if there is none, and suggest codings.

    Without files the documents of the study are tagged again; this is needed after the codebook changed. A
    file that cannot be read becomes a problem of the result. Tagging the same file twice changes nothing.
    Raises KubecodeError if nothing can be tagged, if a text with decisions has changed, or if learned
    suggestions are wanted and scikit-learn is not installed.
    """
    if options.learned:
        require_scikit_learn()
    loaded, segment_by = _codebook_and_segments(study, options)
    words_file = study_lexicon(sessions.study_path(study))
    language = language_for(loaded.codebook, words_file.lexicon)
    if files:
        known = known_documents(study, options.corrections)
        incoming, problems = read_documents(files, language, segment_by, options.case, known, on_document)
    elif options.corrections != NO_REQUEST:
        raise KubecodeError(
            "no files were given to correct",
            "kubecode tag FILE… --interviewer P",
            exit_status=ExitStatus.USAGE,
        )
    else:
        incoming, problems = documents_of(study, language, segment_by, options.case), []
    require_any(incoming, problems)
    problems = [*loaded.warnings, *problems] if options.codebook else problems
    coder = _DocumentCoder(compile_codebook(loaded.codebook, language), segment_by, options, on_document)
    if options.dry_run:
        reconciled, warnings, coder = _compared_with_study(study, incoming, coder)
        problems += warnings
        require_any(reconciled, problems)
        tagged = tuple(_not_stored(d, coded, lang) for d, coded in coder.code(i.document for i in reconciled))
        return TagResult(tagged, tuple(problems), loaded.codebook.name, None, coder.learned)
    with sessions.created(study) as session:
        reconciled, warnings = _reconciled(session, incoming, language.transcript_words)
        require_any(reconciled, [*problems, *warnings])
        _put_codebook(session, loaded)
        coder = coder.trained_on(session, [i.document for i in reconciled])
        changes = _put_changed(session, reconciled, coder, coder.run(loaded.sha256, words_file.sha256))
        tagged = _tagged(session, changes, lang)
        return TagResult(tagged, (*problems, *warnings), loaded.codebook.name, session.path, coder.learned)


@dataclass(frozen=True, slots=True)
class _DocumentCoder:
    """Codes the documents of a run: with the codebook and, if wanted, with the classifier."""

    compiled: CompiledCodebook
    segment_by: SegmentBy
    options: TagOptions
    on_document: OnDocument
    trained: TrainedClassifier | None = None

    def trained_on(self, session: Session, incoming: Sequence[Document]) -> _DocumentCoder:
        """Return this coder with a classifier trained on the study, if the options ask for one.

        ``incoming`` are the documents that are about to be stored; they replace the stored ones.
        """
        if not self.options.learned:
            return self
        names = {document.name for document in incoming}
        others = [d for d in document_store.get_documents(session.connection) if d.name not in names]
        segmented = [with_segments(document, self.compiled.language, self.segment_by) for document in others]
        documents = sorted([*incoming, *segmented], key=lambda document: document.name)
        return replace(self, trained=train_on_study(session, documents, self.compiled))

    def trained_on_nothing(self) -> _DocumentCoder:
        """Return this coder with a classifier without training examples, if the options ask for one."""
        return replace(self, trained=train_on_examples((), self.compiled)) if self.options.learned else self

    @property
    def learned(self) -> tuple[LearnedCode, ...]:
        """The training counts of each code, empty without a classifier."""
        return self.trained.classifier.codes if self.trained else ()

    def run(self, codebook_sha256: str, lexicon_sha256: str) -> runs.TaggingRun:
        """Return the record of this run, without the name of a document."""
        run = runs.TaggingRun("", codebook_sha256, lexicon_sha256, self.segment_by, VERSION)
        if self.trained:
            run = replace(run, learned_sha256=self.trained.sha256, learned_from=self.trained.decisions)
        return run

    def code(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Coded]]:
        """Yield every document with its suggestions, in order."""
        for document, coded in _code_all(list(documents), self.compiled, self.options.jobs, self.on_document):
            if self.trained:
                yield document, add_learned_suggestions(document, coded, self.compiled, self.trained)
            else:
                yield document, coded


def tag_text(
    text: str, codebook: Codebook, case: str | None = None, informant: str | None = None, lang: Lang = "id"
) -> list[Coding]:
    """Return suggested codings for a quote, or for a transcript with speaker labels.

    No study is needed. The last codebook is cached in its compiled form. For many texts a
    :class:`kubecode.Coder` is faster.

    >>> codebook = kubecode.load_codebook("dinamika-kelompok")
    >>> [coding.path for coding in kubecode.tag_text("Kami kumpul tiap bulan.", codebook)]
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
    """Return suggested codings for a text like :func:`tag_text`, with a compiled codebook."""
    document = document_from_text(text, compiled.language, case or "", informant)
    coded = code_document(document, compiled)
    return [suggested_coding(document, suggestion, lang) for suggestion in coded.suggestions]


@lru_cache(maxsize=1)
def _compiled(codebook: Codebook) -> CompiledCodebook:
    """Return a compiled codebook. The last one is cached, because many texts often share a codebook."""
    return compile_codebook(codebook, language_for(codebook))


def _codebook_and_segments(study: Path | None, options: TagOptions) -> tuple[LoadedCodebook, SegmentBy]:
    """Return the codebook and the kind of segment: from the options, else from the last run."""
    newest = stored = None
    if sessions.exists(study):
        with sessions.opened(study) as session:
            newest = runs.newest_run(session.connection)
            stored = study_codebook(session) if options.codebook is None else None
    loaded = stored or load_codebook_file(locate_codebook(options.codebook or DEFAULT))
    return loaded, options.segment_by or ("turn" if newest and newest.segment_by == "turn" else "sentence")


def _code_all(
    documents: Sequence[Document], compiled: CompiledCodebook, jobs: int, on_document: OnDocument
) -> Iterator[tuple[Document, Coded]]:
    """Yield every document with its rule-based suggestions, in order, coded in one or more processes."""
    if jobs == 1 or len(documents) < 2:
        coded = (code_document(document, compiled) for document in documents)
    else:
        from joblib import Parallel, delayed  # noqa: PLC0415  slow to import, only needed for more processes

        workers = Parallel(n_jobs=jobs, return_as="generator")
        coded = workers(delayed(code_document)(document, compiled) for document in documents)
    for done, document in enumerate(documents):
        on_document(document.name, done, len(documents))
        yield document, next(coded)
    on_document("", len(documents), len(documents))


def _not_stored(document: Document, coded: Coded, lang: Lang) -> TaggedDocument:
    codings = tuple(suggested_coding(document, suggestion, lang) for suggestion in coded.suggestions)
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


def _put_codebook(session: Session, loaded: LoadedCodebook) -> None:
    with transaction(session.connection):
        path = str(Path(loaded.path).resolve())
        runs.put_codebook(session.connection, loaded.sha256, loaded.codebook.name, path, loaded.text)


def _is_current(session: Session, incoming: IncomingDocument, run: runs.TaggingRun) -> bool:
    """Return whether the same document is stored and was last tagged in the same way."""
    document = incoming.document
    stored = stored_document(session, document.name)
    return (
        stored is not None
        and runs.last_run(session.connection, document.name) == replace(run, document=document.name)
        and document_store.document_files(session.connection).get(document.name) == incoming.file
        and tagging_inputs(stored) == tagging_inputs(document)
        and document_store.stored_corrections(session.connection)[document.name]
        == incoming.corrections.to_json()
    )


def _compared_with_study(
    study: Path | None, incoming: list[IncomingDocument], coder: _DocumentCoder
) -> tuple[list[IncomingDocument], list[Problem], _DocumentCoder]:
    """Return the documents as they would be stored, the warnings, and the coder trained on the study."""
    words = coder.compiled.language.transcript_words
    if not sessions.exists(study):
        named, notes = with_one_name_each(incoming, (), words)
        return named, notes, coder.trained_on_nothing()
    with sessions.opened(study) as session:
        reconciled, warnings = _reconciled(session, incoming, words)
        return reconciled, warnings, coder.trained_on(session, ())


def _reconciled(
    session: Session, incoming: Iterable[IncomingDocument], words: TranscriptWords
) -> tuple[list[IncomingDocument], list[Problem]]:
    """Return the documents as they are to be stored, each person with one name, and warnings about them."""
    reconciled, warnings = reconcile_documents(session, incoming)
    stored = document_store.informants_by_case(session.connection)
    named, notes = with_one_name_each(reconciled, stored, words)
    return named, [*warnings, *notes]


def _put_changed(
    session: Session, reconciled: Sequence[IncomingDocument], coder: _DocumentCoder, run: runs.TaggingRun
) -> dict[str, DocumentChange]:
    """Code and store the documents that are new, changed or tagged otherwise; return all changes."""
    stored = set(document_store.document_ids(session.connection))
    changes = dict.fromkeys((i.document.name for i in reconciled), DocumentChange.UNCHANGED)
    stale = {i.document.name: i for i in reconciled if not _is_current(session, i, run)}
    for document, coded in coder.code(i.document for i in stale.values()):
        _put(session, stale[document.name], coded, run)
        changes[document.name] = DocumentChange.UPDATED if document.name in stored else DocumentChange.NEW
    return changes


def _put(session: Session, incoming: IncomingDocument, coded: Coded, run: runs.TaggingRun) -> None:
    at = sessions.now()
    document = incoming.document
    run = replace(run, document=document.name, asked_codes=coded.asked_codes)
    with transaction(session.connection):
        stored = document_store.stored_sha256(session.connection, document.name)
        if stored not in {None, document_store.text_sha256(document.text)}:
            # Check again: a decision may have been made since, and none can be made in this transaction.
            reconcile_documents(session, [incoming])
        document_id = document_store.put_document(session.connection, document, incoming.file, at)
        document_store.put_corrections(session.connection, document_id, incoming.corrections.to_json())
        runs.put_run(session.connection, document_id, run, document.segments, coded.suggestions, at)
