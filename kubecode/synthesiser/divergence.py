"""Divergence: informants or sources that do not say the same of one aspect of one group."""

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
    """One of the things said, and who says it."""

    value: str
    informants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where voices differ: the positions with their holders, and which informants were not heard.

    ``about`` is the sub-code that they differ on, None where it is the whole aspect.
    """

    dimension: Dimension
    positions: tuple[Position, ...]
    silent: tuple[str, ...]
    about: str | None = None


def find_divergence(voices: Iterable[Voice], informants: tuple[str, ...]) -> tuple[Divergence, ...]:
    """Return every dimension in which the voices of a cell differ.

    A sign alone would miss it: informants may agree that the group holds together and give reasons that
    have nothing in common.
    """
    heard = list(voices)
    people = [voice for voice in heard if voice.is_informant]
    silent = tuple(name for name in informants if name not in {voice.name for voice in people})
    found: list[tuple[Dimension, str | None, Mapping[str, list[str]]]] = [
        ("valence", None, _by_valence(people)),
        ("presence", None, _by_presence(people)),
        ("subcode", None, _by_subcode(people)),
        ("source", None, _by_source(heard)),
        *(("source", subcode, positions) for subcode, positions in _denied_yet_shown(heard)),
    ]
    return tuple(
        Divergence(dimension, tuple(Position(v, tuple(names)) for v, names in by.items()), silent, about)
        for dimension, about, by in found
        if len(by) > 1
    )


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for value, name in sorted(pairs):
        grouped.setdefault(value, []).append(name)
    return grouped


def _by_valence(voices: list[Voice]) -> dict[str, list[str]]:
    return _group((v.valence, v.name) for v in voices if v.valence and v.valence is not Valence.NEUTRAL)


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
    return _by_valence(voices) if interview and any(said - interview for said in others) else {}


def _denied_yet_shown(voices: list[Voice]) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the sub-codes that one kind of source only denies and another shows, with opposite valence.

    "Never" is refuted by one time. Where both work the same way (nobody settles quarrels; the only attempt
    failed), the sources bear each other out.
    """
    said: dict[str, list[tuple[Voice, Statement]]] = {}
    for voice in voices:
        for statement in voice.statements:
            said.setdefault(statement.subcode, []).append((voice, statement))
    for subcode, statements in sorted(said.items()):
        against = [
            (denying, showing)
            for denying, denial in statements
            for showing, shown in statements
            if denial.is_denied
            and shown.is_shown
            and (denial.valence, shown.valence) in OPPOSITE.items()
            and not set(denying.source_kinds) & set(showing.source_kinds)
        ]
        pairs = {(Presence.DENIED, one.name) for one, _ in against} | {
            (Presence.PRESENT, other.name) for _, other in against
        }
        yield subcode, _group(pairs)
