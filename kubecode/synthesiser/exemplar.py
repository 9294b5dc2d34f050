"""The quote that can stand for a cell."""

from __future__ import annotations

from collections.abc import Sequence

from kubecode.model import Coding, Confidence, Valence

_FEWEST_WORDS, _MOST_WORDS = 6, 40
_BANDS = list(Confidence)


def choose_exemplar(codings: Sequence[Coding], valence: Valence | None) -> Coding | None:
    """Return the excerpt that a person chose, else one that shows the cell's valence in 6 to 40 words, spoken
    if possible.
    """

    def rank(coding: Coding) -> tuple[bool, bool, bool, bool, int]:
        return (
            not coding.exemplar,
            coding.valence is not valence,
            not _FEWEST_WORDS <= len(coding.text.split()) <= _MOST_WORDS,
            coding.informant is None,
            _BANDS.index(coding.confidence) if coding.confidence else 0,
        )

    return min(codings, key=rank, default=None)
