"""The sheet of divergence: positions with their holders, and negative cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kubecode.model import Coding
from kubecode.synthesiser.cell_words import place_words, position_word, valence_word, voice_word
from kubecode.synthesiser.cells import Cell
from kubecode.synthesiser.divergence import Divergence
from kubecode.synthesiser.position_excerpts import excerpts_showing
from kubecode.synthesiser.report import Report
from kubecode.synthesiser.voices import voice_name
from kubecode.valences import OPPOSITE
from kubecode.wording import Lang, say
from kubecode.writers.sheets import CellStyle, Sheet, SheetCell, SheetRow, cells
from kubecode.writers.workbook.matrix_sheet import CellId

_COLUMNS = {
    "aspect": 26,
    "case": 18,
    "dimension": 16,
    "about": 18,
    "position": 20,
    "holders": 18,
    "places": 60,
    "silent": 16,
    "note": 26,
}
_HEADING = 2


def divergence_sheet(
    report: Report, matrix: Mapping[CellId, str], evidence: Mapping[str, str], lang: Lang
) -> Sheet:
    """Return the divergences, a row for each position, and below them the negative cases.

    ``matrix`` and ``evidence`` are the addresses of cells and excerpts by their ids.
    """
    heading = (say(n if n in {"aspect", "case"} else f"differing.{n}", lang) for n in _COLUMNS)
    rows: list[SheetRow] = [
        (SheetCell(say("workbook.divergence", lang), CellStyle.NOTE),),
        cells(*heading, style=CellStyle.HEADING),
    ]
    by_id: dict[str, list[Coding]] = {}
    for coding in report.evidence:
        by_id.setdefault(coding.id, []).append(coding)
    for aspect, column, divergence in report.matrix.divergences():
        cell = report.matrix.cell(aspect, column)
        codings = [coding for id_ in cell.excerpt_ids for coding in by_id[id_]]
        for values in _positions(divergence, codings, evidence, cell.note or "", lang):
            rows.append(
                (
                    SheetCell(aspect.label),
                    SheetCell(column.label, link=matrix[cell.row, cell.column]),
                    *values,
                )
            )
    for aspect, column, cell in report.negative_cases():
        codings = [coding for id_ in cell.negative_cases for coding in by_id[id_]]
        for values in _negative_cases(cell, codings, evidence, lang):
            rows.append(
                (
                    SheetCell(aspect.label),
                    SheetCell(column.label, link=matrix[cell.row, cell.column]),
                    *values,
                )
            )
    if len(rows) == _HEADING:
        rows.append((SheetCell(say("workbook.no_divergence", lang), CellStyle.NOTE),))
    return Sheet(
        say("sheet.divergence", lang),
        tuple(_COLUMNS.values()),
        tuple(rows),
        heading_row=_HEADING,
        frozen_columns=2,
        filter_rows=(_HEADING, len(rows)),
    )


def _positions(
    divergence: Divergence, codings: list[Coding], evidence: Mapping[str, str], note: str, lang: Lang
) -> Iterator[SheetRow]:
    for number, position in enumerate(divergence.positions):
        shown = excerpts_showing(codings, divergence, position)
        link = evidence[shown[0].id] if shown else ""
        yield (
            SheetCell(say(f"dimension.{divergence.dimension}", lang)),
            SheetCell(divergence.about or ""),
            SheetCell(position_word(divergence, position, lang), link=link),
            SheetCell(", ".join(voice_word(name, lang) for name in position.informants)),
            SheetCell(", ".join(dict.fromkeys(place_words(one.document, one.line) for one in shown))),
            SheetCell(", ".join(divergence.silent)),
            SheetCell(note if number == 0 else ""),
        )


def _negative_cases(
    cell: Cell, codings: list[Coding], evidence: Mapping[str, str], lang: Lang
) -> Iterator[SheetRow]:
    """Yield a row for each span whose valence is the opposite of the cell's."""
    opposite = [coding for coding in codings if (coding.valence, cell.valence) in OPPOSITE.items()]
    for coding in {(c.document, c.start, c.end): c for c in opposite}.values():
        yield (
            SheetCell(say("differing.negative", lang)),
            SheetCell(say("differing.cell", lang, valence_word(cell, lang))),
            SheetCell(say(coding.valence or "unstated", lang), link=evidence[coding.id]),
            SheetCell(voice_word(voice_name(coding), lang)),
            SheetCell(f"{place_words(coding.document, coding.line)}: “{' '.join(coding.text.split())}”"),
        )
