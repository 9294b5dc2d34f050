"""Voices: one informant, or one kind of source without informants, on one aspect of one group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kubecode.model import Coding, Presence, Valence
from kubecode.synthesiser.dominance import dominant_valence

ABSENT = frozenset({Presence.RARE, Presence.DENIED})


@dataclass(frozen=True, slots=True)
class Statement:
    """A voice on one sub-code.

    ``is_denied``: all of its codings deny it. ``is_shown``: at least one coding has presence ``present``.
    """

    subcode: str
    is_denied: bool
    is_shown: bool
    valence: Valence | None


@dataclass(frozen=True, slots=True)
class Voice:
    """One informant, or one kind of source without informants, in one cell.

    ``presence`` is the presence of at least two thirds of the excerpts, else None. ``subcodes`` are those
    that the voice asserts, ``main_subcode`` the most frequent of them if it is frequent enough.
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
    """Return the informant of a coding, or its kind of source if there is none."""
    return coding.informant or coding.source_kind


def find_voices(codings: Iterable[Coding]) -> tuple[Voice, ...]:
    """Return the voices of a cell, by name."""
    by_name: dict[str, list[Coding]] = {}
    for coding in codings:
        by_name.setdefault(voice_name(coding), []).append(coding)
    return tuple(_voice(name, by_name[name]) for name in sorted(by_name))


def count_excerpts(codings: Iterable[Coding]) -> int:
    """Return the number of distinct spans: a quote with two sub-codes or two coders is one excerpt."""
    return len({(coding.document, coding.start, coding.end) for coding in codings})


def _voice(name: str, codings: list[Coding]) -> Voice:
    # A denial or a neutral mention does not assert a sub-code.
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
    """Join valences by excerpt first: two coders of one excerpt are one vote, mixed if they differ."""
    by_excerpt: dict[str, set[Valence]] = {}
    for coding in codings:
        valences = by_excerpt.setdefault(coding.id, set())
        if coding.valence is not None:
            valences.add(coding.valence)
    return dominant_valence(
        Valence.MIXED if len(valences) > 1 else next(iter(valences), None) for valences in by_excerpt.values()
    )


def _statements(codings: Iterable[Coding]) -> tuple[Statement, ...]:
    by_subcode: dict[str, list[Coding]] = {}
    for coding in codings:
        if coding.subcode:
            by_subcode.setdefault(coding.subcode, []).append(coding)
    return tuple(
        Statement(
            subcode,
            is_denied=all(coding.presence is Presence.DENIED for coding in of_subcode),
            is_shown=any(coding.presence is Presence.PRESENT for coding in of_subcode),
            valence=_valence(of_subcode),
        )
        for subcode, of_subcode in sorted(by_subcode.items())
    )


def dominant_presence(presences: Iterable[Presence]) -> Presence | None:
    """Return the presence that at least two thirds agree on, else None.

    ``rare`` and ``denied`` count together; the more frequent of the two is returned.
    """
    counts = Counter(presences)
    absent = counts[Presence.RARE] + counts[Presence.DENIED]
    if counts and 3 * counts[Presence.PRESENT] >= 2 * counts.total():
        return Presence.PRESENT
    if counts and 3 * absent >= 2 * counts.total():
        return Presence.RARE if counts[Presence.RARE] >= counts[Presence.DENIED] else Presence.DENIED
    return None


def _main_subcode(asserted: Counter[str]) -> str | None:
    """Return the only asserted sub-code, or one asserted more than once and at least half of the time."""
    if not asserted:
        return None
    subcode, count = min(asserted.items(), key=lambda item: (-item[1], item[0]))
    total = asserted.total()
    return subcode if count == total or (count > 1 and 2 * count >= total) else None
