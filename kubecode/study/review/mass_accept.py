"""Accepting many suggestions by one answer: only where the coder has shown that this indicator is right."""

from __future__ import annotations

from dataclasses import dataclass

from kubecode.model import Status
from kubecode.store import decisions as decision_store
from kubecode.store import outline
from kubecode.study.codings import Filter
from kubecode.study.review.coding_index import CodingIndex
from kubecode.study.review.places import OutlinedCoding
from kubecode.study.session import Session

AT_LEAST = 10
"""Own decisions on the indicator, one by one."""
ACCEPTED_OF_TEN = 9
AT_MOST = 25
"""Suggestions accepted by one answer: as many as can be read before it."""


@dataclass(frozen=True, slots=True)
class MassOffer:
    """What could be accepted at one go; ``why_not``, a key of the wording, says why nothing can."""

    indicator: str | None
    decided: int
    accepted: int
    candidates: tuple[OutlinedCoding, ...]
    why_not: str | None


def mass_offer(session: Session, ground: CodingIndex, wanted: Filter) -> MassOffer:
    """Return what the filter's one indicator suggests and is undecided, where the coder may accept it so."""
    if wanted.indicator is None:
        return MassOffer(None, 0, 0, (), "mass.no_indicator")
    if not ground.sees_machine:
        return MassOffer(wanted.indicator, 0, 0, (), "mass.not_yet")
    by_mass = decision_store.mass_decided_keys(session.connection, ground.coder)
    spoken = {s[:4] for s in outline.outlined_suggestions(session.connection, wanted.indicator)}
    open_: list[OutlinedCoding] = []
    own: list[bool] = []
    for place in sorted({key[:3] for key in spoken}):
        for candidate in ground.candidates(place):
            if candidate.key not in spoken:
                continue
            if candidate.status in {Status.ACCEPTED, Status.REJECTED} and candidate.key not in by_mass:
                own.append(candidate.status is Status.ACCEPTED)
            if candidate.status is Status.SUGGESTED and wanted.matches(candidate):
                open_.append(candidate)
    enough = len(own) >= AT_LEAST and sum(own) * 10 >= len(own) * ACCEPTED_OF_TEN
    why_not = None if enough else "mass.not_yet"
    return MassOffer(wanted.indicator, len(own), sum(own), tuple(open_[:AT_MOST]), why_not)
