"""One cell with its voices and excerpts, and the cells that an imported workbook changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from kubecode.model import Coding, Status
from kubecode.study.report.cell import OpenedCell
from kubecode.synthesiser.cell_words import cell_words, divergence_sentence, draft_summary, voice_word
from kubecode.synthesiser.cells import Cell
from kubecode.terminal.excerpts_view import excerpts_view
from kubecode.terminal.palette import HINT, VALENCE
from kubecode.terminal.rich_text import HangingIndent, plain, visible
from kubecode.wording import Lang, say

if TYPE_CHECKING:
    from kubecode.study.report.workbook_import import WorkbookImport


def cell_view(opened: OpenedCell, lang: Lang) -> Group:
    """Return a cell: valence, summary, voices, divergence, negative cases, excerpts."""
    cell = opened.cell
    status = Status.SUGGESTED if cell.draft else Status.ACCEPTED
    codings = [coding for coding in opened.codings if coding.status is status]
    return Group(
        _head(opened, lang),
        *_summary(cell, lang),
        *_voices(cell, lang),
        *(HangingIndent(plain(f"≠ {divergence_sentence(d, lang)}")) for d in cell.divergence),
        *_negative_cases(cell, codings, lang),
        Text(),
        excerpts_view(codings, lang),
    )


def _head(opened: OpenedCell, lang: Lang) -> Text:
    cell = opened.cell
    words = cell_words(cell, lang)
    head = plain(f"{opened.row.label} · {opened.column.label}", "bold")
    head.append(f"\n{words.symbol} {visible(words.sentence)}", VALENCE[cell.valence])
    head.append(f" · {say(f'valence.{cell.valence_source}', lang)}" if cell.valence else "", HINT)
    return head


def _summary(cell: Cell, lang: Lang) -> Iterator[RenderableType]:
    """Yield the researcher's summary, else a draft from the quotes; then the note."""
    words = cell_words(cell, lang)
    if cell.summary:
        text = plain(words.summary)
        text.append(f" {words.summary_doubt}", "italic")
        yield text
    elif cell.quotes:
        yield HangingIndent(plain(draft_summary(cell, lang), "italic"))
    if cell.note:
        yield HangingIndent(plain(f"{say('note', lang)}: {cell.note}", HINT))


def _voices(cell: Cell, lang: Lang) -> Iterator[RenderableType]:
    """Yield one line for each voice: valence, presence, main sub-code, number of excerpts."""
    for voice in cell.voices:
        parts = [say(voice.valence or "unstated", lang)]
        if voice.presence:
            parts.append(say(voice.presence, lang))
        if voice.main_subcode:
            parts.append(voice.main_subcode)
        parts.append(say("count.excerpts", lang, voice.excerpts))
        name = visible(voice_word(voice.name, lang))
        yield HangingIndent(
            Text.assemble((f"  {name}: ", "bold"), (visible(" · ".join(parts)), VALENCE[voice.valence]))
        )


def _negative_cases(cell: Cell, codings: list[Coding], lang: Lang) -> Iterator[RenderableType]:
    sources = [f"{c.document}:{c.line}" for c in codings if c.id in cell.negative_cases]
    if sources:
        listed = ", ".join(dict.fromkeys(sources))
        yield HangingIndent(plain(f"{say('negative_cases', lang)}: {listed}", HINT))


def workbook_import_view(imported: WorkbookImport, lang: Lang) -> Group:
    """Return the changed cells of an imported workbook, one a line, and the numbers of cells."""
    lines = [
        say(
            "returned.cell",
            lang,
            row,
            column,
            ", ".join(say(f"workbook.{field}", lang).casefold() for field in fields),
        )
        for row, column, fields in imported.changed
    ]
    counts = say("returned.counts", lang, len(imported.changed), imported.unchanged)
    return Group(*(plain(line) for line in [*lines, counts]))
