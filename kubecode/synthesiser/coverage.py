"""What has been reviewed, and what an analysis may count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kubecode.model import OPEN, Coding, CodingKey, Status


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """The agreement of two coders: how many (excerpt, code) both judged, and how many of them alike.

    Simple agreement, not corrected for chance: both accept the same sub-codes with the same valence, or
    both accept none.
    """

    first: str
    second: str
    judged: int
    alike: int


CompletedReadings = Mapping[str, Mapping[str, frozenset[str]]]
"""Document name → coder → the top-level codes for which the coder has read it to its end."""


def countable(codings: Iterable[Coding], readings: CompletedReadings, coder: str | None) -> list[Coding]:
    """Return the codings that an analysis may count.

    An undecided suggestion is left out if the coder (or with None, any coder) has read the document to its
    end for that code: the coder did not code it.
    """
    read_codes = {name: _read_codes(readings.get(name, {}), coder) for name in readings}
    return [
        coding
        for coding in codings
        if coding.status is not Status.SUGGESTED
        or coding.code not in read_codes.get(coding.document, frozenset())
    ]


def codings_to_count(codings: Iterable[Coding]) -> tuple[list[Coding], bool]:
    """Return (accepted codings, False), or (suggestions, True) as a draft if nothing is accepted."""
    codings = list(codings)
    accepted = [coding for coding in codings if coding.status is Status.ACCEPTED]
    suggested = [coding for coding in codings if coding.status is Status.SUGGESTED]
    return accepted or suggested, not accepted and bool(suggested)


def reviewed_codes(
    documents: Iterable[str],
    codings: Iterable[Coding],
    readings: CompletedReadings,
    codes: frozenset[str],
    coder: str | None,
) -> dict[str, frozenset[str]]:
    """Return document name → the top-level codes for which it has been reviewed.

    These are the codes for which it was read to its end, or all ``codes`` if it has decisions and nothing is
    open. Skipped codings and those to be discussed are open.
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


JudgementsBySpan = dict[CodingKey, dict[str, frozenset[tuple[str, str | None]]]]
"""(document, start, end, top-level code) → coder → the accepted (path, valence)."""


def judged_spans(codings: Iterable[Coding], readings: CompletedReadings) -> JudgementsBySpan:
    """Return the judgements of every coder on every span and code with a decision.

    A coder judges a span and code by a decision, or by reading the document to its end without one.
    """
    by_span: dict[CodingKey, dict[str, set[tuple[str, str | None]]]] = {}
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


def disputed_spans(judged: JudgementsBySpan) -> frozenset[CodingKey]:
    """Return the spans and codes that coders judge differently: other sub-codes or another valence."""
    return frozenset(span for span, by_coder in judged.items() if len(set(by_coder.values())) > 1)


def pairs_of_coders(judged: JudgementsBySpan) -> tuple[PairAgreement, ...]:
    """Return the agreement of every two coders who judged the same spans, by name."""
    coders = sorted({coder for by_coder in judged.values() for coder in by_coder})
    agreements = []
    for first, second in combinations(coders, 2):
        both = [(by[first], by[second]) for by in judged.values() if first in by and second in by]
        if both:
            agreements.append(
                PairAgreement(first, second, len(both), sum(one == other for one, other in both))
            )
    return tuple(agreements)
