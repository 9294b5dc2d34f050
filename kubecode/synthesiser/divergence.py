"""Divergence: informants or sources that differ on one aspect of one group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from kubecode.model import Presence, SourceKind, Valence
from kubecode.synthesiser.voices import Statement, Voice
from kubecode.valences import OPPOSITE

Dimension = Literal["valence", "presence", "subcode", "source"]


@dataclass(frozen=True, slots=True)
class Position:
    """One value in a divergence, and the voices that hold it."""

    value: str
    informants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Divergence:
    """A difference between voices: the positions, and the informants without a coding (``silent``).

    ``about`` is the sub-code in question, None for the whole aspect.
    """

    dimension: Dimension
    positions: tuple[Position, ...]
    silent: tuple[str, ...]
    about: str | None = None


def find_divergence(voices: Iterable[Voice], informants: tuple[str, ...]) -> tuple[Divergence, ...]:
    """Return the divergences of a cell, one for each dimension in which its voices differ.

    Valence alone would miss some: informants may agree that a group is cohesive and give unrelated reasons.
    """
    all_voices = list(voices)
    people = [voice for voice in all_voices if voice.is_informant]
    silent = tuple(name for name in informants if name not in {voice.name for voice in people})
    candidates: list[tuple[Dimension, str | None, Mapping[str, list[str]]]] = [
        ("valence", None, _by_valence(people)),
        ("presence", None, _by_presence(people)),
        ("subcode", None, _by_subcode(people)),
        ("source", None, _by_source(all_voices)),
        *(("source", subcode, positions) for subcode, positions in _denied_yet_shown(all_voices)),
    ]
    return tuple(
        Divergence(dimension, tuple(Position(v, tuple(names)) for v, names in holders.items()), silent, about)
        for dimension, about, holders in candidates
        if len(holders) > 1
    )


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for value, name in sorted(pairs):
        grouped.setdefault(value, []).append(name)
    return grouped


def _by_valence(voices: list[Voice]) -> dict[str, list[str]]:
    return _group((v.valence, v.name) for v in voices if v.valence and v.valence is not Valence.NEUTRAL)


def _by_presence(voices: list[Voice]) -> dict[str, list[str]]:
    """Group the voices if some say that the aspect is present and others that it is rare or denied."""
    clear = [(voice.presence, voice.name) for voice in voices if voice.presence]
    is_present = [presence is Presence.PRESENT for presence, _ in clear]
    return _group(clear) if any(is_present) and not all(is_present) else {}


def _by_subcode(voices: list[Voice]) -> dict[str, list[str]]:
    """Group the voices if two of them each have a main sub-code that the other never asserts."""
    specific = [(voice, voice.main_subcode) for voice in voices if voice.main_subcode]
    apart = any(
        main not in other.subcodes and other_main not in one.subcodes
        for (one, main), (other, other_main) in combinations(specific, 2)
    )
    return _group((main, voice.name) for voice, main in specific) if apart else {}


def _by_source(voices: list[Voice]) -> dict[str, list[str]]:
    """Group the voices if observations or documents have a valence that no interview has."""
    by_kind: dict[str, set[Valence]] = {}
    for voice in voices:
        for kind in voice.source_kinds:
            if voice.valence and voice.valence is not Valence.NEUTRAL:
                by_kind.setdefault(kind, set()).add(voice.valence)
    interview = by_kind.get(SourceKind.INTERVIEW, set())
    others = [valences for kind, valences in by_kind.items() if kind != SourceKind.INTERVIEW]
    return _by_valence(voices) if interview and any(valences - interview for valences in others) else {}


def _denied_yet_shown(voices: list[Voice]) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield (sub-code, positions) for sub-codes that one kind of source denies and another shows.

    One occurrence contradicts "never", but only with opposite valence: that nobody settles quarrels and that
    the only attempt failed is the same finding.
    """
    by_subcode: dict[str, list[tuple[Voice, Statement]]] = {}
    for voice in voices:
        for statement in voice.statements:
            by_subcode.setdefault(statement.subcode, []).append((voice, statement))
    for subcode, statements in sorted(by_subcode.items()):
        contradictions = [
            (denying, showing)
            for denying, denial in statements
            for showing, shown in statements
            if denial.is_denied
            and shown.is_shown
            and (denial.valence, shown.valence) in OPPOSITE.items()
            and not set(denying.source_kinds) & set(showing.source_kinds)
        ]
        pairs = {(Presence.DENIED, one.name) for one, _ in contradictions} | {
            (Presence.PRESENT, other.name) for _, other in contradictions
        }
        yield subcode, _group(pairs)
