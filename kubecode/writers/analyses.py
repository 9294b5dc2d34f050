"""Co-occurrence, saturation and keyword in context as tables and records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from kubecode.synthesiser.cooccurrence import Cooccurrence, Pair
from kubecode.synthesiser.kwic import KwicLine
from kubecode.synthesiser.saturation import Reached, Saturation, SaturationStep
from kubecode.wording import Lang, say
from kubecode.writers.content import Content
from kubecode.writers.tables import CellValue, Table

_KWIC = ("document", "line", "case", "informant", "role", "left", "hit", "right", "kind")


def cooccurrence_content(result: Cooccurrence, lang: Lang) -> Content:
    """Return the co-occurring pairs, the closest first, and the square of codes; a record for each pair."""
    records = tuple(_pair_record(pair, result) for pair in result.pairs)
    return Content((_pairs_table(result, lang), _square(result, lang)), records, lang)


def _pair_record(pair: Pair, result: Cooccurrence) -> dict[str, Any]:
    counts = {**asdict(pair), "coefficient": pair.coefficient}
    return {**counts, "within": result.within, "draft": result.draft}


def _pairs_table(result: Cooccurrence, lang: Lang) -> Table:
    names = ("first", "second", "both", "first_only", "second_only", "coefficient", "informants")
    rows = tuple(
        (
            pair.first,
            pair.second,
            pair.both,
            pair.first_only,
            pair.second_only,
            _rounded(pair.coefficient),
            ", ".join(pair.informants),
        )
        for pair in result.closest()
    )
    headings = tuple(say(f"cooccurrence.{name}", lang) for name in names)
    return Table(_title("cooccurrence.title", lang, draft=result.draft), headings, rows, _size(result, lang))


def _size(result: Cooccurrence, lang: Lang) -> str:
    return say("n.pairs", lang, len(result.closest()))


def _square(result: Cooccurrence, lang: Lang) -> Table:
    """Return a square with the number of spans for every two rows, in the diagonal for each row alone."""
    both = {(row.id, row.id): row.regions for row in result.rows}
    for pair in result.pairs:
        both[pair.first, pair.second] = both[pair.second, pair.first] = pair.both
    ids = [row.id for row in result.rows]
    rows: list[tuple[CellValue, ...]] = [(row, *(both[row, column] for column in ids)) for row in ids]
    title = _title("cooccurrence.square", lang, draft=result.draft)
    size = say("n.codes", lang, len(ids))
    return Table(title, (say("code", lang), *ids), tuple(rows), size, on_page="parts")


def saturation_content(result: Saturation, lang: Lang) -> Content:
    """Return the interviews, the runs and the thresholds; one record for each of them."""
    records = (
        *(_step_record(number, step, result) for number, step in enumerate(result.steps, 1)),
        *({"run": run.name, **asdict(run), "base": result.base_codes} for run in result.runs),
        *(_reached_record(reached) for reached in result.reached),
    )
    tables = (_steps_table(result, lang), _runs_table(result, lang), _thresholds_table(result, lang))
    return Content(tables, records, lang)


def _step_record(number: int, step: SaturationStep, result: Saturation) -> dict[str, Any]:
    codes = {"codes": step.codes, "new": step.new, "cumulative": step.cumulative}
    return {"interview": number, **asdict(step.interview), **codes, "draft": result.draft}


def _reached_record(reached: Reached) -> dict[str, Any]:
    return {
        "saturation": "code",
        "length": reached.length,
        "threshold": reached.threshold,
        "reached": reached.run.name if reached.run else None,
        "missing": reached.missing,
    }


def _steps_table(result: Saturation, lang: Lang) -> Table:
    names = ("number", "date", "document", "case", "informants", "codes", "new", "cumulative", "which")
    rows = tuple(
        (
            number,
            step.interview.date or "",
            step.interview.document,
            step.interview.case,
            ", ".join(step.interview.informants),
            len(step.codes),
            len(step.new),
            step.cumulative,
            ", ".join(step.new),
        )
        for number, step in enumerate(result.steps, 1)
    )
    headings = tuple(say(f"saturation.{name}", lang) for name in names)
    size = say("n.interviews", lang, len(rows))
    return Table(_title("saturation.title", lang, draft=result.draft), headings, rows, size)


def _runs_table(result: Saturation, lang: Lang) -> Table:
    names = ("run", "new", "base", "ratio")
    rows = tuple((run.name, run.new, result.base_codes or 0, _rounded(run.ratio)) for run in result.runs)
    headings = tuple(say(f"saturation.{name}", lang) for name in names)
    return Table(
        _title("saturation.runs", lang, draft=result.draft), headings, rows, say("n.runs", lang, len(rows))
    )


def _thresholds_table(result: Saturation, lang: Lang) -> Table:
    rows = tuple((one.threshold, one.length, one.run.name if one.run else "–") for one in result.reached)
    headings = tuple(say(f"saturation.{name}", lang) for name in ("threshold", "length", "reached"))
    title = _title("saturation.thresholds", lang, draft=result.draft)
    return Table(title, headings, rows, say("n.thresholds", lang, len(rows)))


def kwic_content(lines: Iterable[KwicLine], lang: Lang) -> Content:
    """Return the hits in their order; one record for each hit."""
    listed = list(lines)
    rows = tuple(tuple(_field(line, name, lang) for name in _KWIC) for line in listed)
    headings = tuple(say(f"field.{name}", lang) for name in _KWIC)
    table = Table(say("sheet.kwic", lang), headings, rows, say("n.hits", lang, len(rows)))
    return Content((table,), tuple(asdict(line) for line in listed), lang)


def _field(line: KwicLine, name: str, lang: Lang) -> CellValue:
    value = getattr(line, name)
    if isinstance(value, int):
        return value
    return say(f"kind.{value}", lang) if name == "kind" else " ".join(str(value or "").split())


def _title(key: str, lang: Lang, *, draft: bool) -> str:
    return f"{say(key, lang)} ({say('draft', lang)})" if draft else say(key, lang)


def _rounded(share: float | None) -> CellValue:
    return "–" if share is None else round(share, 3)
