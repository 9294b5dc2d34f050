"""The quotes that can stand for a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kubecode.model import Coding, Confidence, Valence
from kubecode.synthesiser.divergence import Divergence
from kubecode.synthesiser.voices import voice_name

_FEWEST_WORDS, _MOST_WORDS = 10, 40
_MOST = 3
_BANDS = list(Confidence)


@dataclass(frozen=True, slots=True)
class Quote:
    """An excerpt that can stand for a cell: what is said, where, and by whom.

    ``voice`` is the informant, or the kind of source where nobody speaks.
    """

    id: str
    text: str
    voice: str
    role: str | None
    source_kind: str
    document: str
    line: int


def choose_exemplars(
    codings: Sequence[Coding],
    valence: Valence | None,
    divergence: Sequence[Divergence] = (),
    chosen: str | None = None,
) -> tuple[Quote, ...]:
    """Return up to three excerpts, each of another voice, the best first.

    First comes what the researcher ``chosen`` (an excerpt's id) for the cell, then what a coder marked as
    exemplar, then what shows the cell's valence in 10 to 40 words, spoken if possible. Where voices
    differ, every position is heard before any position twice.
    """

    def rank(coding: Coding) -> tuple[bool, bool, bool, bool, bool, int, str, int]:
        return (
            coding.id != chosen,
            not coding.exemplar,
            coding.valence is not valence,
            not _FEWEST_WORDS <= len(coding.text.split()) <= _MOST_WORDS,
            coding.informant is None,
            _BANDS.index(coding.confidence) if coding.confidence else 0,
            coding.document,
            coding.start,
        )

    position = {
        name: p.value for p in (divergence[0].positions if divergence else ()) for name in p.informants
    }
    best: dict[str, Coding] = {}
    for coding in sorted(codings, key=rank):
        best.setdefault(voice_name(coding), coding)
    first_of_position: dict[str, str] = {}
    for name in best:
        first_of_position.setdefault(position.get(name, ""), name)
    heard_first = set(first_of_position.values())
    ordered = sorted(best, key=lambda name: name not in heard_first)
    return tuple(quote_of(best[name]) for name in ordered[:_MOST])


def quote_of(coding: Coding) -> Quote:
    """Return the excerpt of a coding as it is quoted."""
    who = (voice_name(coding), coding.role, coding.source_kind)
    return Quote(coding.id, coding.text, *who, coding.document, coding.line)
