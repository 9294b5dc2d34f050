"""Divergence: informants or sources that do not say the same of one aspect of one group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from kubecode.model import Presence, SourceKind, Valence

Dimension = Literal["valence", "presence", "subcode", "source"]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one informant, or one kind of source without informants, says of one cell.

    ``presence`` is what at least two thirds of the excerpts say, None where they are divided.
    ``subcodes`` are those that the voice asserts, ``main_subcode`` the one that it speaks of mainly.
    """

    name: str
    is_informant: bool
    source_kinds: frozenset[str]
    valence: Valence | None
    presence: Presence | None
    subcodes: frozenset[str]
    main_subcode: str | None


def dominant_presence(presences: Iterable[Presence]) -> Presence | None:
    """Return ``present``, or the commoner of ``rare`` and ``denied``, where two thirds agree on it."""
    said = Counter(presences)
    absent = said[Presence.RARE] + said[Presence.DENIED]
    if said and 3 * said[Presence.PRESENT] >= 2 * said.total():
        return Presence.PRESENT
    if said and 3 * absent >= 2 * said.total():
        return Presence.RARE if said[Presence.RARE] >= said[Presence.DENIED] else Presence.DENIED
    return None


@dataclass(frozen=True, slots=True)
class Position:
    """One of the things said, and who says it."""

    value: str
    informants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where voices differ: the positions with their holders, and which informants were not heard."""

    dimension: Dimension
    positions: tuple[Position, ...]
    silent: tuple[str, ...]


def main_subcode(asserted: Counter[str]) -> str | None:
    """Return the sub-code that is all a voice speaks of, or half of it and more than once."""
    if not asserted:
        return None
    subcode, count = min(asserted.items(), key=lambda item: (-item[1], item[0]))
    total = asserted.total()
    return subcode if count == total or (count > 1 and 2 * count >= total) else None


def find_divergence(voices: Iterable[Voice], informants: tuple[str, ...]) -> tuple[Divergence, ...]:
    """Return every dimension in which the voices of a cell differ.

    A sign alone would miss it: informants may agree that the group holds together and give reasons that
    have nothing in common.
    """
    heard = list(voices)
    people = [voice for voice in heard if voice.is_informant]
    silent = tuple(name for name in informants if name not in {voice.name for voice in people})
    found: list[tuple[Dimension, Mapping[str, list[str]]]] = [
        ("valence", _by_valence(people)),
        ("presence", _by_presence(people)),
        ("subcode", _by_subcode(people)),
        ("source", _by_source(heard)),
    ]
    return tuple(
        Divergence(dimension, tuple(Position(v, tuple(names)) for v, names in positions.items()), silent)
        for dimension, positions in found
        if len(positions) > 1
    )


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for value, name in sorted(pairs):
        grouped.setdefault(value, []).append(name)
    return grouped


def _by_valence(voices: list[Voice]) -> dict[str, list[str]]:
    return _group(
        (v.valence, v.name) for v in voices if v.valence not in {None, Valence.NEUTRAL} and v.valence
    )


def _by_presence(voices: list[Voice]) -> dict[str, list[str]]:
    """Some say that it is there, others that it is rare or absent."""
    clear = [(voice.presence, voice.name) for voice in voices if voice.presence]
    there = [presence is Presence.PRESENT for presence, _ in clear]
    return _group(clear) if any(there) and not all(there) else {}


def _by_subcode(voices: list[Voice]) -> dict[str, list[str]]:
    """Two voices each speak mostly of something that the other does not assert at all."""
    specific = [(voice, voice.main_subcode) for voice in voices if voice.main_subcode]
    apart = any(
        main not in other.subcodes and other_main not in one.subcodes
        for (one, main), (other, other_main) in combinations(specific, 2)
    )
    return _group((main, voice.name) for voice, main in specific) if apart else {}


def _by_source(voices: list[Voice]) -> dict[str, list[str]]:
    """Interviews say one thing, observation or documents another."""
    by_kind: dict[str, set[Valence]] = {}
    for voice in voices:
        for kind in voice.source_kinds:
            if voice.valence and voice.valence is not Valence.NEUTRAL:
                by_kind.setdefault(kind, set()).add(voice.valence)
    interview = by_kind.get(SourceKind.INTERVIEW, set())
    others = [said for kind, said in by_kind.items() if kind != SourceKind.INTERVIEW]
    if not interview or not any(said - interview for said in others):
        return {}
    return _group((v.valence, v.name) for v in voices if v.valence and v.valence is not Valence.NEUTRAL)
