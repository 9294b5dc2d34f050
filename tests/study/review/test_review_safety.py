"""Confirmed decisions are never lost or saved about another segment, and failures are reported."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from reviewing import (
    ACCEPT,
    NOTHING,
    QUARREL,
    REDO,
    REJECT,
    SKIP,
    UNDO,
    open_review,
    stored_decisions,
    tagged,
)

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import Decision, Status
from kubecode.store import decisions as decision_store
from kubecode.store import outline, study_file
from kubecode.study.bundled import bundled_folder
from kubecode.study.codings import Filter, study_codings
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.review import Review, ReviewAction, Verdict
from kubecode.study.review.review_state import ReviewState
from kubecode.study.session import opened

KILLS = 50
DRIVER = """\
import json, os, random, signal, sys
from pathlib import Path
from time import sleep
from kubecode.errors import KubecodeError
from kubecode.study.codings import Filter, study_codings
from kubecode.study.review import Review, ReviewAction, ReviewOptions, Verdict
from kubecode.study.session import opened

def confirm(study, coder):
    with opened(study) as session:
        review = Review(session, coder, ReviewOptions(Filter(code="konflik")))
        print("open", flush=True)
        while True:
            for action in (ReviewAction.ACCEPT, ReviewAction.REJECT, ReviewAction.EXEMPLAR):
                for d in review.apply(Verdict(action)).decisions:
                    print(d.document, d.start, d.end, d.code, d.status, sep="|", flush=True)
                if review.item is None or review.item.coding is None:
                    while review.move(-1):
                        pass

def started(study, coder):
    reads, writes = os.pipe()
    pid = os.fork()
    if not pid:
        os.dup2(writes, 1)
        # On a busy machine the other one may write for longer than a reader waits.
        while True:
            try:
                confirm(study, coder)
            except KubecodeError as error:
                if "another program" not in error.message:
                    raise
    os.close(writes)
    return pid, os.fdopen(reads)

dice, confirmed = random.Random(5), {}
for first in range(0, int(sys.argv[2]), 2):
    # Two at a time, so that they also wait for locks.
    running = {f"coder{n}": started(Path(sys.argv[1]), f"coder{n}") for n in (first, first + 1)}
    for coder, (pid, out) in running.items():
        assert out.readline() == "open\\n"
    for coder, (pid, out) in running.items():
        sleep(dice.random() * 0.06)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        # A line without a newline was not confirmed.
        confirmed[coder] = [line for line in out.read().split("\\n")[:-1] if line != "open"]
print(json.dumps(confirmed))
"""


@pytest.fixture
def study(tmp_path):
    return tagged(tmp_path, melati_T_01=QUARREL, tulip_A_01="Bertengkar sih sering. Kompak kami mah.")


def test_confirmed_decisions_survive_a_kill_at_any_time(study):
    command = [sys.executable, "-c", DRIVER, str(study), str(KILLS)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    confirmed = json.loads(done.stdout)
    with closing(sqlite3.connect(study)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(confirmed) == KILLS
        for coder, lines in confirmed.items():
            rows = connection.execute(
                "SELECT name || '|' || start || '|' || end || '|' || code || '|' || status FROM decision"
                " JOIN document ON document.id = document_id WHERE coder = ? ORDER BY decision.id",
                (coder,),
            )
            saved = [row[0] for row in rows]
            assert saved[: len(lines)] == lines
    assert sum(map(len, confirmed.values())) > KILLS


def state(review):
    item = review.item
    return item.span, item.coding, item.judgement, item.progress, review.stats()


def test_locked_study_is_an_error_and_the_answer_can_be_repeated(study, monkeypatch):
    monkeypatch.setattr(study_file, "_WAIT_FOR_LOCK", 0.05)
    with opened(study) as session, closing(sqlite3.connect(study, isolation_level=None)) as other:
        review = open_review(session)
        review.apply(ACCEPT)
        before = state(review)
        other.execute("BEGIN IMMEDIATE")
        for verdict in (ACCEPT, REJECT, UNDO, Verdict(ReviewAction.MEMO, memo="m")):
            with pytest.raises(KubecodeError, match="another program is writing") as raised:
                review.apply(verdict)
            assert raised.value.exit_status is ExitStatus.CONFLICT
            assert state(review) == before
        other.execute("ROLLBACK")
        (decision,) = review.apply(REJECT).decisions
        assert (decision.document, decision.start, decision.end) == before[0]
        assert {d.status for d in decision_store.current_decisions(session.connection)} == {
            Status.ACCEPTED,
            Status.REJECTED,
        }


def test_full_disk_is_an_error_and_the_answer_can_be_repeated(study):
    with opened(study) as session:
        review = open_review(session)
        review.apply(SKIP)
        before, saved = state(review), stored_decisions(session.connection)
        pages = session.connection.execute("PRAGMA page_count").fetchone()[0]
        session.connection.execute(f"PRAGMA max_page_count = {pages}")
        long = Verdict(ReviewAction.MEMO, memo="m" * 20_000)
        with pytest.raises(KubecodeError, match="disk is full"):
            review.apply(long)
        assert (state(review), stored_decisions(session.connection)) == (before, saved)
        session.connection.execute(f"PRAGMA max_page_count = {pages + 100}")
        assert review.apply(long).decisions
        assert review.item.coding.memo == long.memo
        assert session.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_failed_commit_leaves_no_transaction_open(study):
    with opened(study) as session, closing(sqlite3.connect(study, isolation_level=None)) as other:
        session.connection.execute("PRAGMA busy_timeout = 50")
        review = open_review(session)
        before = state(review)
        # A reader lets a writer begin but not commit.
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM decision").fetchone()
        with pytest.raises(KubecodeError, match="another program"):
            review.apply(ACCEPT)
        assert state(review) == before
        other.execute("COMMIT")
        assert review.apply(ACCEPT).decisions


def test_answer_about_a_replaced_transcript_is_not_saved(study, tmp_path):
    with opened(study) as session:
        review = open_review(session, wanted=Filter(document="melati_T_01.txt"))
        span = review.item.span
        (tmp_path / "melati_T_01.txt").write_text("P: Gimana, Bu?\nT: Ribut terus. Kumpul tiap bulan.\n")
        tag(study, [tmp_path / "melati_T_01.txt"], TagOptions())
        outcome = review.apply(ACCEPT)
        assert (outcome.decisions, outcome.action) == ((), None)
        assert "study_changed" in outcome.notices
        assert list(decision_store.current_decisions(session.connection)) == []
        assert review.item.span != span
        (decision,) = review.apply(ACCEPT).decisions
        assert review.find("Ribut terus")
        assert review.item.span == (decision.document, decision.start, decision.end)


def test_answer_about_a_span_with_changed_text_is_not_saved(study, tmp_path):
    with opened(study) as session:
        review = open_review(session, wanted=Filter(document="melati_T_01.txt"))
        span = review.item.span
        other = QUARREL.replace("ribut", "rebut").replace("pernah", "p3rnah")
        (tmp_path / "melati_T_01.txt").write_text(f"P: Gimana, Bu?\nT: {other}\n")
        tag(study, [tmp_path / "melati_T_01.txt"], TagOptions())
        review.apply(Verdict(ReviewAction.ADD, code="kohesi"))
        assert list(decision_store.current_decisions(session.connection)) == []
        assert review.find("rebut")
        assert review.item.span == span


def test_answer_is_saved_if_another_document_changed(study, tmp_path):
    with opened(study) as session:
        review = open_review(session, wanted=Filter(document="melati_T_01.txt"))
        span = review.item.span
        tagged(tmp_path, mawar_B_01=NOTHING)
        outcome = review.apply(ACCEPT)
        assert outcome.notices == ("study_changed",)
        assert [(d.document, d.start, d.end) for d in outcome.decisions] == [span]
        assert review.notices() == ()


def test_notice_is_kept_if_saving_fails(study, tmp_path, monkeypatch):
    monkeypatch.setattr(study_file, "_WAIT_FOR_LOCK", 0.05)
    with opened(study) as session, closing(sqlite3.connect(study, isolation_level=None)) as other:
        review = open_review(session, wanted=Filter(document="melati_T_01.txt"))
        tagged(tmp_path, mawar_B_01=NOTHING)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(KubecodeError):
            review.apply(ACCEPT)
        other.execute("ROLLBACK")
        assert review.apply(ACCEPT).notices == ("study_changed",)


def test_change_just_before_saving_is_noticed(study, tmp_path, monkeypatch):
    with opened(study) as session:
        review = open_review(session, wanted=Filter(document="melati_T_01.txt"))
        begin, changed = study_file.transaction, []

        def meanwhile(connection):
            if not changed:
                changed.append(1)
                (tmp_path / "melati_T_01.txt").write_text("P: Gimana, Bu?\nT: Ribut terus. Kompak.\n")
                tag(study, [tmp_path / "melati_T_01.txt"], TagOptions())
            return begin(connection)

        monkeypatch.setattr("kubecode.study.review.review_state.transaction", meanwhile)
        outcome = review.apply(ACCEPT)
        assert changed
        assert (outcome.decisions, outcome.notices) == ((), ("study_changed",))
        assert list(decision_store.current_decisions(session.connection)) == []


def test_transcript_reviewed_during_tagging_is_not_replaced(study, tmp_path):
    (tmp_path / "melati_T_01.txt").write_text("P: Gimana, Bu?\nT: Ribut terus. Kompak.\n")

    def meanwhile(name, done, total):
        if name:
            with opened(study) as session:
                assert open_review(session, wanted=Filter(document=name)).apply(ACCEPT).decisions

    with opened(study) as session:
        before = dict(outline.document_texts(session.connection))
        with pytest.raises(KubecodeError) as raised:
            tag(study, [tmp_path / "melati_T_01.txt"], TagOptions(), on_document=meanwhile)
        assert raised.value.exit_status is ExitStatus.CONFLICT
        assert dict(outline.document_texts(session.connection)) == before


def test_second_session_of_a_coder_is_noticed_before_saving(study):
    with opened(study) as session, opened(study) as elsewhere:
        review, other = open_review(session), open_review(elsewhere)
        span = review.item.span
        assert other.apply(ACCEPT).decisions
        outcome = review.apply(REJECT)
        assert (outcome.decisions, outcome.notices) == ((), ("study_changed",))
        assert review.item.span != span
        assert review.apply(REJECT).decisions


@pytest.fixture
def own_book(tmp_path):
    book = tmp_path / "buku.yaml"
    book.write_text(
        (bundled_folder("codebooks") / "dinamika-kelompok.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    return book


def test_edited_or_broken_codebook_gives_one_notice(tmp_path, own_book):
    study = tagged(tmp_path, str(own_book), melati_T_01=QUARREL)
    text = own_book.read_text(encoding="utf-8")
    with opened(study) as session:
        review = open_review(session)
        own_book.write_text(text.replace("kohesi", "kerekatan"), encoding="utf-8")
        assert review.notices() == ("codebook_changed",)
        assert review.notices() == ()
        assert review.apply(Verdict(ReviewAction.ADD, code="kerekatan")).decisions
        with pytest.raises(KubecodeError, match="no code"):
            review.apply(Verdict(ReviewAction.ADD, code="kohesi"))
        own_book.write_text("codes: [", encoding="utf-8")
        outcome = review.apply(ACCEPT)
        assert outcome.notices == ("codebook_broken",)
        assert outcome.action is ReviewAction.ACCEPT
        assert review.codebook.find("kerekatan")
        own_book.write_text(text, encoding="utf-8")
        assert review.notices() == ("codebook_changed",)


def test_tagging_with_another_codebook_loads_that_codebook(tmp_path, own_book):
    study = tagged(tmp_path, melati_T_01=QUARREL)
    with opened(study) as session:
        review = open_review(session)
        text = own_book.read_text(encoding="utf-8")
        own_book.write_text(text.replace("kohesi", "kerekatan"), encoding="utf-8")
        tag(study, [], TagOptions(codebook=str(own_book)))
        assert set(review.notices()) == {"codebook_changed", "study_changed"}
        assert review.codebook.find("kerekatan")


def test_stale_transcripts_are_the_files_changed_after_tagging(tmp_path):
    study = tagged(
        tmp_path, melati_T_01=QUARREL, tulip_A_01="Kompak.", mawar_B_01="Kompak.", kenanga_C_01="Iya."
    )
    later = (tmp_path / "melati_T_01.txt").stat().st_mtime + 100
    (tmp_path / "melati_T_01.txt").write_text("P: Gimana?\nT: Lain lagi.\n")
    os.utime(tmp_path / "melati_T_01.txt", (later, later))
    os.utime(tmp_path / "tulip_A_01.txt", (later, later))
    (tmp_path / "mawar_B_01.txt").unlink()
    with opened(study) as session:
        assert open_review(session).stale_transcripts() == ["melati_T_01.txt"]


def test_undo_and_redo_are_on_disk(study):
    with opened(study) as session:
        review = open_review(session)
        review.apply(ACCEPT)
        review.apply(UNDO)
        with opened(study) as other:
            assert stored_decisions(other.connection) == set()
        review.apply(REDO)
        with opened(study) as other:
            assert len(stored_decisions(other.connection)) == 1


def test_decision_about_an_unknown_document_is_an_error(study):
    with opened(study) as session, pytest.raises(LookupError):
        decision_store.current_decision(
            session.connection, Decision("x.txt", 0, 1, "konflik", "s", Status.ACCEPTED)
        )


def test_repeated_answer_is_saved_once_if_the_next_item_cannot_be_read(study, monkeypatch):
    with opened(study) as session:
        review = Review(session, "s")
        first, verdict = review.item.span, Verdict(ReviewAction.ACCEPT)
        with monkeypatch.context() as patched:
            patched.setattr(ReviewState, "advance", _locked)
            with pytest.raises(KubecodeError):
                review.apply(verdict)
        review.apply(verdict)
        accepted = [c for c in study_codings(session, coder="s") if c.status is Status.ACCEPTED]
        assert [(c.document, c.start, c.end) for c in accepted] == [first]
        assert review.item.span != first


def _locked(self):
    raise sqlite3.OperationalError("database is locked")
