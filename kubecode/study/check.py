"""Checks of a study: damaged, stale or unfinished parts, each with the command that repairs it."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.codebook import Codebook
from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.language.registry import load_language
from kubecode.model import Document, Status
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.store.corrected_texts import unplaced_decisions
from kubecode.store.damage import find_damage
from kubecode.study.codebooks.load import LoadedCodebook, study_codebook
from kubecode.study.codings import study_codings
from kubecode.study.ingest.changed_files import has_other_text
from kubecode.study.session import Session
from kubecode.study.words import LEXICON_FILE, study_lexicon
from kubecode.synthesiser.coverage import countable
from kubecode.transcript import doubts_about_speakers
from kubecode.word_files.transcript_words import TranscriptWords


def check_study(session: Session) -> list[Problem]:
    """Return everything that is wrong, doubtful or unfinished in a study."""
    position = FilePosition(str(session.path))
    problems = [
        Problem(position, f"the study is damaged: {damage}", "restore a backup of it")
        for damage in find_damage(session.connection)
    ]
    documents = list(document_store.get_documents(session.connection))
    try:
        loaded = study_codebook(session)
    except KubecodeError as error:
        return [*problems, *(error.problems or [Problem(position, error.message, error.hint)])]
    problems.extend(doubts_about_codes(session, loaded))
    words = load_language(loaded.codebook.language).transcript_words
    problems.extend(_doubtful_documents(position, documents, words))
    problems.extend(_changed_files(session, documents, words))
    problems.extend(_unplaced_decisions(session, position))
    problems.extend(_unfinished_review(session, position))
    return problems


def _unplaced_decisions(session: Session, position: FilePosition) -> Iterator[Problem]:
    """Yield the decisions whose words have no place in the corrected text, each span once."""
    spans: dict[tuple[str, str], list[str]] = {}
    for decision, quote in unplaced_decisions(session.connection):
        spans.setdefault((decision.document, quote), []).append(f"{decision.code} ({decision.coder})")
    for (document, quote), codes in spans.items():
        words = " ".join(quote.split())
        message = f'{document}: "{words}" is not in the corrected text any more; coded as {", ".join(codes)}'
        yield Problem(
            position, message, "code its new words in 'kubecode review', or correct them back", "warning"
        )


def doubts_about_codes(session: Session, loaded: LoadedCodebook) -> Iterator[Problem]:
    """Yield the differences between the codings of a study and its codebook.

    These are documents tagged with an earlier codebook or lexicon, and accepted codes that the codebook
    does not have.
    """
    position = FilePosition(str(session.path))
    yield from _stale_runs(session, position, loaded.sha256, study_lexicon(session.path).sha256)
    yield from _lost_codes(session, position, loaded.codebook)


def _stale_runs(
    session: Session, position: FilePosition, codebook_sha256: str, lexicon_sha256: str
) -> Iterator[Problem]:
    last = runs.last_runs(session.connection).values()
    current = codebook_sha256, lexicon_sha256
    stale = [run for run in last if (run.codebook_sha256, run.words_sha256) != current]
    if stale:
        names = ", ".join(run.document for run in stale[:3]) + (" …" if len(stale) > 3 else "")
        yield Problem(
            position,
            f"the codebook or {LEXICON_FILE} has changed since {len(stale)} documents were tagged ({names})",
            "run 'kubecode tag' to tag them again; decisions are kept",
            "warning",
        )


def _lost_codes(session: Session, position: FilePosition, codebook: Codebook) -> Iterator[Problem]:
    lost: dict[str, int] = {}
    for decision in decision_store.current_decisions(session.connection):
        if decision.status is Status.ACCEPTED and codebook.find(decision.code) is None:
            lost[decision.code] = lost.get(decision.code, 0) + 1
    if lost:
        most_frequent = sorted(lost, key=lambda code: (-lost[code], code))
        names = ", ".join(most_frequent[:3]) + (" …" if len(lost) > 3 else "")
        yield Problem(
            position,
            f"{sum(lost.values())} accepted excerpts have codes that the codebook does not have ({names})",
            "tag with the codebook that has them, or recode them in 'kubecode review --status accepted'",
        )


def _doubtful_documents(
    position: FilePosition, documents: list[Document], words: TranscriptWords
) -> Iterator[Problem]:
    for document in documents:
        yield from doubts_about_speakers(document, document.name, words)
    if not documents:
        yield Problem(position, "the study has no documents", "run 'kubecode tag FILE…'", "warning")


def _changed_files(session: Session, documents: list[Document], words: TranscriptWords) -> Iterator[Problem]:
    """Yield the transcript files that are gone or no longer have the text of the study."""
    files = document_store.document_files(session.connection)
    for document in documents:
        file = files[document.name]
        try:
            is_changed = has_other_text(document, file, words)
        except KubecodeError:
            hint = "the study keeps its text; tag the file again where it is now"
            yield Problem(FilePosition(file.path), "this file cannot be read any more", hint, "note")
            continue
        if is_changed:
            yield Problem(
                FilePosition(file.path),
                "the file is no longer the text of the study",
                "run 'kubecode tag' with the file, or put the old text back",
                "warning",
            )


def _unfinished_review(session: Session, position: FilePosition) -> Iterator[Problem]:
    """Yield the number of undecided suggestions if a review has begun."""
    readings = decision_store.completed_readings(session.connection)
    statuses = [coding.status for coding in countable(study_codings(session), readings, None)]
    undecided = statuses.count(Status.SUGGESTED)
    if undecided and (readings or undecided < len(statuses)):
        yield Problem(position, f"{undecided} suggestions are undecided", "run 'kubecode review'", "note")
