"""The track record of indicators: how many of their suggestions were accepted or rejected."""

from __future__ import annotations

from kubecode.codebook import Codebook
from kubecode.model import EvidenceKind, Suggestion, split_code
from kubecode.study.judgements import JudgedSegment
from kubecode.synthesiser.calibration import TrackRecord

IndicatorKey = tuple[str, str]
"""(code path, indicator as the codebook writes it)."""


def track_record(
    codebook: Codebook, suggestions: list[tuple[str, Suggestion]], judged: list[JudgedSegment]
) -> dict[IndicatorKey, TrackRecord]:
    """Return the track record of every indicator with a suggestion, in the order of the codebook.

    ``suggestions`` are (document, suggestion) pairs. A suggestion is accepted if its top-level code applies
    to the segment, whatever the sub-code. It is rejected if the code does not apply: turned down, or not
    coded by a coder who has read the document through (see
    :func:`~kubecode.study.judgements.judged_segments`).
    """
    verdicts_by_segment = {(j.document, j.segment.start): j.verdicts for j in judged}
    verdicts: dict[IndicatorKey, list[bool | None]] = {}
    owners: dict[IndicatorKey, str | None] = {}
    for document, suggestion in suggestions:
        code = split_code(suggestion.code)[0]
        verdict = verdicts_by_segment.get((document, suggestion.start), {}).get(code)
        # A learned word may equal an indicator of the codebook, but its suggestion does not rest on it.
        pieces = (piece for piece in suggestion.evidence if piece.kind is not EvidenceKind.LEARNED)
        for indicator in {piece.indicator for piece in pieces}:
            key = suggestion.code, indicator
            if key not in owners:
                owners[key] = _owner(codebook, *key)
            path = owners[key]
            if path:
                verdicts.setdefault((path, indicator), []).append(verdict)
    return {
        (code.path, indicator.text): TrackRecord(len(found), found.count(True), found.count(False))
        for code in codebook.walk()
        for indicator in code.indicators
        if (found := verdicts.get((code.path, indicator.text)))
    }


def _owner(codebook: Codebook, path: str, indicator: str) -> str | None:
    """Return the code with the indicator: the suggested one, else another of the same top-level code."""
    top = codebook.find(split_code(path)[0])
    paths = [c.path for c in top.walk() if any(i.text == indicator for i in c.indicators)] if top else []
    return path if path in paths else next(iter(paths), None)
