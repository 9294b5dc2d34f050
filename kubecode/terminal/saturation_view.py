"""Code saturation: the new codes of each interview, the runs, and the thresholds reached."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kubecode.document_names import short_document_name
from kubecode.synthesiser.saturation import RUN_LENGTHS, Saturation
from kubecode.synthesiser.saturation_words import base_sentence, reached_sentences, saturation_notes
from kubecode.terminal.palette import HINT
from kubecode.terminal.rich_text import HangingIndent, plain, visible
from kubecode.wording import Lang, say


def saturation_view(result: Saturation, lang: Lang) -> Group:
    """Return the tables of interviews and runs, the thresholds reached, notes and a caption."""
    heading = Text(say("saturation.heading", lang), "bold")
    heading.append(f" ({say('draft', lang)})" if result.draft else "", "italic")
    return Group(heading, *_figures(result, lang), *_notes(result, lang))


def _figures(result: Saturation, lang: Lang) -> Iterator[RenderableType]:
    if result.steps:
        yield _steps(result, lang)
    yield Text(base_sentence(result, lang))
    if result.runs:
        yield _runs(result, lang)
    for sentence in reached_sentences(result, lang):
        yield Text(sentence)


def _steps(result: Saturation, lang: Lang) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", justify="right", no_wrap=True)
    for name in ("date", "document", "case", "informants"):
        table.add_column(say(f"saturation.{name}", lang), no_wrap=name == "date", overflow="fold")
    for name in ("codes", "new", "cumulative"):
        table.add_column(say(f"saturation.{name}", lang), justify="right", no_wrap=True)
    for number, step in enumerate(result.steps, 1):
        interview = step.interview
        mark = "" if interview.reviewed or result.draft else "*"
        table.add_row(
            f"{number}{mark}",
            interview.date or "–",
            plain(short_document_name(interview.document)),
            plain(interview.case),
            plain(", ".join(interview.informants)),
            str(len(step.codes)),
            Text(str(len(step.new)), "bold" if step.new else HINT),
            str(step.cumulative),
        )
    return table


def _runs(result: Saturation, lang: Lang) -> Table:
    """Return a table with one row for each number of interviews before a run, and columns for each length."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for _ in RUN_LENGTHS:
        table.add_column(say("saturation.run", lang))
        table.add_column(say("saturation.new", lang), justify="right")
        table.add_column(say("saturation.ratio", lang), justify="right")
    by_start = {(run.after, run.length): run for run in result.runs}
    for after in sorted({run.after for run in result.runs}):
        cells: list[str] = []
        for length in RUN_LENGTHS:
            run = by_start.get((after, length))
            cells += [run.name, str(run.new), _percent(run.ratio)] if run else ["", "", ""]
        table.add_row(*cells)
    return table


def _notes(result: Saturation, lang: Lang) -> Iterator[RenderableType]:
    for note in saturation_notes(result, lang):
        yield HangingIndent(Text(visible(note), HINT))
    yield HangingIndent(Text(say("saturation.caption", lang)))


def _percent(ratio: float) -> str:
    return f"{100 * ratio:.1f} %"
