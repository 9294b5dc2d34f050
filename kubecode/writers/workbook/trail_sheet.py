"""The sheet of the audit trail: rules, tools, coverage, coders, agreement and open problems."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.synthesiser.calibration import Share
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang, say
from kubecode.writers.sheets import CellStyle, Sheet, SheetCell, SheetRow, cells
from kubecode.writers.tables import CellValue

_WIDTHS = (30, 20, 13, 12, 20, 11, 11, 11, 12, 14, 36)
_RULES = (
    "counts",
    "voices",
    "two_thirds",
    "researcher",
    "absence",
    "empty",
    "divergence",
    "shares",
    "recall",
)
_COVERAGE = (
    "document",
    "people",
    "source",
    "date",
    "readers",
    "words",
    "accepted",
    "rejected",
    "waiting",
    "open",
    "sha256",
)
_CODERS = (
    "coder",
    "accepted",
    "by_hand",
    "rejected",
    "in_mass",
    "recall",
    "low",
    "high",
    "sampled",
    "missed",
)
_AGREEMENT = ("first", "second", "judged", "alike", "share")


def trail_sheet(report: Report, coder: str | None, lang: Lang) -> Sheet:
    """Return the audit trail; ``coder`` is the coder whose decisions it shows, None for all coders."""
    title = f"{say('sheet.trail', lang)} · {report.codebook.title or report.codebook.name}"
    rows: list[SheetRow] = [(SheetCell(title, CellStyle.TITLE),)]
    if coder:
        rows.append((SheetCell(say("workbook.view", lang, coder), CellStyle.NOTE),))
    rows += _section("rules", lang)
    rows.extend((SheetCell(say(f"rule.{name}", lang), CellStyle.NOTE),) for name in _RULES)
    rows += [*_section("tools", lang), *_tools(report, lang)]
    rows += [*_section("coverage", lang), _heading(_COVERAGE, lang), *_coverage(report, lang)]
    rows += [*_section("coders", lang), _heading(_CODERS, lang), *_coders(report)]
    rows += [*_section("agreement", lang), *_agreement(report, lang)]
    rows += [*_section("doubts", lang), *_doubts(report, lang)]
    return Sheet(say("sheet.trail", lang), _WIDTHS, tuple(rows))


def _section(name: str, lang: Lang) -> list[SheetRow]:
    return [(), (SheetCell(say(f"trail.{name}", lang), CellStyle.SECTION),)]


def _heading(names: tuple[str, ...], lang: Lang) -> SheetRow:
    return cells(*(say(f"trail.{name}", lang) for name in names), style=CellStyle.HEADING)


def _tools(report: Report, lang: Lang) -> Iterator[SheetRow]:
    trail, codebook = report.trail, report.codebook
    values: dict[str, CellValue] = {
        "software": trail.software,
        "codebook": f"{codebook.name} {codebook.version}",
        "codebook_sha256": trail.codebook_sha256,
        "last_decision": trail.last_decision or "",
        "suggestions": trail.suggestions,
        "undecided": report.undecided,
    }
    for name, value in values.items():
        yield (
            SheetCell(say(f"trail.{name}", lang), CellStyle.LABEL),
            SheetCell(str(value), columns=4) if isinstance(value, str) else SheetCell(value),
        )


def _coverage(report: Report, lang: Lang) -> Iterator[SheetRow]:
    for one in report.coverage:
        people = ", ".join(f"{name} ({role})" if role else name for name, role in one.informants)
        yield cells(
            one.document.name,
            people,
            say(one.document.source_kind, lang),
            one.date,
            ", ".join(one.readers),
            one.words,
            one.accepted,
            one.rejected,
            one.undecided,
            one.open,
            one.sha256,
        )


def _coders(report: Report) -> Iterator[SheetRow]:
    for work in report.trail.coders:
        low, high = work.recall.interval or (None, None)
        yield (
            *cells(work.coder, work.accepted, work.by_hand, work.rejected, work.in_mass),
            *cells(work.recall.share, low, high, style=CellStyle.SHARE),
            *cells(work.recall.judged, work.recall.missed),
        )


def _agreement(report: Report, lang: Lang) -> Iterator[SheetRow]:
    if not report.trail.agreement:
        yield (SheetCell(say("trail.no_agreement", lang), CellStyle.NOTE),)
        return
    yield _heading(_AGREEMENT, lang)
    for pair in report.trail.agreement:
        share = Share("", pair.judged, pair.alike).share
        yield (
            *cells(pair.first, pair.second, pair.judged, pair.alike),
            *cells(share, style=CellStyle.SHARE),
        )


def _doubts(report: Report, lang: Lang) -> Iterator[SheetRow]:
    if not report.doubts:
        yield (SheetCell(say("trail.no_doubts", lang), CellStyle.NOTE),)
    for doubt in report.doubts:
        # Without the path of the study, which differs from machine to machine.
        yield (SheetCell(f"{doubt.message} ({doubt.hint})", CellStyle.NOTE),)
