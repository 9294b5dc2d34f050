"""Evaluation: how well the suggestions agree with gold labels or with a coder's decisions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kubecode.codebook import Codebook
from kubecode.coder import CompiledCodebook, code_document, compile_codebook
from kubecode.errors import KubecodeError, Place, Problem
from kubecode.model import Document, Valence, split_code
from kubecode.readers.json_lines import read_json_lines
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.codebooks import (
    DEFAULT,
    LoadedCodebook,
    codebook_of,
    language_of,
    load_codebook_file,
    locate_codebook,
)
from kubecode.study.codings import pick_document
from kubecode.study.decisions import READ
from kubecode.study.intake import document_from_text
from kubecode.study.session import Session, exists, opened
from kubecode.synthesiser.evaluation import Evaluation, GoldUnit, evaluate

_SIGNS = {
    "+": Valence.SUPPORTS,
    "-": Valence.HINDERS,
    "−": Valence.HINDERS,
    "±": Valence.MIXED,
    "0": Valence.NEUTRAL,
}
_SIGNS |= {valence.value: valence for valence in Valence}

Row = Mapping[str, Any]


def evaluate_against(path: Path, study: Path | None, codebook: str | None) -> Evaluation:
    """Compare suggestions with a gold file; the study is needed only for rows about its documents.

    The codebook is the one named, else the study's, else the bundled one. Raises KubecodeError.
    """
    if not exists(study):
        return _evaluate(path, load_codebook_file(locate_codebook(codebook or DEFAULT)), None)
    with opened(study) as session:
        book = load_codebook_file(locate_codebook(codebook)) if codebook else codebook_of(session)
        return _evaluate(path, book, session)


def _evaluate(path: Path, book: LoadedCodebook, session: Session | None) -> Evaluation:
    """Compare suggestions with a gold file, for each top-level code and all together.

    Rows with ``text`` (or ``quote``) are tagged by themselves and count as one unit each. Rows with
    ``document`` need the study; every segment of the documents that they name is a unit, so that what
    the coder left uncoded counts as such. Raises KubecodeError for rows that cannot be used.
    """
    codebook = book.codebook
    rows = read_json_lines(path)
    with_text = [(line, row) for line, row in rows if _text_of(row) is not None and "start" not in row]
    with_span = [(line, row) for line, row in rows if (line, row) not in with_text]
    problems = [*_wrong_codes(path, rows, codebook)]
    if with_span and session is None:
        hint = "tag the documents first, or name the study with --study"
        problems.append(
            Problem(Place(str(path), with_span[0][0]), "this row is about a document of a study", hint)
        )
    if problems:
        raise KubecodeError(f"{path}: not usable as gold", problems=tuple(problems))
    compiled = compile_codebook(codebook, language_of(codebook))
    units = [_unit_of_text(row, compiled) for _, row in with_text]
    if session and with_span:
        units.extend(_units_of_documents([row for _, row in with_span], session))
    return evaluate(units, [code.path for code in codebook.codes])


def _text_of(row: Row) -> str | None:
    text = row.get("text", row.get("quote"))
    return text if isinstance(text, str) else None


def _codes_of(row: Row) -> Iterator[tuple[str, Valence | None, bool]]:
    """Yield (top-level code, valence, is core) of a gold row or of a coder's decision."""
    if "codes" in row:
        for label in row["codes"]:
            code = split_code(str(label.get("code", "")))[0]
            yield code, _SIGNS.get(str(label.get("valence"))), label.get("strength", "core") == "core"
    elif row.get("status", "accepted") in {"accepted", "accept", "y"}:
        yield split_code(str(row.get("code", "")))[0], _SIGNS.get(str(row.get("valence"))), True


def _wrong_codes(path: Path, rows: Iterable[tuple[int, Row]], codebook: Codebook) -> Iterator[Problem]:
    known = {code.path for code in codebook.codes}
    for line, row in rows:
        labels = row.get("codes", [])
        if not isinstance(labels, list) or not all(isinstance(label, dict) for label in labels):
            yield Problem(
                Place(str(path), line), "codes must be a list of objects", '[{"code": …, "valence": …}]'
            )
        else:
            for code, _, _ in _codes_of(row):
                if code not in known:
                    yield Problem(
                        Place(str(path), line),
                        f'the codebook has no code "{code}"',
                        f"known: {', '.join(sorted(known))}",
                    )


def _unit_of_text(row: Row, compiled: CompiledCodebook) -> GoldUnit:
    document = document_from_text(_text_of(row) or "", compiled.language)
    found = [(split_code(s.code)[0], s.valence) for s in code_document(document, compiled).suggestions]
    return _unit([row], found)


def _unit(rows: Iterable[Row], found: Iterable[tuple[str, Valence | None]]) -> GoldUnit:
    core: dict[str, Valence | None] = {}
    possible: set[str] = set()
    for row in rows:
        for code, valence, is_core in _codes_of(row):
            if is_core:
                core[code] = _join(core.get(code), valence) if code in core else valence
            else:
                possible.add(code)
    suggested: dict[str, Valence | None] = {}
    for code, valence in found:
        suggested[code] = _join(suggested.get(code), valence)
    return GoldUnit(core, frozenset(possible - set(core)), suggested)


def _join(one: Valence | None, other: Valence | None) -> Valence | None:
    """Join two valences of one unit: a neutral one yields, opposite ones are mixed."""
    said = {v for v in (one, other) if v is not None}
    if len(said) > 1:
        said.discard(Valence.NEUTRAL)
    return Valence.MIXED if len(said) > 1 else next(iter(said), None)


def _units_of_documents(rows: list[Row], session: Session) -> Iterator[GoldUnit]:
    documents = list(document_store.get_documents(session.connection))
    by_document: dict[str, list[Row]] = {}
    for row in rows:
        name = pick_document(documents, str(row.get("document", ""))).name
        by_document.setdefault(name, [])
        if row.get("status") != READ:
            by_document[name].append(row)
    found: dict[str, list[tuple[int, str, Valence | None]]] = {}
    for name, suggestion in runs.get_suggestions(session.connection):
        found.setdefault(name, []).append(
            (suggestion.start, split_code(suggestion.code)[0], suggestion.valence)
        )
    for document in documents:
        if document.name in by_document:
            yield from _units_of_document(document, by_document[document.name], found.get(document.name, []))


def _units_of_document(
    document: Document, rows: list[Row], found: list[tuple[int, str, Valence | None]]
) -> Iterator[GoldUnit]:
    """A gold row belongs to the segment that holds most of it."""
    of_segment: dict[int, list[Row]] = {}
    ends = [segment.end for segment in document.segments]
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        overlapping = range(bisect_left(ends, start + 1), len(document.segments))
        best = max(
            overlapping,
            key=lambda n: min(end, document.segments[n].end) - max(start, document.segments[n].start),
            default=None,
        )
        if best is not None:
            of_segment.setdefault(best, []).append(row)
    for index, segment in enumerate(document.segments):
        yield _unit(of_segment.get(index, []), [(c, v) for start, c, v in found if start == segment.start])
