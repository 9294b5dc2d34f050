"""Which excerpts show what is held where voices differ."""

from __future__ import annotations

from collections.abc import Iterable

from kubecode.model import Coding
from kubecode.synthesiser.divergence import Divergence, Position
from kubecode.synthesiser.voices import voice_name


def excerpts_showing(
    codings: Iterable[Coding], divergence: Divergence, position: Position
) -> tuple[Coding, ...]:
    """Return the excerpts of a cell that show a position.

    These are what its holders say outright; where the position only comes about between their excerpts
    (mixed: some support, some hinder) it is all that they say of it.
    """
    theirs = [coding for coding in codings if _holds(coding, position)]
    if divergence.about:
        theirs = [coding for coding in theirs if coding.subcode == divergence.about]
    outright = tuple(coding for coding in theirs if position.value in _said(coding, divergence))
    return outright or tuple(theirs)


def _holds(coding: Coding, position: Position) -> bool:
    """Say whether a holder speaks; where columns mix cases, voices are named with theirs."""
    name = voice_name(coding)
    return not {name, f"{coding.case} · {name}"}.isdisjoint(position.informants)


def _said(coding: Coding, divergence: Divergence) -> tuple[str | None, ...]:
    if divergence.dimension == "subcode":
        return (coding.subcode,)
    if divergence.dimension == "presence" or divergence.about:
        return (coding.presence,)
    return (coding.valence,)
