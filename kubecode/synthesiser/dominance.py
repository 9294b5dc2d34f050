"""The two-thirds rule: the dominant valence of several."""

from __future__ import annotations

from collections.abc import Iterable

from kubecode.model import Valence


def dominant_valence(valences: Iterable[Valence | None]) -> Valence | None:
    """Return the valence of at least two thirds of the votes, else mixed.

    A mixed valence is half a vote each way; neutral and None do not vote. Without votes the result is
    neutral if there is a neutral one, else None. Integers are compared, so that exactly two thirds suffice.
    """
    given = list(valences)
    supports = 2 * given.count(Valence.SUPPORTS) + given.count(Valence.MIXED)
    hinders = 2 * given.count(Valence.HINDERS) + given.count(Valence.MIXED)
    votes = supports + hinders
    if votes == 0:
        return Valence.NEUTRAL if Valence.NEUTRAL in given else None
    if 3 * supports >= 2 * votes:
        return Valence.SUPPORTS
    if 3 * hinders >= 2 * votes:
        return Valence.HINDERS
    return Valence.MIXED
