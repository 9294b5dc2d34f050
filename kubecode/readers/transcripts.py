"""Transcripts from files: text → front matter → document with turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.model import Document, DocumentFile
from kubecode.readers import TranscriptText, read_transcript_file
from kubecode.readers.text_files import read_bytes
from kubecode.readers.yaml_tree import read_yaml
from kubecode.transcript import (
    Clue,
    Header,
    doubts_about_labels,
    doubts_about_speakers,
    interpret_transcript,
    read_header,
)
from kubecode.word_files.transcript_words import TranscriptWords

# Invisible white space before the header is allowed, also a second byte order mark.
_OPENING = re.compile(r"[\s\ufeff]*---[^\S\n]*\n")
_NUMBERED = re.compile(
    r"(?m)^([^\S\n]*[^\s:#][^:\n]*:[^\S\n]+)([^\s\"'\[{|>&*!%@`#][^\n\"\\]*?[^\S\n]#[^\s#][^\n\"\\]*?)[^\S\n]*$"
)
_NO_BREAK = re.compile("[\u00a0\u202f]")  # blanks that word processors type after a colon
_CLOSING = re.compile(r"^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """A document with its turns, without segments; the file that it was read from, and warnings.

    ``path`` is that file as the user wrote it. ``source`` is what the reader made of it. ``has_case`` is
    false if nothing names the group. ``reasons`` has for each speaker's label what decides whether it is the
    interviewer's.
    """

    document: Document
    file: DocumentFile
    path: str
    source: TranscriptText
    has_case: bool
    problems: tuple[Problem, ...]
    reasons: Mapping[str, tuple[Clue, ...]]


def read_transcripts(path: Path, words: TranscriptWords) -> list[ReadTranscript]:
    """Return the documents in a file, mostly one.

    Raises KubecodeError, with every problem, if the file cannot be used.
    """
    source = read_transcript_file(path, words)
    if not any(text.text.strip() for text in source.texts):
        raise KubecodeError(f"{path}: the file is empty", "nothing to tag; was the transcript saved?")
    path_read = str(path.resolve())
    return [
        interpret(
            document_name(path, text.part),
            str(path),
            text,
            DocumentFile(path_read, source.sha256, text.format, text.left_out),
            words,
        )
        for text in source.texts
    ]


def document_name(path: Path, part: str | None) -> str:
    """Return the name of a document: that of its file, with the part if the file has several."""
    return f"{path.name}#{part}" if part else path.name


def text_of(name: str, path: Path, words: TranscriptWords) -> str:
    """Return the text of one document of a file, "" if the file no longer has it.

    Raises KubecodeError if the file cannot be read.
    """
    return _texts_by_name(path, read_bytes(path), words).get(name, "")


@lru_cache(maxsize=1)
def _texts_by_name(path: Path, raw: bytes, words: TranscriptWords) -> Mapping[str, str]:
    """Return the texts in a file by the names of their documents; kept, since a form has hundreds of them."""
    return {document_name(path, text.part): text.text for text in read_transcript_file(path, words).texts}


def interpret(
    name: str,
    path: str,
    source: TranscriptText,
    file: DocumentFile,
    words: TranscriptWords,
    correction: Header | None = None,
) -> ReadTranscript:
    """Return a document from the text that a reader made of a file.

    The facts of a correction take precedence over those in the text. Raises KubecodeError, with every
    problem, if the text cannot be used.
    """
    text = source.text
    header, body_start, header_problems = read_front_matter(text, path, words)
    problems = [*source.problems, *header_problems]
    _raise_errors(path, problems)
    header = source.header.corrected_by(header)
    header = header.corrected_by(correction) if correction else header
    folder = Path(path).resolve().parent.name
    in_folder = f"{folder}/{name}"
    reading = interpret_transcript(in_folder, text, body_start, header, words, source.speakers)
    document = reading.document
    if not document.turns:
        raise KubecodeError(f"{path}: no speech and no paragraph found", "is there text below the header?")
    problems += [*doubts_about_labels(document, header), *doubts_about_speakers(document, path, words)]
    left_out = dict(sorted((Counter(source.left_out) + Counter(reading.left_out)).items()))
    file = replace(file, left_out=left_out)
    return ReadTranscript(document, file, path, source, reading.has_case, tuple(problems), reading.reasons)


def interpret_again(transcript: ReadTranscript, correction: Header, words: TranscriptWords) -> ReadTranscript:
    """Return a transcript as the facts of a correction change it; earlier corrections are dropped."""
    source, name = transcript.source, transcript.document.name
    return interpret(name, transcript.path, source, transcript.file, words, correction)


def _raise_errors(path: str, problems: Iterable[Problem]) -> None:
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if errors:
        raise KubecodeError(f"{path}: the header has problems", problems=errors)


def read_front_matter(text: str, file: str, words: TranscriptWords) -> tuple[Header, int, list[Problem]]:
    """Return the header, the offset after it, and the problems in it. A text may have no header."""
    opening = _OPENING.match(text)
    if opening is None:
        return Header(), 0, []
    first_line = text.count("\n", 0, opening.end()) + 1
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        where, hint = FilePosition(file, first_line - 1), "close it with a line ---, or delete the first line"
        return Header(), 0, [Problem(where, "the header is not closed", hint)]
    # ``informan: S #2`` is no comment: one has a blank after its sign.
    facts = _NUMBERED.sub(r'\1"\2"', _NO_BREAK.sub(" ", text[opening.end() : closing.start()]))
    node, problems = read_yaml(facts, file, first_line)
    header, header_problems = read_header(node, words)
    return header, closing.end(), problems + header_problems
