"""The report of the sample study: one value from which every format is made."""

from pathlib import Path
from shutil import copyfile

import pytest

from kubecode.study.report.cell import note_cell
from kubecode.study.report.study_report import study_report
from kubecode.study.session import opened

SAMPLES = Path(__file__).parents[3] / "transcripts_sample"


@pytest.fixture(scope="module")
def report(samples_of_both):
    with opened(samples_of_both) as session:
        return study_report(session, coder="coder_a")


def test_evidence_is_what_the_cells_count(report):
    ids = {id_ for cell in report.matrix.cells.values() for id_ in cell.excerpt_ids}
    assert set(report.by_id) == ids
    assert all(quote.id in ids for cell in report.matrix.cells.values() for quote in cell.quotes)


def test_rejected_coding_is_not_evidence_even_if_another_coder_accepts(samples_of_both):
    with opened(samples_of_both) as session:
        both = study_report(session)
    assert {coding.status for coding in both.evidence} == {"accepted"}


def test_three_known_divergences_of_the_samples_are_found(report):
    cells = report.matrix.cells
    reasons = [d for d in cells["kohesi", "mentari"].divergence if d.dimension == "subcode"]
    quarrel = [d for d in cells["konflik", "mentari"].divergence if d.dimension == "presence"]
    watched = [d for d in cells["konflik", "tulip"].divergence if d.dimension == "source"]
    assert [(p.value, p.informants) for p in reasons[0].positions] == [
        ("kewajiban", ("MH", "RS")),
        ("pemenuhan_kebutuhan", ("WW",)),
    ]
    assert {p.value: p.informants for p in quarrel[0].positions}["present"] == ("MH",)
    assert [(p.value, p.informants) for p in watched[0].positions] == [
        ("denied", ("A", "L", "Y")),
        ("present", ("observation",)),
    ]
    assert watched[0].about == "terbuka"


def test_report_has_every_lens_and_marks_for_sherif(report):
    assert [seen.lens.id for seen in report.lenses] == ["sherif", "lasswell", "pemecahan_masalah"]
    assert all(cell.is_mark for cell in report.lenses[0].matrix.cells.values())


def test_coverage_has_date_informants_and_review_of_each_document(report):
    covered = {one.document.name: one for one in report.coverage}
    assert covered["cempaka_E_03.txt"].date == "2016-05-14"
    assert covered["cempaka_T_01.txt"].informants == (("T", "ketua"),)
    assert covered["tulip_observasi_04.md"].informants == ()
    assert all(one.readers == ("coder_a", "coder_b") for one in report.coverage)
    assert all(len(one.sha256) == 64 and one.words > 100 for one in report.coverage)


def test_audit_trail_has_coders_and_their_agreement(samples_of_both, report):
    (work,) = report.trail.coders
    assert (work.coder, work.accepted) == ("coder_a", sum(one.accepted for one in report.coverage))
    assert 0 < work.by_hand < work.accepted
    assert work.recall.judged == work.recall.sampled > 0
    assert report.trail.agreement == ()
    with opened(samples_of_both) as session:
        (pair,) = study_report(session).trail.agreement
    assert (pair.first, pair.second) == ("coder_a", "coder_b")
    assert 0 < pair.alike < pair.judged


def test_summary_reduces_the_number_of_drafts(tmp_path, samples_of_both, report):
    drafts = report.drafts
    with opened(copyfile(samples_of_both, tmp_path / "kubecode.db")) as session:
        note_cell(session, "kohesi", "Mentari", "coder_a", {"summary": "Dua jawaban."})
        again = study_report(session, coder="coder_a")
    assert again.drafts == drafts - 1
    assert again.matrix.cells["kohesi", "mentari"].summary_basis


def test_negative_cases_have_the_opposite_valence_of_their_cell(report):
    found = list(report.negative_cases())
    assert found
    for _, _, cell in found:
        assert {str(report.by_id[id_].valence) for id_ in cell.negative_cases} == {
            "hinders" if cell.valence == "supports" else "supports"
        }
