"""The two-thirds rule: when one valence dominates."""

from __future__ import annotations

from collections.abc import Iterable

from kubecode.model import Valence


def dominant_valence(valences: Iterable[Valence | None]) -> Valence | None:
    """Return the valence that holds for all: at least two thirds say so, mixed ones half each way.

    Neutral and unstated ones do not vote; without any vote the answer is neutral if something was
    described, else None. Counted in sixths of a vote, so that exactly two thirds is two thirds.
    """
    said = list(valences)
    supports = 2 * said.count(Valence.SUPPORTS) + said.count(Valence.MIXED)
    hinders = 2 * said.count(Valence.HINDERS) + said.count(Valence.MIXED)
    votes = supports + hinders
    if votes == 0:
        return Valence.NEUTRAL if Valence.NEUTRAL in said else None
    if 3 * supports >= 2 * votes:
        return Valence.SUPPORTS
    if 3 * hinders >= 2 * votes:
        return Valence.HINDERS
    return Valence.MIXED
