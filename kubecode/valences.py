"""The table of valences: the signs and colours of each, for all tables, files and screens.

ARCHITECTURE.md says what else a new valence needs. The style sheet ``writers/page/page.css`` has a class for
each, named by its value, which is written by hand because it has several colours: light and strong, on screen
and on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.model import Valence


@dataclass(frozen=True, slots=True, kw_only=True)
class ValenceRow:
    """How a valence is shown and typed. Colours only repeat what symbol and word say.

    ``symbol`` is for tables, ``in_ascii`` replaces it with ``--ascii``. ``key`` chooses the valence in the
    review, and so does ``near_key``, which the same key types with or without Shift. ``sign`` marks the
    valence in the transcript of the review, ``in_gold`` are its signs in a file of gold labels. ``colour`` is
    a colour of the terminal; ``fill`` (spreadsheet) and ``tint`` (Word table) are RGB, empty for no colour.
    ``link_class`` is the class of a link on the page: one letter, because there are thousands of links.
    """

    symbol: str
    in_ascii: str
    key: str = ""
    near_key: str = ""
    sign: str
    in_gold: tuple[str, ...] = ()
    colour: str = "grey62"
    fill: str = ""
    tint: str = ""
    link_class: str = ""
    opposite: Valence | None = None


# Blue, orange and purple differ for every kind of colour vision (Okabe & Ito, Color Universal Design, 2008).
VALENCES: Mapping[Valence | None, ValenceRow] = {
    Valence.SUPPORTS: ValenceRow(
        symbol="▲",
        in_ascii="[+]",
        key="+",
        near_key="=",
        sign="+",
        in_gold=("+",),
        colour="blue",
        fill="CDE4F5",
        tint="DCE9F5",
        link_class="s",
        opposite=Valence.HINDERS,
    ),
    Valence.HINDERS: ValenceRow(
        symbol="▼",
        in_ascii="[-]",
        key="-",
        near_key="_",
        sign="−",
        in_gold=("-", "−"),
        colour="dark_orange",
        fill="FBDDB8",
        tint="FBE5D0",
        link_class="h",
        opposite=Valence.SUPPORTS,
    ),
    Valence.MIXED: ValenceRow(
        symbol="◆",
        in_ascii="[~]",
        key="~",
        near_key="`",
        sign="~",
        in_gold=("±",),
        colour="magenta",
        fill="E6D3EA",
        tint="EAE6EE",
        link_class="m",
    ),
    Valence.NEUTRAL: ValenceRow(symbol="○", in_ascii="[0]", key="0", sign="0", in_gold=("0",), fill="E5E5E5"),
    None: ValenceRow(symbol="?", in_ascii="?", sign="?"),
}
"""The entry of every valence; that of None is for a coding or cell without a stated valence."""

OPPOSITE: Mapping[Valence, Valence] = {
    valence: row.opposite for valence, row in VALENCES.items() if valence and row.opposite
}
"""The valences that have an opposite, such as supports and hinders."""
