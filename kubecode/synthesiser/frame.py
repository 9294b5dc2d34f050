"""The tidy frame: one row for each coding, for pandas, R or a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from kubecode.model import Coding

COLUMNS = (
    "id",
    "document",
    "case",
    "informant",
    "role",
    "source_kind",
    "line",
    "start",
    "end",
    "text",
    "code",
    "subcode",
    "valence",
    "presence",
    "confidence",
    "score",
    "status",
    "coder",
    "reason",
    "memo",
    "exemplar",
)


def tidy_frame(codings: Iterable[Coding]) -> pd.DataFrame:
    """Return a frame with one row a coding; enumerations are their plain values, missing text is None."""
    rows = [[_plain(getattr(coding, column)) for column in COLUMNS] for coding in codings]
    numbers = {"line": int, "start": int, "end": int, "score": float, "exemplar": bool}
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object).astype(numbers)


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value
