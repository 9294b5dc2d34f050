"""What has been reviewed, and what an analysis may therefore count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kubecode.model import OPEN, Coding, Status

Readings = Mapping[str, Mapping[str, frozenset[str]]]
"""Document → coder → the top-level codes for which the coder has read it to the end."""


def countable(codings: Iterable[Coding], readings: Readings, coder: str | None) -> list[Coding]:
    """Return the codings that an analysis may count.

    A suggestion that nobody decided about is left out where the coder (or, for None, anybody) has read
    the document to its end with that code in mind: what was not coded there was passed over.
    """
    passed_over = {name: _read_codes(readings.get(name, {}), coder) for name in readings}
    return [
        coding
        for coding in codings
        if coding.status is not Status.SUGGESTED
        or coding.code not in passed_over.get(coding.document, frozenset())
    ]


def reviewed_codes(
    documents: Iterable[str],
    codings: Iterable[Coding],
    readings: Readings,
    codes: frozenset[str],
    coder: str | None,
) -> dict[str, frozenset[str]]:
    """Return for each document the top-level codes about which it has been reviewed.

    These are the codes for which it was read to its end; or all ``codes``, where somebody accepted or
    rejected something and left nothing open. What was skipped, or is to be discussed, is still open.
    """
    open_documents: set[str] = set()
    decided: set[str] = set()
    for coding in codings:
        if coding.code in codes:
            (open_documents if coding.status in OPEN else decided).add(coding.document)
    return {
        name: codes if name in decided - open_documents else _read_codes(readings.get(name, {}), coder)
        for name in documents
    }


def _read_codes(by_coder: Mapping[str, frozenset[str]], coder: str | None) -> frozenset[str]:
    return frozenset().union(*(codes for who, codes in by_coder.items() if coder in {None, who}))


def disputed_spans(codings: Iterable[Coding], readings: Readings) -> frozenset[tuple[str, int, int, str]]:
    """Return the (document, start, end, top-level code) that coders do not judge alike.

    A coder judges a span and code by deciding about it, or by passing it over in a document that this
    coder has read to its end. Two judge alike who accept the same sub-codes with the same valence.
    """
    by_span: dict[tuple[str, int, int, str], dict[str, set[tuple[str, str | None]]]] = {}
    for coding in codings:
        if coding.status in {Status.ACCEPTED, Status.REJECTED}:
            span = (coding.document, coding.start, coding.end, coding.code)
            accepted = by_span.setdefault(span, {}).setdefault(coding.coder, set())
            if coding.status is Status.ACCEPTED:
                accepted.add((coding.path, coding.valence))
    for (document, _, _, code), judged in by_span.items():
        for coder, codes in readings.get(document, {}).items():
            if code in codes:
                judged.setdefault(coder, set())
    return frozenset(
        span for span, judged in by_span.items() if len(set(map(frozenset, judged.values()))) > 1
    )
