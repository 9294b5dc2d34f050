"""The list of a study's documents in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table

from kubecode.study.documents import StudyDocument
from kubecode.terminal.rich_text import one_line, plain
from kubecode.wording import Lang, say

_LONGEST_NAME = 32
_TEXTS = ("name", "case", "informants")
_NUMBERS = ("words", "accepted", "other", "unplaced")
_REMARKS = ("read_by", "gone")
_ALWAYS = frozenset({"name", "case", "words", "accepted"})


def documents_view(documents: Sequence[StudyDocument], lang: Lang) -> Table:
    """Return a table of documents; columns in which none has anything are left out."""
    rows = [_cells(document, lang) for document in documents]
    shown = [key for key in (*_TEXTS, *_NUMBERS, *_REMARKS) if key in _ALWAYS or any(r[key] for r in rows)]
    name_width = min(_LONGEST_NAME, max((len(row["name"]) for row in rows), default=0))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for key in shown:
        heading = say(f"document_list.{key}", lang)
        if key in _NUMBERS:
            table.add_column(heading, justify="right")
        else:
            table.add_column(heading, min_width=name_width if key == "name" else None, overflow="fold")
    for row in rows:
        table.add_row(*(plain(one_line(row[key] or ("·" if key in _NUMBERS else ""))) for key in shown))
    return table


def _cells(document: StudyDocument, lang: Lang) -> dict[str, str]:
    """Return the cell of each column, "" where the document has nothing."""
    numbers = (document.words, document.accepted, document.other, document.unplaced)
    return {
        "name": document.name,
        "case": document.case,
        "informants": ", ".join(document.informants),
        **{key: f"{number:,}" if number else "" for key, number in zip(_NUMBERS, numbers, strict=True)},
        "read_by": ", ".join(document.read_by),
        "gone": "" if document.file_is_there else say("document_list.file_is_gone", lang),
    }
