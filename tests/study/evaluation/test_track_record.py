"""Judged segments, and the track record of indicators that follows from them."""

from dataclasses import replace
from textwrap import indent

import pytest
from making import code

from kubecode.model import Decision, EvidenceKind, Status
from kubecode.store import runs
from kubecode.store.decisions import put_decisions
from kubecode.study.codebooks.load import study_codebook
from kubecode.study.evaluation.track_record import track_record
from kubecode.study.ingest.decision_files import mark_read
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.judgements import judged_segments
from kubecode.study.session import opened
from kubecode.synthesiser.calibration import TrackRecord

NAME = "melati_T_01.txt"
LINES = ("Kami sering kumpul.", "Ada yang marah kumpul kemarin.", "Saya pulang ke rumah.", "Marah terus dia.")
TEXT = "".join(f"P: Terus?\nT: {line}\n" for line in LINES)
BOOK = "codebook: uji\nversion: 1\ncodes:\n" + indent(
    code("komunikasi", "indicators: {any: [kumpul]}") + code("konflik", "indicators: {any: [marah]}"), "  "
)


@pytest.fixture
def study(tmp_path):
    (tmp_path / NAME).write_text(TEXT, "utf-8")
    (tmp_path / "buku.yaml").write_text(BOOK, "utf-8")
    options = TagOptions(codebook=str(tmp_path / "buku.yaml"))
    tag(tmp_path / "kubecode.db", [tmp_path / NAME], options)
    with opened(tmp_path / "kubecode.db") as session:
        yield session


def decide(session, *verdicts, coder="a"):
    decisions = [
        Decision(
            NAME, TEXT.index(LINES[n]), TEXT.index(LINES[n]) + len(LINES[n]), path, coder, Status(status)
        )
        for n, path, status in verdicts
    ]
    put_decisions(session.connection, decisions, "2026-01-01T00:00:00Z")


def verdicts(session, coder=None):
    return {LINES.index(j.segment.text): dict(j.verdicts) for j in judged_segments(session, coder)}


def record(session):
    suggestions = list(runs.get_suggestions(session.connection))
    return track_record(study_codebook(session).codebook, suggestions, judged_segments(session))


def test_no_segment_is_judged_without_decisions(study):
    assert judged_segments(study) == []
    assert record(study)["konflik", "marah"] == TrackRecord(fired=2)


def test_decision_judges_the_other_codes_of_the_segment_unless_open(study):
    decide(study, (0, "komunikasi", "accepted"), (1, "konflik", "rejected"))
    assert verdicts(study) == {0: {"komunikasi": True, "konflik": False}, 1: {"konflik": False}}


def test_skipped_code_has_no_verdict(study):
    decide(study, (1, "konflik", "skipped"), (1, "komunikasi", "accepted"))
    assert verdicts(study) == {1: {"komunikasi": True}}


def test_code_does_not_apply_where_a_reader_did_not_code_it(study):
    decide(study, (0, "komunikasi", "accepted"))
    mark_read(study, [NAME], "a", ["konflik"])
    assert verdicts(study)[3] == {"konflik": False}
    assert verdicts(study)[0] == {"komunikasi": True, "konflik": False}


def test_fully_reviewed_document_is_judged_in_every_segment(study):
    everything = [(0, "komunikasi"), (1, "komunikasi"), (1, "konflik"), (3, "konflik")]
    decide(study, *((n, path, "rejected") for n, path in everything))
    assert verdicts(study)[2] == {"komunikasi": False, "konflik": False}


def test_disputed_code_has_no_verdict(study):
    decide(study, (0, "komunikasi", "accepted"))
    decide(study, (0, "komunikasi", "rejected"), coder="b")
    assert verdicts(study) == {0: {"konflik": False}}
    assert verdicts(study, "b") == {0: {"komunikasi": False, "konflik": False}}


def test_undone_decision_gives_no_verdict(study):
    decide(study, (0, "komunikasi", "accepted"))
    decide(study, (0, "komunikasi", "suggested"))
    assert verdicts(study) == {}


def test_track_record_counts_accepted_and_rejected_suggestions(study):
    decide(study, (0, "komunikasi", "accepted"), (1, "komunikasi", "rejected"))
    assert record(study) == {
        ("komunikasi", "kumpul"): TrackRecord(fired=2, accepted=1, rejected=1),
        ("konflik", "marah"): TrackRecord(fired=2),
    }


def test_learned_word_does_not_count_for_an_equal_indicator(study):
    suggested = list(runs.get_suggestions(study.connection))
    learned = [
        (name, replace(s, evidence=tuple(replace(e, kind=EvidenceKind.LEARNED) for e in s.evidence)))
        for name, s in suggested
    ]
    codebook = study_codebook(study).codebook
    assert track_record(codebook, suggested, [])["komunikasi", "kumpul"] == TrackRecord(fired=2)
    assert track_record(codebook, learned, []) == {}


@pytest.mark.parametrize(("accepted", "rejected", "expected"), [(2, 3, True), (0, 4, False), (3, 3, False)])
def test_mostly_rejected_needs_enough_verdicts(accepted, rejected, expected):
    assert TrackRecord(9, accepted, rejected).is_mostly_rejected is expected
