"""How transcripts are understood, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kubecode.errors import Problem
from kubecode.language.registry import load_language
from kubecode.readers.transcripts import ReadTranscript
from kubecode.study.codebooks.load import DEFAULT, load_codebook_file, locate_codebook
from kubecode.study.ingest.read import read_files


def preview(files: Iterable[Path]) -> tuple[list[ReadTranscript], list[Problem]]:
    """Return the documents in files with their turns, and the problems of all files. No study is needed."""
    codebook = load_codebook_file(locate_codebook(DEFAULT)).codebook
    return read_files(files, load_language(codebook.language))
