"""The report of a study: everything that a table, a document or a page says of it, worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kubecode.model import VERSION, Coding, Document, Status
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.check import doubts_about_codes
from kubecode.study.evaluation.track_record import track_record
from kubecode.study.judgements import CoderView, JudgedSegment, judge_segments, judged_segments
from kubecode.study.report.analyses import cooccurrence_of, saturation_of
from kubecode.study.report.matrix import (
    CASES_BY_CODES,
    Arrangement,
    MatrixInputs,
    make_matrix,
    read_matrix_inputs,
)
from kubecode.study.review.coding_index import CodingIndex
from kubecode.study.review.review_stats import review_stats
from kubecode.study.review.unsuggested import Unsuggested
from kubecode.study.session import Session
from kubecode.synthesiser.column_order import date_of
from kubecode.synthesiser.counts import count_cells
from kubecode.synthesiser.coverage import pairs_of_coders
from kubecode.synthesiser.report import AuditTrail, CoderWork, DocumentCoverage, LensMatrix, Report
from kubecode.wording import Lang

_COUNTED = frozenset({Status.ACCEPTED, Status.SUGGESTED})
"""An excerpt that counts as one coder's may be another coder's rejected one."""


def study_report(
    session: Session, how: Arrangement = CASES_BY_CODES, coder: str | None = None, lang: Lang = "id"
) -> Report:
    """Return the report of a study, as one coder or all of them see it.

    Raises KubecodeError for unknown rows, columns, order or coder, or a study without documents.
    """
    return report_of(read_matrix_inputs(session, coder, lang), how)


def report_of(material: MatrixInputs, how: Arrangement) -> Report:
    """Return the report that some material makes. Raises KubecodeError for unknown rows, columns or order."""
    matrix = make_matrix(material, how).without_idle_rows()
    subcodes = make_matrix(material, replace(how, rows="subcode")).without_idle_rows()
    counted = {id_ for cell in matrix.cells.values() for id_ in cell.excerpt_ids}
    return Report(
        codebook=material.book.codebook,
        matrix=matrix,
        subcodes=subcodes,
        lenses=tuple(
            LensMatrix(lens, make_matrix(material, replace(how, rows=lens.id)))
            for lens in material.book.codebook.lenses
        ),
        counts=tuple(count_cells(matrix)),
        subcode_counts=tuple(count_cells(subcodes)),
        cooccurrence=cooccurrence_of(material, "code"),
        saturation=saturation_of(material, "subcode"),
        evidence=tuple(
            coding for coding in material.codings if coding.id in counted and coding.status in _COUNTED
        ),
        coverage=tuple(_coverage(material)),
        trail=_trail(material),
        doubts=tuple(doubts_about_codes(material.session, material.book)),
    )


def study_coverage(session: Session, coder: str | None = None) -> list[DocumentCoverage]:
    """Return every document with how far its review has come, as one coder or all of them see it.

    Raises KubecodeError for an unknown coder or a study without documents.
    """
    return list(_coverage(read_matrix_inputs(session, coder, "id")))


def _coverage(material: MatrixInputs) -> Iterator[DocumentCoverage]:
    by_document: dict[str, Counter[Status]] = {document.name: Counter() for document in material.documents}
    for coding in material.codings:
        by_document[coding.document][coding.status] += 1
    for document in material.documents:
        statuses = by_document[document.name]
        readers = material.readings.get(document.name, {})
        yield DocumentCoverage(
            document=document,
            date=date_of(document),
            sha256=document_store.text_sha256(document.text),
            informants=_informants(document),
            words=sum(len(document.text[t.start : t.end].split()) for t in document.turns if not t.asks),
            readers=tuple(sorted(coder for coder, codes in readers.items() if codes)),
            accepted=statuses[Status.ACCEPTED],
            rejected=statuses[Status.REJECTED],
            undecided=statuses[Status.SUGGESTED],
            open=statuses[Status.SKIPPED] + statuses[Status.TO_DISCUSS],
        )


def _informants(document: Document) -> tuple[tuple[str, str | None], ...]:
    people = {(turn.informant, turn.role) for turn in document.turns if turn.informant}
    return tuple(sorted(((who, role) for who, role in people if who), key=lambda one: (one[0], one[1] or "")))


def _trail(material: MatrixInputs) -> AuditTrail:
    connection = material.session.connection
    suggestions = list(runs.get_suggestions(connection))
    return AuditTrail(
        software=f"kubecode {VERSION}",
        codebook_sha256=material.book.sha256,
        suggestions=len(suggestions),
        coders=tuple(_work(material, coder) for coder in material.coders),
        agreement=pairs_of_coders(material.judged),
        tracks=track_record(material.book.codebook, suggestions, _judged(material)),
        last_decision=decision_store.last_decision_time(connection),
    )


def _judged(material: MatrixInputs) -> list[JudgedSegment]:
    """Return what was judged; what one coder sees has been read already."""
    coders = [material.coder] if material.coder else decision_store.coders(material.session.connection)
    if len(coders) != 1:
        return judged_segments(material.session)
    view = CoderView(coders[0], material.codings, material.readings)
    return judge_segments(material.book.codebook, material.documents, [view])


def _work(material: MatrixInputs, coder: str) -> CoderWork:
    own: list[Coding] = [coding for coding in material.codings if coding.coder == coder]
    accepted = [coding for coding in own if coding.status is Status.ACCEPTED]
    ground = CodingIndex(coder, sees_machine=True)
    ground.read_study(material.session)
    ground.read_decisions(material.session)
    return CoderWork(
        coder=coder,
        accepted=len(accepted),
        rejected=sum(coding.status is Status.REJECTED for coding in own),
        in_mass=len(decision_store.mass_decided_keys(material.session.connection, coder)),
        by_hand=sum(coding.confidence is None for coding in accepted),
        recall=review_stats(ground, Unsuggested(ground, dict)).recall,
    )
