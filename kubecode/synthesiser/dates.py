"""Dates as they are written above a transcript: ``Sabtu, 14 Mei 2016`` (Saturday, 14 May 2016)."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache

from kubecode.word_files import word_table

_YEAR_FIRST = re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
# In Indonesia the day comes first, with any separator.
_DAY_FIRST = re.compile(
    r"\b(?P<day>\d{1,2})(?:[-/.](?P<month>\d{1,2})[-/.]|[\s.-]*(?P<name>[^\W\d_]+)[\s.,-]*)(?P<year>\d{4})\b"
)


def read_date(text: str) -> str | None:
    """Return the first date in a text as ISO 8601 (``2016-05-14``), or None if there is none.

    A date has a day, a month (as a number, or by its Indonesian or English name) and a year of four digits.
    """
    match = _YEAR_FIRST.search(text) or _DAY_FIRST.search(text)
    if match is None:
        return None
    parts = match.groupdict()
    named = _months().get((parts.get("name") or "").casefold(), 0)
    year, month, day = int(parts["year"]), int(parts["month"] or named), int(parts["day"])
    return f"{year:04}-{month:02}-{day:02}" if _is_in_calendar(year, month, day) else None


def _is_in_calendar(year: int, month: int, day: int) -> bool:
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for name, number in word_table("months.tsv").items()}
