"""What people have judged: which segments somebody read with a code in mind, and whether it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kubecode.codebook import Codebook
from kubecode.model import OPEN, Coding, Document, Segment, SegmentKey, Status
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.study.codebooks.load import study_codebook
from kubecode.study.codings import check_coder, segment_at, study_codings, turn_at
from kubecode.study.session import Session
from kubecode.synthesiser.coverage import CompletedReadings, countable, reviewed_codes

_DECIDED = frozenset({Status.ACCEPTED, Status.REJECTED})


@dataclass(frozen=True, slots=True)
class JudgedSegment:
    """A segment with what people say of it.

    ``verdicts`` say for each top-level code that was judged whether it is there; where two coders judge
    differently there is no verdict. ``accepted`` are the codings that people put on it, ``voice`` is who
    speaks: (case, informant), or (case, document) where nobody is named.
    """

    document: str
    segment: Segment
    voice: tuple[str, str]
    verdicts: Mapping[str, bool]
    accepted: tuple[Coding, ...]


@dataclass(slots=True)
class _OneCoder:
    """What one coder left on a segment: the codings, and their statuses by top-level code."""

    codings: list[Coding] = field(default_factory=list)
    statuses: dict[str, set[Status]] = field(default_factory=dict)

    def verdicts(self, codes: Iterable[str], reviewed: frozenset[str]) -> dict[str, bool]:
        """Return whether each code is there, of those that this coder judged."""
        has_decided = any(_DECIDED & statuses for statuses in self.statuses.values())
        found: dict[str, bool] = {}
        for code in codes:
            statuses = self.statuses.get(code, set())
            if Status.ACCEPTED in statuses:
                found[code] = True
            elif not statuses & OPEN and (has_decided or code in reviewed):
                found[code] = False
        return found


def judged_segments(session: Session, coder: str | None = None) -> list[JudgedSegment]:
    """Return the segments that people (or one coder) have judged, in the order of documents and text.

    A code is there where it was accepted or added by hand. It is not there where it was rejected, where
    the document was reviewed without it, and where the coder decided about another code of the segment
    and left nothing open that was suggested of this one. A decision about another stretch of the text
    belongs to the segment that it overlaps most. Raises KubecodeError for an unknown coder.
    """
    check_coder(session, coder)
    documents = list(document_store.get_documents(session.connection))
    readings = decision_store.completed_readings(session.connection)
    who = [coder] if coder else decision_store.coders(session.connection)
    views = [
        CoderView(one, countable(study_codings(session, coder=one), readings, one), readings) for one in who
    ]
    return segments_judged(study_codebook(session).codebook, documents, views)


class CoderView(NamedTuple):
    """A study as one coder sees it: the codings that count for this one, and who has read what to its end."""

    coder: str
    codings: Sequence[Coding]
    readings: CompletedReadings


def segments_judged(
    book: Codebook, documents: Sequence[Document], views: Iterable[CoderView]
) -> list[JudgedSegment]:
    """Return what :func:`judged_segments` returns, of what has been read already."""
    by_place: dict[SegmentKey, list[tuple[dict[str, bool], list[Coding]]]] = {}
    for view in views:
        for place, verdicts, codings in _judged_by(book, documents, view):
            by_place.setdefault(place, []).append((verdicts, codings))
    return [
        _joined(document, position, by_place[document.name, position])
        for document in documents
        for position in range(len(document.segments))
        if (document.name, position) in by_place
    ]


def _judged_by(
    book: Codebook, documents: Sequence[Document], view: CoderView
) -> Iterable[tuple[SegmentKey, dict[str, bool], list[Coding]]]:
    codes = [code.path for code in book.codes]
    names = [document.name for document in documents]
    reviewed = reviewed_codes(names, view.codings, view.readings, frozenset(codes), view.coder)
    left: dict[SegmentKey, _OneCoder] = {}
    by_name = {document.name: document for document in documents}
    for coding in view.codings:
        position = segment_at(by_name[coding.document], coding.start, coding.end)
        if position is not None:
            one = left.setdefault((coding.document, position), _OneCoder())
            one.statuses.setdefault(coding.code, set()).add(coding.status)
            one.codings.append(coding)
    for document in documents:
        for position in range(len(document.segments)):
            one = left.get((document.name, position), _OneCoder())
            verdicts = one.verdicts(codes, reviewed[document.name])
            if verdicts:
                accepted = [coding for coding in one.codings if coding.status is Status.ACCEPTED]
                yield (document.name, position), verdicts, accepted


def _joined(
    document: Document, position: int, judged: list[tuple[dict[str, bool], list[Coding]]]
) -> JudgedSegment:
    said: dict[str, set[bool]] = {}
    for verdicts, _ in judged:
        for code, is_there in verdicts.items():
            said.setdefault(code, set()).add(is_there)
    segment = document.segments[position]
    turn = turn_at(document, segment.start)
    return JudgedSegment(
        document=document.name,
        segment=segment,
        voice=(document.case, (turn and turn.informant) or document.name),
        verdicts={code: next(iter(found)) for code, found in said.items() if len(found) == 1},
        accepted=tuple(coding for _, codings in judged for coding in codings),
    )
