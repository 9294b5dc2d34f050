"""The places that a review goes through: which, why and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Literal, NamedTuple

from kubecode.codebook import Codebook
from kubecode.model import CodingKey, Confidence, DocumentSpan, Presence, Status, Valence, split_code

QueueOrder = Literal["transcript", "code", "uncertain", "random"]


class StopReason(StrEnum):
    """Why a segment is shown."""

    SUGGESTED = "suggested"
    SAMPLE = "sample"
    NEAR = "near"
    ALL = "all"
    HAND = "hand"


class Stop(NamedTuple):
    """A segment of the queue."""

    place: DocumentSpan
    why: StopReason


class OutlinedCoding(NamedTuple):
    """A coding in outline, as the coder of the review sees it now: of a segment, on a span that is mostly all
    of it.
    """

    place: DocumentSpan
    span: tuple[int, int]
    path: str
    case: str
    informant: str | None
    valence: Valence | None
    presence: Presence
    confidence: Confidence | None
    score: float
    status: Status
    coder: str

    @property
    def document(self) -> str:
        """The document's name."""
        return self.place[0]

    @property
    def key(self) -> CodingKey:
        """What tells it from the other codings of the study."""
        return (self.place[0], *self.span, self.path)


def in_order(
    stops: Iterable[Stop], order: QueueOrder, coder: str, sort_keys: Mapping[DocumentSpan, float]
) -> list[Stop]:
    """Return the stops in an order; ``sort_keys`` rank the places that have something to rank by.

    A random order hangs on the coder: another coder gets another, the same coder resumes in the same.
    """

    def ranked(stop: Stop) -> tuple[float, DocumentSpan]:
        return sort_keys.get(stop.place, float("inf")), stop.place

    def shuffled(stop: Stop) -> bytes:
        document, start, end = stop.place
        return sha256(f"{coder}:{document}:{start}-{end}".encode()).digest()

    if order == "random":
        return sorted(stops, key=shuffled)
    return sorted(stops, key=ranked if order in {"code", "uncertain"} else lambda stop: stop.place)


def sort_keys(
    candidates: Iterable[OutlinedCoding], order: QueueOrder, codebook: Codebook
) -> dict[DocumentSpan, float]:
    """Return what ranks places: the first of their codes in the codebook, or how undecided a score is."""
    if order not in {"code", "uncertain"}:
        return {}
    position = {code.path: float(number) for number, code in enumerate(codebook.walk())}

    def rank(candidate: OutlinedCoding) -> float:
        if order == "code":
            top = position.get(split_code(candidate.path)[0], float(len(position)))
            return position.get(candidate.path, top)
        # The score is a share: what is as likely to be accepted as not is the most uncertain.
        return abs(candidate.score - 0.5)

    ranks: dict[DocumentSpan, float] = {}
    for candidate in candidates:
        found, before = rank(candidate), ranks.get(candidate.place)
        if before is None or found < before:
            ranks[candidate.place] = found
    return ranks
