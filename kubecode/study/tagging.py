"""Tagging: transcripts are read into the study and codings suggested for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from kubecode.codebook import Codebook
from kubecode.coder import Coder, asked_codes, make_coder, suggest
from kubecode.errors import ExitStatus, KubecodeError, Place, Problem
from kubecode.language import Language
from kubecode.model import VERSION, Coding, Document
from kubecode.readers.transcripts import SUFFIXES, read_document
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
from kubecode.study.session import Session
from kubecode.transcript import Header, SegmentBy, SpeechBreaks, read_transcript, split_turns
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
    """How to tag. None takes what the study used last, or the default."""

    codebook: str | None = None
    case: str | None = None
    segment_by: SegmentBy = "sentence"
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Tagged:
    """One document after tagging, with what is suggested for it now."""

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
    documents, problems = (
        _read_all(expand(files), options, language) if files else (_again(study, options, language), [])
    )
    problems = [*book.warnings, *problems] if options.codebook else problems
    if not documents:
        raise KubecodeError(
            "nothing was tagged", problems=tuple(p for p in problems if p.severity == "error")
        )
    coder = make_coder(book.codebook, language)
    if options.dry_run:
        tagged = [_try(d, coder, lang, on_document, (n, len(documents))) for n, d in enumerate(documents)]
        return TagResult(tuple(tagged), tuple(problems), book.codebook.name, None)
    with sessions.created(study) as session:
        _refuse_changed_texts(session, documents)
        _keep_codebook(session, book)
        known = _known(session)
        changes = {}
        for done, document in enumerate(documents):
            on_document(document.name, done, len(documents))
            asked = asked_codes(document, coder)
            run = runs.Run(document.name, book.sha256, options.segment_by, VERSION, asked)
            changes[document.name] = _tag_one(session, document, coder, run, known)
        on_document("", len(documents), len(documents))
        return TagResult(_tagged(session, changes, lang), tuple(problems), book.codebook.name, session.path)


def tag_text(
    text: str, codebook: Codebook, case: str | None = None, informant: str | None = None, lang: Lang = "id"
) -> list[Coding]:
    """Suggest codings for a text that is in no study: a quote, or a transcript with labels."""
    language = language_of(codebook)
    document = document_from_text(text, language, case or "", informant)
    return [suggested_coding(document, s, lang) for s in suggest(document, make_coder(codebook, language))]


def document_from_text(
    text: str, language: Language, case: str = "", informant: str | None = None
) -> Document:
    """Return a document made of a text alone, with its segments."""
    header = Header(case=case, informant=informant)
    document = read_transcript("text", text, 0, header, language.question_words)
    return _segmented(document, language, "sentence")


def expand(files: Iterable[Path]) -> list[Path]:
    """Return the files, with folders and patterns replaced by the transcripts in them."""
    found: dict[Path, None] = {}
    for path in files:
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if p.suffix.casefold() in SUFFIXES and p.is_file()]
            if not inside:
                raise KubecodeError(f"{path}: no transcript in this folder", f"known: {', '.join(SUFFIXES)}")
            found |= dict.fromkeys(inside)
        elif not path.exists() and any(mark in path.name for mark in "*?"):
            found |= dict.fromkeys(sorted(path.parent.glob(path.name)) or [path])
        else:
            found[path] = None
    return list(found)


def _again(study: Path | None, options: TagOptions, language: Language) -> list[Document]:
    """Return the documents of the study, to be tagged again."""
    if not sessions.exists(study):
        raise KubecodeError("no files were given", "kubecode tag FILE…", exit_status=ExitStatus.USAGE)
    with sessions.opened(study) as session:
        documents = list(document_store.get_documents(session.connection))
    return [_segmented(document, language, options.segment_by) for document in documents]


def _choose_codebook(study: Path | None, wanted: str | None) -> LoadedCodebook:
    if wanted is None and sessions.exists(study):
        with sessions.created(study) as session:
            return codebook_of(session)
    return load_codebook_file(locate_codebook(wanted or DEFAULT))


def _read_all(
    files: list[Path], options: TagOptions, language: Language
) -> tuple[list[Document], list[Problem]]:
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for path in files:
        try:
            document, found = read_document(path, language.question_words)
        except KubecodeError as error:
            problems.extend(
                error.problems or [Problem(Place(str(path)), _without(path, error.message), error.hint)]
            )
            continue
        problems.extend(found)
        if document.name in documents:
            message = f'another file called "{document.name}" is tagged at the same time'
            problems.append(Problem(Place(str(path)), message, "give the two files different names"))
            continue
        if options.case:
            document = replace(document, case=options.case, case_is_given=True)
        documents[document.name] = _segmented(document, language, options.segment_by)
    return list(documents.values()), problems


def _without(path: Path, message: str) -> str:
    return message.removeprefix(f"{path}: ")


def _segmented(document: Document, language: Language, by: SegmentBy) -> Document:
    breaks = SpeechBreaks(language.speech_breaks, language.speech_closings)
    return replace(document, segments=split_turns(document.text, document.turns, by, breaks))


def _try(
    document: Document, coder: Coder, lang: Lang, on_document: OnDocument, progress: tuple[int, int]
) -> Tagged:
    on_document(document.name, *progress)
    codings = tuple(suggested_coding(document, s, lang) for s in suggest(document, coder))
    return Tagged(document, Change.NEW, codings)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the study holds before tagging."""

    documents: Mapping[str, Document]
    runs: Mapping[str, runs.Run]


def _known(session: Session) -> _Known:
    documents = {d.name: d for d in document_store.get_documents(session.connection)}
    return _Known(documents, runs.last_runs(session.connection))


def _tagged(session: Session, changes: Mapping[str, Change], lang: Lang) -> tuple[Tagged, ...]:
    stored = {d.name: d for d in document_store.get_documents(session.connection)}
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


def _tag_one(session: Session, document: Document, coder: Coder, run: runs.Run, known: _Known) -> Change:
    stored = known.documents.get(document.name)
    if stored and known.runs.get(document.name) == run and _same_document(stored, document):
        return Change.UNCHANGED
    suggestions = suggest(document, coder)
    at = sessions.now()
    with transaction(session.connection):
        document_id = document_store.put_document(session.connection, document, at)
        runs.put_run(session.connection, document_id, run, (document.segments, suggestions), at)
    return Change.UPDATED if stored else Change.NEW


def _same_document(stored: Document, document: Document) -> bool:
    return (stored.text, stored.turns, stored.source_kind, dict(stored.attributes)) == (
        document.text,
        document.turns,
        document.source_kind,
        dict(document.attributes),
    ) and (stored.case == document.case or not document.case_is_given)
