"""Markdown tables in which text from transcripts stays text."""

from __future__ import annotations

import re

from kubecode.safe_text import visible_lines
from kubecode.writers.content import Content
from kubecode.writers.tables import Table, Value

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")


def markdown_bytes(content: Content) -> bytes:
    """Return every table that has rows, each under its title."""
    return "\n".join(_table(table) for table in content.tables if table.rows).encode("utf-8")


def _table(table: Table) -> str:
    lines = [f"## {_text(table.title)}", "", _row(table.headings), "|" + " --- |" * len(table.headings)]
    lines.extend(_row(row) for row in table.rows)
    return "\n".join(lines) + "\n"


def _row(values: tuple[Value, ...]) -> str:
    return "| " + " | ".join(_text(value) for value in values) + " |"


def _text(value: Value) -> str:
    """Escape what Markdown or HTML would read as markup; line breaks become the one that tables allow."""
    return _SPECIAL.sub(r"\\\1", visible_lines(str(value))).replace("\n", "<br>")
