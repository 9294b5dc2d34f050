"""How a result is to look: its language, its width, and whether symbols may be more than ASCII."""

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
    """How a result is to look; ``width`` in columns of the terminal."""

    lang: Lang
    width: int = 80
    ascii_only: bool = False

    def words(self, cell: Cell) -> CellWords:
        """Return a cell in words and symbols."""
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
        """Return the tool's own text with symbols that may be shown."""
        return text.translate(_IN_ASCII) if self.ascii_only else text

    @property
    def light_box(self) -> Box:
        """The frame of a table that is read along its rows."""
        return ASCII if self.ascii_only else SIMPLE_HEAD

    @property
    def full_box(self) -> Box:
        """The frame of a table whose cells hold many lines."""
        return ASCII if self.ascii_only else SQUARE
