"""Tables in a transcript: which column says who speaks, and the lines of speech that the rows become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kubecode.word_files.transcript_words import TranscriptWords

TableCell = Sequence[str]
"""The paragraphs in a cell."""


@dataclass(frozen=True, slots=True)
class TableText:
    """The lines that a table becomes in the text of a transcript.

    ``speakers`` are the labels in the column of speakers. ``left_out`` counts what is not in the lines.
    """

    lines: tuple[str, ...]
    speakers: frozenset[str] = frozenset()
    left_out: Mapping[str, int] = field(default_factory=dict)


def table_text(rows: Sequence[Sequence[TableCell]], words: TranscriptWords) -> TableText:
    """Return the lines of speech in a table, its cells one after the other if it is not about speech."""
    return TableText(tuple("\t".join(" ".join(cell) for cell in row) for row in rows))
