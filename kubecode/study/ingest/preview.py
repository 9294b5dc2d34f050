"""How transcripts are understood, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kubecode.errors import FilePosition, Problem
from kubecode.language.registry import load_language
from kubecode.readers.transcripts import ReadTranscript
from kubecode.study.codebooks.load import DEFAULT, load_codebook_file, locate_codebook
from kubecode.study.ingest.corrections import NO_CORRECTIONS, NO_REQUEST, CorrectionRequest
from kubecode.study.ingest.read import OnDocument, read_files, without_group
from kubecode.study.ingest.stored import known_documents


def preview(
    files: Iterable[Path],
    request: CorrectionRequest = NO_REQUEST,
    study: Path | None = None,
    on_document: OnDocument = lambda *_: None,
) -> tuple[list[ReadTranscript], list[Problem]]:
    """Return the documents in files with their turns, and the problems of all files. Nothing is stored.

    They are read with the corrections that the study keeps, if there is a study, and with those of the
    request.
    """
    codebook = load_codebook_file(locate_codebook(DEFAULT)).codebook
    known = known_documents(study, request)
    language = load_language(codebook.language)
    found, problems = read_files(files, language, known, on_document, from_study=True)
    for transcript, _ in found:
        kept = known.corrections.get(transcript.document.name, NO_CORRECTIONS)
        if kept != NO_CORRECTIONS and not request.forget:
            problems.append(_remembered(transcript, kept.in_words()))
    transcripts = [transcript for transcript, _ in found]
    return transcripts, [*problems, *without_group(transcripts)]


def _remembered(transcript: ReadTranscript, corrections: str) -> Problem:
    message = f"read with the corrections that the study keeps: {corrections}"
    return Problem(FilePosition(transcript.path), message, "--forget drops them", "note")
