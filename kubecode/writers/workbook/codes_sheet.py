"""The sheet of the codebook: codes with their parts (after MacQueen), indicators with track record."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.codebook import Code, Group
from kubecode.synthesiser.calibration import TrackRecord
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang, say
from kubecode.writers.sheets import CellStyle, Sheet, SheetCell, SheetRow, cells

_WIDTHS = (24, 24, 12, 9, 9, 26, 32, 28, 28, 26, 26)
_PARTS = (
    "family",
    "direction",
    "origin",
    "brief",
    "definition",
    "use_when",
    "not_when",
    "example",
    "counter_example",
)
_INDICATOR = ("path", "indicator", "group", "fired", "accepted", "rejected")


def codes_sheet(report: Report, lang: Lang) -> Sheet:
    """Return the codes with their parts and, below, the indicators with their track record.

    Only the codes are printed; the indicators are too many for paper.
    """
    codebook = report.codebook
    rows: list[SheetRow] = [
        (SheetCell(codebook.title or codebook.name, CellStyle.TITLE),),
        (
            SheetCell(
                say("workbook.codes", lang, codebook.name, codebook.version, report.trail.codebook_sha256),
                CellStyle.NOTE,
            ),
        ),
        (
            *cells(say("coded.path", lang), say("coded.label", lang), style=CellStyle.HEADING),
            *cells(*(say(f"part.{name}", lang) for name in _PARTS), style=CellStyle.HEADING),
        ),
    ]
    for code in codebook.walk():
        parts = cells(*(str(getattr(code, name)) for name in _PARTS))
        rows.append((SheetCell(code.path, CellStyle.LABEL), SheetCell(code.label), *parts))
    printed = len(rows)
    rows += [(), (SheetCell(say("workbook.indicators", lang), CellStyle.SECTION),)]
    rows.append(cells(*(say(f"coded.{name}", lang) for name in _INDICATOR), style=CellStyle.HEADING))
    first = len(rows)
    for code in codebook.walk():
        rows.extend(_indicators(report, code, lang))
    return Sheet(
        say("sheet.codes", lang),
        _WIDTHS,
        tuple(rows),
        heading_row=3,
        frozen_columns=1,
        filter_rows=(first, len(rows)),
        print_size=(0, printed),
    )


def _indicators(report: Report, code: Code, lang: Lang) -> Iterator[SheetRow]:
    for indicator in code.indicators:
        track = report.trail.tracks.get((code.path, indicator.text), TrackRecord())
        record = cells(track.fired, track.accepted, track.rejected)
        group = say("general" if indicator.group is Group.ANY else indicator.group, lang)
        yield (*cells(code.path, indicator.text, group), *record)
    for indicator in code.exclude:
        yield cells(code.path, indicator.text, say("group.exclude", lang))
