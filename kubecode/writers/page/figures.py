"""The charts of the page, made from the figures of the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kubecode.synthesiser.cooccurrence import Cooccurrence
from kubecode.synthesiser.counts import Count
from kubecode.synthesiser.report import Report
from kubecode.synthesiser.saturation import Saturation
from kubecode.valences import VALENCES
from kubecode.wording import Lang, say
from kubecode.writers.charts import (
    Bar,
    Caption,
    ChartStep,
    Dots,
    SquareField,
    bar_chart,
    dot_chart,
    square_chart,
    step_chart,
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and its caption."""

    caption: Caption
    svg: Markup


def count_charts(report: Report, lang: Lang) -> list[Chart]:
    """Return the charts of excerpts and of informants for each aspect and group."""
    return [_excerpts(report, lang), _informants(report, lang)]


def cooccurrence_chart(result: Cooccurrence, lang: Lang) -> Chart:
    """Return a square of codes: the spans of every two codes, and in the diagonal those of each code."""
    caption = Caption(
        "meeting", say(f"cooccurrence.within_{result.within}", lang), say("page.square_text", lang)
    )
    pairs = {(pair.first, pair.second): pair for pair in result.pairs}
    rows: list[list[SquareField]] = []
    for down, row in enumerate(result.rows):
        left = [pairs[other.id, row.id] for other in result.rows[:down]]
        fields = [SquareField(str(pair.both), pair.coefficient) for pair in left]
        rows.append([*fields, SquareField(str(row.regions), None)])
    labels = [row.label for row in result.rows]
    return Chart(caption, Markup(square_chart(caption, labels, rows)))  # noqa: S704 - escaped by ElementTree


def saturation_chart(result: Saturation, lang: Lang) -> Chart:
    """Return a chart of the new codes of each interview, and of all codes up to it."""
    caption = Caption("saturation-chart", say("saturation.heading", lang), say("page.steps_text", lang))
    steps = [
        ChartStep(str(number), one.cumulative, len(one.new)) for number, one in enumerate(result.steps, 1)
    ]
    return Chart(caption, Markup(step_chart(caption, steps, result.base)))  # noqa: S704 - escaped by ElementTree


def _excerpts(report: Report, lang: Lang) -> Chart:
    caption = Caption("by-case", say("page.by_case", lang), say("page.by_case_text", lang))
    groups = [(row, [_bar(report, count) for count in counts]) for row, counts in _by_row(report)]
    return Chart(caption, Markup(bar_chart(caption, groups)))  # noqa: S704 - escaped by ElementTree


def _bar(report: Report, count: Count) -> Bar:
    cell = report.matrix.cells[count.row, count.column]
    label = next(column.label for column in report.matrix.columns if column.key == count.column)
    value = count.per_1000_words
    figure = "–" if value is None else f"{value:.1f}"
    symbol = "" if cell.empty else f" {VALENCES[cell.valence].symbol}"
    return Bar(label, value, f"{figure}{symbol}", str(cell.valence or "unstated"))


def _informants(report: Report, lang: Lang) -> Chart:
    caption = Caption("heard", say("page.heard", lang), say("page.heard_text", lang))
    rows = [(row, [_dots(report, count) for count in counts]) for row, counts in _by_row(report)]
    columns = [column.label for column in report.matrix.columns]
    return Chart(caption, Markup(dot_chart(caption, columns, rows)))  # noqa: S704 - escaped by ElementTree


def _dots(report: Report, count: Count) -> Dots:
    cell = report.matrix.cells[count.row, count.column]
    text = f"{count.informants}/{count.informants_total}"
    return Dots(count.informants, count.informants_total, text, str(cell.valence or "unstated"))


def _by_row(report: Report) -> Iterator[tuple[str, list[Count]]]:
    for row in report.matrix.rows:
        yield row.label, [count for count in report.counts if count.row == row.id]
