"""Figures of a report."""

from dataclasses import replace

from making import book, code
from test_matrix import ROW, S, coding
from test_narrative import report

from kubecode.model import Document, SourceKind
from kubecode.synthesiser.report import DocumentCoverage


def coverage(accepted=0, rejected=0, undecided=0, open_=0):
    document = Document("a.txt", "", "A", case_is_given=True, source_kind=SourceKind.INTERVIEW, turns=())
    return DocumentCoverage(document, None, "", (), 0, (), accepted, rejected, undecided, open_)


def test_codings_of_a_document_are_counted_whatever_their_status():
    assert coverage(1, 2, 4, 8).codings == 15


def test_report_counts_undecided_suggestions_of_all_documents():
    made = report(book(code("kohesi")), (ROW,))
    assert replace(made, coverage=(coverage(undecided=2), coverage(1, 2, 3, 4))).undecided == 5


def test_cell_with_quotes_and_without_summary_is_a_draft():
    codebook = book(code("kohesi"))
    assert report(codebook, (ROW,)).drafts == 0
    assert report(codebook, (ROW,), [coding("WW", S)]).drafts == 1
