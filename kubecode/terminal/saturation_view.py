"""What each interview adds to the codes, the runs, and where too little new is heard to go on."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kubecode.synthesiser.saturation import RUN_LENGTHS, Reached, Saturation
from kubecode.terminal.hanging import Hanging
from kubecode.terminal.palette import HINT
from kubecode.terminal.safe import plain, visible
from kubecode.wording import Lang, say


def saturation_view(result: Saturation, lang: Lang) -> Group:
    """Return the interviews, the runs, the thresholds, and what must be known to read them."""
    heading = Text(say("saturation.heading", lang), "bold")
    heading.append(f" ({say('draft', lang)})" if result.draft else "", "italic")
    return Group(heading, *_figures(result, lang), *_notes(result, lang))


def _figures(result: Saturation, lang: Lang) -> Iterator[RenderableType]:
    if result.steps:
        yield _steps(result, lang)
    if result.base_codes is None:
        yield Text(say("saturation.no_base", lang, result.base, len(result.steps)))
        return
    yield Text(say("saturation.base_is", lang, result.base, result.base_codes))
    if not result.base_codes:
        yield Text(say("saturation.empty_base", lang))
        return
    if result.runs:
        yield _runs(result, lang)
    for reached in result.reached:
        yield Text(_sentence(reached, result, lang))


def _steps(result: Saturation, lang: Lang) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", justify="right", no_wrap=True)
    for name in ("date", "document", "case", "informants"):
        table.add_column(say(f"saturation.{name}", lang), no_wrap=name == "date", overflow="fold")
    for name in ("codes", "new", "cumulative"):
        table.add_column(say(f"saturation.{name}", lang), justify="right", no_wrap=True)
    for number, step in enumerate(result.steps, 1):
        one = step.interview
        mark = "" if one.reviewed or result.draft else "*"
        table.add_row(
            f"{number}{mark}",
            one.date or "–",
            plain(one.document.rsplit(".", 1)[0]),
            plain(one.case),
            plain(", ".join(one.informants)),
            str(len(step.codes)),
            Text(str(len(step.new)), "bold" if step.new else HINT),
            str(step.cumulative),
        )
    return table


def _runs(result: Saturation, lang: Lang) -> Table:
    """A line for each number of interviews before a run, with the run of each length side by side."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for _ in RUN_LENGTHS:
        table.add_column(say("saturation.run", lang))
        table.add_column(say("saturation.new", lang), justify="right")
        table.add_column(say("saturation.ratio", lang), justify="right")
    by_place = {(run.after, run.length): run for run in result.runs}
    for after in sorted({run.after for run in result.runs}):
        cells: list[str] = []
        for length in RUN_LENGTHS:
            run = by_place.get((after, length))
            cells += [run.name, str(run.new), _percent(run.ratio)] if run else ["", "", ""]
        table.add_row(*cells)
    return table


def _sentence(reached: Reached, result: Saturation, lang: Lang) -> str:
    threshold = ("≤ " if reached.threshold else "") + f"{reached.threshold:.0%}".replace("%", " %")
    opening = say("saturation.new_in", lang, threshold, reached.length)
    if reached.run:
        heard = reached.run.after + reached.run.length
        return f"{opening}: {say('saturation.reached_at', lang, reached.run.name, heard)}"
    if reached.missing:
        needed = len(result.steps) + reached.missing
        return f"{opening}: {say('saturation.too_few', lang, needed, len(result.steps))}"
    return f"{opening}: {say('saturation.not_reached', lang)}"


def _notes(result: Saturation, lang: Lang) -> Iterator[RenderableType]:
    if any(not step.interview.reviewed for step in result.steps) and not result.draft:
        yield Text(say("saturation.unreviewed", lang), HINT)
    for key, names in (("undated", result.undated), ("uncoded", result.uncoded)):
        if names:
            yield Hanging(Text(say(f"saturation.{key}", lang, ", ".join(map(visible, names))), HINT))
    if result.draft:
        yield Text(say("legend.draft", lang), HINT)
    yield Hanging(Text(say("saturation.caption", lang)))


def _percent(ratio: float) -> str:
    return f"{100 * ratio:.1f} %"
