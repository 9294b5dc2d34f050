"""The cross-case matrix: aspects by cases, every cell with who says so, from where, and who disagrees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from kubecode.codebook import MatrixRow
from kubecode.model import OPEN, CellNote, Coding, SourceKind, Status, Valence
from kubecode.synthesiser.cells import Cell, Column, Empty, Matrix
from kubecode.synthesiser.coverage import counted
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
    holding: dict[str, list[MatrixRow]] = {}
    for coding in codings:
        key = column_of(coding)
        if coding.path not in holding:
            holding[coding.path] = [row for row in rows if row.holds(coding.path)]
        for row in holding[coding.path]:
            if (row.id, key) in placed:
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
    row: MatrixRow,
    column: Column,
    codings: list[Coding],
    note: CellNote | None,
    disputed: Set[tuple[str, int, int, str]],
) -> Cell:
    shown, draft = counted(codings)
    note = note or CellNote()
    voices = find_voices(shown)
    heard = {voice.name for voice in voices if voice.is_informant}
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
        informants=tuple(name for name in column.informants if name in heard),
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
    """Informants first; only where none speaks do observation and documents decide."""
    people = [voice.valence for voice in voices if voice.is_informant]
    return dominant_valence(people or [voice.valence for voice in voices])


def _exceptions(voices: tuple[Voice, ...], valence: Valence | None) -> tuple[str, ...]:
    """Return the informants who see it otherwise; where the cell is mixed nobody is an exception."""
    if valence not in OPPOSITE:
        return ()
    alike = {None, Valence.NEUTRAL, valence}
    return tuple(voice.name for voice in voices if voice.is_informant and voice.valence not in alike)


def _sources_against(voices: tuple[Voice, ...], valence: Valence | None) -> tuple[str, ...]:
    """Return the kinds of source whose voices, taken together, say the opposite of the cell."""
    said = {
        kind: dominant_valence(v.valence for v in voices if kind in v.source_kinds) for kind in SourceKind
    }
    return tuple(kind for kind, its in said.items() if (its, valence) in OPPOSITE.items())


def _reviewed(row: MatrixRow, column: Column, codings: Sequence[Coding]) -> float | None:
    """Return the share of the stretches of text in a cell about which nobody has left anything open."""
    if row.top_codes <= column.reviewed:
        return 1.0
    left = count_excerpts(coding for coding in codings if coding.status in OPEN)
    there = count_excerpts(codings)
    return (there - left) / there if there else None


def _negative_cases(codings: Sequence[Coding], valence: Valence | None) -> tuple[str, ...]:
    """Return the ids of the excerpts that say the opposite of the cell."""
    return tuple(dict.fromkeys(c.id for c in codings if (c.valence, valence) in OPPOSITE.items()))


def _empty(row: MatrixRow, column: Column, note: CellNote) -> Empty:
    if note.summary or note.valence:
        return Empty.CONCLUSION_ONLY
    if not row.top_codes <= column.reviewed:
        return Empty.NOT_REVIEWED
    if column.asked is not None and not any(row.holds(path) for path in column.asked):
        return Empty.NOT_ASKED
    return Empty.NOT_FOUND
