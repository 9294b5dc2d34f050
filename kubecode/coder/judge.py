"""From hits and cues to what is suggested: presence and valence."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kubecode.codebook import Direction, Group
from kubecode.coder.find import Hit
from kubecode.model import STRONGEST_FIRST, Cue, CueKind, Presence, Valence
from kubecode.valences import OPPOSITE

_POINTING = frozenset(
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
"""Cues that say which way; who is reported, and when it was so, does not."""


class JudgedHit(NamedTuple):
    """A hit with the cues around it and what both together say."""

    hit: Hit
    cues: tuple[Cue, ...]
    presence: Presence
    valence: Valence | None

    @property
    def is_explicit(self) -> bool:
        """Say whether more than the code's direction speaks for the valence."""
        group, direction = self.hit.pattern.indicator.group, self.hit.pattern.code.direction
        points = any(cue.kind in _POINTING for cue in self.cues)
        return group is not Group.ANY or points or direction is Direction.INVERSE

    @property
    def is_about_others(self) -> bool:
        """Say whether it is said of another group than the one that is studied."""
        return any(cue.kind is CueKind.OTHERS for cue in self.cues)


def judge(hit: Hit, cues: tuple[Cue, ...]) -> JudgedHit:
    """Say what one hit means in its surroundings."""
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
    """The indicator's group, or else evaluation and direction, say which way; absence turns it round.

    What is supposed, said of another group, or was so once and perhaps is no more, says nothing of it.
    """
    if presence is Presence.HYPOTHETICAL or kinds & {CueKind.OTHERS, CueKind.ONCE}:
        return None
    absent = presence in {Presence.DENIED, Presence.RARE}
    if group is Group.ANY and direction is not Direction.INVERSE and not absent:
        evaluation = _evaluation(kinds)
        if evaluation is not None:
            return evaluation
    if group is Group.SUPPORTS or (group is Group.ANY and direction is Direction.DIRECT):
        valence = Valence.SUPPORTS
    elif group is Group.HINDERS or (group is Group.ANY and direction is Direction.INVERSE):
        valence = Valence.HINDERS
    else:
        return None
    return OPPOSITE[valence] if absent else valence


def _evaluation(kinds: frozenset[CueKind]) -> Valence | None:
    good, bad = CueKind.PRAISE in kinds, CueKind.COMPLAINT in kinds
    if good and bad:
        return Valence.MIXED
    return Valence.SUPPORTS if good else Valence.HINDERS if bad else None


def joint_valence(judged: list[JudgedHit]) -> Valence | None:
    """Join what several hits say of one code: mixed when they point both ways, None when none does.

    That a thing is merely mentioned says little beside what is said of it: an indicator that takes its
    valence from the code's direction alone yields to the others.
    """
    if len(judged) == 1:
        return judged[0].valence
    said = {one.valence for one in judged if one.valence is not None and one.is_explicit}
    said = said or {one.valence for one in judged if one.valence is not None}
    if len(said) > 1:
        return Valence.MIXED
    return next(iter(said), None)


def joint_presence(judged: list[JudgedHit]) -> Presence:
    """Return the presence of the best evidence; what is only supposed yields to what is said.

    But how a supposed quarrel would be settled is supposed with it: ``kalo ada yang ribut ya didamein``. What
    is said of the group itself comes before what is said of others.
    """
    if len(judged) == 1:
        return judged[0].presence
    judged = [one for one in judged if not one.is_about_others] or judged
    supposed = [one for one in judged if one.presence is Presence.HYPOTHETICAL]
    said = [one for one in judged if one.presence is not Presence.HYPOTHETICAL]
    if any(_is_inverse(one) for one in supposed) and not any(_is_inverse(one) for one in said):
        return Presence.HYPOTHETICAL
    judged = said or judged
    explicit = [one for one in judged if one.is_explicit] or judged
    return min(explicit, key=lambda one: STRONGEST_FIRST.index(one.hit.kind)).presence


def _is_inverse(judged: JudgedHit) -> bool:
    return judged.hit.pattern.code.direction is Direction.INVERSE
