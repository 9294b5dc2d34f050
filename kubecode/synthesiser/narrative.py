"""The order in which a study is told: aspect by aspect, in each the groups, in each who says it.

It is the order of the studies that kubecode was made for: the concept, then each group with its quotes, then
what the comparison gives. Nothing here is a sentence of its own: what the researcher has not written is
told by quotes and marked as draft.
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
    """One aspect in one group: the paragraphs of the researcher's summary, and the quotes that it leaves out.

    ``is_draft``: nobody has written or confirmed a summary, and the quotes stand for it.
    """

    column: Column
    cell: Cell
    summary: tuple[str, ...]
    quotes: tuple[Quote, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True)
class SharedFinding:
    """What is said of some groups alike: the valence, the mark, or the kind of empty in words."""

    word: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One aspect: ``letter`` within its family, the codebook's definition, each group, and how they compare.

    ``is_draft``: not every valence that the comparison rests on was confirmed by the researcher.
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
    """The excerpts of a cell that say the opposite of it."""

    row: MatrixRow
    column: Column
    cell: Cell
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Narrative:
    """A report as it is told, from which every document is made."""

    sections: tuple[Section, ...]
    negative_cases: tuple[NegativeCase, ...]

    @property
    def draft_comparisons(self) -> int:
        """How many comparisons rest on a valence that nobody has confirmed."""
        return sum(section.is_draft for section in self.sections)

    def quotes(self) -> Iterator[Quote]:
        """Yield everything that is quoted."""
        for section in self.sections:
            for passage in section.passages:
                yield from passage.quotes
        for case in self.negative_cases:
            yield from case.quotes


def make_narrative(report: Report, lang: Lang) -> Narrative:
    """Tell a report: a section for every row of its matrix."""
    by_id = report.by_id
    return Narrative(
        sections=tuple(_sections(report, lang)),
        negative_cases=tuple(
            NegativeCase(row, column, cell, _quotes(cell.negative_cases, by_id))
            for row, column, cell in report.negative_cases()
        ),
    )


def unnamed_quotes(narrative: Narrative) -> list[Problem]:
    """Return a problem for every line of an interview that would be quoted without its informant."""
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
    told: dict[str, int] = {}
    for row in report.matrix.rows:
        # The row of a lens may have the name of a code, and is none.
        code = report.codebook.find(row.id) if row.id in (*row.prefixes, *row.paths) else None
        family = code.family if code else ""
        number = told[family] = told.get(family, 0) + 1
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
    """Return what the researcher says of a cell beyond its quotes, a paragraph a line."""
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
    """Return the excerpts as quotes; an excerpt under two sub-codes is quoted once."""
    found = {(by_id[id_].document, by_id[id_].start): quote_of(by_id[id_]) for id_ in ids}
    return tuple(found.values())
