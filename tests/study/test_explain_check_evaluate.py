"""Explanations of lines, checks of a study, evaluation against gold, and tagging of single texts."""

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
from kubecode.study.explain import explain, explain_segments
from kubecode.study.ingest.decision_files import mark_read
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.ingest.texts import tag_text
from kubecode.study.session import opened
from kubecode.terminal.excerpts_view import explanation_view

TEXT = "P: Gimana, Bu?\nT: Ga pernah ribut kami mah disini.\nT: Itu mah ga masalah kok disini.\n"


@pytest.fixture
def study(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TEXT, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    return tmp_path / "kubecode.db"


def test_explanation_has_evidence_scope_and_analysed_words(study):
    with opened(study) as session:
        (segment,) = explain(session, "melati_T_01:2").segments
    (coding,) = segment.codings
    assert coding.reason == "kata “ribut”; disangkal oleh “ga”"
    assert [(r.form, r.lemma) for r in segment.words][:2] == [("ga", "tidak"), ("pernah", "pernah")]


def test_explanation_has_the_parts_of_a_score(study):
    with opened(study) as session:
        line = explain(session, "melati_T_01:2")
    ((breakdown,),) = [segment.scores for segment in line.segments]
    ((piece, rarity),) = breakdown.pieces
    assert (piece.surface, rarity.steps, breakdown.neighbours.nearest) == ("ribut", 1, None)
    console = Console(file=io.StringIO(), width=200)
    console.print(explanation_view(line, "en"))
    assert f"score {breakdown.suggestion.score:.2f}: “ribut” common" in console.file.getvalue()


def test_explanation_names_excluded_indicators(study):
    with opened(study) as session:
        (segment,) = explain(session, "melati_T_01.txt:3").segments
    assert ("excluded", "masalah") in {(miss.why, miss.indicator) for miss in segment.near_misses}


def test_explanation_of_a_question_has_no_segments(study):
    with opened(study) as session:
        line = explain(session, "melati_T_01.txt:1")
    assert (line.question, line.segments) == ("Gimana, Bu?", ())


def test_segment_over_two_lines_is_explained_once(tmp_path):
    text = "P: Gimana, Bu?\nT: Kami kumpul tiap bulan dan\nga pernah ribut. Rapatnya\njuga rame banget.\n"
    (tmp_path / "melati_T_01.txt").write_text(text, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    with opened(tmp_path / "kubecode.db") as session:
        explained = explain_segments(session, ("melati_T_01.txt", 0, len(text)))
    assert [e.segment.line for e in explained] == [2, 3]


@pytest.mark.parametrize(
    "position", ["melati_T_01.txt", "melati_T_01.txt:0", "melati_T_01.txt:99", "lain.txt:1", "a:b", ":1"]
)
def test_invalid_position_is_a_usage_error(study, position):
    with opened(study) as session, pytest.raises(KubecodeError) as error:
        explain(session, position)
    assert error.value.exit_status == 2


def test_new_study_has_no_problems(study):
    with opened(study) as session:
        assert check_study(session) == []


def test_damage_stale_codebook_and_lost_codes_are_reported(study, tmp_path):
    connection = sqlite3.connect(study)
    connection.execute("UPDATE document SET text = replace(text, 'ribut', 'RIBUT')")
    connection.execute(
        "INSERT INTO decision VALUES (1, 1, 0, 4, 'lama', 'a', 'accepted', NULL, 'present', NULL, 0, 'own', 1, NULL, NULL, '', 1, 1, 1, 0, 4)"
    )
    connection.execute("UPDATE codebook SET path = ?", (str(tmp_path / "buku.yaml"),))
    connection.commit()
    connection.close()
    text = locate_codebook("dinamika-kelompok").read_text("utf-8")
    (tmp_path / "buku.yaml").write_text(text.replace("version: 1", "version: 2", 1), "utf-8")
    with opened(study) as session:
        problems = " ".join(str(problem) for problem in check_study(session))
    assert "damaged" in problems
    assert "words.yaml has changed" in problems
    assert "(lama)" in problems
    assert "undecided" in problems


def write_rows(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_undecided_suggestions_are_a_note_until_the_document_is_read(study):
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


def test_gold_for_texts_needs_no_study(tmp_path, monkeypatch):
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
    gold = write_rows(tmp_path / "gold.jsonl", *rows)
    total = evaluate_against_gold(gold, None, None).total
    assert (total.gold, total.hits, total.valence_accuracy) == (2, 2, 1.0)


def excerpt_row(word, **more):
    """Return a row about the words ``word`` of the text."""
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
def test_possible_codes_do_not_count_and_rejected_rows_are_no_gold(study, tmp_path, more, counts):
    gold = write_rows(tmp_path / "gold.jsonl", excerpt_row("Ga pernah", **more))
    konflik = scores(gold, study)["konflik"]
    assert (konflik.gold, konflik.suggested, konflik.hits) == counts


@pytest.mark.parametrize(("last", "hits"), [("Itu", 1), ("Itu mah ga masalah kok disini.", 0)])
def test_gold_row_belongs_to_the_segment_that_it_overlaps_most(study, tmp_path, last, hits):
    start, end = TEXT.index("ribut kami mah"), TEXT.index(last) + len(last)
    gold = write_rows(
        tmp_path / "gold.jsonl", {**excerpt_row("ribut"), "start": start, "end": end, "code": "konflik"}
    )
    konflik = scores(gold, study)["konflik"]
    assert (konflik.gold, konflik.hits) == (1, hits)


def test_gold_on_a_question_counts_as_missed(study, tmp_path):
    gold = write_rows(tmp_path / "gold.jsonl", excerpt_row("Gimana", code="konflik"))
    konflik = scores(gold, study)["konflik"]
    assert (konflik.gold, konflik.hits, konflik.recall) == (1, 0, 0.0)


def test_documents_are_coded_again_with_the_given_codebook(study, tmp_path):
    text = locate_codebook("dinamika-kelompok").read_text("utf-8")
    other = tmp_path / "lain.yaml"
    other.write_text(text.replace("ribut", "bentrok"), "utf-8")
    gold = write_rows(tmp_path / "gold.jsonl", excerpt_row("Ga pernah", code="konflik"))
    assert scores(gold, study)["konflik"].hits == 1
    assert scores(gold, study, str(other))["konflik"].hits == 0


LABEL = {"code": "konflik", "valence": "+"}


@pytest.mark.parametrize(
    ("row", "expected"),
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
        (excerpt_row("Ga", **LABEL) | {"start": "17"}, "start and end cannot be '17'"),
        (excerpt_row("Ga", **LABEL) | {"start": True}, "start and end cannot be True"),
        (excerpt_row("Ga", **LABEL) | {"end": 9999}, "start and end cannot be"),
        (excerpt_row("Ga", **LABEL) | {"start": -1}, "start and end cannot be -1"),
        (excerpt_row("Ga", **LABEL) | {"start": 5, "end": 5}, "start and end cannot be 5 and 5"),
    ],
)
def test_invalid_gold_row_is_reported_with_its_line(study, tmp_path, row, expected):
    gold = write_rows(tmp_path / "gold.jsonl", {"text": "a", **LABEL}, row)
    with pytest.raises(KubecodeError) as error:
        evaluate_against_gold(gold, study, None)
    (problem,) = error.value.problems
    assert problem.where.line == 2
    assert expected in str(problem)


@pytest.mark.parametrize("valence", ["supports", "+", "-", "−", "±", "0", 0, None, ""])
def test_gold_valence_may_be_a_word_a_sign_or_empty(study, tmp_path, valence):
    assert scores(write_rows(tmp_path / "g.jsonl", {"text": "a", **LABEL, "valence": valence}), study)


def test_unknown_name_in_many_rows_is_reported_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    unknown = {"text": "a", "codes": [{"code": "lama"}]}
    gold = write_rows(
        tmp_path / "gold.jsonl", unknown, unknown, excerpt_row("Ga", **LABEL), excerpt_row("Ga", **LABEL)
    )
    with pytest.raises(KubecodeError) as error:
        evaluate_against_gold(gold, None, None)
    assert [problem.where.line for problem in error.value.problems] == [1, 3]


def test_text_is_tagged_without_a_study():
    codebook = load_codebook_file(locate_codebook("dinamika-kelompok")).codebook
    (coding,) = tag_text("bertengkar sih jarang yah kami mah", codebook, case="KUBE Melati", informant="T")
    assert (coding.code, coding.valence, coding.presence, coding.case, coding.informant) == (
        "konflik",
        "supports",
        "rare",
        "KUBE Melati",
        "T",
    )


def test_question_is_coded_in_a_quote_but_not_in_a_transcript():
    codebook = load_codebook_file(locate_codebook("dinamika-kelompok")).codebook
    for informant in (None, "T"):
        (coding,) = tag_text("buat apa atuh bertengkar?", codebook, informant=informant)
        assert (coding.code, coding.informant) == ("konflik", informant)
    transcript = "Pernah bertengkar?\n\nT: Biasa aja atuh.\nR: Iya atuh."
    assert tag_text(transcript, codebook) == []
    assert tag_text("P: Pernah bertengkar?\nT: Biasa aja atuh.", codebook, informant="T") == []


def test_changed_and_missing_files_are_reported(study):
    path = study.parent / "melati_T_01.txt"

    def file_problems():
        with opened(study) as session:
            return [
                (p.severity, p.message) for p in check_study(session) if str(p.where).startswith(str(path))
            ]

    assert file_problems() == []
    path.write_text(TEXT + "T: Satu lagi.\n", "utf-8")
    assert [severity for severity, _ in file_problems()] == ["warning"]
    path.write_text("---\nperan: ketua\n---\n" + TEXT, "utf-8")
    assert file_problems() == []
    path.unlink()
    assert [severity for severity, _ in file_problems()] == ["note"]
