"""CSV that spreadsheets open with the right letters and without running anything."""

from __future__ import annotations

import csv
from io import StringIO

from kubecode.writers.tables import Table

# What a spreadsheet would take for a formula; OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(tables: list[Table]) -> bytes:
    """Return the first table as UTF-8 with the mark that spreadsheets look for."""
    table = tables[0]
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([_as_text(value) for value in table.headings])
    writer.writerows([[_as_text(value) for value in row] for row in table.rows])
    return buffer.getvalue().encode("utf-8-sig")


def _as_text(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
