"""Evaluation of the suggestions against the decisions in a study."""

import pytest

from kubecode.errors import KubecodeError
from kubecode.model import Decision, Status, Valence
from kubecode.store.decisions import put_decisions
from kubecode.store.study_file import transaction
from kubecode.study.evaluation.evaluate import evaluate_decisions
from kubecode.study.ingest.decision_files import mark_read
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened

NAME = "melati_T_01.txt"
RIBUT, KUMPUL = "Ga pernah ribut kami mah disini.", "Kami kumpul tiap bulan di rumah saya."
TEXT = f"P: Gimana, Bu?\nT: {RIBUT}\nP: Terus?\nT: {KUMPUL}\n"


@pytest.fixture
def study(tmp_path):
    (tmp_path / NAME).write_text(TEXT, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / NAME], TagOptions())
    return tmp_path / "kubecode.db"


def decide(study, excerpt, code, status, valence=None, coder="a"):
    start = TEXT.index(excerpt)
    decision = Decision(NAME, start, start + len(excerpt), code, coder, Status(status), valence)
    with opened(study) as session, transaction(session.connection):
        put_decisions(session.connection, [decision], "2026-01-01T00:00:00Z")


def counts(study, code, coder=None):
    evaluation = evaluate_decisions(study, None, coder)
    score = next(score for score in evaluation.codes if score.code == code)
    return score.gold, score.suggested, score.hits


def test_error_without_decisions_names_the_next_command(study):
    with pytest.raises(KubecodeError, match="kubecode review"):
        evaluate_decisions(study, None)


def test_accepted_suggestions_are_hits_and_rejected_ones_are_not(study):
    decide(study, RIBUT, "konflik/terbuka", "accepted", Valence.SUPPORTS)
    assert counts(study, "konflik") == (1, 1, 1)
    assert counts(study, "komunikasi") == (0, 0, 0)
    decide(study, KUMPUL, "komunikasi/formal", "rejected")
    assert counts(study, "komunikasi") == (0, 1, 0)
    evaluation = evaluate_decisions(study, None)
    assert (evaluation.units, evaluation.valence_accuracy) == (2, 1.0)
    assert sum(band.suggested for band in evaluation.bands) == evaluation.total.suggested == 2
    assert sum(band.hits for band in evaluation.bands) == 1


def test_suggestion_not_coded_by_a_reader_is_wrong_and_added_code_is_missed(study):
    decide(study, RIBUT, "kohesi", "accepted")
    with opened(study) as session:
        mark_read(session, [NAME], "a")
    assert counts(study, "konflik") == (0, 1, 0)
    assert counts(study, "kohesi") == (1, 0, 0)


def test_disputed_code_does_not_count_unless_one_coder_is_selected(study):
    decide(study, RIBUT, "konflik/terbuka", "accepted")
    decide(study, RIBUT, "konflik/terbuka", "rejected", coder="b")
    assert counts(study, "konflik") == (0, 0, 0)
    assert counts(study, "konflik", "a") == (1, 1, 1)
    assert counts(study, "konflik", "b") == (0, 1, 0)
    with pytest.raises(KubecodeError, match="coder"):
        evaluate_decisions(study, None, "c")


def test_another_codebook_can_be_evaluated_on_the_same_decisions(study, tmp_path):
    decide(study, RIBUT, "konflik/terbuka", "accepted")
    (tmp_path / "lain.yaml").write_text(
        "codebook: lain\nversion: 1\ncodes:\n"
        "  - {id: konflik, label: L, brief: b, definition: d, use_when: u, not_when: n, example: e,"
        " indicators: {any: [cekcok]}}\n",
        "utf-8",
    )
    (score,) = evaluate_decisions(study, str(tmp_path / "lain.yaml")).codes
    assert (score.gold, score.suggested) == (1, 0)
