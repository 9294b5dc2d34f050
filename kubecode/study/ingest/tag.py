"""Tagging: read transcripts into the study and suggest codings for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kubecode.coder import Coded, CompiledCodebook, code_document, compile_codebook
from kubecode.coder.classifier_input import LearnedCode
from kubecode.errors import ExitStatus, KubecodeError, Problem
from kubecode.model import VERSION, Coding, Document
from kubecode.store import corrected_texts as corrected_store
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.store.study_file import transaction
from kubecode.store.study_paths import stored_path, study_folder
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
from kubecode.study.ingest.corrected_texts import CorrectedText, apply_correction
from kubecode.study.ingest.corrections import NO_REQUEST, CorrectionRequest
from kubecode.study.ingest.persons import reconciled_persons, with_one_name_each
from kubecode.study.ingest.read import (
    IncomingDocument,
    OnDocument,
    documents_of,
    read_documents,
    require_any,
    with_segments,
)
from kubecode.study.ingest.reconcile import reconcile_documents, stored_document, tagging_inputs
from kubecode.study.ingest.stored import known_documents
from kubecode.study.ingest.suggestion_changes import (
    SuggestionKey,
    suggested_before,
    suggested_now,
    suggestion_changes,
    suggestion_keys,
)
from kubecode.study.ingest.tag_results import DocumentChange, TaggedDocument, TagResult
from kubecode.study.session import Session
from kubecode.study.words import study_lexicon
from kubecode.transcript import SegmentBy
from kubecode.wording import Lang


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
    Where a text with decisions was corrected, they move with their words. Raises KubecodeError if nothing can
    be tagged, if another text has the name of one with decisions, or if learned suggestions are wanted and
    scikit-learn is not installed.
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
    run = _RunInputs(loaded, words_file.sha256, coder, tuple(problems), lang)
    return _tried(study, incoming, run) if options.dry_run else _stored(study, incoming, run)


@dataclass(frozen=True, slots=True)
class _RunInputs:
    """A run of tagging: the codebook, the lexicon's SHA-256, the coder, and the problems before it."""

    loaded: LoadedCodebook
    lexicon_sha256: str
    coder: _DocumentCoder
    problems: tuple[Problem, ...]
    lang: Lang


def _tried(study: Path | None, incoming: list[IncomingDocument], run: _RunInputs) -> TagResult:
    """Return what tagging would do; nothing is stored."""
    reconciled, warnings, coder, before = _compared_with_study(study, incoming, run.coder)
    require_any(reconciled, [*run.problems, *warnings])
    coded = list(coder.code(one.document for one in reconciled))
    after = {document.name: suggestion_keys(found.suggestions) for document, found in coded}
    changed = {one.document.name for one in reconciled if one.correction or one.renamed_from}
    changed |= {name for name, keys in before.items() if keys != after[name]}
    changes = {
        name: DocumentChange.UPDATED if name in changed else DocumentChange.UNCHANGED for name in before
    }
    return TagResult(
        tuple(
            _not_stored(document, found, changes.get(document.name, DocumentChange.NEW), run.lang)
            for document, found in coded
        ),
        (*run.problems, *warnings),
        run.loaded.codebook.name,
        None,
        coder.learned,
        _corrections(reconciled),
        suggestion_changes(before, after),
    )


def _stored(study: Path | None, incoming: list[IncomingDocument], run: _RunInputs) -> TagResult:
    """Store the documents and their suggestions."""
    words = run.coder.compiled.language.transcript_words
    with sessions.created(study) as session:
        reconciled, warnings = reconciled_persons(session, incoming, words)
        require_any(reconciled, [*run.problems, *warnings])
        before = suggested_before(session, reconciled)
        _put_codebook(session, run.loaded)
        coder = run.coder.trained_on(session, [one.document for one in reconciled])
        changes = _put_changed(session, reconciled, coder, coder.run(run.loaded.sha256, run.lexicon_sha256))
        after = {name: suggested_now(session, name) for name in before}
        return TagResult(
            _tagged(session, changes, run.lang),
            (*run.problems, *warnings),
            run.loaded.codebook.name,
            session.path,
            coder.learned,
            _corrections(reconciled),
            suggestion_changes(before, after),
        )


def _corrections(reconciled: Iterable[IncomingDocument]) -> tuple[CorrectedText, ...]:
    return tuple(one.correction for one in reconciled if one.correction)


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


def _not_stored(document: Document, coded: Coded, change: DocumentChange, lang: Lang) -> TaggedDocument:
    codings = tuple(suggested_coding(document, suggestion, lang) for suggestion in coded.suggestions)
    return TaggedDocument(document, change, codings)


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
        path = stored_path(study_folder(session.connection), str(Path(loaded.path).resolve()))
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
) -> tuple[list[IncomingDocument], list[Problem], _DocumentCoder, dict[str, frozenset[SuggestionKey]]]:
    """Return the documents as they would be stored, warnings, the trained coder, and earlier suggestions."""
    words = coder.compiled.language.transcript_words
    if not sessions.exists(study):
        named, notes = with_one_name_each(incoming, (), words)
        return named, notes, coder.trained_on_nothing(), {}
    with sessions.opened(study) as session:
        reconciled, warnings = reconciled_persons(session, incoming, words)
        before = suggested_before(session, reconciled)
        return reconciled, warnings, coder.trained_on(session, ()), before


def _put_changed(
    session: Session, reconciled: Sequence[IncomingDocument], coder: _DocumentCoder, run: runs.TaggingRun
) -> dict[str, DocumentChange]:
    """Code and store the documents that are new, changed or tagged otherwise; return all changes."""
    stored = set(document_store.document_ids(session.connection))
    changes = dict.fromkeys((i.document.name for i in reconciled), DocumentChange.UNCHANGED)
    stale = {i.document.name: i for i in reconciled if not _is_current(session, i, run)}
    for document, coded in coder.code(i.document for i in stale.values()):
        _put(session, stale[document.name], coded, run)
        is_stored = (stale[document.name].renamed_from or document.name) in stored
        changes[document.name] = DocumentChange.UPDATED if is_stored else DocumentChange.NEW
    return changes


def _put(session: Session, incoming: IncomingDocument, coded: Coded, run: runs.TaggingRun) -> None:
    at = sessions.now()
    document = incoming.document
    run = replace(run, document=document.name, asked_codes=coded.asked_codes)
    with transaction(session.connection):
        if incoming.renamed_from:
            document_store.rename_document(session.connection, incoming.renamed_from, document.name)
        stored = document_store.stored_sha256(session.connection, document.name)
        if stored not in {None, document_store.text_sha256(document.text)}:
            # Check again: a decision may have been made since, and none can be made in this transaction.
            ((incoming,), _) = reconcile_documents(session, [incoming])
        if incoming.correction and incoming.correction.has_decisions:
            ids = document_store.document_ids(session.connection)
            corrected_store.keep_text(session.connection, ids[document.name], at)
        document_id = document_store.put_document(session.connection, document, incoming.file, at)
        if incoming.correction:
            apply_correction(session, document_id, incoming.correction)
        document_store.put_corrections(session.connection, document_id, incoming.corrections.to_json())
        runs.put_run(session.connection, document_id, run, document.segments, coded.suggestions, at)
