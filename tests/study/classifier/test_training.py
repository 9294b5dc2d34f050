"""Learned suggestions in a study: their training examples, and that they change only suggestions."""

import json
import sqlite3
import sys
from contextlib import closing
from shutil import copyfile

import pytest

from kubecode.coder import compile_codebook
from kubecode.coder.classifier_input import SilenceReason
from kubecode.errors import KubecodeError
from kubecode.model import Confidence, Decision, EvidenceKind, Presence, Status
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.bundled import bundled_folder
from kubecode.study.classifier.evaluation import evaluate_classifier
from kubecode.study.classifier.training import training_examples
from kubecode.study.codebooks.load import language_for, study_codebook
from kubecode.study.codings import study_codings
from kubecode.study.ingest.decision_files import import_decision_file
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.ingest.tag_results import DocumentChange
from kubecode.study.report.matrix import Arrangement, study_matrix
from kubecode.study.session import opened

# No sentence matches an indicator of the bundled codebook.
CODED = ("Tiap subuh {} ke pasar bawa sayur.", "Lapak di pasar {} makin lebar.", "Di pasar {} hujan becek.")
NOT_CODED = ("Anak saya {} baru kelas dua.", "Sawahnya {} kering kemarau.", "Rumah {} dekat jembatan.")
FILLERS = ("memang", "katanya", "dulu", "sekarang", "pokoknya")
CODE = "kohesi"


@pytest.fixture
def study(tmp_path):
    """A study of five transcripts. A coder has read and decided four of them; the fifth is new."""
    for filler in FILLERS:
        text = "P: Di pasar gimana, Bu?\n" + "".join(f"T: {sentence}\n" for sentence in sentences(filler))
        (tmp_path / name(filler)).write_text(text, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path], TagOptions())
    import_rows(tmp_path, [row for filler in FILLERS[:-1] for row in decision_rows(tmp_path, filler)])
    return tmp_path


def name(filler):
    return f"melati_{filler}_01.txt"


def sentences(filler):
    return [sentence.format(filler) for sentence in (*CODED, *NOT_CODED)]


def decision_rows(folder, filler):
    """Return rows of a decision file: the transcript was read, and every sentence decided."""
    text = (folder / name(filler)).read_text("utf-8")
    rows = [{"document": name(filler), "status": "read"}]
    for index, sentence in enumerate(sentences(filler)):
        start = text.index(sentence)
        status = "accepted" if index < len(CODED) else "rejected"
        span = {"document": name(filler), "start": start, "end": start + len(sentence)}
        rows.append({**span, "code": CODE, "status": status})
    return rows


def import_rows(folder, rows):
    file = folder / "keputusan.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with opened(folder / "kubecode.db") as session:
        import_decision_file(session, file, None, "ani")


def tag_learned(folder, **options):
    return tag(folder / "kubecode.db", [], TagOptions(learned=True, **options))


def learned_codings(folder):
    with opened(folder / "kubecode.db") as session:
        codings = study_codings(session, "en")
    return [c for c in codings if any(e.kind is EvidenceKind.LEARNED for e in c.evidence)]


def tables(folder):
    with closing(sqlite3.connect(folder / "kubecode.db")) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def examples(folder):
    with opened(folder / "kubecode.db") as session:
        codebook = study_codebook(session).codebook
        compiled = compile_codebook(codebook, language_for(codebook))
        return training_examples(session, document_store.get_documents(session.connection), compiled)


def test_new_transcript_gets_suggestions_learned_from_the_others(study):
    (learned,) = [code for code in tag_learned(study).learned if code.code == CODE]
    assert (learned.decisions, learned.transcripts, learned.silence) == (24, 4, None)
    codings = learned_codings(study)
    assert [c.text for c in codings] == [sentence.format(FILLERS[-1]) for sentence in CODED]
    for coding in codings:
        assert (coding.code, coding.status, coding.valence) == (CODE, Status.SUGGESTED, None)
        assert (coding.confidence, coding.presence) == (Confidence.MEDIUM, Presence.PRESENT)
        assert coding.reason.startswith("learned from 24 decisions: “")
        assert "“pasar”" in coding.reason


def test_reason_is_given_in_indonesian(study):
    result = tag_learned(study)
    reasons = [c.reason for t in result.tagged for c in t.codings if c.status is Status.SUGGESTED]
    assert [r for r in reasons if r.startswith("dipelajari dari 24 keputusan: “")]


def test_tagging_twice_changes_nothing_and_keeps_decisions(study):
    before = tables(study)
    assert {t.change for t in tag_learned(study).tagged} == {DocumentChange.UPDATED}
    once = tables(study)
    assert {t.change for t in tag_learned(study).tagged} == {DocumentChange.UNCHANGED}
    assert tables(study) == once
    assert (once["decision"], once["read_through"]) == (before["decision"], before["read_through"])


def test_run_stores_what_it_was_trained_on(study):
    with opened(study / "kubecode.db") as session:
        assert {(r.learned_from, r.learned_sha256) for r in runs.last_runs(session.connection).values()} == {
            (0, "")
        }
    tag_learned(study)
    with opened(study / "kubecode.db") as session:
        (first,) = {(r.learned_from, r.learned_sha256) for r in runs.last_runs(session.connection).values()}
    assert first[0] == 24
    assert len(first[1]) == 64
    coding = learned_codings(study)[0]
    import_rows(study, [decision_row(coding, "rejected")])
    assert {t.change for t in tag_learned(study).tagged} == {DocumentChange.UPDATED}
    with opened(study / "kubecode.db") as session:
        (second,) = {(r.learned_from, r.learned_sha256) for r in runs.last_runs(session.connection).values()}
    assert second[0] == 25
    assert second[1] != first[1]


def decision_row(coding, status):
    return {
        "document": coding.document,
        "start": coding.start,
        "end": coding.end,
        "code": coding.code,
        "status": status,
    }


def test_decided_coding_is_not_suggested_again(study):
    tag_learned(study)
    first, second, *_ = learned_codings(study)
    import_rows(study, [decision_row(first, "rejected"), decision_row(second, "accepted")])
    tag_learned(study)
    now = {c.id: c for c in learned_codings(study)}
    assert (now[first.id].status, now[second.id].status) == (Status.REJECTED, Status.ACCEPTED)
    assert now[second.id].reason == second.reason


def test_tagging_without_learned_removes_learned_suggestions(study):
    tag_learned(study)
    assert learned_codings(study)
    tag(study / "kubecode.db", [], TagOptions())
    assert learned_codings(study) == []


def test_questions_are_not_coded_and_rule_suggestions_not_repeated(study):
    result = tag_learned(study)
    for tagged in result.tagged:
        questions = [turn for turn in tagged.document.turns if turn.asks]
        for coding in tagged.codings:
            assert not any(turn.start <= coding.start < turn.end for turn in questions)
        spans = [(c.start, c.code) for c in tagged.codings if c.status is Status.SUGGESTED]
        assert len(spans) == len(set(spans))


def test_learned_suggestions_do_not_change_cells_of_read_documents(study):
    def cells():
        with opened(study / "kubecode.db") as session:
            return study_matrix(session, Arrangement("code", "informant")).matrix.cells

    import_rows(study, [{"document": name(FILLERS[-1]), "status": "read"}])
    before = cells()
    tag_learned(study)
    assert cells() == before


def test_no_learned_suggestions_below_twenty_decisions(tmp_path, study):
    with opened(study / "kubecode.db") as session:
        decisions = list(decision_store.current_decisions(session.connection))[:5]
        undone = [Decision(d.document, d.start, d.end, d.code, d.coder, Status.SUGGESTED) for d in decisions]
        decision_store.put_decisions(session.connection, undone, "2026-01-01T00:00:00Z")
        session.connection.commit()
    (learned,) = [code for code in tag_learned(study).learned if code.code == CODE]
    assert (learned.decisions, learned.silence) == (19, SilenceReason.FEW_DECISIONS)
    assert learned_codings(study) == []


def test_dry_run_suggests_the_same_and_stores_nothing(study):
    before = tables(study)
    result = tag_learned(study, dry_run=True)
    assert tables(study) == before
    found = [c for t in result.tagged for c in t.codings if c.evidence[0].kind is EvidenceKind.LEARNED]
    tag_learned(study)
    assert [c.id for c in found] == [c.id for c in learned_codings(study)]


def test_dry_run_without_study_has_too_few_decisions(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text("T: Anak saya baru kelas dua.\n", "utf-8")
    options = TagOptions(learned=True, dry_run=True)
    result = tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], options)
    assert {code.silence for code in result.learned} == {SilenceReason.FEW_DECISIONS}


def test_number_of_processes_does_not_change_the_result(study):
    one, two = tag_learned(study, dry_run=True), tag_learned(study, dry_run=True, jobs=2)
    assert one == two


def test_error_without_scikit_learn_says_how_to_install_it(study, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    before = tables(study)
    for action in (lambda: tag_learned(study), lambda: evaluate_classifier(study / "kubecode.db", None)):
        with pytest.raises(KubecodeError) as error:
            action()
        assert "kubecode[learn]" in str(error.value)
    assert tables(study) == before


def test_verdicts_of_training_examples(study):
    """Skipped and disputed codes have no verdict; other undecided codes are presumed not to apply."""
    old, new = name(FILLERS[0]), name(FILLERS[-1])
    in_old = [example for example in examples(study) if example.input.document == old]
    assert [example.verdicts[CODE] for example in in_old] == [True] * 3 + [False] * 3
    assert all(not example.verdicts["konflik"] and "konflik" not in example.presumed for example in in_old)
    segment = in_old[0].input.segment
    row = {"document": old, "start": segment.start, "end": segment.end, "code": CODE}
    import_rows(
        study,
        [{**row, "status": "rejected", "coder": "budi"}, {**row, "code": "konflik", "status": "skipped"}],
    )
    disputed = next(example for example in examples(study) if example.input.segment == segment)
    assert CODE not in disputed.verdicts
    assert CODE in disputed.decided
    assert "konflik" not in disputed.verdicts
    text = (study / new).read_text("utf-8")
    start = text.index("Di pasar pokoknya")
    import_rows(
        study, [{"document": new, "start": start + 3, "end": start + 20, "code": CODE, "status": "accepted"}]
    )
    (only,) = [example for example in examples(study) if example.input.document == new]
    assert (only.input.segment.start, only.verdicts[CODE], only.verdicts["konflik"]) == (start, True, False)
    assert CODE not in only.presumed
    assert "konflik" in only.presumed


def test_evaluation_separates_rules_and_learned(study):
    import_rows(study, decision_rows(study, FILLERS[-1]))
    evaluations = evaluate_classifier(study / "kubecode.db", None)
    scores = {
        source: next(score for score in evaluation.codes if score.code == CODE)
        for source, evaluation in evaluations.items()
    }
    assert list(evaluations) == ["rules", "learned", "both"]
    assert {score.gold for score in scores.values()} == {15}
    assert (scores["rules"].suggested, scores["learned"].hits, scores["both"].hits) == (0, 15, 15)


def test_evaluation_without_decisions_is_an_error(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text("T: Anak saya baru kelas dua.\n", "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    with pytest.raises(KubecodeError, match="no decisions to learn from"):
        evaluate_classifier(tmp_path / "kubecode.db", None)


def test_learned_suggestions_are_mostly_right_in_uncoded_samples(tmp_path, drafted_samples):
    samples = bundled_folder("transcripts_sample")
    rows = [json.loads(line) for line in (samples / "coder_a.jsonl").read_text("utf-8").splitlines()]
    decided = set(sorted({row["document"] for row in rows})[::2])
    copyfile(drafted_samples, tmp_path / "kubecode.db")
    import_rows(tmp_path, [row for row in rows if row["document"] in decided])
    tag_learned(tmp_path)
    accepted = {(r["document"], r["start"], r["code"]) for r in rows if r["status"] == "accepted"}
    learned = [(c.document, c.start, c.code) for c in learned_codings(tmp_path) if c.document not in decided]
    assert len(learned) >= 40
    assert sum(key in accepted for key in learned) >= len(learned) / 2
