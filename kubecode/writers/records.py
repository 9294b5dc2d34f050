"""Codings, cells and evaluations as plain records, with the field names of the JSON output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kubecode.errors import Problem
from kubecode.model import Coding, Document, DocumentFile, Turn
from kubecode.synthesiser.calibration import Share
from kubecode.synthesiser.cells import Cell
from kubecode.synthesiser.coverage import CompletedReadings
from kubecode.synthesiser.evaluation import Evaluation
from kubecode.synthesiser.voices import Voice

_CELL = (
    "row",
    "column",
    "valence",
    "valence_source",
    "proposed",
    "draft",
    "excerpts",
    "undecided",
    "disputed",
    "informants",
    "informants_total",
    "sources",
    "sources_against",
    "presence",
    "absence",
    "denied",
    "exceptions",
    "negative_cases",
    "empty",
    "summary",
    "summary_basis",
    "summary_is_stale",
    "note",
    "excerpt_ids",
)


def coding_record(coding: Coding) -> dict[str, Any]:
    """Return a coding as a record of ``tag --json`` and ``excerpts --json``."""
    return asdict(coding)


def turn_record(document: Document, turn: Turn, file: DocumentFile) -> dict[str, Any]:
    """Return a turn as a record of ``transcript --json``."""
    return {
        "document": document.name,
        "case": document.case,
        "line": turn.line,
        "label": turn.speaker,
        "informant": turn.informant,
        "role": turn.role,
        "asks": turn.asks,
        "is_unknown": turn.is_unknown,
        "start": turn.start,
        "end": turn.end,
        "text": document.text[turn.start : turn.end],
        "format": file.format,
        "left_out": dict(file.left_out),
    }


def reading_records(readings: CompletedReadings) -> list[dict[str, Any]]:
    """Return a record for each coder and document read to its end, as ``import`` reads it."""
    return [
        {"document": document, "status": "read", "coder": coder, "codes": sorted(codes)}
        for document, by_coder in readings.items()
        for coder, codes in by_coder.items()
    ]


def cell_record(cell: Cell) -> dict[str, Any]:
    """Return a cell as a record of ``matrix --json``."""
    best = cell.quotes[0] if cell.quotes else None
    return {
        "id": cell.id,
        **{name: getattr(cell, name) for name in _CELL},
        "voices": [_voice_record(voice) for voice in cell.voices],
        "divergence": [asdict(divergence) for divergence in cell.divergence],
        "exemplar": cell.exemplar,
        "exemplar_id": best.id if best else None,
        "exemplar_voice": best.voice if best else None,
        "exemplar_document": best.document if best else None,
        "exemplar_line": best.line if best else None,
    }


def _voice_record(voice: Voice) -> dict[str, Any]:
    return {
        "voice": voice.name,
        "is_informant": voice.is_informant,
        "excerpts": voice.excerpts,
        "valence": voice.valence,
        "presence": voice.presence,
        "subcodes": sorted(voice.subcodes),
    }


def problem_record(problem: Problem) -> dict[str, Any]:
    """Return a problem as a record of ``check --json`` and ``codebook check --json``."""
    return {
        **asdict(problem.where),
        "message": problem.message,
        "hint": problem.hint,
        "severity": problem.severity,
    }


def learned_evaluation_records(by: Mapping[str, Evaluation]) -> list[dict[str, Any]]:
    """Return the records of ``evaluate --learned --json``: one for each code and the total.

    The keys of ``by`` name what made the suggestions: rules, learned (segments without a rule-based
    suggestion), or both.
    """
    return [
        {"by": name, **asdict(score)}
        for name, evaluation in by.items()
        for score in (*evaluation.codes, evaluation.total)
    ]


def evaluation_records(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Return the records of ``evaluate --json``.

    They are one for each code, the total, the accuracy of valence, one for each band (the strongest first),
    and one for each kind of evidence.
    """
    return [
        *(asdict(score) for score in (*evaluation.codes, evaluation.total)),
        {"valence_accuracy": evaluation.valence_accuracy},
        *({"band": band.name, **_share(band)} for band in evaluation.bands),
        *({"kind": kind.name, **_share(kind)} for kind in evaluation.kinds),
    ]


def _share(share: Share) -> dict[str, float | None]:
    low, high = share.interval or (None, None)
    counts = {"suggested": share.suggested, "hits": share.hits}
    return {**counts, "share": share.share, "low": low, "high": high}
