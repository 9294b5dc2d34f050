"""One cell opened: its judgement, who says what, who differs, and the excerpts that it rests on."""

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
    """Return a cell with its judgement, its voices, who differs, and the excerpts that it rests on."""
    cell = opened.cell
    counted = [c for c in opened.codings if c.status is (Status.SUGGESTED if cell.draft else Status.ACCEPTED)]
    return Group(
        _head(opened, lang),
        *_own_words(cell, lang),
        *_voices(cell, lang),
        *(HangingIndent(plain(f"≠ {divergence_sentence(d, lang)}")) for d in cell.divergence),
        *_negative_cases(cell, counted, lang),
        Text(),
        excerpts_view(counted, lang),
    )


def _head(opened: OpenedCell, lang: Lang) -> Text:
    cell = opened.cell
    words = cell_words(cell, lang)
    head = plain(f"{opened.row.label} · {opened.column.label}", "bold")
    head.append(f"\n{words.symbol} {visible(words.sentence)}", VALENCE[cell.valence])
    head.append(f" · {say(f'valence.{cell.valence_source}', lang)}" if cell.valence else "", HINT)
    return head


def _own_words(cell: Cell, lang: Lang) -> Iterator[RenderableType]:
    """Yield what the researcher has written, or what could stand there."""
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
    """Yield what each voice says: informant by aspect comes before group by aspect."""
    for voice in cell.voices:
        said = [say(voice.valence or "unstated", lang)]
        if voice.presence:
            said.append(say(voice.presence, lang))
        if voice.main_subcode:
            said.append(voice.main_subcode)
        said.append(say("count.excerpts", lang, voice.excerpts))
        name = visible(voice_word(voice.name, lang))
        yield HangingIndent(
            Text.assemble((f"  {name}: ", "bold"), (visible(" · ".join(said)), VALENCE[voice.valence]))
        )


def _negative_cases(cell: Cell, codings: list[Coding], lang: Lang) -> Iterator[RenderableType]:
    places = [f"{c.document}:{c.line}" for c in codings if c.id in cell.negative_cases]
    if places:
        listed = ", ".join(dict.fromkeys(places))
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
