"""The excerpts that support each position of a divergence."""

from __future__ import annotations

from collections.abc import Iterable

from kubecode.model import Coding
from kubecode.synthesiser.divergence import Divergence, Position
from kubecode.synthesiser.voices import voice_name


def excerpts_showing(
    codings: Iterable[Coding], divergence: Divergence, position: Position
) -> tuple[Coding, ...]:
    """Return the excerpts of a cell that support a position.

    These are the excerpts of its holders with that value. If there are none (``mixed`` may result from some
    that support and some that hinder), all excerpts of its holders.
    """
    of_holders = [coding for coding in codings if _holds(coding, position)]
    if divergence.about:
        of_holders = [coding for coding in of_holders if coding.subcode == divergence.about]
    with_value = tuple(coding for coding in of_holders if position.value == _value(coding, divergence))
    return with_value or tuple(of_holders)


def _holds(coding: Coding, position: Position) -> bool:
    """Return whether a coding is of a holder. If columns mix cases, holders are named with their case."""
    name = voice_name(coding)
    return not {name, f"{coding.case} · {name}"}.isdisjoint(position.informants)


def _value(coding: Coding, divergence: Divergence) -> str | None:
    if divergence.dimension == "subcode":
        return coding.subcode
    if divergence.dimension == "presence" or divergence.about:
        return coding.presence
    return coding.valence
