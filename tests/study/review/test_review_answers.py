"""What an answer leaves in the study, and what another coder sees of it."""

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
    held,
    review,
    stops,
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


def test_another_span_keeps_the_focus_on_what_was_chosen(study):
    with opened(study) as session:
        one = review(session, wanted=Filter(code="konflik"))
        coding, words = one.item.coding, one.words()
        span = words[1][0], words[2][1]
        one.apply(Verdict(ReviewAction.SPAN, span=span))
        assert (one.item.coding.start, one.item.coding.end) == span
        one.apply(Verdict(ReviewAction.JUDGE, Judgement(Valence.MIXED, Presence.RARE)))
        accepted = study_codings(session, wanted=Filter(status=Status.ACCEPTED))
        assert [(c.start, c.end, c.valence) for c in accepted] == [(*span, Valence.MIXED)]
        rejected = study_codings(session, wanted=Filter(status=Status.REJECTED))
        assert [(c.start, c.end) for c in rejected] == [(coding.start, coding.end)]
        one.apply(UNDO)
        one.apply(UNDO)
        assert held(session.connection) == set()


@pytest.mark.parametrize("span", [(5, 5), (0, 4), (20, 10_000)])
def test_a_span_that_is_no_part_of_the_turn_is_refused(study, span):
    with opened(study) as session:
        one = review(session, wanted=Filter(code="konflik"))
        with pytest.raises(KubecodeError, match="no part"):
            one.apply(Verdict(ReviewAction.SPAN, span=span))
        assert held(session.connection) == set()


def test_the_chosen_excerpt_is_the_quote_of_its_cell(tmp_path):
    # The second would be chosen by itself no more than the first: they differ in their number alone.
    with opened(tagged(tmp_path, melati_T_01=QUARRELS)) as session:
        for chosen in (0, 1):
            one = review(session, f"s{chosen}", wanted=Filter(code="konflik"))
            one.apply(ACCEPT)
            one.apply(ACCEPT)
            assert one.move(-2)
            if chosen:
                assert one.move(1)
            one.apply(Verdict(ReviewAction.EXEMPLAR))
            assert one.item.coding.exemplar
            wanted = one.item.coding.text
            cells = study_matrix(session, coder=f"s{chosen}").matrix.cells
            assert cells["konflik", "melati"].exemplar == wanted
            assert open_cell(session, "konflik", "melati", coder=f"s{chosen}").cell.exemplar == wanted


def test_a_memo_changes_nothing_else_and_an_empty_one_takes_it_away(study):
    with opened(study) as session:
        one = review(session, wanted=Filter(code="konflik"))
        for memo, kept in (("tanya lagi", "tanya lagi"), (None, None)):
            one.apply(Verdict(ReviewAction.MEMO, memo=memo))
            assert (one.item.coding.memo, one.item.coding.status) == (kept, Status.SUGGESTED)


def test_a_judgement_is_saved_with_the_acceptance_and_not_before(study):
    with opened(study) as session:
        one = review(session, wanted=Filter(code="konflik"))
        asked = Judgement(Valence.MIXED, Presence.RARE)
        one.apply(Verdict(ReviewAction.JUDGE, asked))
        assert one.item.judgement == asked
        assert held(session.connection) == set()
        (decision,) = one.apply(ACCEPT).decisions
        assert (decision.valence, decision.presence) == (Valence.MIXED, Presence.RARE)


def test_recoding_and_adding_and_their_way_back(study):
    with opened(study) as session:
        one = review(session, wanted=Filter(code="konflik"))
        path = one.item.coding.path
        one.apply(Verdict(ReviewAction.RECODE, code="kohesi"))
        one.apply(Verdict(ReviewAction.ADD, code="suasana/fisik"))
        after = held(session.connection)
        assert {row[3]: row[5] for row in after} == {
            path: "rejected",
            "kohesi": "accepted",
            "suasana/fisik": "accepted",
        }
        assert one.recent_codes() == ["suasana/fisik", "kohesi"]
        one.apply(UNDO)
        one.apply(UNDO)
        assert held(session.connection) == set()
        one.apply(REDO)
        one.apply(REDO)
        assert held(session.connection) == after


@pytest.mark.parametrize(
    ("answer", "verdict"), [(ACCEPT, True), (REJECT, False), (SKIP, None), (DISCUSS, None)]
)
def test_only_a_verdict_is_judged(tmp_path, answer, verdict):
    with opened(tagged(tmp_path, melati_T_01="Bertengkar terus kami itu.")) as session:
        one = review(session, wanted=Filter(code="konflik"))
        one.apply(answer)
        judged = judged_segments(session)
        assert [segment.verdicts.get("konflik") for segment in judged] == (
            [] if verdict is None else [verdict]
        )


def decide(one, answers):
    for answer in answers:
        assert one.apply(answer).decisions


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
def test_mass_acceptance_needs_ten_own_decisions_nine_of_them_yes(quarrels, answers, why_not):
    with opened(quarrels) as session:
        one = review(session, wanted=Filter(indicator=INDICATOR))
        decide(one, answers)
        assert one.mass_offer().why_not == why_not
        outcome = one.apply(MASS)
        assert bool(outcome.decisions) is (why_not is None)
        assert outcome.notices == ((why_not,) if why_not else ())


def test_mass_acceptance_takes_25_is_logged_so_and_undone_at_once(quarrels):
    with opened(quarrels) as session:
        one = review(session, wanted=Filter(indicator=INDICATOR))
        decide(one, [ACCEPT] * 10)
        before = held(session.connection)
        offer = one.mass_offer()
        assert (len(offer.candidates), offer.decided, offer.accepted) == (25, 10, 10)
        assert all(INDICATOR in text for _, text in one.previews(offer))
        outcome = one.apply(MASS)
        assert [(d.document, d.start) for d in outcome.decisions] == [
            (c.document, c.span[0]) for c in offer.candidates
        ]
        ways = session.connection.execute(
            "SELECT way, count(*), count(DISTINCT batch) FROM decision GROUP BY way"
        )
        assert {tuple(row) for row in ways} == {("own", 10, 10), ("mass", 25, 1)}
        # What was accepted so is no reason to accept more so.
        assert one.mass_offer().decided == 10
        assert len(one.apply(UNDO).decisions) == 25
        assert held(session.connection) == before
        one.apply(REDO)
        assert one.mass_offer().decided == 10


def test_mass_acceptance_needs_one_indicator_and_stays_in_its_filter(quarrels):
    with opened(quarrels) as session:
        one = review(session, wanted=Filter(indicator=INDICATOR))
        decide(one, [ACCEPT] * 10)
        one.ask_for(Filter(code="konflik"))
        assert one.apply(MASS).notices == ("mass.no_indicator",)
        one.ask_for(Filter(indicator=INDICATOR, document="melati_T_5.txt"))
        assert {d.document for d in one.apply(MASS).decisions} == {"melati_T_5.txt"}


def test_mass_decisions_of_another_coder_count_for_nobody_else(quarrels):
    with opened(quarrels) as session:
        one = review(session, wanted=Filter(indicator=INDICATOR))
        decide(one, [ACCEPT] * 10)
        assert review(session, "b", wanted=Filter(indicator=INDICATOR)).mass_offer().decided == 0


def test_a_blind_coder_sees_neither_suggestions_nor_others_codes_but_every_segment(study):
    with opened(study) as session:
        other = review(session, wanted=Filter(code="konflik"))
        place = other.item.place
        other.apply(Verdict(ReviewAction.ACCEPT, memo="rahasia"))
        blind = review(session, "b", blind=True)
        every = session.connection.execute("SELECT count(*) FROM segment").fetchone()[0]
        walked = stops(blind)
        assert len(walked) == every
        assert {why for _, why in walked} == {StopReason.ALL}
        while blind.item.place != place:
            assert blind.move(-1)
        assert (blind.item.proposals, blind.item.code, blind.item.cell) == ((), None, None)
        assert all(line.accepted == () for line in blind.context(20, 20))
        (explained,) = blind.explain()
        assert (explained.codings, explained.scores, explained.near_misses) == ((), (), ())
        blind.apply(Verdict(ReviewAction.ADD, code="kohesi"))
        assert [(p.coding.path, p.coding.evidence) for p in blind.item.proposals] == [("kohesi", ())]
        assert place not in {p for p, _ in stops(review(session, "b", blind=True))}


def test_a_blind_coder_learns_nothing_by_an_indicator(quarrels):
    with opened(quarrels) as session:
        blind = review(session, "b", blind=True)
        blind.apply(Verdict(ReviewAction.ADD, code="konflik/terbuka"))
        blind.ask_for(Filter(indicator=INDICATOR, status=Status.ACCEPTED))
        assert blind.item is None
        assert (blind.mass_offer().decided, blind.mass_offer().candidates) == (0, ())


def test_the_reasons_show_no_verdict_of_others(study):
    with opened(study) as session:
        review(session, wanted=Filter(code="konflik")).apply(ACCEPT)
        other = review(session, "b", wanted=Filter(code="konflik"))
        assert {c.coder for one in other.explain() for c in one.codings} == {"kubecode"}


def test_what_another_coder_decides_leaves_queue_and_progress_alone(study):
    with opened(study) as session, opened(study) as elsewhere:
        one, other = review(session, "a"), review(elsewhere, "b")
        one.apply(ACCEPT if one.item.coding else REJECT)
        before = one.item.place, one.progress.total, one.progress.done
        other.apply(ACCEPT if other.item.coding else REJECT)
        assert one.notices() == ()
        assert (one.item.place, one.progress.total, one.progress.done) == before
        assert one.apply(UNDO).undone
        assert {row[4] for row in held(session.connection)} == {"b"}


def test_two_coders_at_once_keep_their_own_decisions(quarrels):
    said, failures = {}, []

    def work(coder):
        try:
            with opened(quarrels) as session:
                one = review(session, coder, wanted=Filter(code="konflik"))
                said[coder] = [d for _ in range(15) for d in one.apply(ACCEPT).decisions]
        except Exception as error:  # it would be lost in its thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(coder,)) for coder in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with opened(quarrels) as session:
        for coder in ("a", "b"):
            assert len(said[coder]) == 15
            assert set(decision_store.current_decisions(session.connection, coder)) == set(said[coder])
        batches = session.connection.execute("SELECT count(DISTINCT batch) FROM decision").fetchone()[0]
        assert batches == 30
