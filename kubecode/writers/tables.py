"""Tables of results for all formats: headings and rows of text and numbers."""

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
"""The number of group columns that fit on a page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of text and numbers.

    ``size`` is its size in words (``24 cells``), ``note`` explains its symbols. ``on_page`` says how it is
    put on a page: whole, in parts of a few columns, or never, because its rows are too wide.
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
# First characters that spreadsheets may read as a formula or a command, also full-width (OWASP, "CSV
# Injection").
_FORMULA = tuple("=+-@|＝＋－＠｜")
_IN_WORDS = frozenset({"source_kind", "valence", "presence", "status"})


def matrix_table(matrix: Matrix, lang: Lang) -> Table:
    """Return the cross-case table: aspects in rows, cases in columns, valence and basis in the cells."""
    rows = []
    for row in matrix.rows:
        texts = []
        for column in matrix.columns:
            cell = matrix.cell(row, column)
            words = cell_words(cell, lang)
            head = " ".join(filter(None, [words.symbol, words.valence, words.draft]))
            texts.append("\n".join(filter(None, [head, words.basis, cell.summary])))
        rows.append((row.label, *texts))
    return Table(
        say("sheet.matrix", lang),
        (say("aspect", lang), *(column.label for column in matrix.columns)),
        tuple(rows),
        say("n.cells", lang, len(matrix.cells)),
        legend_sentence(matrix.cells.values(), lang),
        on_page="parts",
    )


def divergence_table(matrix: Matrix, lang: Lang) -> Table:
    """Return the divergences of the matrix, one in each row."""
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
    """Return the excerpts, one in each row, with their place, code, valence, coder and reason."""
    rows = tuple(tuple(_field(coding, name, lang) for name in _EVIDENCE) for coding in codings)
    return Table(
        say("sheet.evidence", lang),
        tuple(say(f"field.{name}", lang) for name in _EVIDENCE),
        rows,
        say("n.codings", lang, len(rows)),
        on_page="never",
    )


def _field(coding: Coding, name: str, lang: Lang) -> CellValue:
    value = getattr(coding, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "★" if value else ""
    if isinstance(value, int):
        return value
    # The line breaks of the transcript are not part of the spoken words.
    return say(value, lang) if name in _IN_WORDS else " ".join(str(value).split())


def page_parts(table: Table) -> Iterator[Table]:
    """Yield the parts of a table that fit on a page; each part has the first column."""
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
    """Yield the values in as few batches of at most ``most`` as possible, of nearly equal size."""
    count = -(-len(values) // most)
    size = -(-len(values) // count) if count else 1
    for start in range(0, len(values), size):
        yield tuple(values[start : start + size])


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet might evaluate the text as a formula."""
    return text.lstrip().startswith(_FORMULA)
