"""The sheet of what does not agree: positions with their holders, and negative cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kubecode.codebook import Row as Aspect
from kubecode.model import Coding
from kubecode.synthesiser.cell_words import position_word, valence_word, voice_word
from kubecode.synthesiser.cells import Column
from kubecode.synthesiser.divergence import Divergence
from kubecode.synthesiser.dominance import OPPOSITE
from kubecode.synthesiser.report import Report
from kubecode.synthesiser.showing import excerpts_showing
from kubecode.synthesiser.voices import voice_name
from kubecode.wording import Lang, say
from kubecode.writers.sheets import Box, Look, Row, Sheet, cells
from kubecode.writers.workbook.matrix_sheet import Id

_WIDTHS = (24, 18, 18, 18, 20, 20, 48, 16, 28)
_DIVERGENCE = ("dimension", "about", "position", "holders", "places", "silent", "note")
_NEGATIVE = ("cell", "excerpt", "voice", "place", "quote")


def divergence_sheet(
    report: Report, matrix: Mapping[Id, str], evidence: Mapping[str, str], lang: Lang
) -> Sheet:
    """Return the divergences, a row a position, and below them the negative cases.

    ``matrix`` and ``evidence`` are where cells and excerpts stand, by their ids.
    """
    rows: list[Row] = [(Box(say("workbook.divergence", lang), Look.NOTE),), _heading(_DIVERGENCE, lang)]
    by_id: dict[str, list[Coding]] = {}
    for coding in report.evidence:
        by_id.setdefault(coding.id, []).append(coding)
    found = list(report.matrix.divergences())
    for aspect, column, divergence in found:
        cell = report.matrix.cell(aspect, column)
        codings = [coding for id_ in cell.excerpt_ids for coding in by_id[id_]]
        link = matrix[cell.row, cell.column]
        for boxes in _positions(divergence, codings, evidence, cell.note or "", lang):
            rows.append((*_where(aspect, column, link), *boxes))
    last = len(rows)
    if not found:
        rows.append((Box(say("workbook.no_divergence", lang), Look.NOTE),))
    rows += [(), (Box(say("negative_cases", lang), Look.SECTION),)]
    negative = list(_negative(report, by_id, matrix, evidence, lang))
    rows += [_heading(_NEGATIVE, lang), *negative] if negative else []
    if not negative:
        rows.append((Box(say("workbook.no_negative", lang), Look.NOTE),))
    filtered = (2, last) if found else None
    return Sheet(say("sheet.divergence", lang), _WIDTHS, tuple(rows), filtered=filtered)


def _heading(names: tuple[str, ...], lang: Lang) -> Row:
    said = (say(f"differing.{name}", lang) for name in names)
    return cells(say("aspect", lang), say("case", lang), *said, look=Look.HEADING)


def _where(aspect: Aspect, column: Column, link: str) -> Row:
    return Box(aspect.label), Box(column.label, link=link)


def _positions(
    divergence: Divergence, codings: list[Coding], evidence: Mapping[str, str], note: str, lang: Lang
) -> Iterator[Row]:
    for number, position in enumerate(divergence.positions):
        shown = excerpts_showing(codings, divergence, position)
        places = dict.fromkeys(map(_place, shown))
        yield (
            Box(say(f"dimension.{divergence.dimension}", lang)),
            Box(divergence.about or ""),
            Box(position_word(divergence, position, lang), link=evidence[shown[0].id] if shown else ""),
            Box(", ".join(voice_word(name, lang) for name in position.informants)),
            Box(", ".join(places)),
            Box(", ".join(divergence.silent)),
            Box(note if number == 0 else ""),
        )


def _negative(
    report: Report,
    by_id: Mapping[str, list[Coding]],
    matrix: Mapping[Id, str],
    evidence: Mapping[str, str],
    lang: Lang,
) -> Iterator[Row]:
    for aspect, column, cell in report.negative_cases():
        counted = (coding for id_ in cell.negative_cases for coding in by_id[id_])
        # Of an excerpt that two coders value differently, only who values it so.
        for coding in (one for one in counted if (one.valence, cell.valence) in OPPOSITE.items()):
            yield (
                *_where(aspect, column, matrix[cell.row, cell.column]),
                Box(valence_word(cell, lang)),
                Box(say(coding.valence or "unstated", lang)),
                Box(voice_word(voice_name(coding), lang)),
                Box(_place(coding), link=evidence[coding.id]),
                Box(" ".join(coding.text.split())),
            )


def _place(coding: Coding) -> str:
    return f"{coding.document.rpartition('.')[0] or coding.document}:{coding.line}"
