"""Exemplars: the quotes of a cell."""

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
    """An excerpt as it is quoted. ``voice`` is the informant, or the kind of source if there is none."""

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
    """Return up to three quotes, each of another voice, the best first.

    The order of preference: the excerpt with the id ``chosen`` by the researcher, a coder's exemplar, an
    excerpt with the cell's valence, one of 10 to 40 words, one of an informant. If there is a divergence,
    each of its positions is quoted before any position is quoted twice.
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

    position_of = {
        name: p.value for p in (divergence[0].positions if divergence else ()) for name in p.informants
    }
    best: dict[str, Coding] = {}
    for coding in sorted(codings, key=rank):
        best.setdefault(voice_name(coding), coding)
    first_of_position: dict[str, str] = {}
    for name in best:
        first_of_position.setdefault(position_of.get(name, ""), name)
    quoted_first = set(first_of_position.values())
    ordered = sorted(best, key=lambda name: name not in quoted_first)
    return tuple(quote_of(best[name]) for name in ordered[:_MOST])


def quote_of(coding: Coding) -> Quote:
    """Return the excerpt of a coding as a quote."""
    speaker = (voice_name(coding), coding.role, coding.source_kind)
    return Quote(coding.id, coding.text, *speaker, coding.document, coding.line)
