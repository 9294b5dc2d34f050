"""Co-occurrence of codes: a square of all codes if it fits, and the closest pairs."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kubecode.synthesiser.cooccurrence import FEWEST, Cooccurrence
from kubecode.terminal.palette import HINT
from kubecode.terminal.rich_text import plain, visible
from kubecode.wording import Lang, say

_COLUMN = 5
"""Width of a column of the square."""

_PAIR = 34
"""Characters of two code paths that are shown on one line."""


def cooccurrence_view(result: Cooccurrence, lang: Lang, width: int, most: int) -> Group:
    """Return the square of all codes if it fits ``width`` columns, and the ``most`` closest pairs."""
    return Group(*_parts(result, lang, width, most))


def _parts(result: Cooccurrence, lang: Lang, width: int, most: int) -> Iterator[RenderableType]:
    heading = Text(say(f"cooccurrence.within_{result.within}", lang), "bold")
    yield heading.append(f" ({say('draft', lang)})" if result.draft else "", "italic")
    label_width = max((len(row.id) for row in result.rows), default=0) + 4
    fits = label_width + (_COLUMN + 1) * len(result.rows) <= width
    if fits and any(row.regions for row in result.rows):
        yield _square(result)
        yield Text(say("cooccurrence.legend_square", lang), HINT)
    pairs = result.closest()
    yield _pairs(result, lang, most) if pairs else Text(say("cooccurrence.none", lang))
    if len(pairs) > most:
        yield Text(say("cooccurrence.more", lang, most, len(pairs)), HINT)
    yield Text(say("cooccurrence.legend", lang, FEWEST), HINT)
    if result.draft:
        yield Text(say("legend.draft", lang), HINT)


def _square(result: Cooccurrence) -> Table:
    """Return a table with counts below the diagonal, coefficients above, and totals of each code in it."""
    pairs = {(pair.first, pair.second): pair for pair in result.pairs}
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for number in range(1, len(result.rows) + 1):
        table.add_column(str(number), justify="right", width=_COLUMN)
    for number, row in enumerate(result.rows, 1):
        cells = []
        for other in result.rows:
            if other.id == row.id:
                cells.append(Text(str(row.regions), "bold"))
            elif (row.id, other.id) in pairs:
                cells.append(Text(_coefficient(pairs[row.id, other.id].coefficient)))
            else:
                cells.append(Text(str(pairs[other.id, row.id].both)))
        table.add_row(plain(f"{number} {row.id}"), *cells)
    return table


def _pairs(result: Cooccurrence, lang: Lang, most: int) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(say("cooccurrence.pair", lang), overflow="fold")
    for name in ("both", "first_only", "second_only", "coefficient", "n_informants"):
        table.add_column(say(f"cooccurrence.{name}", lang), justify="right", no_wrap=True)
    for pair in result.closest()[:most]:
        is_short = len(pair.first) + len(pair.second) <= _PAIR
        codes = plain(pair.first).append(" × " if is_short else "\n× ").append(visible(pair.second))
        counts = (pair.both, pair.first_only, pair.second_only)
        figures = (*map(str, counts), _coefficient(pair.coefficient), str(len(pair.informants)))
        table.add_row(codes, *figures)
    return table


def _coefficient(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
