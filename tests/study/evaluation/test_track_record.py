"""Which segments people have judged, and what that says of the indicators that spoke in them."""

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
    book = str(tmp_path / "buku.yaml")
    tag(tmp_path / "kubecode.db", [tmp_path / NAME], TagOptions(codebook=book))
    with opened(tmp_path / "kubecode.db") as session:
        yield session


def decide(session, *decided, coder="a"):
    made = [
        Decision(
            NAME, TEXT.index(LINES[n]), TEXT.index(LINES[n]) + len(LINES[n]), path, coder, Status(status)
        )
        for n, path, status in decided
    ]
    put_decisions(session.connection, made, "2026-01-01T00:00:00Z")


def verdicts(session, coder=None):
    return {LINES.index(one.segment.text): dict(one.verdicts) for one in judged_segments(session, coder)}


def record(session):
    suggestions = list(runs.get_suggestions(session.connection))
    return track_record(study_codebook(session).codebook, suggestions, judged_segments(session))


def test_nothing_is_judged_before_anybody_decides(study):
    assert judged_segments(study) == []
    assert record(study)["konflik", "marah"] == TrackRecord(fired=2)


def test_who_decides_about_a_segment_has_read_it_but_for_what_is_left_open(study):
    decide(study, (0, "komunikasi", "accepted"), (1, "konflik", "rejected"))
    assert verdicts(study) == {0: {"komunikasi": True, "konflik": False}, 1: {"konflik": False}}


def test_what_is_skipped_is_open(study):
    decide(study, (1, "konflik", "skipped"), (1, "komunikasi", "accepted"))
    assert verdicts(study) == {1: {"komunikasi": True}}


def test_what_was_read_to_its_end_without_a_code_does_not_have_it(study):
    decide(study, (0, "komunikasi", "accepted"))
    mark_read(study, [NAME], "a", ["konflik"])
    assert verdicts(study)[3] == {"konflik": False}
    assert verdicts(study)[0] == {"komunikasi": True, "konflik": False}


def test_a_reviewed_document_is_judged_whole(study):
    everything = [(0, "komunikasi"), (1, "komunikasi"), (1, "konflik"), (3, "konflik")]
    decide(study, *((n, path, "rejected") for n, path in everything))
    assert verdicts(study)[2] == {"komunikasi": False, "konflik": False}


def test_where_coders_differ_there_is_no_verdict(study):
    decide(study, (0, "komunikasi", "accepted"))
    decide(study, (0, "komunikasi", "rejected"), coder="b")
    assert verdicts(study) == {0: {"konflik": False}}
    assert verdicts(study, "b") == {0: {"komunikasi": False, "konflik": False}}


def test_a_verdict_taken_back_is_none(study):
    decide(study, (0, "komunikasi", "accepted"))
    decide(study, (0, "komunikasi", "suggested"))
    assert verdicts(study) == {}


def test_a_record_counts_what_became_of_the_suggestions(study):
    decide(study, (0, "komunikasi", "accepted"), (1, "komunikasi", "rejected"))
    assert record(study) == {
        ("komunikasi", "kumpul"): TrackRecord(fired=2, accepted=1, rejected=1),
        ("konflik", "marah"): TrackRecord(fired=2),
    }


def test_a_learned_word_is_no_indicator_that_spoke(study):
    suggested = list(runs.get_suggestions(study.connection))
    learned = [
        (name, replace(s, evidence=tuple(replace(e, kind=EvidenceKind.LEARNED) for e in s.evidence)))
        for name, s in suggested
    ]
    book = study_codebook(study).codebook
    assert track_record(book, suggested, [])["komunikasi", "kumpul"] == TrackRecord(fired=2)
    assert track_record(book, learned, []) == {}


@pytest.mark.parametrize(("accepted", "rejected", "is_so"), [(2, 3, True), (0, 4, False), (3, 3, False)])
def test_mostly_rejected_needs_enough_that_was_judged(accepted, rejected, is_so):
    assert TrackRecord(9, accepted, rejected).is_mostly_rejected is is_so
