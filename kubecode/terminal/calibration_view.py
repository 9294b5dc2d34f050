"""Tables of how often the suggestions of each band and kind of evidence are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kubecode.synthesiser.calibration import Share, first_rise, overlap
from kubecode.synthesiser.evaluation import Evaluation
from kubecode.terminal.palette import HINT
from kubecode.wording import Lang, say


def calibration_parts(evaluation: Evaluation, lang: Lang) -> Iterator[RenderableType]:
    """Yield a table of the bands, a sentence about their order, and a table of the kinds of evidence."""
    yield Text(say("evaluation.units", lang, evaluation.units), HINT)
    yield _table(
        "band", evaluation.bands, {band.name: say(band.name, lang) for band in evaluation.bands}, lang
    )
    yield _order_of_bands(evaluation, lang)
    kinds = [kind for kind in evaluation.kinds if kind.suggested]
    if kinds:
        yield _table("kind", kinds, {kind.name: say(f"kind.{kind.name}", lang) for kind in kinds}, lang)


def _table(heading: str, rows: Iterable[Share], names: dict[str, str], lang: Lang) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(say(f"evaluation.{heading}", lang), overflow="fold")
    for name in ("suggested", "hits", "share", "interval"):
        table.add_column(say(f"evaluation.{name}", lang), justify="right")
    for row in rows:
        table.add_row(names[row.name], str(row.suggested), str(row.hits), _share(row), _interval(row))
    return table


def _share(row: Share) -> str:
    return "–" if row.share is None else f"{row.share:.2f}"


def _interval(row: Share) -> str:
    return "–" if row.interval is None else "{:.2f}–{:.2f}".format(*row.interval)


def _order_of_bands(evaluation: Evaluation, lang: Lang) -> Text:
    """Return a sentence on whether stronger bands are right more often; empty if only one is used."""
    if sum(band.suggested > 0 for band in evaluation.bands) < 2:
        return Text()
    rise = first_rise(evaluation.bands)
    if rise is None:
        return Text(say("evaluation.falls", lang))
    stronger, weaker = rise
    sentence = say(
        "evaluation.rises",
        lang,
        say(weaker.name, lang),
        _share(weaker),
        say(stronger.name, lang),
        _share(stronger),
    )
    chance = f" {say('evaluation.chance', lang)}" if overlap(stronger, weaker) else ""
    return Text(sentence + chance, "yellow")
