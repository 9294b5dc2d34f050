"""The cross-case matrix: aspects by cases, each cell with its voices, sources and divergences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from kubecode.codebook import MatrixRow
from kubecode.model import OPEN, CellNote, Coding, CodingKey, SourceKind, Status, Valence
from kubecode.synthesiser.cells import Cell, Column, Empty, Matrix
from kubecode.synthesiser.coverage import codings_to_count
from kubecode.synthesiser.divergence import find_divergence
from kubecode.synthesiser.dominance import dominant_valence
from kubecode.synthesiser.exemplar import choose_exemplars
from kubecode.synthesiser.voices import ABSENT, Voice, count_excerpts, dominant_presence, find_voices
from kubecode.valences import OPPOSITE


def build_matrix(
    codings: Iterable[Coding],
    rows: tuple[MatrixRow, ...],
    columns: tuple[Column, ...],
    column_of: Callable[[Coding], str | None],
    notes: Mapping[tuple[str, str], CellNote],
    disputed: Set[CodingKey] = frozenset(),
) -> Matrix:
    """Return the matrix of accepted codings and suggestions.

    A cell counts accepted codings; if it has none, it shows the suggestions and is a *draft*. ``column_of``
    returns the key of a coding's column. ``disputed`` are the (document, start, end, top-level code) that
    coders judge differently.
    """
    codings_in: dict[tuple[str, str], list[Coding]] = {
        (row.id, column.key): [] for row in rows for column in columns
    }
    rows_of_path: dict[str, list[MatrixRow]] = {}
    for coding in codings:
        key = column_of(coding)
        if coding.path not in rows_of_path:
            rows_of_path[coding.path] = [row for row in rows if row.holds(coding.path)]
        for row in rows_of_path[coding.path]:
            if (row.id, key) in codings_in:
                codings_in[row.id, str(key)].append(coding)
    cells = {
        (row.id, column.key): _cell(
            row, column, codings_in[row.id, column.key], notes.get((row.id, column.key)), disputed
        )
        for row in rows
        for column in columns
    }
    return Matrix(rows, columns, cells)


def _cell(
    row: MatrixRow,
    column: Column,
    codings: list[Coding],
    note: CellNote | None,
    disputed: Set[CodingKey],
) -> Cell:
    shown, draft = codings_to_count(codings)
    note = note or CellNote()
    voices = find_voices(shown)
    informants = {voice.name for voice in voices if voice.is_informant}
    proposed = _proposed(voices)
    valence = note.valence or proposed
    divergence = find_divergence(voices, column.informants)
    ids = tuple(dict.fromkeys(coding.id for coding in shown))
    absent = [coding.presence in ABSENT for coding in shown]
    return Cell(
        row=row.id,
        column=column.key,
        valence=valence,
        valence_source="confirmed" if note.valence else "proposed",
        proposed=proposed,
        draft=draft,
        excerpts=count_excerpts(shown),
        undecided=count_excerpts([c for c in codings if c.status is Status.SUGGESTED]),
        disputed=count_excerpts([c for c in codings if (c.document, c.start, c.end, c.code) in disputed]),
        informants=tuple(name for name in column.informants if name in informants),
        informants_total=len(column.informants),
        sources=tuple(kind for kind in SourceKind if any(kind in v.source_kinds for v in voices)),
        sources_against=_sources_against(voices, valence),
        presence=dominant_presence(voice.presence for voice in voices if voice.presence),
        absence=any(absent),
        denied=bool(absent) and all(absent),
        voices=voices,
        exceptions=_exceptions(voices, valence),
        divergence=divergence,
        negative_cases=_negative_cases(shown, valence),
        empty=None if shown else _empty(row, column, note),
        summary=note.summary,
        summary_basis=note.basis or (),
        summary_is_stale=note.basis is not None and set(note.basis) != set(ids),
        note=note.note,
        quotes=choose_exemplars(shown, valence, divergence, note.exemplar),
        excerpt_ids=ids,
        is_mark=row.is_mark,
        reviewed=_reviewed(row, column, codings),
    )


def _proposed(voices: tuple[Voice, ...]) -> Valence | None:
    """Return the dominant valence of the informants, or of the other sources if no informant speaks."""
    people = [voice.valence for voice in voices if voice.is_informant]
    return dominant_valence(people or [voice.valence for voice in voices])


def _exceptions(voices: tuple[Voice, ...], valence: Valence | None) -> tuple[str, ...]:
    """Return the informants with another valence than the cell; a mixed cell has none."""
    if valence not in OPPOSITE:
        return ()
    alike = {None, Valence.NEUTRAL, valence}
    return tuple(voice.name for voice in voices if voice.is_informant and voice.valence not in alike)


def _sources_against(voices: tuple[Voice, ...], valence: Valence | None) -> tuple[str, ...]:
    """Return the kinds of source whose dominant valence is the opposite of the cell's."""
    by_kind = {
        kind: dominant_valence(v.valence for v in voices if kind in v.source_kinds) for kind in SourceKind
    }
    return tuple(kind for kind, dominant in by_kind.items() if (dominant, valence) in OPPOSITE.items())


def _reviewed(row: MatrixRow, column: Column, codings: Sequence[Coding]) -> float | None:
    """Return the share of the cell's excerpts without an open coding, in 0..1, or None without excerpts."""
    if row.top_codes <= column.reviewed:
        return 1.0
    open_ = count_excerpts(coding for coding in codings if coding.status in OPEN)
    total = count_excerpts(codings)
    return (total - open_) / total if total else None


def _negative_cases(codings: Sequence[Coding], valence: Valence | None) -> tuple[str, ...]:
    """Return the ids of the excerpts with the opposite valence of the cell."""
    return tuple(dict.fromkeys(c.id for c in codings if (c.valence, valence) in OPPOSITE.items()))


def _empty(row: MatrixRow, column: Column, note: CellNote) -> Empty:
    if note.summary or note.valence:
        return Empty.CONCLUSION_ONLY
    if not row.top_codes <= column.reviewed:
        return Empty.NOT_REVIEWED
    if column.asked is not None and not any(row.holds(path) for path in column.asked):
        return Empty.NOT_ASKED
    return Empty.NOT_FOUND
