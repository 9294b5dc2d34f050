"""What every table file shows: headings and rows of text, made once for all formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kubecode.model import Coding
from kubecode.synthesiser.cell_words import cell_words, divergence_sentence
from kubecode.synthesiser.cells import Matrix
from kubecode.wording import Lang, say


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_EVIDENCE = (
    "case",
    "informant",
    "role",
    "source_kind",
    "document",
    "line",
    "text",
    "code",
    "subcode",
    "valence",
    "presence",
    "status",
    "coder",
    "memo",
    "reason",
    "id",
)
_IN_WORDS = frozenset({"source_kind", "valence", "presence", "status"})


def matrix_tables(matrix: Matrix, codings: Iterable[Coding], lang: Lang) -> list[Table]:
    """Return the matrix, the excerpts that it counts, and its divergences."""
    counted = {id_ for cell in matrix.cells.values() for id_ in cell.excerpt_ids}
    evidence = evidence_table([coding for coding in codings if coding.id in counted], lang)
    return [matrix_table(matrix, lang), evidence, divergence_table(matrix, lang)]


def matrix_table(matrix: Matrix, lang: Lang) -> Table:
    """Return the cross-case table: a row an aspect, a column a case; a cell says which way and on what."""
    rows = []
    for row in matrix.rows:
        said = []
        for column in matrix.columns:
            cell = matrix.cell(row, column)
            words = cell_words(cell, lang)
            head = " ".join(filter(None, [words.symbol, words.valence, words.draft]))
            said.append("\n".join(filter(None, [head, words.basis, cell.summary])))
        rows.append((row.label, *said))
    return Table(
        say("sheet.matrix", lang), (say("aspect", lang), *(c.label for c in matrix.columns)), tuple(rows)
    )


def divergence_table(matrix: Matrix, lang: Lang) -> Table:
    """Return every divergence of the matrix, one a row."""
    rows = tuple(
        (row.label, column.label, divergence_sentence(divergence, lang))
        for row, column, divergence in matrix.divergences()
    )
    return Table(
        say("sheet.divergence", lang),
        (say("aspect", lang), say("case", lang), say("sheet.divergence", lang)),
        rows,
    )


def evidence_table(codings: Iterable[Coding], lang: Lang) -> Table:
    """Return the excerpts with everything that a reader needs to find and judge them."""
    rows = tuple(tuple(_said(coding, name, lang) for name in _EVIDENCE) for coding in codings)
    return Table(say("sheet.evidence", lang), tuple(say(f"field.{name}", lang) for name in _EVIDENCE), rows)


def _said(coding: Coding, name: str, lang: Lang) -> str:
    value = getattr(coding, name)
    if value is None:
        return ""
    # A quote is shown as it is spoken: the line breaks of the transcript are no part of it.
    return say(value, lang) if name in _IN_WORDS else " ".join(str(value).split())
