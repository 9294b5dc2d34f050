"""Markdown tables in which text from transcripts stays text."""

from __future__ import annotations

import re

from kubecode.writers.tables import Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")


def markdown_bytes(tables: list[Table]) -> bytes:
    """Return every table that has rows, each under its title."""
    return "\n".join(_table(table) for table in tables if table.rows).encode("utf-8")


def _table(table: Table) -> str:
    lines = [f"## {_text(table.title)}", "", _row(table.headings), "|" + " --- |" * len(table.headings)]
    lines.extend(_row(row) for row in table.rows)
    return "\n".join(lines) + "\n"


def _row(values: tuple[str, ...]) -> str:
    return "| " + " | ".join(_text(value) for value in values) + " |"


def _text(value: str) -> str:
    """Escape what Markdown or HTML would read as markup; line breaks become the one that tables allow."""
    return "<br>".join(_SPECIAL.sub(r"\\\1", " ".join(line.split())) for line in value.split("\n"))
