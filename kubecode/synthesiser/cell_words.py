"""The grammar of a cell: one definition of how it is said, for every table, file and screen."""

from __future__ import annotations

from dataclasses import dataclass

from kubecode.model import Valence
from kubecode.synthesiser.cells import Cell, Empty
from kubecode.synthesiser.divergence import Divergence
from kubecode.wording import Lang, say

SYMBOLS = {
    Valence.SUPPORTS: "▲",
    Valence.HINDERS: "▼",
    Valence.MIXED: "◆",
    Valence.NEUTRAL: "○",
    None: "?",
}
EMPTY_SYMBOLS = {
    Empty.NOT_REVIEWED: "·",
    Empty.NOT_FOUND: "–",
    Empty.NOT_ASKED: "¿",
    Empty.CONCLUSION_ONLY: "§",
}
ABSENCE, DIVERGENCE, DISPUTE = "∅", "≠", "!"


@dataclass(frozen=True, slots=True)
class CellWords:
    """A cell in words.

    ``unsettled`` says what waits beside what was accepted (``+40?``) and what coders judge differently
    (``!2``), ``counts`` is short (``12k 3/3i WO–``), ``marks`` are ∅ and ≠ with a number; ``basis`` says
    it all in full.
    """

    symbol: str
    valence: str
    draft: str
    unsettled: str
    counts: str
    marks: str
    basis: str

    @property
    def sentence(self) -> str:
        """The whole cell on one line."""
        head = f"{self.valence} ({self.draft})" if self.draft else self.valence
        return f"{head}: {self.basis}" if self.basis else head


def cell_words(cell: Cell, lang: Lang) -> CellWords:
    """Say a cell in the words and symbols that every rendering uses."""
    draft = say("draft", lang) if cell.draft else ""
    if cell.empty:
        symbol = EMPTY_SYMBOLS[cell.empty]
        words = say(f"empty.{cell.empty}", lang)
        if cell.empty is Empty.CONCLUSION_ONLY and cell.valence:
            symbol, words = SYMBOLS[cell.valence] + symbol, f"{say(cell.valence, lang)}, {words}"
        return CellWords(symbol, words, draft, "", "", "", "")
    symbol = SYMBOLS[cell.valence]
    valence = say(cell.valence or "unstated", lang)
    marks = [ABSENCE] if cell.absence else []
    if cell.settled_divergence:
        marks.append(f"{DIVERGENCE}{max(len(d.positions) for d in cell.settled_divergence)}")
    unsettled = [f"+{cell.undecided}?"] if cell.undecided and not cell.draft else []
    if cell.disputed:
        unsettled.append(f"{DISPUTE}{cell.disputed}")
    counts, basis = _counts(cell, lang), _basis(cell, lang)
    return CellWords(symbol, valence, draft, " ".join(unsettled), counts, " ".join(marks), basis)


def divergence_sentence(divergence: Divergence, lang: Lang) -> str:
    """Say a divergence: each position with its holders, then who was not heard."""
    positions = []
    for position in divergence.positions:
        value = position.value if divergence.dimension == "subcode" else say(position.value, lang)
        positions.append(f"{value}: {', '.join(_named(name, lang) for name in position.informants)}")
    text = f"{say(f'dimension.{divergence.dimension}', lang)}: {'; '.join(positions)}"
    if divergence.silent:
        text += f" ({say('silent', lang, ', '.join(divergence.silent))})"
    return text


def exemplar_source(cell: Cell, lang: Lang) -> str:
    """Say who speaks in the cell's quote and where it stands: ``T, cempaka_T_01:17``."""
    document = cell.exemplar_document or ""
    who = _named(cell.exemplar_voice or "", lang)
    return f"{who}, {document.rpartition('.')[0] or document}:{cell.exemplar_line}"


def _named(name: str, lang: Lang) -> str:
    """A kind of source stands in for an informant where nobody speaks."""
    return say(name, lang) if name in {"interview", "observation", "document"} else name


def _counts(cell: Cell, lang: Lang) -> str:
    letters = "".join(
        say(f"letter.{kind}", lang) if kind in cell.sources else "–"
        for kind in ("interview", "observation", "document")
    )
    quotes = f"{cell.excerpts}{say('letter.excerpt', lang)}"
    informants = f"{len(cell.informants)}/{cell.informants_total}{say('letter.informant', lang)}"
    return f"{quotes} {informants} {letters}"


def _basis(cell: Cell, lang: Lang) -> str:
    parts = [
        say("count.excerpts", lang, cell.excerpts),
        say("count.informants", lang, len(cell.informants), cell.informants_total),
        ", ".join(say(kind, lang) for kind in cell.sources),
    ]
    if cell.absence:
        parts.append(say("absence", lang))
    if cell.settled_divergence:
        parts.append(say("divergence", lang))
    if cell.disputed:
        parts.append(say("count.disputed", lang, cell.disputed))
    if cell.undecided and not cell.draft:
        parts.append(say("count.undecided", lang, cell.undecided))
    return "; ".join(parts)
