"""What has been reviewed, and what an analysis may therefore count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kubecode.model import OPEN, Coding, Status


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two coders judge alike: of the (excerpt, code) that both have judged, how many alike.

    Simple agreement, not corrected for chance: both accept the same sub-codes with the same valence, or
    both do not accept.
    """

    first: str
    second: str
    judged: int
    alike: int


CompletedReadings = Mapping[str, Mapping[str, frozenset[str]]]
"""Document → coder → the top-level codes for which the coder has read it to the end."""


def countable(codings: Iterable[Coding], readings: CompletedReadings, coder: str | None) -> list[Coding]:
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


def counted(codings: Iterable[Coding]) -> tuple[list[Coding], bool]:
    """Return the accepted codings; where there are none the suggestions, and True: they are a draft."""
    listed = list(codings)
    accepted = [coding for coding in listed if coding.status is Status.ACCEPTED]
    suggested = [coding for coding in listed if coding.status is Status.SUGGESTED]
    return accepted or suggested, not accepted and bool(suggested)


def reviewed_codes(
    documents: Iterable[str],
    codings: Iterable[Coding],
    readings: CompletedReadings,
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


JudgementsBySpan = dict[tuple[str, int, int, str], dict[str, frozenset[tuple[str, str | None]]]]
"""(document, start, end, top-level code) → coder → the (path, valence) that the coder accepts there."""


def judged_spans(codings: Iterable[Coding], readings: CompletedReadings) -> JudgementsBySpan:
    """Return what every coder makes of every span and code that anybody has decided about.

    A coder judges a span and code by deciding about it, or by passing it over in a document that this
    coder has read to its end.
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
    return {
        span: {coder: frozenset(accepted) for coder, accepted in judged.items()}
        for span, judged in by_span.items()
    }


def disputed_spans(judged: JudgementsBySpan) -> frozenset[tuple[str, int, int, str]]:
    """Return the spans and codes that coders do not judge alike: other sub-codes, or another valence."""
    return frozenset(span for span, by_coder in judged.items() if len(set(by_coder.values())) > 1)


def pairs_of_coders(judged: JudgementsBySpan) -> tuple[PairAgreement, ...]:
    """Return for every two coders, in the order of their names, how far they judge alike."""
    coders = sorted({coder for by_coder in judged.values() for coder in by_coder})
    found = []
    for first, second in combinations(coders, 2):
        both = [(said[first], said[second]) for said in judged.values() if first in said and second in said]
        if both:
            found.append(PairAgreement(first, second, len(both), sum(one == other for one, other in both)))
    return tuple(found)
