"""The cross-case matrix: aspects by cases, every cell with who says so, from where, and who disagrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from kubecode.codebook import Row
from kubecode.model import CellNote, Coding, Presence, Status, Valence
from kubecode.synthesiser.cells import Cell, Column, Empty, Matrix
from kubecode.synthesiser.divergence import Voice, dominant_presence, find_divergence, main_subcode
from kubecode.synthesiser.dominance import dominant_valence
from kubecode.synthesiser.exemplar import choose_exemplar
from kubecode.synthesiser.frame import tidy_frame


def build_matrix(
    codings: Iterable[Coding],
    rows: tuple[Row, ...],
    columns: tuple[Column, ...],
    column_of: Callable[[Coding], str | None],
    notes: Mapping[tuple[str, str], CellNote],
) -> Matrix:
    """Build the matrix from codings that are accepted or still only suggested.

    A cell counts accepted codings; where it has none it shows the suggestions and says *draft*.
    ``column_of`` gives the key of the column that a coding belongs to.
    """
    kept = [c for c in codings if c.status in {Status.ACCEPTED, Status.SUGGESTED}]
    frame = tidy_frame(kept)
    frame["path"] = [c.path for c in kept]
    frame["column"] = [column_of(c) for c in kept]
    cells = {}
    for row in rows:
        in_row = frame[pd.Series([row.holds(path) for path in frame["path"]], index=frame.index, dtype=bool)]
        for column in columns:
            in_cell = in_row[in_row["column"] == column.key]
            cells[row.id, column.key] = _cell(row, column, in_cell, notes.get((row.id, column.key)))
    return Matrix(rows, columns, cells)


def _cell(row: Row, column: Column, frame: pd.DataFrame, note: CellNote | None) -> Cell:
    accepted = frame[frame["status"] == Status.ACCEPTED]
    suggested = frame[frame["status"] == Status.SUGGESTED]
    draft = accepted.empty and not suggested.empty
    counted = suggested if draft else accepted
    voices = _voices(counted)
    informants = [name for name in column.informants if name in {v.name for v in voices if v.is_informant}]
    confirmed = note.valence if note else None
    valence = confirmed or _proposed(voices)
    return Cell(
        row=row.id,
        column=column.key,
        valence=valence,
        valence_source="confirmed" if confirmed else "proposed",
        draft=draft and not confirmed,
        excerpts=_excerpts(counted),
        undecided=_excerpts(suggested),
        informants=tuple(informants),
        informants_total=len(column.informants),
        sources=tuple(
            sorted(set(counted["source_kind"]), key=["interview", "observation", "document"].index)
        ),
        absence=bool(counted["presence"].isin([Presence.RARE, Presence.DENIED]).any()),
        divergence=find_divergence(voices, column.informants),
        empty=_empty(row, column, counted.empty, note),
        summary=note.summary if note else None,
        exemplar=choose_exemplar(counted, valence),
        excerpt_ids=tuple(dict.fromkeys(counted["id"])),
    )


def _excerpts(frame: pd.DataFrame) -> int:
    """Count stretches of text: a quote under two sub-codes, or of two coders, is one excerpt."""
    return len(frame[["document", "start", "end"]].drop_duplicates())


def _voices(frame: pd.DataFrame) -> tuple[Voice, ...]:
    """Return what each informant says, and each kind of source that has no informant."""
    if frame.empty:
        return ()
    names = frame["informant"].where(frame["informant"].notna(), frame["source_kind"])
    voices = []
    for name in sorted(set(names)):
        voices.append(_voice(name, frame[names == name]))
    return tuple(voices)


def _voice(name: str, frame: pd.DataFrame) -> Voice:
    by_excerpt = frame.groupby("id", sort=False)["valence"].agg(_coders_agree)
    # A voice asserts a sub-code where it says, not merely in passing, that it is there.
    asserted = frame[~frame["presence"].isin([Presence.DENIED]) & (frame["valence"] != Valence.NEUTRAL)]
    subcodes = Counter(asserted["subcode"].dropna())
    return Voice(
        name=name,
        is_informant=bool(frame["informant"].notna().all()),
        source_kinds=frozenset(frame["source_kind"]),
        valence=dominant_valence(by_excerpt),
        presence=dominant_presence(Presence(presence) for presence in frame["presence"]),
        subcodes=frozenset(subcodes),
        main_subcode=main_subcode(subcodes),
    )


def _coders_agree(valences: pd.Series) -> Valence | None:
    """Join what several coders say of one excerpt; where they differ it is mixed."""
    said = {Valence(v) for v in valences.dropna()}
    return Valence.MIXED if len(said) > 1 else next(iter(said), None)


def _proposed(voices: tuple[Voice, ...]) -> Valence | None:
    """Informants first; only where none speaks do observation and documents decide."""
    people = [v.valence for v in voices if v.is_informant]
    return dominant_valence(people or [v.valence for v in voices])


def _empty(row: Row, column: Column, nothing: bool, note: CellNote | None) -> Empty | None:
    if not nothing:
        return None
    if note and (note.summary or note.valence):
        return Empty.CONCLUSION_ONLY
    if not column.reviewed:
        return Empty.NOT_REVIEWED
    if column.asked is not None and not any(row.holds(path) for path in column.asked):
        return Empty.NOT_ASKED
    return Empty.NOT_FOUND
