"""Transcripts from files: text → front matter → document with turns."""

from __future__ import annotations

import re
from pathlib import Path

from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.model import Document
from kubecode.readers import read_transcript_text
from kubecode.readers.yaml_tree import read_yaml
from kubecode.transcript import (
    Header,
    doubts_about_labels,
    doubts_about_speakers,
    read_header,
    read_transcript,
)
from kubecode.word_files.transcript_words import TranscriptWords

# Invisible white space before the header is allowed, also a second byte order mark.
_OPENING = re.compile(r"[\s\ufeff]*---[^\S\n]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.MULTILINE)


def read_document(path: Path, words: TranscriptWords) -> tuple[Document, list[Problem]]:
    """Return the document with its turns, without segments, and the warnings about it.

    Raises KubecodeError, with every problem, if the file cannot be used.
    """
    source = read_transcript_text(path)
    text = source.text
    if not text.strip():
        raise KubecodeError(f"{path}: the file is empty", "nothing to tag; was the transcript saved?")
    header, body_start, header_problems = read_front_matter(text, str(path), words)
    problems = [*source.problems, *header_problems]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise KubecodeError(f"{path}: the header has problems", problems=tuple(errors))
    document = read_transcript(path.name, text, body_start, header, words)
    if not document.turns:
        raise KubecodeError(f"{path}: no speech and no paragraph found", "is there text below the header?")
    problems += [*doubts_about_labels(document, header), *doubts_about_speakers(document, str(path), words)]
    return document, problems


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
    node, problems = read_yaml(text[opening.end() : closing.start()], file, first_line)
    header, header_problems = read_header(node, words)
    return header, closing.end(), problems + header_problems
