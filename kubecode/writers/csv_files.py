"""CSV that spreadsheets open in the right encoding and without evaluating formulas."""

from __future__ import annotations

import csv
from io import StringIO

from kubecode.safe_text import visible_lines
from kubecode.writers.content import Content
from kubecode.writers.tables import CellValue, looks_like_formula


def csv_bytes(content: Content) -> bytes:
    """Return the main table in UTF-8 with a byte order mark, by which spreadsheets recognise it."""
    table = content.tables[0]
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([_as_text(value) for value in table.headings])
    writer.writerows([[_as_text(value) for value in row] for row in table.rows])
    return buffer.getvalue().encode("utf-8-sig")


def _as_text(value: CellValue) -> str:
    text = visible_lines(str(value))
    return f"'{text}" if looks_like_formula(text) else text
