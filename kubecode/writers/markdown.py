"""Markdown tables; text from transcripts is escaped."""

from __future__ import annotations

from kubecode.writers.content import Content
from kubecode.writers.markdown_text import escape_markdown
from kubecode.writers.tables import CellValue, Table


def markdown_bytes(content: Content) -> bytes:
    """Return the tables that have rows, each under its title."""
    titled = (
        f"## {escape_markdown(table.title)}\n\n{table_lines(table)}" for table in content.tables if table.rows
    )
    return "\n".join(titled).encode("utf-8")


def table_lines(table: Table) -> str:
    """Return a table and its note, if it has one."""
    lines = [_row(table.headings), "|" + " --- |" * len(table.headings)]
    lines.extend(_row(row) for row in table.rows)
    lines.extend(["", escape_markdown(table.note)] if table.note else [])
    return "\n".join(lines) + "\n"


def _row(values: tuple[CellValue, ...]) -> str:
    return "| " + " | ".join(escape_markdown(value) for value in values) + " |"
