"""The sections of a narrative: letters, comparison, own summaries and quotes."""

from making import book, code
from test_matrix import COLUMN, H, S, coding

from kubecode.codebook import MatrixRow
from kubecode.model import CellNote
from kubecode.synthesiser.cell_words import quotes_in_words
from kubecode.synthesiser.cooccurrence import count_cooccurrence
from kubecode.synthesiser.matrix import build_matrix
from kubecode.synthesiser.narrative import make_narrative, own_summary
from kubecode.synthesiser.report import AuditTrail, Report
from kubecode.synthesiser.saturation import code_saturation

ROW = MatrixRow("kohesi", "Kohesi", prefixes=("kohesi",))
QUOTES = (coding("WW", S), coding("RS", H))


def report(codebook, rows, codings=(), notes=None):
    """Return a report with one column and this matrix; all other parts are empty."""
    matrix = build_matrix(codings, rows, (COLUMN,), lambda coding: COLUMN.key, notes or {})
    return Report(
        codebook=codebook,
        matrix=matrix,
        subcodes=matrix,
        lenses=(),
        counts=(),
        subcode_counts=(),
        cooccurrence=count_cooccurrence([], ()),
        saturation=code_saturation([], [], ()),
        evidence=tuple(codings),
        coverage=(),
        trail=AuditTrail("", "", 0, (), (), {}, None),
        doubts=(),
    )


def sections(*args, **more):
    return make_narrative(report(*args, **more), "en").sections


def test_sections_are_lettered_from_a_to_z_and_numbered_after():
    ids = [f"k{n}" for n in range(1, 29)]
    rows = tuple(MatrixRow(one, one.upper(), prefixes=(one,)) for one in ids)
    letters = [section.letter for section in sections(book(*map(code, ids)), rows)]
    assert letters == [*"abcdefghijklmnopqrstuvwxyz", "27", "28"]


def test_letters_start_again_in_each_family():
    ids = {"k1": "satu", "k2": "dua", "k3": "satu"}
    codebook = book(*(code(one, f"family: {family}") for one, family in ids.items()))
    rows = tuple(MatrixRow(one, one.upper(), prefixes=(one,)) for one in ids)
    assert [(section.family, section.letter) for section in sections(codebook, rows)] == [
        ("satu", "a"),
        ("dua", "a"),
        ("satu", "b"),
    ]


def test_row_of_a_lens_has_no_definition_of_a_code_with_its_id():
    codebook = book(code("kohesi"))
    of_lens = MatrixRow("kohesi", "K", prefixes=("x",))
    assert [section.definition for section in sections(codebook, (ROW, of_lens))] == ["d", ""]


def section_of(summary=None, valence=None):
    note = {("kohesi", COLUMN.key): CellNote(summary=summary, valence=valence)}
    (section,) = sections(book(code("kohesi")), (ROW,), QUOTES, note)
    return section


def test_comparison_is_a_draft_until_the_researcher_confirms_the_valence():
    assert section_of().is_draft
    confirmed = section_of(valence=H)
    assert not confirmed.is_draft
    assert [(one.word, one.groups) for one in confirmed.comparison] == [("▼ hinders", ("KUBE Mentari",))]


def test_passage_without_summary_is_a_draft_of_quotes():
    (passage,) = section_of().passages
    assert (passage.is_draft, passage.summary, len(passage.quotes)) == (True, (), 2)


def test_summary_keeps_its_paragraphs_and_replaces_the_quotes_in_it():
    (passage,) = section_of("Betah.\n\n  \nenam kata yang\ncukup untuk dikutip").passages
    assert (passage.is_draft, passage.quotes) == (False, ())
    assert passage.summary == ("Betah.", "enam kata yang", "cukup untuk dikutip")


def test_summary_that_only_repeats_the_quotes_is_not_the_researchers():
    cell = section_of().passages[0].cell
    for lang in ("id", "en"):
        repeated = section_of(quotes_in_words(cell, lang)).passages[0].cell
        assert own_summary(repeated) == ""
