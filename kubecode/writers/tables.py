"""What every table file shows: headings and rows of text, made once for all formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from kubecode.model import Coding
from kubecode.synthesiser.cell_words import cell_words, divergence_sentence, legend_sentence
from kubecode.synthesiser.cells import Matrix
from kubecode.wording import Lang, say

CellValue = str | int | float
T = TypeVar("T")
MOST_GROUPS = 6
"""How many columns of groups a page has room for."""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of text and numbers; ``size`` says how much it shows: ``24 cells``.

    ``note`` explains its symbols. ``on_page`` says how it goes on a page: whole, in parts of a few
    columns, or never, because a row would have no room.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    size: str = ""
    note: str = ""
    on_page: Literal["whole", "parts", "never"] = "whole"


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
    "exemplar",
    "coder",
    "memo",
    "reason",
    "id",
)
# What spreadsheets in East and West take for a formula or a command; after OWASP, "CSV Injection".
_FORMULA = tuple("=+-@|＝＋－＠｜")
_IN_WORDS = frozenset({"source_kind", "valence", "presence", "status"})


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
        say("sheet.matrix", lang),
        (say("aspect", lang), *(column.label for column in matrix.columns)),
        tuple(rows),
        say("n.cells", lang, len(matrix.cells)),
        legend_sentence(matrix.cells.values(), lang),
        on_page="parts",
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
        say("n.divergences", lang, len(rows)),
    )


def evidence_table(codings: Iterable[Coding], lang: Lang) -> Table:
    """Return the excerpts with everything that a reader needs to find and judge them."""
    rows = tuple(tuple(_said(coding, name, lang) for name in _EVIDENCE) for coding in codings)
    return Table(
        say("sheet.evidence", lang),
        tuple(say(f"field.{name}", lang) for name in _EVIDENCE),
        rows,
        say("n.codings", lang, len(rows)),
        on_page="never",
    )


def _said(coding: Coding, name: str, lang: Lang) -> CellValue:
    value = getattr(coding, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "★" if value else ""
    if isinstance(value, int):
        return value
    # A quote is shown as it is spoken: the line breaks of the transcript are no part of it.
    return say(value, lang) if name in _IN_WORDS else " ".join(str(value).split())


def page_parts(table: Table) -> Iterator[Table]:
    """Yield a table as it goes on pages: one of many columns as several, each with the first of them."""
    if table.on_page == "whole":
        yield table
        return
    parts = list(batches(range(1, len(table.headings)), MOST_GROUPS)) or [()]
    for part in parts:
        yield replace(
            table,
            headings=(table.headings[0], *(table.headings[column] for column in part)),
            rows=tuple((row[0], *(row[column] for column in part)) for row in table.rows),
            note=table.note if part is parts[-1] else "",
        )


def batches(values: Sequence[T], most: int) -> Iterator[tuple[T, ...]]:
    """Cut into as few pieces of at most so many as will do, as even as possible."""
    pieces = -(-len(values) // most)
    size = -(-len(values) // pieces) if pieces else 1
    for start in range(0, len(values), size):
        yield tuple(values[start : start + size])


def looks_like_formula(text: str) -> bool:
    """Say whether a spreadsheet might compute the text instead of showing it."""
    return text.lstrip().startswith(_FORMULA)
