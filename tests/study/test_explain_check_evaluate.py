import io
import json
import sqlite3

import pytest
from rich.console import Console

from kubecode.errors import KubecodeError
from kubecode.model import Decision, Status
from kubecode.store.decisions import put_decisions
from kubecode.store.study_file import transaction
from kubecode.study.check import check_study
from kubecode.study.codebooks.load import load_codebook_file, locate_codebook
from kubecode.study.evaluation.evaluate import evaluate_against_gold
from kubecode.study.explain import explain
from kubecode.study.ingest.decision_files import mark_read
from kubecode.study.ingest.tag import TagOptions, tag, tag_text
from kubecode.study.session import opened
from kubecode.terminal.excerpts_view import explanation_view

TEXT = "P: Gimana, Bu?\nT: Ga pernah ribut kami mah disini.\nT: Itu mah ga masalah kok disini.\n"


@pytest.fixture
def study(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TEXT, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    return tmp_path / "kubecode.db"


def test_a_line_is_explained_with_evidence_scope_and_readings(study):
    with opened(study) as session:
        (segment,) = explain(session, "melati_T_01:2").segments
    (coding,) = segment.codings
    assert coding.reason == "kata “ribut”; disangkal oleh “ga”"
    assert [(r.form, r.lemma) for r in segment.words][:2] == [("ga", "tidak"), ("pernah", "pernah")]


def test_a_score_is_explained_by_its_parts(study):
    with opened(study) as session:
        line = explain(session, "melati_T_01:2")
    ((weighed,),) = [segment.scores for segment in line.segments]
    ((piece, rarity),) = weighed.pieces
    assert (piece.surface, rarity.steps, weighed.around.nearest) == ("ribut", 1, None)
    console = Console(file=io.StringIO(), width=200)
    console.print(explanation_view(line, "en"))
    assert f"score {weighed.suggestion.score:.2f}: “ribut” common" in console.file.getvalue()


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
        "INSERT INTO decision VALUES (1, 1, 0, 4, 'lama', 'a', 'accepted', NULL, 'present', NULL, 0, 'own', 1, NULL, NULL, '')"
    )
    connection.execute("UPDATE codebook SET path = ?", (str(tmp_path / "buku.yaml"),))
    connection.commit()
    connection.close()
    text = locate_codebook("dinamika-kelompok").read_text("utf-8")
    (tmp_path / "buku.yaml").write_text(text.replace("version: 1", "version: 2", 1), "utf-8")
    with opened(study) as session:
        said = " ".join(str(problem) for problem in check_study(session))
    assert "damaged" in said
    assert "words.yaml has changed" in said
    assert "(lama)" in said
    assert "undecided" in said


def written(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_what_is_undecided_is_a_note_until_it_was_passed_over(study):
    with opened(study) as session:
        with transaction(session.connection):
            put_decisions(
                session.connection,
                [Decision("melati_T_01.txt", 20, 30, "kohesi", "uji", Status.ACCEPTED)],
                "",
            )
        assert [problem.severity for problem in check_study(session)] == ["note"]
        mark_read(session, ["melati_T_01"], "uji", [])
        assert check_study(session) == []


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
    gold = written(tmp_path / "gold.jsonl", *rows)
    total = evaluate_against_gold(gold, None, None).total
    assert (total.gold, total.hits, total.valence_accuracy) == (2, 2, 1.0)


def said_about(word, **more):
    """Return a decision about the stretch of the text that a word stands in."""
    start = TEXT.index(word)
    return {"document": "melati_T_01.txt", "start": start, "end": start + len(word), **more}


def scores(gold, study, codebook=None):
    return {score.code: score for score in evaluate_against_gold(gold, study, codebook).codes}


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({"code": "konflik", "status": "accepted"}, (1, 1, 1)),
        ({"code": "konflik"}, (1, 1, 1)),
        ({"codes": [{"code": "konflik/terbuka", "strength": "possible"}]}, (0, 0, 0)),
        ({"code": "konflik", "status": "rejected"}, (0, 1, 0)),
        ({"codes": [{"code": "konflik"}], "status": "rejected"}, (0, 1, 0)),
        ({"status": "read"}, (0, 1, 0)),
    ],
)
def test_possible_codes_count_neither_way_and_rejected_rows_are_no_gold(study, tmp_path, more, counts):
    gold = written(tmp_path / "gold.jsonl", said_about("Ga pernah", **more))
    konflik = scores(gold, study)["konflik"]
    assert (konflik.gold, konflik.suggested, konflik.hits) == counts


@pytest.mark.parametrize(("last", "hits"), [("Itu", 1), ("Itu mah ga masalah kok disini.", 0)])
def test_a_gold_row_belongs_to_the_segment_that_it_overlaps_most(study, tmp_path, last, hits):
    start, end = TEXT.index("ribut kami mah"), TEXT.index(last) + len(last)
    gold = written(
        tmp_path / "gold.jsonl", {**said_about("ribut"), "start": start, "end": end, "code": "konflik"}
    )
    konflik = scores(gold, study)["konflik"]
    assert (konflik.gold, konflik.hits) == (1, hits)


def test_gold_where_nothing_is_ever_coded_counts_as_missed(study, tmp_path):
    gold = written(tmp_path / "gold.jsonl", said_about("Gimana", code="konflik"))
    konflik = scores(gold, study)["konflik"]
    assert (konflik.gold, konflik.hits, konflik.recall) == (1, 0, 0.0)


def test_documents_are_coded_anew_with_the_codebook_that_is_named(study, tmp_path):
    text = locate_codebook("dinamika-kelompok").read_text("utf-8")
    other = tmp_path / "lain.yaml"
    other.write_text(text.replace("ribut", "bentrok"), "utf-8")
    gold = written(tmp_path / "gold.jsonl", said_about("Ga pernah", code="konflik"))
    assert scores(gold, study)["konflik"].hits == 1
    assert scores(gold, study, str(other))["konflik"].hits == 0


LABEL = {"code": "konflik", "valence": "+"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"text": "a", "codes": [{"code": "konflk"}]}, 'did you mean "konflik"'),
        ({"text": "a", "codes": "konflik"}, "list of objects"),
        ({"text": "a", "codes": [1]}, "list of objects"),
        ({"text": "a", "codes": None}, "list of objects"),
        ({"text": "a", "codes": [{"code": ["konflik"]}]}, "no text"),
        ({"text": "a"}, "no text"),
        ({"text": "a", **LABEL, "valence": "good"}, "valence cannot be 'good'"),
        ({"text": "a", **LABEL, "valence": [1]}, "valence cannot be [1]"),
        ({"text": "a", **LABEL, "valence": True}, "valence cannot be True"),
        ({"text": "a", **LABEL, "strength": "weak"}, "strength cannot be 'weak'"),
        ({"text": "a", **LABEL, "status": "acepted"}, "unknown status 'acepted'"),
        ({"text": "a", **LABEL, "status": ["accepted"]}, "unknown status"),
        ({"text": 7, **LABEL}, "neither a text nor a document"),
        ({**LABEL, "document": 3, "start": 0, "end": 1}, "neither a text nor a document"),
        ({**LABEL, "document": "melti_T_01.txt", "start": 0, "end": 1}, 'did you mean "melati_T_01.txt"'),
        (said_about("Ga", **LABEL) | {"start": "17"}, "start and end cannot be '17'"),
        (said_about("Ga", **LABEL) | {"start": True}, "start and end cannot be True"),
        (said_about("Ga", **LABEL) | {"end": 9999}, "start and end cannot be"),
        (said_about("Ga", **LABEL) | {"start": -1}, "start and end cannot be -1"),
        (said_about("Ga", **LABEL) | {"start": 5, "end": 5}, "start and end cannot be 5 and 5"),
    ],
)
def test_gold_that_cannot_be_used_is_told_with_its_line(study, tmp_path, row, said):
    gold = written(tmp_path / "gold.jsonl", {"text": "a", **LABEL}, row)
    with pytest.raises(KubecodeError) as error:
        evaluate_against_gold(gold, study, None)
    (problem,) = error.value.problems
    assert problem.where.line == 2
    assert said in str(problem)


@pytest.mark.parametrize("valence", ["supports", "+", "-", "−", "±", "0", 0, None, ""])
def test_valences_may_be_words_signs_or_nothing(study, tmp_path, valence):
    assert scores(written(tmp_path / "g.jsonl", {"text": "a", **LABEL, "valence": valence}), study)


def test_what_is_unknown_in_many_rows_is_told_at_its_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    unknown = {"text": "a", "codes": [{"code": "lama"}]}
    gold = written(
        tmp_path / "gold.jsonl", unknown, unknown, said_about("Ga", **LABEL), said_about("Ga", **LABEL)
    )
    with pytest.raises(KubecodeError) as error:
        evaluate_against_gold(gold, None, None)
    assert [problem.where.line for problem in error.value.problems] == [1, 3]


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


def test_files_that_changed_or_went_are_told(study):
    path = study.parent / "melati_T_01.txt"

    def told():
        with opened(study) as session:
            return [
                (p.severity, p.message) for p in check_study(session) if str(p.where).startswith(str(path))
            ]

    assert told() == []
    path.write_text(TEXT + "T: Satu lagi.\n", "utf-8")
    assert [severity for severity, _ in told()] == ["warning"]
    path.write_text("---\nperan: ketua\n---\n" + TEXT, "utf-8")
    assert told() == []
    path.unlink()
    assert [severity for severity, _ in told()] == ["note"]
