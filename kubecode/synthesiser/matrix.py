"""The cross-case matrix: aspects by cases, every cell with who says so, from where, and who disagrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from kubecode.codebook import Row
from kubecode.model import CellNote, Coding, Presence, SourceKind, Status, Valence
from kubecode.synthesiser.cells import Cell, Column, Empty, Matrix
from kubecode.synthesiser.divergence import Voice, dominant_presence, find_divergence, main_subcode
from kubecode.synthesiser.dominance import dominant_valence
from kubecode.synthesiser.exemplar import choose_exemplar

_ABSENT = frozenset({Presence.RARE, Presence.DENIED})


def build_matrix(
    codings: Iterable[Coding],
    rows: tuple[Row, ...],
    columns: tuple[Column, ...],
    column_of: Callable[[Coding], str | None],
    notes: Mapping[tuple[str, str], CellNote],
    disputed: Set[tuple[str, int, int, str]] = frozenset(),
) -> Matrix:
    """Build the matrix from codings that are accepted or still only suggested.

    A cell counts accepted codings; where it has none it shows the suggestions and says *draft*.
    ``column_of`` gives the key of the column that a coding belongs to; ``disputed`` are the (document,
    start, end, top-level code) that coders do not judge alike.
    """
    placed: dict[tuple[str, str], list[Coding]] = {
        (row.id, column.key): [] for row in rows for column in columns
    }
    for coding in codings:
        key = column_of(coding)
        for row in rows:
            if (row.id, key) in placed and row.holds(coding.path):
                placed[row.id, str(key)].append(coding)
    cells = {
        (row.id, column.key): _cell(
            row, column, placed[row.id, column.key], notes.get((row.id, column.key)), disputed
        )
        for row in rows
        for column in columns
    }
    return Matrix(rows, columns, cells)


def _cell(
    row: Row,
    column: Column,
    codings: list[Coding],
    note: CellNote | None,
    disputed: Set[tuple[str, int, int, str]],
) -> Cell:
    accepted = [coding for coding in codings if coding.status is Status.ACCEPTED]
    suggested = [coding for coding in codings if coding.status is Status.SUGGESTED]
    draft = not accepted and bool(suggested)
    counted = suggested if draft else accepted
    voices = _voices(counted)
    heard = {voice.name for voice in voices if voice.is_informant}
    confirmed = note.valence if note else None
    valence = confirmed or _proposed(voices)
    kinds = {coding.source_kind for coding in counted}
    exemplar = choose_exemplar(counted, valence)
    return Cell(
        row=row.id,
        column=column.key,
        valence=valence,
        valence_source="confirmed" if confirmed else "proposed",
        draft=draft,
        excerpts=_excerpts(counted),
        undecided=_excerpts(suggested),
        disputed=_excerpts([c for c in codings if (c.document, c.start, c.end, c.code) in disputed]),
        informants=tuple(name for name in column.informants if name in heard),
        informants_total=len(column.informants),
        sources=tuple(kind for kind in SourceKind if kind in kinds),
        absence=any(coding.presence in _ABSENT for coding in counted),
        divergence=find_divergence(voices, column.informants),
        empty=_empty(row, column, note) if not counted else None,
        summary=note.summary if note else None,
        exemplar=exemplar.text if exemplar else None,
        exemplar_id=exemplar.id if exemplar else None,
        exemplar_voice=(exemplar.informant or exemplar.source_kind) if exemplar else None,
        exemplar_document=exemplar.document if exemplar else None,
        exemplar_line=exemplar.line if exemplar else None,
        excerpt_ids=tuple(dict.fromkeys(coding.id for coding in counted)),
    )


def _excerpts(codings: Sequence[Coding]) -> int:
    """Count stretches of text: a quote under two sub-codes, or of two coders, is one excerpt."""
    return len({(coding.document, coding.start, coding.end) for coding in codings})


def _voices(codings: Sequence[Coding]) -> tuple[Voice, ...]:
    """Return what each informant says, and each kind of source that has no informant."""
    by_name: dict[str, list[Coding]] = {}
    for coding in codings:
        by_name.setdefault(coding.informant or coding.source_kind, []).append(coding)
    return tuple(_voice(name, by_name[name]) for name in sorted(by_name))


def _voice(name: str, codings: list[Coding]) -> Voice:
    by_excerpt: dict[str, set[Valence]] = {}
    for coding in codings:
        said = by_excerpt.setdefault(coding.id, set())
        if coding.valence is not None:
            said.add(coding.valence)
    # A voice asserts a sub-code where it says, not merely in passing, that it is there.
    subcodes = Counter(
        coding.subcode
        for coding in codings
        if coding.subcode and coding.presence is not Presence.DENIED and coding.valence is not Valence.NEUTRAL
    )
    return Voice(
        name=name,
        is_informant=codings[0].informant is not None,
        source_kinds=frozenset(coding.source_kind for coding in codings),
        valence=dominant_valence(_coders_agree(said) for said in by_excerpt.values()),
        presence=dominant_presence(coding.presence for coding in codings),
        subcodes=frozenset(subcodes),
        main_subcode=main_subcode(subcodes),
    )


def _coders_agree(said: set[Valence]) -> Valence | None:
    """Join what several coders say of one excerpt; where they differ it is mixed."""
    return Valence.MIXED if len(said) > 1 else next(iter(said), None)


def _proposed(voices: tuple[Voice, ...]) -> Valence | None:
    """Informants first; only where none speaks do observation and documents decide."""
    people = [voice.valence for voice in voices if voice.is_informant]
    return dominant_valence(people or [voice.valence for voice in voices])


def _empty(row: Row, column: Column, note: CellNote | None) -> Empty:
    if note and (note.summary or note.valence):
        return Empty.CONCLUSION_ONLY
    if not row.top_codes <= column.reviewed:
        return Empty.NOT_REVIEWED
    if column.asked is not None and not any(row.holds(path) for path in column.asked):
        return Empty.NOT_ASKED
    return Empty.NOT_FOUND
