"""Accepting many suggestions of one indicator at once, after the coder has accepted most of them singly."""

from __future__ import annotations

from dataclasses import dataclass

from kubecode.model import Status
from kubecode.store import decisions as decision_store
from kubecode.store import outline
from kubecode.study.codings import Filter
from kubecode.study.review.coding_index import CodingIndex, OutlinedCoding
from kubecode.study.session import Session

LEAST_DECIDED = 10
"""Single decisions of this coder on the indicator."""
ACCEPTED_OF_TEN = 9
MOST_CODINGS = 25
"""Suggestions in one offer: as many as a person can read before answering."""


@dataclass(frozen=True, slots=True)
class MassOffer:
    """The suggestions that one answer could accept.

    ``decided`` and ``accepted`` count the coder's single decisions on the indicator. ``why_not`` is a key of
    the wording: why no answer may accept them, None if one may.
    """

    indicator: str | None
    decided: int
    accepted: int
    codings: tuple[OutlinedCoding, ...]
    why_not: str | None


def mass_offer(session: Session, index: CodingIndex, wanted: Filter) -> MassOffer:
    """Return the undecided suggestions of the filter's indicator, and why they may not be accepted."""
    if wanted.indicator is None:
        return MassOffer(None, 0, 0, (), "mass.no_indicator")
    if not index.sees_machine:
        return MassOffer(wanted.indicator, 0, 0, (), "mass.not_yet")
    accepted_in_mass = decision_store.mass_decided_keys(session.connection, index.coder)
    suggested = {s[:4] for s in outline.outlined_suggestions(session.connection, wanted.indicator)}
    undecided: list[OutlinedCoding] = []
    verdicts: list[bool] = []
    for span in sorted({key[:3] for key in suggested}):
        for coding in index.codings(span):
            if coding.key not in suggested:
                continue
            if coding.status in {Status.ACCEPTED, Status.REJECTED} and coding.key not in accepted_in_mass:
                verdicts.append(coding.status is Status.ACCEPTED)
            if coding.status is Status.SUGGESTED and wanted.matches(coding):
                undecided.append(coding)
    decided, accepted = len(verdicts), sum(verdicts)
    is_enough = decided >= LEAST_DECIDED and accepted * 10 >= decided * ACCEPTED_OF_TEN
    why_not = None if is_enough else "mass.not_yet"
    return MassOffer(wanted.indicator, decided, accepted, tuple(undecided[:MOST_CODINGS]), why_not)
