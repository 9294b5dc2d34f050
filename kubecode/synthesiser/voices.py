"""Voices: what each informant, or each kind of source without informants, says of one aspect of one group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kubecode.model import Coding, Presence, Valence
from kubecode.synthesiser.dominance import dominant_valence

ABSENT = frozenset({Presence.RARE, Presence.DENIED})


@dataclass(frozen=True, slots=True)
class Statement:
    """What a voice says of one sub-code: ``is_denied`` where it only denies it, ``is_shown`` where it says at
    least once outright that it is there, and which way that works.
    """

    subcode: str
    is_denied: bool
    is_shown: bool
    valence: Valence | None


@dataclass(frozen=True, slots=True)
class Voice:
    """What one informant, or one kind of source without informants, says of one cell.

    ``presence`` is what at least two thirds of the excerpts say, None where they are divided.
    ``subcodes`` are those that the voice asserts, ``main_subcode`` the one that it speaks of mainly.
    """

    name: str
    is_informant: bool
    source_kinds: tuple[str, ...]
    excerpts: int
    valence: Valence | None
    presence: Presence | None
    subcodes: frozenset[str]
    main_subcode: str | None
    statements: tuple[Statement, ...]


def voice_name(coding: Coding) -> str:
    """Return whose voice a coding is: the informant's, or that of the kind of source."""
    return coding.informant or coding.source_kind


def find_voices(codings: Iterable[Coding]) -> tuple[Voice, ...]:
    """Return the voices in a cell, by name."""
    by_name: dict[str, list[Coding]] = {}
    for coding in codings:
        by_name.setdefault(voice_name(coding), []).append(coding)
    return tuple(_voice(name, by_name[name]) for name in sorted(by_name))


def count_excerpts(codings: Iterable[Coding]) -> int:
    """Count stretches of text: a quote under two sub-codes, or of two coders, is one excerpt."""
    return len({(coding.document, coding.start, coding.end) for coding in codings})


def _voice(name: str, codings: list[Coding]) -> Voice:
    # A voice asserts a sub-code where it says, not merely in passing, that it is there.
    subcodes = Counter(
        coding.subcode
        for coding in codings
        if coding.subcode and coding.presence is not Presence.DENIED and coding.valence is not Valence.NEUTRAL
    )
    return Voice(
        name=name,
        is_informant=codings[0].informant is not None,
        source_kinds=tuple(sorted({coding.source_kind for coding in codings})),
        excerpts=count_excerpts(codings),
        valence=_valence(codings),
        presence=dominant_presence(coding.presence for coding in codings),
        subcodes=frozenset(subcodes),
        main_subcode=_main_subcode(subcodes),
        statements=_statements(codings),
    )


def _valence(codings: Sequence[Coding]) -> Valence | None:
    """Join excerpt by excerpt, so that two coders of one are not two votes; where they differ it is mixed."""
    by_excerpt: dict[str, set[Valence]] = {}
    for coding in codings:
        said = by_excerpt.setdefault(coding.id, set())
        if coding.valence is not None:
            said.add(coding.valence)
    return dominant_valence(
        Valence.MIXED if len(said) > 1 else next(iter(said), None) for said in by_excerpt.values()
    )


def _statements(codings: Iterable[Coding]) -> tuple[Statement, ...]:
    by_subcode: dict[str, list[Coding]] = {}
    for coding in codings:
        if coding.subcode:
            by_subcode.setdefault(coding.subcode, []).append(coding)
    return tuple(
        Statement(
            subcode,
            is_denied=all(coding.presence is Presence.DENIED for coding in said),
            is_shown=any(coding.presence is Presence.PRESENT for coding in said),
            valence=_valence(said),
        )
        for subcode, said in sorted(by_subcode.items())
    )


def dominant_presence(presences: Iterable[Presence]) -> Presence | None:
    """Return ``present``, or the commoner of ``rare`` and ``denied``, where two thirds agree on it."""
    said = Counter(presences)
    absent = said[Presence.RARE] + said[Presence.DENIED]
    if said and 3 * said[Presence.PRESENT] >= 2 * said.total():
        return Presence.PRESENT
    if said and 3 * absent >= 2 * said.total():
        return Presence.RARE if said[Presence.RARE] >= said[Presence.DENIED] else Presence.DENIED
    return None


def _main_subcode(asserted: Counter[str]) -> str | None:
    """Return the sub-code that is all a voice speaks of, or half of it and more than once."""
    if not asserted:
        return None
    subcode, count = min(asserted.items(), key=lambda item: (-item[1], item[0]))
    total = asserted.total()
    return subcode if count == total or (count > 1 and 2 * count >= total) else None
