"""Presence and valence of hits, from their cues, indicator and code."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kubecode.codebook import Direction, Group
from kubecode.coder.find import Hit
from kubecode.model import STRONGEST_FIRST, Cue, CueKind, Presence, Valence
from kubecode.valences import OPPOSITE

_DIRECTIONAL = frozenset(
    {
        CueKind.NEGATION,
        CueKind.RARITY,
        CueKind.ENDING,
        CueKind.HYPOTHESIS,
        CueKind.QUESTION,
        CueKind.PRAISE,
        CueKind.COMPLAINT,
    }
)
"""Cues that determine presence or valence; reported speech, other groups and the past do not."""


class JudgedHit(NamedTuple):
    """A hit with its cues and the presence and valence that follow from them."""

    hit: Hit
    cues: tuple[Cue, ...]
    presence: Presence
    valence: Valence | None

    @property
    def is_explicit(self) -> bool:
        """Whether the valence depends on more than the code's direct direction."""
        group, direction = self.hit.pattern.indicator.group, self.hit.pattern.code.direction
        has_direction = any(cue.kind in _DIRECTIONAL for cue in self.cues)
        return group is not Group.ANY or has_direction or direction is Direction.INVERSE

    @property
    def is_about_others(self) -> bool:
        """Whether the hit is about another group than the studied one."""
        return any(cue.kind is CueKind.OTHERS for cue in self.cues)


def judge(hit: Hit, cues: tuple[Cue, ...]) -> JudgedHit:
    """Return a hit with the presence and valence that follow from its cues."""
    kinds = frozenset(cue.kind for cue in cues)
    presence = _presence(kinds)
    group, direction = hit.pattern.indicator.group, hit.pattern.code.direction
    return JudgedHit(hit, cues, presence, _valence(group, direction, presence, kinds))


@cache
def _presence(kinds: frozenset[CueKind]) -> Presence:
    if kinds & {CueKind.HYPOTHESIS, CueKind.QUESTION}:
        return Presence.HYPOTHETICAL
    if CueKind.RARITY in kinds:
        return Presence.RARE
    if kinds & {CueKind.NEGATION, CueKind.ENDING}:
        return Presence.DENIED
    return Presence.PRESENT


@cache
def _valence(
    group: Group, direction: Direction, presence: Presence, kinds: frozenset[CueKind]
) -> Valence | None:
    """Return the valence by the indicator's group, else by evaluation or direction; absence reverses it.

    A hit that is hypothetical, about another group, or only of the past has no valence.
    """
    if presence is Presence.HYPOTHETICAL or kinds & {CueKind.OTHERS, CueKind.ONCE}:
        return None
    is_absent = presence in {Presence.DENIED, Presence.RARE}
    if group is Group.ANY and direction is not Direction.INVERSE and not is_absent:
        evaluation = _evaluation(kinds)
        if evaluation is not None:
            return evaluation
    if group is Group.SUPPORTS or (group is Group.ANY and direction is Direction.DIRECT):
        valence = Valence.SUPPORTS
    elif group is Group.HINDERS or (group is Group.ANY and direction is Direction.INVERSE):
        valence = Valence.HINDERS
    else:
        return None
    return OPPOSITE[valence] if is_absent else valence


def _evaluation(kinds: frozenset[CueKind]) -> Valence | None:
    is_praised, is_criticised = CueKind.PRAISE in kinds, CueKind.COMPLAINT in kinds
    if is_praised and is_criticised:
        return Valence.MIXED
    return Valence.SUPPORTS if is_praised else Valence.HINDERS if is_criticised else None


def joint_valence(hits: list[JudgedHit]) -> Valence | None:
    """Return the valence of several hits of one code: mixed if they differ, None if none has a valence.

    Hits that have a valence only by the direct direction of the code (the thing is merely mentioned) count
    only if there are no others.
    """
    if len(hits) == 1:
        return hits[0].valence
    valences = {hit.valence for hit in hits if hit.valence is not None and hit.is_explicit}
    valences = valences or {hit.valence for hit in hits if hit.valence is not None}
    if len(valences) > 1:
        return Valence.MIXED
    return next(iter(valences), None)


def joint_presence(hits: list[JudgedHit]) -> Presence:
    """Return the presence of the strongest kind of evidence among several hits of one code.

    Hits about the studied group count before those about others, asserted ones before hypothetical ones.
    But the settlement of a hypothetical quarrel is hypothetical too: ``kalo ada yang ribut ya didamein``.
    """
    if len(hits) == 1:
        return hits[0].presence
    hits = [hit for hit in hits if not hit.is_about_others] or hits
    hypothetical = [hit for hit in hits if hit.presence is Presence.HYPOTHETICAL]
    asserted = [hit for hit in hits if hit.presence is not Presence.HYPOTHETICAL]
    if any(_is_inverse(hit) for hit in hypothetical) and not any(_is_inverse(hit) for hit in asserted):
        return Presence.HYPOTHETICAL
    hits = asserted or hits
    explicit = [hit for hit in hits if hit.is_explicit] or hits
    return min(explicit, key=lambda hit: STRONGEST_FIRST.index(hit.hit.kind)).presence


def _is_inverse(judged: JudgedHit) -> bool:
    return judged.hit.pattern.code.direction is Direction.INVERSE
