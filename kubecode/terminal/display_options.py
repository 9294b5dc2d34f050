"""Display options of a result: language, width, and ASCII symbols."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.box import ASCII, SIMPLE_HEAD, SQUARE, Box

from kubecode.synthesiser.cell_words import CellWords, cell_words
from kubecode.synthesiser.cells import Cell
from kubecode.valences import VALENCES
from kubecode.wording import Lang

_IN_ASCII = str.maketrans(
    {
        **{row.symbol: row.in_ascii for row in VALENCES.values()},
        "∅": "(0)",
        "≠": "!=",
        "·": "|",
        "–": "-",
        "—": "--",
        "¿": "[?]",
        "§": "[S]",
        "“": '"',
        "”": '"',
        "…": "...",
        "★": "*",
    }
)


@dataclass(frozen=True, slots=True)
class DisplayOptions:
    """Language, width in columns of the terminal, and whether symbols are replaced by ASCII."""

    lang: Lang
    width: int = 80
    ascii_only: bool = False

    def words(self, cell: Cell) -> CellWords:
        """Return the words and symbols of a cell."""
        words = cell_words(cell, self.lang)
        if not self.ascii_only:
            return words
        return replace(
            words,
            symbol=self.text(words.symbol),
            counts=self.text(words.counts),
            marks=self.text(words.marks),
        )

    def text(self, text: str) -> str:
        """Return a text, with its symbols in ASCII if only ASCII is wanted."""
        return text.translate(_IN_ASCII) if self.ascii_only else text

    @property
    def light_box(self) -> Box:
        """The box of a compact table: a line below the headings."""
        return ASCII if self.ascii_only else SIMPLE_HEAD

    @property
    def full_box(self) -> Box:
        """The box of a full table: a frame around every cell."""
        return ASCII if self.ascii_only else SQUARE
