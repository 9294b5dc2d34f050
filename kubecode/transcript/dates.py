"""When a document was made: what its header, or a line above the speech, says of the date."""

from __future__ import annotations

import re

from kubecode.model import Document

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(r"\b(?P<year>[12]\d{3})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?\b")
_NUMBERS = re.compile(r"\b(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>[12]\d{3})\b")
_WORDS = re.compile(r"(?:\b(?P<day>\d{1,2})\s+)?\b(?P<name>[A-Za-z]{3,9})\.?\s+(?P<year>[12]\d{3})\b")
_LINE = re.compile(
    r"^.{0,20}\b(?:tanggal|tgl|date)\b[^:]{0,20}:(?P<said>.{1,60})$", re.IGNORECASE | re.MULTILINE
)


def date_of(document: Document) -> str | None:
    """Return the date of a document as ``2016-05-12`` (or ``2016-05``), so that dates sort as text.

    It stands in the header, or in a line above the speech (``Hari, tanggal : Sabtu, 14 Mei 2016``). None
    where there is none that can be read.
    """
    said = document.attributes.get("date")
    if said is None:
        above = document.text[: document.turns[0].start] if document.turns else document.text
        line = _LINE.search(above)
        said = line["said"] if line else ""
    return read_date(said)


def read_date(text: str) -> str | None:
    """Return the first date in a text (``12 Mei 2016``, ``12/5/2016``, ``2016-05-12``; day before month)."""
    for pattern in (_ISO, _NUMBERS, _WORDS):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = int(parts.get("month") or _MONTHS.get((parts.get("name") or "").casefold(), 0))
            day = int(parts["day"]) if parts["day"] else None
            if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
                return f"{parts['year']}-{month:02}" + (f"-{day:02}" if day else "")
    return None
