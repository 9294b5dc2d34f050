"""The engine, driven by a decider with a script of verdicts."""

import os
import signal
import subprocess
import sys

import pytest

from kubecode.errors import KubecodeError
from kubecode.model import Presence, Status, Valence
from kubecode.store import decisions as decision_store
from kubecode.study.codings import Filter, study_codings
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.review import Judgement, Review, ReviewAction, ReviewOptions, Verdict, run_review
from kubecode.study.session import opened

TRANSCRIPT = """\
P: Gimana, Bu?
T: Ga pernah ribut kami mah. Kumpul tiap bulan di rumah saya. Jadwal jaga ditempel di dinding. Semua pada setuju aja.
"""


@pytest.fixture
def study(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TRANSCRIPT)
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    return tmp_path / "kubecode.db"


def play(study, *script, coder="s", wanted=None, order="transcript"):
    """Play verdicts in order, then quit; return the items that were shown, None after the last."""
    return [item for item, _ in played(study, *script, coder=coder, wanted=wanted, order=order)]


def played(study, *script, coder="s", wanted=None, order="transcript"):
    """Play verdicts in order, then quit; return the items shown, each with the outcome of the answer before."""
    shown = []
    verdicts = iter(script)

    def decide(item, outcome):
        shown.append((item, outcome))
        return next(verdicts, Verdict(ReviewAction.QUIT))

    with opened(study) as session:
        run_review(Review(session, coder, ReviewOptions(wanted or Filter(), order)), decide)
    return shown


def statuses(study, coder="s"):
    with opened(study) as session:
        return [(c.path, c.status.value) for c in study_codings(session, coder=coder)]


ACCEPT, REJECT, SKIP, UNDO = (
    Verdict(ReviewAction.ACCEPT),
    Verdict(ReviewAction.REJECT),
    Verdict(ReviewAction.SKIP),
    Verdict(ReviewAction.UNDO),
)


def test_accept_reject_and_skip_save_three_statuses(study):
    play(study, ACCEPT, REJECT, SKIP)
    assert [status for _, status in statuses(study)][:3] == ["accepted", "rejected", "skipped"]


def test_review_resumes_at_the_first_undecided(study):
    first = play(study, ACCEPT)
    again = play(study)
    assert again[0].coding.id == first[1].coding.id
    assert again[0].progress.total == first[0].progress.total - 1


def test_skipped_codings_are_found_by_status(study):
    shown = play(study, SKIP)
    item, after = play(study, ACCEPT, wanted=Filter(status=Status.SKIPPED))
    assert after is None
    assert item.coding.id == shown[0].coding.id


def test_undo_returns_to_the_item_and_reports_it(study):
    shown = played(study, ACCEPT, UNDO, REJECT)
    assert [item.progress.position for item, _ in shown[:3]] == [1, 2, 1]
    assert [outcome and outcome.undone for _, outcome in shown[:3]] == [None, False, True]
    assert statuses(study)[0][1] == "rejected"


def test_undo_works_after_a_restart(study):
    play(study, ACCEPT)
    play(study, UNDO)
    assert {status for _, status in statuses(study)} == {"suggested"}


def test_undo_with_nothing_to_undo_does_nothing(study):
    assert len(play(study, UNDO, UNDO, ACCEPT)) == 4


def test_judgement_of_the_verdict_is_saved(study):
    play(study, Verdict(ReviewAction.ACCEPT, Judgement(Valence.MIXED, Presence.RARE)))
    with opened(study) as session:
        (coding,) = study_codings(session, wanted=Filter(status=Status.ACCEPTED))
    assert (coding.valence, coding.presence, coding.coder) == (Valence.MIXED, Presence.RARE, "s")


def test_recode_rejects_the_suggested_code_and_accepts_the_new_one(study):
    play(study, Verdict(ReviewAction.RECODE, code="suasana/non_fisik"))
    assert ("konflik/terbuka", "rejected") in statuses(study)
    assert ("suasana/non_fisik", "accepted") in statuses(study)
    play(study, UNDO)
    assert ("konflik/terbuka", "suggested") in statuses(study)
    assert all(path != "suasana/non_fisik" for path, _ in statuses(study))


def test_added_code_leaves_the_suggestion_undecided(study):
    shown = play(study, Verdict(ReviewAction.ADD, code="kohesi"), ACCEPT, ACCEPT)
    assert [item.coding.path for item in shown[:3]] == ["konflik/terbuka", "kohesi", "konflik/terbuka"]
    assert {("konflik/terbuka", "accepted"), ("kohesi", "accepted")} <= set(statuses(study))


def test_memo_is_saved_at_once_and_kept_by_the_decision(study):
    shown = play(study, Verdict(ReviewAction.MEMO, memo="tanya lagi"), ACCEPT)
    assert shown[1].coding.memo == "tanya lagi"
    with opened(study) as session:
        (coding,) = study_codings(session, wanted=Filter(status=Status.ACCEPTED))
    assert coding.memo == "tanya lagi"


def test_unknown_code_is_an_error(study):
    with pytest.raises(KubecodeError, match="no code"):
        play(study, Verdict(ReviewAction.RECODE, code="tidak_ada"))


def test_answer_is_on_disk_before_the_next_item(study):
    seen = []

    def decide(item, outcome):
        with opened(study) as other:
            seen.append(len(list(decision_store.current_decisions(other.connection))))
        return ACCEPT if len(seen) < 3 else Verdict(ReviewAction.QUIT)

    with opened(study) as session:
        run_review(Review(session, "s"), decide)
    assert seen == [0, 1, 2]


def test_undo_works_after_the_last_item_and_in_a_later_session(study):
    total = play(study)[0].progress.total
    shown = played(study, *[ACCEPT] * total, UNDO)
    assert shown[total][0] is None
    assert shown[total + 1][0].coding.id == shown[total - 1][0].coding.id
    play(study, ACCEPT)
    (after, again) = play(study, UNDO)
    assert (after, again.coding.status) == (None, Status.SUGGESTED)


def test_recode_to_the_same_code_accepts_it(study):
    shown = play(study, Verdict(ReviewAction.RECODE, code="konflik/terbuka"))
    assert shown[1].coding.status is Status.ACCEPTED
    assert [status for path, status in statuses(study) if path == "konflik/terbuka"] == ["accepted"]


def test_undo_removes_a_memo(study):
    shown = play(study, Verdict(ReviewAction.MEMO, memo="tanya lagi"), UNDO)
    assert [item.coding.memo for item in shown] == [None, "tanya lagi", None]


def test_summary_counts_current_decisions(study):
    script = iter([ACCEPT, REJECT, UNDO, UNDO, SKIP, Verdict(ReviewAction.QUIT)])
    with opened(study) as session:
        result = run_review(Review(session, "s"), lambda item, outcome: next(script))
    assert dict(result.decided) == {Status.SKIPPED: 1}


def test_machine_name_is_no_coder(study):
    with pytest.raises(KubecodeError, match="coder"):
        play(study, coder="kubecode")


@pytest.mark.parametrize(
    "wanted", [Filter(code="konflk"), Filter(case="melatih"), Filter(informant="X"), Filter(coder="nobody")]
)
def test_unknown_name_in_a_filter_is_an_error(study, wanted):
    with pytest.raises(KubecodeError, match="no "):
        play(study, wanted=wanted)


def test_another_coder_starts_with_all_suggestions(study):
    first = play(study, ACCEPT)
    other = play(study, coder="b")
    assert other[0].coding.id == first[0].coding.id
    assert other[0].progress.total == first[0].progress.total


def test_orders_show_the_same_codings(study):
    ids = {
        order: [item.coding.id for item in play(study, *[SKIP] * 50, coder=order, order=order) if item]
        for order in ("transcript", "code", "uncertain", "random")
    }
    assert len({frozenset(shown) for shown in ids.values()}) == 1
    starts = [int(i.split(":")[1].split("-")[0]) for i in ids["transcript"]]
    assert starts == sorted(starts)


def test_uncertain_order_begins_near_score_one_half(study):
    items = play(study, *[SKIP] * 50, order="uncertain")
    doubts = [abs(item.coding.score - 0.5) for item in items if item]
    assert len(set(doubts)) > 1
    assert doubts == sorted(doubts)


def test_context_contains_the_question_and_one_excerpt(study):
    with opened(study) as session:
        review = Review(session, "s")
        context = review.context(3, 2)
        assert [line.is_excerpt for line in context].count(True) == 1
        assert context[0].text == "Gimana, Bu?"
        assert review.item.code is not None


def test_confirmed_decisions_survive_a_kill(study):
    script = (
        "import sys; from pathlib import Path; from kubecode.study.review import *; from kubecode.study.codings import Filter;"
        "from kubecode.study.session import opened\n"
        "def decide(item, outcome):\n"
        "    print(item.coding.id, flush=True); sys.stdin.readline(); return Verdict(ReviewAction.ACCEPT)\n"
        f"with opened(Path({str(study)!r})) as session:\n"
        "    run_review(Review(session, 's'), decide)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    confirmed = []
    for _ in range(2):
        confirmed.append(process.stdout.readline().strip())
        process.stdin.write("y\n")
        process.stdin.flush()
    process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()
    with opened(study) as session:
        accepted = [c.id for c in study_codings(session, wanted=Filter(status=Status.ACCEPTED))]
    assert accepted == confirmed
