"""Nothing that was confirmed is lost, nothing is saved in a wrong place, and what hinders is said."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from reviewing import ACCEPT, NOTHING, QUARREL, REDO, REJECT, SKIP, UNDO, held, review, tagged

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
from kubecode.study.codings import Filter, study_codings
from kubecode.study.review import Action, Review, Verdict, Wishes
from kubecode.study.session import opened

def confirm(study, coder):
    with opened(study) as session:
        review = Review(session, coder, Wishes(Filter(code="konflik")))
        print("open", flush=True)
        while True:
            for action in (Action.ACCEPT, Action.REJECT, Action.EXEMPLAR):
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
        confirm(study, coder)
    os.close(writes)
    return pid, os.fdopen(reads)

dice, said = random.Random(5), {}
for first in range(0, int(sys.argv[2]), 2):
    # Two at a time, so that they also wait for each other.
    running = {f"coder{n}": started(Path(sys.argv[1]), f"coder{n}") for n in (first, first + 1)}
    for coder, (pid, out) in running.items():
        assert out.readline() == "open\\n"
    for coder, (pid, out) in running.items():
        sleep(dice.random() * 0.06)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        # A line without its end was not confirmed.
        said[coder] = out.read().split("\\n")[:-1]
print(json.dumps(said))
"""


@pytest.fixture
def study(tmp_path):
    return tagged(tmp_path, melati_T_01=QUARREL, tulip_A_01="Bertengkar sih sering. Kompak kami mah.")


def test_a_kill_at_any_moment_loses_nothing_that_was_confirmed(study):
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


def state(of_review):
    item = of_review.item
    return item.place, item.coding, item.judgement, item.progress, of_review.standing()


def test_a_locked_study_is_said_and_the_answer_can_be_given_again(study, monkeypatch):
    monkeypatch.setattr(study_file, "_WAIT_FOR_LOCK", 0.05)
    with opened(study) as session, closing(sqlite3.connect(study, isolation_level=None)) as other:
        one = review(session)
        one.apply(ACCEPT)
        before = state(one)
        other.execute("BEGIN IMMEDIATE")
        for verdict in (ACCEPT, REJECT, UNDO, Verdict(ReviewAction.MEMO, memo="m")):
            with pytest.raises(KubecodeError, match="another program is writing") as raised:
                one.apply(verdict)
            assert raised.value.exit_status is ExitStatus.CONFLICT
            assert state(one) == before
        other.execute("ROLLBACK")
        (decision,) = one.apply(REJECT).decisions
        assert (decision.document, decision.start, decision.end) == before[0]
        assert {d.status for d in decision_store.current_decisions(session.connection)} == {
            Status.ACCEPTED,
            Status.REJECTED,
        }


def test_a_full_disk_is_said_and_the_answer_can_be_given_again(study):
    with opened(study) as session:
        one = review(session)
        one.apply(SKIP)
        before, saved = state(one), held(session.connection)
        pages = session.connection.execute("PRAGMA page_count").fetchone()[0]
        session.connection.execute(f"PRAGMA max_page_count = {pages}")
        long = Verdict(ReviewAction.MEMO, memo="m" * 20_000)
        with pytest.raises(KubecodeError, match="disk is full"):
            one.apply(long)
        assert (state(one), held(session.connection)) == (before, saved)
        session.connection.execute(f"PRAGMA max_page_count = {pages + 100}")
        assert one.apply(long).decisions
        assert one.item.coding.memo == long.memo
        assert session.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_commit_that_fails_leaves_nothing_open(study):
    with opened(study) as session, closing(sqlite3.connect(study, isolation_level=None)) as other:
        session.connection.execute("PRAGMA busy_timeout = 50")
        one = review(session)
        before = state(one)
        # A reader lets the writer begin, but not end.
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM decision").fetchone()
        with pytest.raises(KubecodeError, match="another program"):
            one.apply(ACCEPT)
        assert state(one) == before
        other.execute("COMMIT")
        assert one.apply(ACCEPT).decisions


def test_a_transcript_that_is_tagged_anew_gets_no_decision_meant_for_the_old(study, tmp_path):
    with opened(study) as session:
        one = review(session, wanted=Filter(document="melati_T_01.txt"))
        place = one.item.place
        (tmp_path / "melati_T_01.txt").write_text("P: Gimana, Bu?\nT: Ribut terus. Kumpul tiap bulan.\n")
        tag(study, [tmp_path / "melati_T_01.txt"], TagOptions())
        outcome = one.apply(ACCEPT)
        assert (outcome.decisions, outcome.action) == ((), None)
        assert "study_changed" in outcome.notices
        assert list(decision_store.current_decisions(session.connection)) == []
        assert one.item.place != place
        (decision,) = one.apply(ACCEPT).decisions
        assert one.find("Ribut terus")
        assert one.item.place == (decision.document, decision.start, decision.end)


def test_the_same_place_with_other_words_is_another_place(study, tmp_path):
    with opened(study) as session:
        one = review(session, wanted=Filter(document="melati_T_01.txt"))
        place = one.item.place
        other = QUARREL.replace("ribut", "rebut").replace("pernah", "p3rnah")
        (tmp_path / "melati_T_01.txt").write_text(f"P: Gimana, Bu?\nT: {other}\n")
        tag(study, [tmp_path / "melati_T_01.txt"], TagOptions())
        one.apply(Verdict(ReviewAction.ADD, code="kohesi"))
        assert list(decision_store.current_decisions(session.connection)) == []
        assert one.find("rebut")
        assert one.item.place == place


def test_new_suggestions_elsewhere_are_told_and_the_answer_counts(study, tmp_path):
    with opened(study) as session:
        one = review(session, wanted=Filter(document="melati_T_01.txt"))
        place = one.item.place
        tagged(tmp_path, mawar_B_01=NOTHING)
        outcome = one.apply(ACCEPT)
        assert outcome.notices == ("study_changed",)
        assert [(d.document, d.start, d.end) for d in outcome.decisions] == [place]
        assert one.notices() == ()


def test_a_notice_is_not_lost_where_saving_fails(study, tmp_path, monkeypatch):
    monkeypatch.setattr(study_file, "_WAIT_FOR_LOCK", 0.05)
    with opened(study) as session, closing(sqlite3.connect(study, isolation_level=None)) as other:
        one = review(session, wanted=Filter(document="melati_T_01.txt"))
        tagged(tmp_path, mawar_B_01=NOTHING)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(KubecodeError):
            one.apply(ACCEPT)
        other.execute("ROLLBACK")
        assert one.apply(ACCEPT).notices == ("study_changed",)


def test_who_writes_between_the_look_and_the_answer_is_seen(study, tmp_path, monkeypatch):
    with opened(study) as session:
        one = review(session, wanted=Filter(document="melati_T_01.txt"))
        begin, changed = study_file.transaction, []

        def meanwhile(connection):
            if not changed:
                changed.append(1)
                (tmp_path / "melati_T_01.txt").write_text("P: Gimana, Bu?\nT: Ribut terus. Kompak.\n")
                tag(study, [tmp_path / "melati_T_01.txt"], TagOptions())
            return begin(connection)

        monkeypatch.setattr("kubecode.study.review.review_state.transaction", meanwhile)
        outcome = one.apply(ACCEPT)
        assert changed
        assert (outcome.decisions, outcome.notices) == ((), ("study_changed",))
        assert list(decision_store.current_decisions(session.connection)) == []


def test_a_text_that_is_reviewed_while_its_next_one_is_coded_stays(study, tmp_path):
    (tmp_path / "melati_T_01.txt").write_text("P: Gimana, Bu?\nT: Ribut terus. Kompak.\n")

    def meanwhile(name, done, total):
        if name:
            with opened(study) as session:
                assert review(session, wanted=Filter(document=name)).apply(ACCEPT).decisions

    with opened(study) as session:
        before = dict(outline.document_texts(session.connection))
        with pytest.raises(KubecodeError) as raised:
            tag(study, [tmp_path / "melati_T_01.txt"], TagOptions(), on_document=meanwhile)
        assert raised.value.exit_status is ExitStatus.CONFLICT
        assert dict(outline.document_texts(session.connection)) == before


def test_the_same_coder_elsewhere_is_seen_before_an_answer_lands_on_the_next(study):
    with opened(study) as session, opened(study) as elsewhere:
        one, other = review(session), review(elsewhere)
        place = one.item.place
        assert other.apply(ACCEPT).decisions
        outcome = one.apply(REJECT)
        assert (outcome.decisions, outcome.notices) == ((), ("study_changed",))
        assert one.item.place != place
        assert one.apply(REJECT).decisions


@pytest.fixture
def own_book(tmp_path):
    book = tmp_path / "buku.yaml"
    book.write_text(
        (bundled_folder("codebooks") / "dinamika-kelompok.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    return book


def test_a_codebook_that_is_edited_or_broken_is_told_once_and_its_codes_hold(tmp_path, own_book):
    study = tagged(tmp_path, str(own_book), melati_T_01=QUARREL)
    text = own_book.read_text(encoding="utf-8")
    with opened(study) as session:
        one = review(session)
        own_book.write_text(text.replace("kohesi", "kerekatan"), encoding="utf-8")
        assert one.notices() == ("codebook_changed",)
        assert one.notices() == ()
        assert one.apply(Verdict(ReviewAction.ADD, code="kerekatan")).decisions
        with pytest.raises(KubecodeError, match="no code"):
            one.apply(Verdict(ReviewAction.ADD, code="kohesi"))
        own_book.write_text("codes: [", encoding="utf-8")
        outcome = one.apply(ACCEPT)
        assert outcome.notices == ("codebook_broken",)
        assert outcome.action is ReviewAction.ACCEPT
        assert one.book.codebook.find("kerekatan")
        own_book.write_text(text, encoding="utf-8")
        assert one.notices() == ("codebook_changed",)


def test_another_codebook_comes_with_the_suggestions_that_it_made(tmp_path, own_book):
    study = tagged(tmp_path, melati_T_01=QUARREL)
    with opened(study) as session:
        one = review(session)
        text = own_book.read_text(encoding="utf-8")
        own_book.write_text(text.replace("kohesi", "kerekatan"), encoding="utf-8")
        tag(study, [], TagOptions(codebook=str(own_book)))
        assert set(one.notices()) == {"codebook_changed", "study_changed"}
        assert one.book.codebook.find("kerekatan")


def test_files_that_changed_since_they_were_tagged_are_named(tmp_path):
    study = tagged(
        tmp_path, melati_T_01=QUARREL, tulip_A_01="Kompak.", mawar_B_01="Kompak.", kenanga_C_01="Iya."
    )
    later = (tmp_path / "melati_T_01.txt").stat().st_mtime + 100
    (tmp_path / "melati_T_01.txt").write_text("P: Gimana?\nT: Lain lagi.\n")
    os.utime(tmp_path / "melati_T_01.txt", (later, later))
    os.utime(tmp_path / "tulip_A_01.txt", (later, later))
    (tmp_path / "mawar_B_01.txt").unlink()
    with opened(study) as session:
        assert review(session).stale_transcripts() == ["melati_T_01.txt"]


def test_an_undone_answer_is_written_too(study):
    with opened(study) as session:
        one = review(session)
        one.apply(ACCEPT)
        one.apply(UNDO)
        with opened(study) as other:
            assert held(other.connection) == set()
        one.apply(REDO)
        with opened(study) as other:
            assert len(held(other.connection)) == 1


def test_a_decision_of_another_program_about_no_document_is_an_error(study):
    with opened(study) as session, pytest.raises(LookupError):
        decision_store.current_decision(
            session.connection, Decision("x.txt", 0, 1, "konflik", "s", Status.ACCEPTED)
        )


def test_an_answer_behind_which_nothing_can_be_read_is_not_saved_about_another_place(study, monkeypatch):
    with opened(study) as session:
        review = Review(session, "s")
        first, verdict = review.item.place, Verdict(ReviewAction.ACCEPT)
        with monkeypatch.context() as patched:
            patched.setattr(ReviewState, "go_on", _locked)
            with pytest.raises(KubecodeError):
                review.apply(verdict)
        review.apply(verdict)
        accepted = [c for c in study_codings(session, coder="s") if c.status is Status.ACCEPTED]
        assert [(c.document, c.start, c.end) for c in accepted] == [first]
        assert review.item.place != first


def _locked(self):
    raise sqlite3.OperationalError("database is locked")
