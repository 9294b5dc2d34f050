"""Learned suggestions in a study: what teaches them, and that they change nothing but what is suggested."""

import json
import sqlite3
import sys
from contextlib import closing

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
from kubecode.study.ingest.tag import DocumentChange, TagOptions, tag
from kubecode.study.report.matrix import Arrangement, study_matrix
from kubecode.study.session import opened

# Neither sentence says anything that the bundled codebook knows.
THERE = ("Tiap subuh {} ke pasar bawa sayur.", "Lapak di pasar {} makin lebar.", "Di pasar {} hujan becek.")
NOT_THERE = ("Anak saya {} baru kelas dua.", "Sawahnya {} kering kemarau.", "Rumah {} dekat jembatan.")
FILLERS = ("memang", "katanya", "dulu", "sekarang", "pokoknya")
CODE = "kohesi"


@pytest.fixture
def study(tmp_path):
    """A study of five transcripts; a person has coded four of them by reading, the fifth is new."""
    for filler in FILLERS:
        text = "P: Di pasar gimana, Bu?\n" + "".join(f"T: {sentence}\n" for sentence in said(filler))
        (tmp_path / name(filler)).write_text(text, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path], TagOptions())
    put(tmp_path, [row for filler in FILLERS[:-1] for row in decided_in(tmp_path, filler)])
    return tmp_path


def name(filler):
    return f"melati_{filler}_01.txt"


def said(filler):
    return [sentence.format(filler) for sentence in (*THERE, *NOT_THERE)]


def decided_in(folder, filler):
    """Return the rows of a coder who has read a transcript and decided about every sentence."""
    text = (folder / name(filler)).read_text("utf-8")
    rows = [{"document": name(filler), "status": "read"}]
    for index, sentence in enumerate(said(filler)):
        start = text.index(sentence)
        status = "accepted" if index < len(THERE) else "rejected"
        span = {"document": name(filler), "start": start, "end": start + len(sentence)}
        rows.append({**span, "code": CODE, "status": status})
    return rows


def put(folder, rows):
    file = folder / "keputusan.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with opened(folder / "kubecode.db") as session:
        import_decision_file(session, file, None, "ani")


def again(folder, **options):
    return tag(folder / "kubecode.db", [], TagOptions(learned=True, **options))


def learned_codings(folder):
    with opened(folder / "kubecode.db") as session:
        codings = study_codings(session, "en")
    return [c for c in codings if any(e.kind is EvidenceKind.LEARNED for e in c.evidence)]


def tables(folder):
    with closing(sqlite3.connect(folder / "kubecode.db")) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def lessons(folder):
    with opened(folder / "kubecode.db") as session:
        book = study_codebook(session).codebook
        compiled = compile_codebook(book, language_for(book))
        return training_examples(session, document_store.get_documents(session.connection), compiled)


def test_a_new_transcript_gets_what_was_decided_in_the_others(study):
    (learned,) = [code for code in again(study).learned if code.code == CODE]
    assert (learned.decisions, learned.transcripts, learned.silence) == (24, 4, None)
    codings = learned_codings(study)
    assert [c.text for c in codings] == [sentence.format(FILLERS[-1]) for sentence in THERE]
    for coding in codings:
        assert (coding.code, coding.status, coding.valence) == (CODE, Status.SUGGESTED, None)
        assert (coding.confidence, coding.presence) == (Confidence.MEDIUM, Presence.PRESENT)
        assert coding.reason.startswith("learned from 24 decisions: “")
        assert "“pasar”" in coding.reason


def test_the_reason_is_told_in_indonesian_too(study):
    result = again(study)
    reasons = [c.reason for t in result.tagged for c in t.codings if c.status is Status.SUGGESTED]
    assert [r for r in reasons if r.startswith("dipelajari dari 24 keputusan: “")]


def test_twice_is_the_same_as_once_and_no_decision_is_touched(study):
    before = tables(study)
    assert {t.change for t in again(study).tagged} == {DocumentChange.UPDATED}
    once = tables(study)
    assert {t.change for t in again(study).tagged} == {DocumentChange.UNCHANGED}
    assert tables(study) == once
    assert (once["decision"], once["read_through"]) == (before["decision"], before["read_through"])


def test_a_run_says_what_it_had_learned_from(study):
    with opened(study / "kubecode.db") as session:
        assert {(r.learned_from, r.learned_sha256) for r in runs.last_runs(session.connection).values()} == {
            (0, "")
        }
    again(study)
    with opened(study / "kubecode.db") as session:
        (first,) = {(r.learned_from, r.learned_sha256) for r in runs.last_runs(session.connection).values()}
    assert first[0] == 24
    assert len(first[1]) == 64
    coding = learned_codings(study)[0]
    put(study, [row_of(coding, "rejected")])
    assert {t.change for t in again(study).tagged} == {DocumentChange.UPDATED}
    with opened(study / "kubecode.db") as session:
        (second,) = {(r.learned_from, r.learned_sha256) for r in runs.last_runs(session.connection).values()}
    assert second[0] == 25
    assert second[1] != first[1]


def row_of(coding, status):
    return {
        "document": coding.document,
        "start": coding.start,
        "end": coding.end,
        "code": coding.code,
        "status": status,
    }


def test_what_was_decided_is_not_suggested_again(study):
    again(study)
    first, second, *_ = learned_codings(study)
    put(study, [row_of(first, "rejected"), row_of(second, "accepted")])
    again(study)
    now = {c.id: c for c in learned_codings(study)}
    assert (now[first.id].status, now[second.id].status) == (Status.REJECTED, Status.ACCEPTED)
    assert now[second.id].reason == second.reason


def test_tagging_without_it_takes_learned_suggestions_away(study):
    again(study)
    assert learned_codings(study)
    tag(study / "kubecode.db", [], TagOptions())
    assert learned_codings(study) == []


def test_the_question_is_never_coded_and_the_rules_are_not_repeated(study):
    result = again(study)
    for tagged in result.tagged:
        asked = [turn for turn in tagged.document.turns if turn.asks]
        for coding in tagged.codings:
            assert not any(turn.start <= coding.start < turn.end for turn in asked)
        spans = [(c.start, c.code) for c in tagged.codings if c.status is Status.SUGGESTED]
        assert len(spans) == len(set(spans))


def test_what_was_read_to_its_end_counts_as_before(study):
    def cells():
        with opened(study / "kubecode.db") as session:
            return study_matrix(session, Arrangement("code", "informant")).matrix.cells

    put(study, [{"document": name(FILLERS[-1]), "status": "read"}])
    before = cells()
    again(study)
    assert cells() == before


def test_below_twenty_decisions_it_is_silent(tmp_path, study):
    with opened(study / "kubecode.db") as session:
        made = list(decision_store.current_decisions(session.connection))[:5]
        taken_back = [Decision(d.document, d.start, d.end, d.code, d.coder, Status.SUGGESTED) for d in made]
        decision_store.put_decisions(session.connection, taken_back, "2026-01-01T00:00:00Z")
        session.connection.commit()
    (learned,) = [code for code in again(study).learned if code.code == CODE]
    assert (learned.decisions, learned.silence) == (19, SilenceReason.FEW_DECISIONS)
    assert learned_codings(study) == []


def test_a_dry_run_shows_the_same_and_stores_nothing(study):
    before = tables(study)
    tried = again(study, dry_run=True)
    assert tables(study) == before
    found = [c for t in tried.tagged for c in t.codings if c.evidence[0].kind is EvidenceKind.LEARNED]
    again(study)
    assert [c.id for c in found] == [c.id for c in learned_codings(study)]


def test_a_dry_run_without_a_study_has_nothing_to_learn_from(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text("T: Anak saya baru kelas dua.\n", "utf-8")
    options = TagOptions(learned=True, dry_run=True)
    result = tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], options)
    assert {code.silence for code in result.learned} == {SilenceReason.FEW_DECISIONS}


def test_more_processes_give_the_same(study):
    one, two = again(study, dry_run=True), again(study, dry_run=True, jobs=2)
    assert one == two


def test_without_scikit_learn_it_is_told_how_to_get_it(study, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    before = tables(study)
    for ask in (lambda: again(study), lambda: evaluate_classifier(study / "kubecode.db", None)):
        with pytest.raises(KubecodeError) as error:
            ask()
        assert "kubecode[learn]" in str(error.value)
    assert tables(study) == before


def test_what_a_verdict_is(study):
    """Accepted, rejected, read over; skipped and disputed ones teach nothing; others are presumed."""
    old, new = name(FILLERS[0]), name(FILLERS[-1])
    here = [lesson for lesson in lessons(study) if lesson.stretch.document == old]
    assert [lesson.verdicts[CODE] for lesson in here] == [True] * 3 + [False] * 3
    assert all(not lesson.verdicts["konflik"] and "konflik" not in lesson.presumed for lesson in here)
    segment = here[0].stretch.segment
    row = {"document": old, "start": segment.start, "end": segment.end, "code": CODE}
    put(
        study,
        [{**row, "status": "rejected", "coder": "budi"}, {**row, "code": "konflik", "status": "skipped"}],
    )
    disputed = next(lesson for lesson in lessons(study) if lesson.stretch.segment == segment)
    assert CODE not in disputed.verdicts
    assert CODE in disputed.decided
    assert "konflik" not in disputed.verdicts
    text = (study / new).read_text("utf-8")
    start = text.index("Di pasar pokoknya")
    put(study, [{"document": new, "start": start + 3, "end": start + 20, "code": CODE, "status": "accepted"}])
    (only,) = [lesson for lesson in lessons(study) if lesson.stretch.document == new]
    assert (only.stretch.segment.start, only.verdicts[CODE], only.verdicts["konflik"]) == (start, True, False)
    assert CODE not in only.presumed
    assert "konflik" in only.presumed


def test_the_evaluation_tells_rules_and_learned_apart(study):
    put(study, decided_in(study, FILLERS[-1]))
    by = evaluate_classifier(study / "kubecode.db", None)
    scores = {who: next(s for s in evaluation.codes if s.code == CODE) for who, evaluation in by.items()}
    assert list(by) == ["rules", "learned", "both"]
    assert {score.gold for score in scores.values()} == {15}
    assert (scores["rules"].suggested, scores["learned"].hits, scores["both"].hits) == (0, 15, 15)


def test_where_nobody_has_decided_there_is_nothing_to_evaluate(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text("T: Anak saya baru kelas dua.\n", "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    with pytest.raises(KubecodeError, match="no decisions to learn from"):
        evaluate_classifier(tmp_path / "kubecode.db", None)


def test_on_the_samples_it_is_mostly_right_in_transcripts_that_nobody_has_coded(tmp_path):
    samples = bundled_folder("transcripts_sample")
    rows = [json.loads(line) for line in (samples / "coder_a.jsonl").read_text("utf-8").splitlines()]
    decided = set(sorted({row["document"] for row in rows})[::2])
    tag(tmp_path / "kubecode.db", [samples], TagOptions())
    put(tmp_path, [row for row in rows if row["document"] in decided])
    again(tmp_path)
    there = {(r["document"], r["start"], r["code"]) for r in rows if r["status"] == "accepted"}
    found = [(c.document, c.start, c.code) for c in learned_codings(tmp_path) if c.document not in decided]
    assert len(found) >= 40
    assert sum(one in there for one in found) >= len(found) / 2
