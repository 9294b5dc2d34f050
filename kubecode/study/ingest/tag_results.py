"""What tagging did to each document, and what it says at the end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kubecode.coder.classifier_input import LearnedCode
from kubecode.errors import Problem
from kubecode.model import Coding, Document
from kubecode.study.ingest.corrected_texts import CorrectedText
from kubecode.study.ingest.suggestion_changes import SuggestionChanges


class DocumentChange(StrEnum):
    """What tagging did to a document."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


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
    of each code; it is empty if no learned suggestions were wanted. ``corrected`` says of each document with
    decisions whose text has changed what became of them.
    """

    tagged: tuple[TaggedDocument, ...]
    problems: tuple[Problem, ...]
    codebook: str
    study: Path | None
    learned: tuple[LearnedCode, ...] = ()
    corrected: tuple[CorrectedText, ...] = ()
    suggestions: SuggestionChanges | None = None

    def __repr__(self) -> str:
        """Return ``<TagResult: 16 documents, 896 codings, 0 problems>``."""
        codings = sum(len(tagged.codings) for tagged in self.tagged)
        return (
            f"<TagResult: {len(self.tagged)} documents, {codings:,} codings, {len(self.problems)} problems>"
        )
