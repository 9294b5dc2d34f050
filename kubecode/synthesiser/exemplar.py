"""The quote that can stand for a cell."""

from __future__ import annotations

import pandas as pd

from kubecode.model import Valence

_FEWEST_WORDS, _MOST_WORDS = 6, 40
_BANDS = {"strong": 0, "medium": 1, "weak": 2}


def choose_exemplar(frame: pd.DataFrame, valence: Valence | None) -> str | None:
    """Return the text of an excerpt that shows the cell's valence in 6 to 40 words, spoken if possible."""
    if frame.empty:
        return None

    def rank(index: int) -> tuple[bool, bool, bool, int, int]:
        row = frame.iloc[index]
        words = len(row["text"].split())
        return (
            row["valence"] != valence,
            not _FEWEST_WORDS <= words <= _MOST_WORDS,
            pd.isna(row["informant"]),
            _BANDS.get(row["confidence"], 0),
            index,
        )

    best = min(range(len(frame)), key=rank)
    return str(frame.iloc[best]["text"])
