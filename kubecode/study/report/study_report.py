"""The report of a study, computed once for all formats."""

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
"""Statuses of evidence. A counted excerpt may also have a coding that another coder rejected."""


def study_report(
    session: Session, how: Arrangement = CASES_BY_CODES, coder: str | None = None, lang: Lang = "id"
) -> Report:
    """Return the report of a study, for one coder or for all.

    Raises KubecodeError for unknown rows, columns, order or coder, or a study without documents.
    """
    return report_of(read_matrix_inputs(session, coder, lang), how)


def report_of(inputs: MatrixInputs, how: Arrangement) -> Report:
    """Return the report of ``inputs``. Raises KubecodeError for unknown rows, columns or order."""
    matrix = make_matrix(inputs, how).without_idle_rows()
    subcodes = make_matrix(inputs, replace(how, rows="subcode")).without_idle_rows()
    counted = {id_ for cell in matrix.cells.values() for id_ in cell.excerpt_ids}
    return Report(
        codebook=inputs.book.codebook,
        matrix=matrix,
        subcodes=subcodes,
        lenses=tuple(
            LensMatrix(lens, make_matrix(inputs, replace(how, rows=lens.id)))
            for lens in inputs.book.codebook.lenses
        ),
        counts=tuple(count_cells(matrix)),
        subcode_counts=tuple(count_cells(subcodes)),
        cooccurrence=cooccurrence_of(inputs, "code"),
        saturation=saturation_of(inputs, "subcode"),
        evidence=tuple(
            coding for coding in inputs.codings if coding.id in counted and coding.status in _COUNTED
        ),
        coverage=tuple(_coverage(inputs)),
        trail=_trail(inputs),
        doubts=tuple(doubts_about_codes(inputs.session, inputs.book)),
    )


def study_coverage(session: Session, coder: str | None = None) -> list[DocumentCoverage]:
    """Return the state of the review of each document, for one coder or for all.

    Raises KubecodeError for an unknown coder or a study without documents.
    """
    return list(_coverage(read_matrix_inputs(session, coder, "id")))


def _coverage(inputs: MatrixInputs) -> Iterator[DocumentCoverage]:
    by_document: dict[str, Counter[Status]] = {document.name: Counter() for document in inputs.documents}
    for coding in inputs.codings:
        by_document[coding.document][coding.status] += 1
    for document in inputs.documents:
        statuses = by_document[document.name]
        readers = inputs.readings.get(document.name, {})
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
    return tuple(sorted(((name, role) for name, role in people if name), key=lambda p: (p[0], p[1] or "")))


def _trail(inputs: MatrixInputs) -> AuditTrail:
    connection = inputs.session.connection
    suggestions = list(runs.get_suggestions(connection))
    return AuditTrail(
        software=f"kubecode {VERSION}",
        codebook_sha256=inputs.book.sha256,
        suggestions=len(suggestions),
        coders=tuple(_work(inputs, coder) for coder in inputs.coders),
        agreement=pairs_of_coders(inputs.judged),
        tracks=track_record(inputs.book.codebook, suggestions, _judged(inputs)),
        last_decision=decision_store.last_decision_time(connection),
    )


def _judged(inputs: MatrixInputs) -> list[JudgedSegment]:
    """Return the judged segments. With one coder, the codings in ``inputs`` are reused."""
    coders = [inputs.coder] if inputs.coder else decision_store.coders(inputs.session.connection)
    if len(coders) != 1:
        return judged_segments(inputs.session)
    view = CoderView(coders[0], inputs.codings, inputs.readings)
    return judge_segments(inputs.book.codebook, inputs.documents, [view])


def _work(inputs: MatrixInputs, coder: str) -> CoderWork:
    codings: list[Coding] = [coding for coding in inputs.codings if coding.coder == coder]
    accepted = [coding for coding in codings if coding.status is Status.ACCEPTED]
    index = CodingIndex(coder, sees_machine=True)
    index.read_study(inputs.session)
    index.read_decisions(inputs.session)
    return CoderWork(
        coder=coder,
        accepted=len(accepted),
        rejected=sum(coding.status is Status.REJECTED for coding in codings),
        in_mass=len(decision_store.mass_decided_keys(inputs.session.connection, coder)),
        by_hand=sum(coding.confidence is None for coding in accepted),
        recall=review_stats(index, Unsuggested(index, dict)).recall,
    )
