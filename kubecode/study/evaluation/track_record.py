"""The track record of indicators: how often each spoke, and what people made of it."""

from __future__ import annotations

from kubecode.codebook import Codebook
from kubecode.model import EvidenceKind, Suggestion, split_code
from kubecode.study.judgements import JudgedSegment
from kubecode.synthesiser.calibration import TrackRecord

IndicatorKey = tuple[str, str]
"""(path of the code, indicator as the codebook writes it)."""


def track_record(
    book: Codebook, suggestions: list[tuple[str, Suggestion]], judged: list[JudgedSegment]
) -> dict[IndicatorKey, TrackRecord]:
    """Return the record of every indicator that ever spoke, in the codebook's order.

    ``suggestions`` are (document, suggestion) pairs. A suggestion is accepted where its top-level code is on
    the segment, whatever the sub-code, and rejected where people say that it is not there: turned down, or
    passed over by somebody who has read the document (see
    :func:`~kubecode.study.judgements.judged_segments`).
    """
    verdicts = {(one.document, one.segment.start): one.verdicts for one in judged}
    counts: dict[IndicatorKey, list[bool | None]] = {}
    owners: dict[tuple[str, str], str | None] = {}
    for document, suggestion in suggestions:
        code = split_code(suggestion.code)[0]
        verdict = verdicts.get((document, suggestion.start), {}).get(code)
        # A learned word that the codebook happens to have is not its indicator speaking.
        pieces = (piece for piece in suggestion.evidence if piece.kind is not EvidenceKind.LEARNED)
        for indicator in {piece.indicator for piece in pieces}:
            key = suggestion.code, indicator
            if key not in owners:
                owners[key] = _owner(book, *key)
            path = owners[key]
            if path:
                counts.setdefault((path, indicator), []).append(verdict)
    return {
        (code.path, indicator.text): TrackRecord(len(said), said.count(True), said.count(False))
        for code in book.walk()
        for indicator in code.indicators
        if (said := counts.get((code.path, indicator.text)))
    }


def _owner(book: Codebook, path: str, indicator: str) -> str | None:
    """Return the code whose indicator spoke: the suggested one if it has it, else another below its top."""
    top = book.find(split_code(path)[0])
    having = [c.path for c in top.walk() if any(i.text == indicator for i in c.indicators)] if top else []
    return path if path in having else next(iter(having), None)
