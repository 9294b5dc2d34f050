"""The study's health: what is damaged, stale or unfinished, and the command that mends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kubecode.codebook import Codebook
from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.language.registry import load_language
from kubecode.model import Document, Status
from kubecode.readers import read_transcript_text
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.store.damage import find_damage
from kubecode.study.codebooks.load import LoadedCodebook, study_codebook
from kubecode.study.codings import study_codings
from kubecode.study.ingest.reconcile import same_speech
from kubecode.study.session import Session
from kubecode.study.words import FILE_NAME, study_lexicon
from kubecode.synthesiser.coverage import countable
from kubecode.transcript import doubts_about_speakers
from kubecode.word_files.transcript_words import TranscriptWords


def check_study(session: Session) -> list[Problem]:
    """Return everything that is wrong, doubtful or unfinished in a study."""
    where = FilePosition(str(session.path))
    damage = find_damage(session.connection)
    problems = [Problem(where, f"the study is damaged: {said}", "restore a backup of it") for said in damage]
    documents = list(document_store.get_documents(session.connection))
    try:
        book = study_codebook(session)
    except KubecodeError as error:
        return [*problems, *(error.problems or [Problem(where, error.message, error.hint)])]
    language = load_language(book.codebook.language)
    problems.extend(doubts_about_codes(session, book))
    problems.extend(_doubtful_documents(where, documents, language.transcript_words))
    problems.extend(_files_that_changed(session, documents))
    problems.extend(_unfinished(session, where))
    return problems


def doubts_about_codes(session: Session, book: LoadedCodebook) -> Iterator[Problem]:
    """Yield what keeps the codings of a study from being those of its codebook."""
    where = FilePosition(str(session.path))
    yield from _stale_runs(session, where, book.sha256, study_lexicon(session.path).sha256)
    yield from _lost_codes(session, where, book.codebook)


def _stale_runs(session: Session, where: FilePosition, codebook: str, words: str) -> Iterator[Problem]:
    last = runs.last_runs(session.connection).values()
    stale = [run for run in last if (run.codebook_sha256, run.words_sha256) != (codebook, words)]
    if stale:
        names = ", ".join(run.document for run in stale[:3]) + (" …" if len(stale) > 3 else "")
        yield Problem(
            where,
            f"the codebook or {FILE_NAME} has changed since {len(stale)} documents were tagged ({names})",
            "run 'kubecode tag' to tag them again; decisions are kept",
            "warning",
        )


def _lost_codes(session: Session, where: FilePosition, codebook: Codebook) -> Iterator[Problem]:
    lost: dict[str, int] = {}
    for decision in decision_store.current_decisions(session.connection):
        if decision.status is Status.ACCEPTED and codebook.find(decision.code) is None:
            lost[decision.code] = lost.get(decision.code, 0) + 1
    if lost:
        commonest = sorted(lost, key=lambda code: (-lost[code], code))
        names = ", ".join(commonest[:3]) + (" …" if len(lost) > 3 else "")
        yield Problem(
            where,
            f"{sum(lost.values())} accepted excerpts have codes that the codebook does not have ({names})",
            "tag with the codebook that has them, or recode them in 'kubecode review --status accepted'",
        )


def _doubtful_documents(
    where: FilePosition, documents: list[Document], words: TranscriptWords
) -> Iterator[Problem]:
    for document in documents:
        yield from doubts_about_speakers(document, document.name, words)
    if not documents:
        yield Problem(where, "the study has no documents", "run 'kubecode tag FILE…'", "warning")


def _files_that_changed(session: Session, documents: list[Document]) -> Iterator[Problem]:
    """Compare the study's texts with the files that they were read from."""
    for document in documents:
        origin = document_store.stored_origin(session.connection, document.name) or ""
        try:
            text = read_transcript_text(Path(origin)).text
        except KubecodeError:
            hint = "the study keeps its text; tag the file again where it is now"
            yield Problem(FilePosition(origin), "this file cannot be read any more", hint, "note")
            continue
        if not same_speech(text, document):
            yield Problem(
                FilePosition(origin),
                "the file is no longer the text of the study",
                "run 'kubecode tag' with the file, or put the old text back",
                "warning",
            )


def _unfinished(session: Session, where: FilePosition) -> Iterator[Problem]:
    """Say how much is left to decide, once somebody has begun to."""
    readings = decision_store.completed_readings(session.connection)
    statuses = [coding.status for coding in countable(study_codings(session), readings, None)]
    undecided = statuses.count(Status.SUGGESTED)
    if undecided and (readings or undecided < len(statuses)):
        yield Problem(where, f"{undecided} suggestions are undecided", "run 'kubecode review'", "note")
