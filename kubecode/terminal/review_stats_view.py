"""Statistics of a review as text: decisions by status, accepted shares, recall."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kubecode.model import Status
from kubecode.study.review import ReviewStats
from kubecode.synthesiser.calibration import Share
from kubecode.synthesiser.recall import Recall
from kubecode.terminal.palette import HINT
from kubecode.terminal.rich_text import visible
from kubecode.wording import Lang, say

_BAR = 20
"""Columns of a full bar."""


def review_stats_view(stats: ReviewStats, lang: Lang, *, has_bars: bool = True) -> Group:
    """Return decisions by status, accepted shares by band and code, and the estimate of recall.

    ``has_bars`` is off for plain output.
    """
    counts = [f"{stats.statuses.get(status, 0)} {say(status, lang)}" for status in Status]
    parts: list[RenderableType] = [
        Text(say("review_stats.title", lang), "bold"),
        Text(f"{say('review_stats.statuses', lang)}: {', '.join(counts)}"),
        Text(say("review_stats.by_hand", lang, stats.by_hand)),
        *_recall(stats.recall, lang),
    ]
    for name, rows in (("bands", stats.bands), ("codes", stats.codes)):
        if any(row.suggested for row in rows):
            parts += [
                Text(f"\n{say(f'review_stats.{name}', lang)}", "bold"),
                _shares(rows, lang, is_band=name == "bands", has_bars=has_bars),
            ]
    return Group(*parts)


def _shares(rows: tuple[Share, ...], lang: Lang, *, is_band: bool, has_bars: bool) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for row in rows:
        if row.share is not None and row.interval:
            low, high = row.interval
            filled = round(_BAR * row.share)
            name = say(row.name, lang) if is_band else visible(row.name)
            bar = Text("█" * filled, "green").append("·" * (_BAR - filled), HINT)
            share = f"{row.hits}/{row.suggested} = {row.share:.2f} ({low:.2f}–{high:.2f})"
            table.add_row(Text(name), *([bar] if has_bars else []), Text(share))
    return table


def _recall(recall: Recall, lang: Lang) -> Iterator[Text]:
    if recall.share is None or recall.interval is None:
        yield Text(say("review_stats.no_recall", lang, recall.judged, recall.sampled))
        return
    low, high = recall.interval
    yield Text(say("review_stats.recall", lang, f"{recall.share:.2f}", f"{low:.2f}", f"{high:.2f}"), "bold")
    yield Text(say("review_stats.recall_basis", lang, recall.judged, recall.sampled, recall.missed), HINT)
