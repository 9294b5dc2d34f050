"""A cell in words and symbols, the same for every table, file and screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kubecode.document_names import short_document_name
from kubecode.model import SourceKind
from kubecode.synthesiser.cells import Cell, Empty
from kubecode.synthesiser.divergence import Divergence, Position
from kubecode.synthesiser.exemplar import Quote
from kubecode.synthesiser.voices import ABSENT
from kubecode.valences import VALENCES
from kubecode.wording import Lang, say

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

    ``unsettled`` shows undecided (``+40?``) and disputed excerpts (``!2``). ``counts`` is short
    (``12k 3/3i WO–``; a small letter is a kind of source that contradicts). ``marks`` are ∅ for absence and
    ≠ with the number of positions. ``basis`` spells all of this out. ``summary`` is the researcher's,
    ``summary_doubt`` tells that it is stale.
    """

    symbol: str
    valence: str
    draft: str
    unsettled: str
    counts: str
    marks: str
    basis: str
    summary: str
    summary_doubt: str

    @property
    def sentence(self) -> str:
        """The whole cell on one line."""
        head = f"{self.valence} ({self.draft})" if self.draft else self.valence
        return f"{head}: {self.basis}" if self.basis else head


def cell_words(cell: Cell, lang: Lang) -> CellWords:
    """Return a cell in the words and symbols that every rendering uses."""
    draft = say("draft", lang) if cell.draft else ""
    doubt = say("summary.stale", lang) if cell.summary_is_stale else ""
    if cell.empty:
        symbol, words = EMPTY_SYMBOLS[cell.empty], say(f"empty.{cell.empty}", lang)
        if cell.empty is Empty.CONCLUSION_ONLY and cell.valence:
            symbol, words = VALENCES[cell.valence].symbol + symbol, f"{valence_word(cell, lang)}, {words}"
        elif cell.is_mark:
            words = f"{valence_word(cell, lang)}: {words}"
        return CellWords(symbol, words, draft, "", "", "", "", cell.summary or "", doubt)
    marks = [ABSENCE] if cell.absence else []
    if cell.settled_divergence:
        marks.append(f"{DIVERGENCE}{max(len(d.positions) for d in cell.settled_divergence)}")
    unsettled = [f"+{cell.undecided}?"] if cell.undecided and not cell.draft else []
    if cell.disputed:
        unsettled.append(f"{DISPUTE}{cell.disputed}")
    return CellWords(
        symbol=VALENCES[cell.valence].symbol,
        valence=valence_word(cell, lang),
        draft=draft,
        unsettled=" ".join(unsettled),
        counts=_counts(cell, lang),
        marks=" ".join(marks),
        basis=_basis(cell, lang),
        summary=cell.summary or "",
        summary_doubt=doubt,
    )


def valence_word(cell: Cell, lang: Lang) -> str:
    """Return the valence of a cell in words, or whether the group shows the mark."""
    return say(f"mark.{cell.valence or 'unstated'}" if cell.is_mark else cell.valence or "unstated", lang)


def draft_summary(cell: Cell, lang: Lang) -> str:
    """Return the quotes in place of a missing summary, marked as draft."""
    return f"{say('summary.draft', lang)} {quotes_in_words(cell, lang)}" if cell.quotes else ""


def quotes_in_words(cell: Cell, lang: Lang) -> str:
    """Return the quotes of a cell with their sources, on one line."""
    return " ".join(f"“{' '.join(q.text.split())}” ({quote_source(q, lang)})" for q in cell.quotes)


def divergence_sentence(divergence: Divergence, lang: Lang) -> str:
    """Return a divergence as a sentence: each position with its holders, then the silent informants."""
    positions = [
        f"{position_word(divergence, position, lang)}: "
        + ", ".join(voice_word(name, lang) for name in position.informants)
        for position in divergence.positions
    ]
    about = f" ({divergence.about})" if divergence.about else ""
    text = f"{say(f'dimension.{divergence.dimension}', lang)}{about}: {'; '.join(positions)}"
    if divergence.silent:
        text += f" ({say('silent', lang, ', '.join(divergence.silent))})"
    return text


def position_word(divergence: Divergence, position: Position, lang: Lang) -> str:
    """Return a position in words; a sub-code stays as it is."""
    return position.value if divergence.dimension == "subcode" else say(position.value, lang)


def quote_source(quote: Quote, lang: Lang) -> str:
    """Return the speaker and place of a quote: ``T, ketua, cempaka_T_01:17``."""
    speaker = speaker_words(quote.voice, quote.role, lang)
    return f"{speaker}, {place_words(quote.document, quote.line)}"


def speaker_words(voice: str, role: str | None, lang: Lang) -> str:
    """Return a speaker with the role: ``T, ketua``."""
    return ", ".join([voice_word(voice, lang), *([role] if role else [])])


def place_words(document: str, line: int) -> str:
    """Return a document without suffix, and the line: ``cempaka_T_01:17``."""
    return f"{short_document_name(document)}:{line}"


def quote_origin(quote: Quote, lang: Lang) -> str:
    """Return the full source of a quote: ``T, ketua, wawancara, cempaka_T_01 baris 17``."""
    document = short_document_name(quote.document)
    speaker = (voice_word(quote.voice, lang), quote.role, say(quote.source_kind, lang))
    place = f"{document} {say('line', lang, quote.line)}"
    return ", ".join([*dict.fromkeys(filter(None, speaker)), place])


def legend_keys(cells: Iterable[Cell]) -> Iterator[str]:
    """Yield the keys of the legend that some cells need."""
    shown = list(cells)
    yield "marks" if any(cell.is_mark for cell in shown) else "valence"
    yield "cells"
    if any(cell.sources_against for cell in shown):
        yield "against"
    if any(cell.empty for cell in shown):
        yield "empty"
    if any(cell.draft for cell in shown):
        yield "draft"
    if any(cell.undecided and not cell.draft for cell in shown):
        yield "undecided"
    if any(cell.disputed for cell in shown):
        yield "disputed"


def legend_lines(cells: Iterable[Cell], lang: Lang) -> Iterator[str]:
    """Yield the lines of the legend that some cells need."""
    for key in legend_keys(cells):
        yield from say(f"legend.{key}", lang).split("\n")


def legend_sentence(cells: Iterable[Cell], lang: Lang) -> str:
    """Return the legend as one sentence, for the note below a table."""
    parts = (line.replace("  ", ", ") for line in legend_lines(cells, lang))
    return say("report.legend", lang, "; ".join(parts))


def voice_word(name: str, lang: Lang) -> str:
    """Return the name of a voice; a kind of source is put into words."""
    return say(name, lang) if name in set(SourceKind) else name


def _counts(cell: Cell, lang: Lang) -> str:
    letters = "".join(_letter(cell, kind, lang) for kind in SourceKind)
    quotes = f"{cell.excerpts}{say('letter.excerpt', lang)}"
    informants = f"{len(cell.informants)}/{cell.informants_total}{say('letter.informant', lang)}"
    return f"{quotes} {informants} {letters}"


def _letter(cell: Cell, kind: SourceKind, lang: Lang) -> str:
    letter = say(f"letter.{kind}", lang) if kind in cell.sources else "–"
    return letter.casefold() if kind in cell.sources_against else letter


def _basis(cell: Cell, lang: Lang) -> str:
    parts = [
        say("count.excerpts", lang, cell.excerpts),
        say("count.informants", lang, len(cell.informants), cell.informants_total),
        ", ".join(say(kind, lang) for kind in cell.sources),
    ]
    if cell.valence is not cell.proposed and cell.valence:
        parts.append(say("by_rule", lang, say(cell.proposed or "unstated", lang)))
    if cell.exceptions:
        parts.append(say("exceptions", lang, exceptions_words(cell, lang)))
    if cell.sources_against:
        parts.append(say("against", lang, ", ".join(say(kind, lang) for kind in cell.sources_against)))
    if cell.absence:
        parts.append(_absence(cell, lang))
    if cell.settled_divergence:
        parts.append(say("divergence", lang))
    if cell.disputed:
        parts.append(say("count.disputed", lang, cell.disputed))
    if cell.undecided and not cell.draft:
        parts.append(say("count.undecided", lang, cell.undecided))
    return "; ".join(parts)


def _absence(cell: Cell, lang: Lang) -> str:
    """Return in words whether all, most or some of the evidence is evidence of absence."""
    if cell.denied:
        return say("only_absence", lang)
    return say(f"mostly.{cell.presence}" if cell.presence in ABSENT else "absence", lang)


def exceptions_words(cell: Cell, lang: Lang) -> str:
    """Return the exceptions with their valences: ``MH menghambat, RS campuran``."""
    return ", ".join(
        f"{voice.name} {say(voice.valence or 'unstated', lang)}"
        for voice in cell.voices
        if voice.is_informant and voice.name in cell.exceptions
    )
