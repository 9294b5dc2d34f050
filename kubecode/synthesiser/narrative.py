"""The narrative: the report in the order of a paper.

For each aspect: the concept, each group with its quotes, the comparison. kubecode writes no sentences of its
own: where the researcher has written no summary, quotes take its place, marked as draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from kubecode.codebook import MatrixRow
from kubecode.errors import FilePosition, Problem
from kubecode.model import Coding, SourceKind
from kubecode.synthesiser.cell_words import cell_words, quotes_in_words
from kubecode.synthesiser.cells import Cell, Column
from kubecode.synthesiser.exemplar import Quote, quote_of
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang


@dataclass(frozen=True, slots=True)
class Passage:
    """One aspect in one group: the paragraphs of the summary, and the quotes that are not in it.

    ``is_draft``: there is no summary, and quotes take its place.
    """

    column: Column
    cell: Cell
    summary: tuple[str, ...]
    quotes: tuple[Quote, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True)
class SharedFinding:
    """Groups with the same result, and the result in words: valence, mark or kind of empty."""

    word: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One aspect: its ``letter`` within the family, definition, a passage for each group, and comparison.

    ``is_draft``: at least one valence in the comparison is not confirmed by the researcher.
    """

    letter: str
    family: str
    row: MatrixRow
    definition: str
    passages: tuple[Passage, ...]
    comparison: tuple[SharedFinding, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True)
class NegativeCase:
    """The negative cases of a cell, as quotes."""

    row: MatrixRow
    column: Column
    cell: Cell
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Narrative:
    """The narrative of a report, from which Markdown and Word files are made."""

    sections: tuple[Section, ...]
    negative_cases: tuple[NegativeCase, ...]

    @property
    def draft_comparisons(self) -> int:
        """The number of sections with an unconfirmed valence."""
        return sum(section.is_draft for section in self.sections)

    def quotes(self) -> Iterator[Quote]:
        """Yield all quotes."""
        for section in self.sections:
            for passage in section.passages:
                yield from passage.quotes
        for case in self.negative_cases:
            yield from case.quotes


def make_narrative(report: Report, lang: Lang) -> Narrative:
    """Return the narrative of a report: a section for every row of its matrix."""
    by_id = report.by_id
    return Narrative(
        sections=tuple(_sections(report, lang)),
        negative_cases=tuple(
            NegativeCase(row, column, cell, _quotes(cell.negative_cases, by_id))
            for row, column, cell in report.negative_cases()
        ),
    )


def unnamed_quotes(narrative: Narrative) -> list[Problem]:
    """Return a problem for each interview line that would be quoted without an informant."""
    lines = {
        (quote.document, quote.line): None
        for quote in narrative.quotes()
        if quote.source_kind == quote.voice == SourceKind.INTERVIEW
    }
    return [
        Problem(
            FilePosition(document, line),
            "this interview would be quoted without an informant",
            "name who speaks in its header ('informan: T') or before the line ('T:'), "
            "then run 'kubecode tag' with it again",
        )
        for document, line in lines
    ]


def _sections(report: Report, lang: Lang) -> Iterator[Section]:
    sections_in: dict[str, int] = {}
    for row in report.matrix.rows:
        # The row of a lens may have the id of a code without being that code.
        code = report.codebook.find(row.id) if row.id in (*row.prefixes, *row.paths) else None
        family = code.family if code else ""
        number = sections_in[family] = sections_in.get(family, 0) + 1
        cells = [report.matrix.cell(row, column) for column in report.matrix.columns]
        yield Section(
            letter=ascii_lowercase[number - 1] if number <= len(ascii_lowercase) else str(number),
            family=family,
            row=row,
            definition=code.definition if code else "",
            passages=tuple(map(_passage, report.matrix.columns, cells)),
            comparison=_comparison(report, cells, lang),
            is_draft=any(cell.valence and cell.valence_source == "proposed" for cell in cells),
        )


def own_summary(cell: Cell) -> str:
    """Return the researcher's summary of a cell, one paragraph a line; "" if it only repeats the quotes."""
    quotes_only = {quotes_in_words(cell, "id"), quotes_in_words(cell, "en")}
    summary = "" if cell.summary in quotes_only else cell.summary or ""
    return "\n".join(line for line in summary.splitlines() if line.strip())


def _passage(column: Column, cell: Cell) -> Passage:
    summary = own_summary(cell)
    on_one_line = " ".join(summary.split())
    return Passage(
        column=column,
        cell=cell,
        summary=tuple(summary.splitlines()),
        quotes=tuple(quote for quote in cell.quotes if " ".join(quote.text.split()) not in on_one_line),
        is_draft=not cell.summary and bool(cell.quotes),
    )


def _comparison(report: Report, cells: Iterable[Cell], lang: Lang) -> tuple[SharedFinding, ...]:
    groups: dict[str, list[str]] = {}
    for column, cell in zip(report.matrix.columns, cells, strict=True):
        words = cell_words(cell, lang)
        groups.setdefault(f"{words.symbol} {words.valence}", []).append(column.label)
    return tuple(SharedFinding(word, tuple(labels)) for word, labels in groups.items())


def _quotes(ids: Iterable[str], by_id: dict[str, Coding]) -> tuple[Quote, ...]:
    """Return the excerpts as quotes; an excerpt with two sub-codes is quoted once."""
    quotes = {(by_id[id_].document, by_id[id_].start): quote_of(by_id[id_]) for id_ in ids}
    return tuple(quotes.values())
