"""What a matrix that came back has changed."""

from __future__ import annotations

from rich.console import Group

from kubecode.study.report.workbook_import import WorkbookImport
from kubecode.terminal.rich_text import plain
from kubecode.wording import Lang, say


def workbook_import_view(taken: WorkbookImport, lang: Lang) -> Group:
    """Return which cells have new words, one a line, and how many there are."""
    lines = [
        say(
            "returned.cell",
            lang,
            row,
            column,
            ", ".join(say(f"workbook.{field}", lang).casefold() for field in fields),
        )
        for row, column, fields in taken.changed
    ]
    counts = say("returned.counts", lang, len(taken.changed), taken.unchanged)
    return Group(*(plain(line) for line in [*lines, counts]))
