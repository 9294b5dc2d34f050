"""The decisions that answers save, and what other coders see of them."""

import threading

import pytest
from reviewing import (
    ACCEPT,
    DISCUSS,
    MASS,
    NOTHING,
    QUARREL,
    REDO,
    REJECT,
    SKIP,
    UNDO,
    open_review,
    stops,
    stored_decisions,
    tagged,
)

from kubecode.errors import KubecodeError
from kubecode.model import Presence, Status, Valence
from kubecode.store import decisions as decision_store
from kubecode.study.codings import Filter, study_codings
from kubecode.study.judgements import judged_segments
from kubecode.study.report.cell import open_cell
from kubecode.study.report.matrix import study_matrix
from kubecode.study.review import Judgement, ReviewAction, StopReason, Verdict
from kubecode.study.session import opened

INDICATOR = "bertengkar"
QUARRELS = " ".join(
    f"Kami di kampung nomor {n} bertengkar terus soal uang kas kelompok." for n in range(1, 9)
)


@pytest.fixture
def study(tmp_path):
    return tagged(tmp_path, melati_T_01=QUARREL, mawar_B_01=NOTHING)


@pytest.fixture
def quarrels(tmp_path):
    return tagged(tmp_path, **{f"melati_T_{n}": QUARRELS for n in range(6)})


def test_changed_span_keeps_the_focus(study):
    with opened(study) as session:
        review = open_review(session, wanted=Filter(code="konflik"))
        coding, words = review.item.coding, review.word_spans()
        span = words[1][0], words[2][1]
        review.apply(Verdict(ReviewAction.SPAN, span=span))
        assert (review.item.coding.start, review.item.coding.end) == span
        review.apply(Verdict(ReviewAction.JUDGE, Judgement(Valence.MIXED, Presence.RARE)))
        accepted = study_codings(session, wanted=Filter(status=Status.ACCEPTED))
        assert [(c.start, c.end, c.valence) for c in accepted] == [(*span, Valence.MIXED)]
        rejected = study_codings(session, wanted=Filter(status=Status.REJECTED))
        assert [(c.start, c.end) for c in rejected] == [(coding.start, coding.end)]
        review.apply(UNDO)
        review.apply(UNDO)
        assert stored_decisions(session.connection) == set()


@pytest.mark.parametrize("span", [(5, 5), (0, 4), (20, 10_000)])
def test_span_outside_the_turn_is_an_error(study, span):
    with opened(study) as session:
        review = open_review(session, wanted=Filter(code="konflik"))
        with pytest.raises(KubecodeError, match="no part"):
            review.apply(Verdict(ReviewAction.SPAN, span=span))
        assert stored_decisions(session.connection) == set()


def test_exemplar_is_the_quote_of_its_cell(tmp_path):
    # Without a choice neither excerpt is preferred: they differ only in their number.
    with opened(tagged(tmp_path, melati_T_01=QUARRELS)) as session:
        for chosen in (0, 1):
            review = open_review(session, f"s{chosen}", wanted=Filter(code="konflik"))
            review.apply(ACCEPT)
            review.apply(ACCEPT)
            assert review.move(-2)
            if chosen:
                assert review.move(1)
            review.apply(Verdict(ReviewAction.EXEMPLAR))
            assert review.item.coding.exemplar
            wanted = review.item.coding.text
            cells = study_matrix(session, coder=f"s{chosen}").matrix.cells
            assert cells["konflik", "melati"].exemplar == wanted
            assert open_cell(session, "konflik", "melati", coder=f"s{chosen}").cell.exemplar == wanted


def test_memo_changes_nothing_else_and_an_empty_one_removes_it(study):
    with opened(study) as session:
        review = open_review(session, wanted=Filter(code="konflik"))
        for memo, kept in (("tanya lagi", "tanya lagi"), (None, None)):
            review.apply(Verdict(ReviewAction.MEMO, memo=memo))
            assert (review.item.coding.memo, review.item.coding.status) == (kept, Status.SUGGESTED)


def test_judgement_is_saved_only_with_the_acceptance(study):
    with opened(study) as session:
        review = open_review(session, wanted=Filter(code="konflik"))
        judgement = Judgement(Valence.MIXED, Presence.RARE)
        review.apply(Verdict(ReviewAction.JUDGE, judgement))
        assert review.item.judgement == judgement
        assert stored_decisions(session.connection) == set()
        (decision,) = review.apply(ACCEPT).decisions
        assert (decision.valence, decision.presence) == (Valence.MIXED, Presence.RARE)


def test_recode_and_add_are_undone_and_redone(study):
    with opened(study) as session:
        review = open_review(session, wanted=Filter(code="konflik"))
        path = review.item.coding.path
        review.apply(Verdict(ReviewAction.RECODE, code="kohesi"))
        review.apply(Verdict(ReviewAction.ADD, code="suasana/fisik"))
        after = stored_decisions(session.connection)
        assert {row[3]: row[5] for row in after} == {
            path: "rejected",
            "kohesi": "accepted",
            "suasana/fisik": "accepted",
        }
        assert review.recent_codes() == ["suasana/fisik", "kohesi"]
        review.apply(UNDO)
        review.apply(UNDO)
        assert stored_decisions(session.connection) == set()
        review.apply(REDO)
        review.apply(REDO)
        assert stored_decisions(session.connection) == after


@pytest.mark.parametrize(
    ("answer", "verdict"), [(ACCEPT, True), (REJECT, False), (SKIP, None), (DISCUSS, None)]
)
def test_only_accept_and_reject_are_judgements(tmp_path, answer, verdict):
    with opened(tagged(tmp_path, melati_T_01="Bertengkar terus kami itu.")) as session:
        review = open_review(session, wanted=Filter(code="konflik"))
        review.apply(answer)
        judged = judged_segments(session)
        assert [segment.verdicts.get("konflik") for segment in judged] == (
            [] if verdict is None else [verdict]
        )


def decide(review, answers):
    for answer in answers:
        assert review.apply(answer).decisions


@pytest.mark.parametrize(
    ("answers", "why_not"),
    [
        ([ACCEPT] * 9, "mass.not_yet"),
        ([ACCEPT] * 10, None),
        ([ACCEPT] * 9 + [REJECT], None),
        ([ACCEPT] * 8 + [REJECT] * 2, "mass.not_yet"),
        ([ACCEPT] * 9 + [SKIP, DISCUSS], "mass.not_yet"),
    ],
)
def test_mass_accept_needs_ten_own_decisions_nine_accepted(quarrels, answers, why_not):
    with opened(quarrels) as session:
        review = open_review(session, wanted=Filter(indicator=INDICATOR))
        decide(review, answers)
        assert review.mass_offer().why_not == why_not
        outcome = review.apply(MASS)
        assert bool(outcome.decisions) is (why_not is None)
        assert outcome.notices == ((why_not,) if why_not else ())


def test_mass_accept_takes_25_is_logged_and_is_one_undo(quarrels):
    with opened(quarrels) as session:
        review = open_review(session, wanted=Filter(indicator=INDICATOR))
        decide(review, [ACCEPT] * 10)
        before = stored_decisions(session.connection)
        offer = review.mass_offer()
        assert (len(offer.codings), offer.decided, offer.accepted) == (25, 10, 10)
        assert all(INDICATOR in text for _, text in review.previews(offer))
        outcome = review.apply(MASS)
        assert [(d.document, d.start) for d in outcome.decisions] == [
            (c.document, c.span[0]) for c in offer.codings
        ]
        ways = session.connection.execute(
            "SELECT way, count(*), count(DISTINCT batch) FROM decision GROUP BY way"
        )
        assert {tuple(row) for row in ways} == {("own", 10, 10), ("mass", 25, 1)}
        # Mass decisions do not count for the next offer.
        assert review.mass_offer().decided == 10
        assert len(review.apply(UNDO).decisions) == 25
        assert stored_decisions(session.connection) == before
        review.apply(REDO)
        assert review.mass_offer().decided == 10


def test_mass_accept_needs_an_indicator_and_keeps_to_the_filter(quarrels):
    with opened(quarrels) as session:
        review = open_review(session, wanted=Filter(indicator=INDICATOR))
        decide(review, [ACCEPT] * 10)
        review.change_options(Filter(code="konflik"))
        assert review.apply(MASS).notices == ("mass.no_indicator",)
        review.change_options(Filter(indicator=INDICATOR, document="melati_T_5.txt"))
        assert {d.document for d in review.apply(MASS).decisions} == {"melati_T_5.txt"}


def test_decisions_of_another_coder_do_not_allow_mass_accept(quarrels):
    with opened(quarrels) as session:
        review = open_review(session, wanted=Filter(indicator=INDICATOR))
        decide(review, [ACCEPT] * 10)
        assert open_review(session, "b", wanted=Filter(indicator=INDICATOR)).mass_offer().decided == 0


def test_blind_coder_sees_every_segment_without_suggestions_or_codes_of_others(study):
    with opened(study) as session:
        other = open_review(session, wanted=Filter(code="konflik"))
        span = other.item.span
        other.apply(Verdict(ReviewAction.ACCEPT, memo="rahasia"))
        blind = open_review(session, "b", blind=True)
        every = session.connection.execute("SELECT count(*) FROM segment").fetchone()[0]
        walked = stops(blind)
        assert len(walked) == every
        assert {reason for _, reason in walked} == {StopReason.ALL}
        while blind.item.span != span:
            assert blind.move(-1)
        assert (blind.item.codings, blind.item.code, blind.item.cell) == ((), None, None)
        assert all(line.accepted == () for line in blind.context(20, 20))
        (explained,) = blind.explain()
        assert (explained.codings, explained.scores, explained.near_misses) == ((), (), ())
        blind.apply(Verdict(ReviewAction.ADD, code="kohesi"))
        assert [(p.coding.path, p.coding.evidence) for p in blind.item.codings] == [("kohesi", ())]
        assert span not in {span for span, _ in stops(open_review(session, "b", blind=True))}


def test_indicator_filter_shows_a_blind_coder_nothing(quarrels):
    with opened(quarrels) as session:
        blind = open_review(session, "b", blind=True)
        blind.apply(Verdict(ReviewAction.ADD, code="konflik/terbuka"))
        blind.change_options(Filter(indicator=INDICATOR, status=Status.ACCEPTED))
        assert blind.item is None
        assert (blind.mass_offer().decided, blind.mass_offer().codings) == (0, ())


def test_explanation_hides_decisions_of_other_coders(study):
    with opened(study) as session:
        open_review(session, wanted=Filter(code="konflik")).apply(ACCEPT)
        other = open_review(session, "b", wanted=Filter(code="konflik"))
        assert {c.coder for explained in other.explain() for c in explained.codings} == {"kubecode"}


def test_decisions_of_another_coder_do_not_change_the_queue(study):
    with opened(study) as session, opened(study) as elsewhere:
        review, other = open_review(session, "a"), open_review(elsewhere, "b")
        review.apply(ACCEPT if review.item.coding else REJECT)
        before = review.item.span, review.progress.total, review.progress.done
        other.apply(ACCEPT if other.item.coding else REJECT)
        assert review.notices() == ()
        assert (review.item.span, review.progress.total, review.progress.done) == before
        assert review.apply(UNDO).undone
        assert {row[4] for row in stored_decisions(session.connection)} == {"b"}


def test_two_coders_at_once_save_their_own_decisions(quarrels):
    saved, failures = {}, []

    def work(coder):
        try:
            with opened(quarrels) as session:
                review = open_review(session, coder, wanted=Filter(code="konflik"))
                saved[coder] = [d for _ in range(15) for d in review.apply(ACCEPT).decisions]
        except Exception as error:  # an error in a thread is not raised in the test
            failures.append(error)

    threads = [threading.Thread(target=work, args=(coder,)) for coder in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with opened(quarrels) as session:
        for coder in ("a", "b"):
            assert len(saved[coder]) == 15
            assert set(decision_store.current_decisions(session.connection, coder)) == set(saved[coder])
        batches = session.connection.execute("SELECT count(DISTINCT batch) FROM decision").fetchone()[0]
        assert batches == 30
