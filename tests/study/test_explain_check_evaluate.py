import json
import sqlite3

import pytest

from kubecode.errors import KubecodeError
from kubecode.study.codebooks import load_codebook_file, locate_codebook
from kubecode.study.evaluation import evaluate_against
from kubecode.study.explaining import explain
from kubecode.study.health import check_study
from kubecode.study.session import opened
from kubecode.study.tagging import TagOptions, tag, tag_text

TEXT = "P: Gimana, Bu?\nT: Ga pernah ribut kami mah disini.\nT: Itu mah ga masalah kok disini.\n"


@pytest.fixture
def study(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TEXT)
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    return tmp_path / "kubecode.db"


def test_a_line_is_explained_with_evidence_scope_and_readings(study):
    with opened(study) as session:
        (segment,) = explain(session, "melati_T_01:2").segments
    (coding,) = segment.codings
    assert coding.reason == "kata “ribut”; disangkal oleh “ga”"
    assert [(r.form, r.lemma) for r in segment.readings][:2] == [("ga", "tidak"), ("pernah", "pernah")]


def test_what_was_kept_out_is_said(study):
    with opened(study) as session:
        (segment,) = explain(session, "melati_T_01.txt:3").segments
    assert ("excluded", "masalah") in {(miss.why, miss.indicator) for miss in segment.near_misses}


def test_a_question_is_explained_as_a_question(study):
    with opened(study) as session:
        line = explain(session, "melati_T_01.txt:1")
    assert (line.question, line.segments) == ("Gimana, Bu?", ())


@pytest.mark.parametrize(
    "place", ["melati_T_01.txt", "melati_T_01.txt:0", "melati_T_01.txt:99", "lain.txt:1", "a:b", ":1"]
)
def test_a_wrong_place_is_wrong_usage(study, place):
    with opened(study) as session, pytest.raises(KubecodeError) as error:
        explain(session, place)
    assert error.value.exit_status == 2


def test_a_fresh_study_is_in_order(study):
    with opened(study) as session:
        assert check_study(session) == []


def test_damage_stale_codebooks_and_lost_codes_are_told(study, tmp_path):
    connection = sqlite3.connect(study)
    connection.execute("UPDATE document SET text = replace(text, 'ribut', 'RIBUT')")
    connection.execute(
        "INSERT INTO decision VALUES (1, 1, 0, 4, 'lama', 'a', 'accepted', NULL, 'present', NULL, 1, NULL, '')"
    )
    connection.execute("UPDATE codebook SET path = ?", (str(tmp_path / "buku.yaml"),))
    connection.commit()
    connection.close()
    text = locate_codebook("dinamika-kelompok").read_text("utf-8")
    (tmp_path / "buku.yaml").write_text(text.replace("version: 1", "version: 2", 1))
    with opened(study) as session:
        said = " ".join(str(problem) for problem in check_study(session))
    assert "damaged" in said
    assert "codebook has changed" in said
    assert '"lama"' in said
    assert "undecided" in said


def test_gold_of_texts_needs_no_study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [
        {
            "text": "ga pernah ribut kami mah",
            "codes": [{"code": "konflik", "valence": "+", "strength": "core"}],
        },
        {
            "quote": "kami kumpul tiap bulan",
            "codes": [
                {"code": "komunikasi", "valence": "supports"},
                {"code": "membina", "strength": "possible"},
            ],
        },
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows))
    total = evaluate_against(gold, None, None).total
    assert (total.gold, total.hits, total.valence_accuracy) == (2, 2, 1.0)


def test_gold_about_documents_needs_the_study(study, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "..")
    start = TEXT.index("Ga")
    gold = tmp_path / "gold.jsonl"
    row = {
        "document": "melati_T_01.txt",
        "start": start,
        "end": start + 10,
        "code": "konflik",
        "valence": "supports",
        "status": "accepted",
    }
    gold.write_text(json.dumps(row) + "\n")
    konflik = {score.code: score for score in evaluate_against(gold, study, None).codes}["konflik"]
    assert (konflik.gold, konflik.suggested, konflik.hits) == (1, 1, 1)


@pytest.mark.parametrize(
    "row",
    [
        {"text": "a", "codes": [{"code": "konflk"}]},
        {"text": "a", "codes": "konflik"},
        {"document": "x.txt", "start": 0, "end": 1, "code": "konflik"},
    ],
)
def test_gold_that_cannot_be_used_is_told(tmp_path, monkeypatch, row):
    monkeypatch.chdir(tmp_path)
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(row) + "\n")
    with pytest.raises(KubecodeError) as error:
        evaluate_against(gold, None, None)
    assert error.value.problems[0].where.line == 1


def test_a_text_is_tagged_without_a_study():
    codebook = load_codebook_file(locate_codebook("dinamika-kelompok")).codebook
    (coding,) = tag_text("bertengkar sih jarang yah kami mah", codebook, case="KUBE Melati", informant="T")
    assert (coding.code, coding.valence, coding.presence, coding.case, coding.informant) == (
        "konflik",
        "supports",
        "rare",
        "KUBE Melati",
        "T",
    )


def test_a_quote_that_asks_is_coded_and_a_question_in_a_transcript_is_not():
    codebook = load_codebook_file(locate_codebook("dinamika-kelompok")).codebook
    for informant in (None, "T"):
        (coding,) = tag_text("buat apa atuh bertengkar?", codebook, informant=informant)
        assert (coding.code, coding.informant) == ("konflik", informant)
    transcript = "Pernah bertengkar?\n\nT: Biasa aja atuh.\nR: Iya atuh."
    assert tag_text(transcript, codebook) == []
    assert tag_text("P: Pernah bertengkar?\nT: Biasa aja atuh.", codebook, informant="T") == []
