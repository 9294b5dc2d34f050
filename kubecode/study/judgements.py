"""Judged segments: where people have decided whether a code applies, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class JudgedSegment:
    """A segment with the verdicts of its coders.

    ``verdicts`` maps every judged top-level code to whether it applies; codes that coders judge differently
    are left out. ``accepted`` are the accepted codings. ``voice`` is (case, informant), or (case, document)
    if the speaker has no name.
    """

    document: str
    segment: Segment
    voice: tuple[str, str]
    verdicts: Mapping[str, bool]
    accepted: tuple[Coding, ...]


@dataclass(slots=True)
class _CoderCodings:
    """The codings of one coder on a segment, and their statuses by top-level code."""

    codings: list[Coding] = field(default_factory=list)
    statuses: dict[str, set[Status]] = field(default_factory=dict)

    def verdicts(self, codes: Iterable[str], reviewed: frozenset[str]) -> dict[str, bool]:
        """Return the judged codes, each with whether it applies. ``reviewed`` codes need no decision."""
        has_decided = any(statuses - OPEN for statuses in self.statuses.values())
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

    A code applies if it was accepted or added by hand. It does not apply if it was rejected, if the
    document was reviewed without it, or if the coder decided about another code of the segment and left no
    suggestion of this code open. A decision about another span counts for the segment that it overlaps
    most. Raises KubecodeError for an unknown coder.
    """
    check_coder(session, coder)
    documents = list(document_store.get_documents(session.connection))
    readings = decision_store.completed_readings(session.connection)
    coders = [coder] if coder else decision_store.coders(session.connection)
    views = [
        CoderView(name, countable(study_codings(session, coder=name), readings, name), readings)
        for name in coders
    ]
    return judge_segments(study_codebook(session).codebook, documents, views)


class CoderView(NamedTuple):
    """The codings that count for one coder, and all completed readings."""

    coder: str
    codings: Sequence[Coding]
    readings: CompletedReadings


def judge_segments(
    codebook: Codebook, documents: Sequence[Document], views: Iterable[CoderView]
) -> list[JudgedSegment]:
    """Return the judged segments as :func:`judged_segments` does, from documents and views in memory."""
    judged: dict[SegmentKey, list[tuple[dict[str, bool], list[Coding]]]] = {}
    for view in views:
        for segment_key, verdicts, codings in _judged_by(codebook, documents, view):
            judged.setdefault(segment_key, []).append((verdicts, codings))
    return [
        _joined(document, segment, judged[document.name, segment.start])
        for document in documents
        for segment in document.segments
        if (document.name, segment.start) in judged
    ]


def _judged_by(
    codebook: Codebook, documents: Sequence[Document], view: CoderView
) -> Iterator[tuple[SegmentKey, dict[str, bool], list[Coding]]]:
    """Yield the segments that one coder judged, with verdicts by code and the accepted codings."""
    codes = [code.path for code in codebook.codes]
    names = [document.name for document in documents]
    reviewed = reviewed_codes(names, view.codings, view.readings, frozenset(codes), view.coder)
    by_segment: dict[SegmentKey, _CoderCodings] = {}
    by_name = {document.name: document for document in documents}
    for coding in view.codings:
        document = by_name[coding.document]
        position = segment_at(document, coding.start, coding.end)
        if position is not None:
            segment_key = document.name, document.segments[position].start
            on_segment = by_segment.setdefault(segment_key, _CoderCodings())
            on_segment.statuses.setdefault(coding.code, set()).add(coding.status)
            on_segment.codings.append(coding)
    for document in documents:
        for segment in document.segments:
            on_segment = by_segment.get((document.name, segment.start), _CoderCodings())
            verdicts = on_segment.verdicts(codes, reviewed[document.name])
            if verdicts:
                accepted = [c for c in on_segment.codings if c.status is Status.ACCEPTED]
                yield (document.name, segment.start), verdicts, accepted


def _joined(
    document: Document, segment: Segment, judged: list[tuple[dict[str, bool], list[Coding]]]
) -> JudgedSegment:
    """Return a segment with what all its coders judged."""
    verdicts_by_code: dict[str, set[bool]] = {}
    for verdicts, _ in judged:
        for code, applies in verdicts.items():
            verdicts_by_code.setdefault(code, set()).add(applies)
    turn = turn_at(document, segment.start)
    return JudgedSegment(
        document=document.name,
        segment=segment,
        voice=(document.case, (turn and turn.informant) or document.name),
        verdicts={c: next(iter(found)) for c, found in verdicts_by_code.items() if len(found) == 1},
        accepted=tuple(coding for _, codings in judged for coding in codings),
    )
