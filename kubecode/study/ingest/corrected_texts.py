"""Corrected transcripts: where the words of a document's decisions stand in its new text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.model import Document, Turn
from kubecode.store import cell_notes, runs
from kubecode.store import corrected_texts as store
from kubecode.store.corrected_texts import OldSpan
from kubecode.study.ingest.alignment import Alignment, Place, PlaceKind
from kubecode.study.session import Session

LEAST_KEPT = 0.3
"""The share of words that a corrected text keeps at least; with fewer it is another text."""


@dataclass(frozen=True, slots=True)
class ChangedQuote:
    """The words of decisions in the old text, and in the corrected one."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CorrectedText:
    """What a correction of a document's text does to its decisions.

    ``places`` maps the spans that have a place to it, ``excerpts`` the beginnings of excerpt ids.
    ``suggested`` maps the spans of the last suggestions that have a place. ``kept`` counts the spans with
    decisions whose words are the same. ``unplaced`` are the words that have no place.
    """

    document: str
    share_kept: float
    places: Mapping[OldSpan, tuple[int, int]]
    excerpts: Mapping[str, str]
    suggested: Mapping[tuple[int, int], tuple[int, int]]
    kept: int
    changed: tuple[ChangedQuote, ...]
    unplaced: tuple[str, ...]

    @property
    def has_decisions(self) -> bool:
        """Whether the document has decisions, with or without a place."""
        return bool(self.places or self.unplaced)


def correction_of(session: Session, document_id: int, stored: Document, new: Document) -> CorrectedText:
    """Return what the new text of a document does to its decisions."""
    version = store.current_version(session.connection, document_id)
    texts = store.earlier_texts(session.connection, document_id) | {version: stored.text}
    alignments = {version: Alignment(stored, new)}
    places: dict[OldSpan, Place] = {}
    unplaced: list[str] = []
    for span in store.decided_spans(session.connection, document_id):
        if span.version not in alignments:
            alignments[span.version] = Alignment(_whole(stored, texts[span.version]), new)
        place = alignments[span.version].place(span.start, span.end)
        if place and (span.version == version or place.kind is PlaceKind.SAME):
            places[span] = place
        else:
            unplaced.append(texts[span.version][span.start : span.end])
    spans = runs.suggested_spans(session.connection, stored.name)
    now = {(start, end): alignments[version].place(start, end) for start, end, _ in spans}
    return CorrectedText(
        stored.name,
        alignments[version].share_kept,
        {span: (place.start, place.end) for span, place in places.items()},
        {
            f"{stored.name}:{span.start}-{span.end}": f"{new.name}:{place.start}-{place.end}"
            for span, place in places.items()
            if span.version == version
        },
        {span: (place.start, place.end) for span, place in now.items() if place},
        sum(place.kind is PlaceKind.SAME for place in places.values()),
        tuple(
            ChangedQuote(texts[span.version][span.start : span.end], new.text[place.start : place.end])
            for span, place in places.items()
            if place.kind is PlaceKind.CHANGED
        ),
        tuple(unplaced),
    )


def _whole(document: Document, text: str) -> Document:
    """Return an earlier text of a document, of whose turns nothing is kept."""
    return Document(
        name=document.name,
        text=text,
        case=document.case,
        case_is_given=document.case_is_given,
        source_kind=document.source_kind,
        turns=(Turn(0, len(text), 1),),
    )


def apply_correction(session: Session, document_id: int, correction: CorrectedText) -> None:
    """Let the decisions and notes on a document whose text was replaced stand on their words again."""
    store.move_decisions(session.connection, document_id, correction.places)

    def moved(excerpt: str) -> str:
        beginning, colon, code = excerpt.rpartition(":")
        return f"{correction.excerpts.get(beginning, beginning)}{colon}{code}"

    cell_notes.move_excerpts(session.connection, moved)
