"""Which segments a review asks about, why, and in which order."""

from dataclasses import replace

import pytest
from reviewing import ACCEPT, DISCUSS, NOTHING, QUARREL, REJECT, SKIP, UNDO, review, stops, tagged

from kubecode.model import Confidence, Presence, Status, Valence
from kubecode.store import decisions as decision_store
from kubecode.study.check import check_study
from kubecode.study.codings import Filter, study_codings
from kubecode.study.evaluation.evaluate import evaluate_decisions
from kubecode.study.judgements import judged_segments
from kubecode.study.review import ReviewAction, StopReason, Verdict
from kubecode.study.review.unsuggested import SimilarityIndex, is_sampled
from kubecode.study.session import opened


@pytest.fixture
def study(tmp_path):
    said = {"melati_T_01": QUARREL, "tulip_A_01": "Bertengkar sih sering. Kompak kami."}
    return tagged(tmp_path, **said, **{f"mawar_B_{n}": NOTHING for n in range(8)})


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(code="konflik"),
        Filter(case="KUBE Tulip"),
        Filter(informant="A"),
        Filter(document="melati_T_01.txt"),
        Filter(valence=Valence.HINDERS),
        Filter(presence=Presence.DENIED),
        Filter(confidence=Confidence.MEDIUM),
        Filter(case="melati", code="konflik", presence=Presence.DENIED),
    ],
)
def test_a_filter_asks_for_what_it_names_and_for_all_of_it(study, wanted):
    with opened(study) as session:
        meant = {(c.document, c.start, c.end) for c in study_codings(session, wanted=wanted)}
        found = {place for place, why in stops(review(session, wanted=wanted)) if why is StopReason.SUGGESTED}
    assert found == meant
    assert meant


def test_a_filter_by_indicator_asks_for_what_it_spoke_for(study):
    with opened(study) as session:
        meant = {
            (c.document, c.start, c.end)
            for c in study_codings(session)
            if any(piece.indicator == "bertengkar" for piece in c.evidence)
        }
        assert {place for place, _ in stops(review(session, wanted=Filter(indicator="bertengkar")))} == meant
        assert len(meant) == 1


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (ACCEPT, Status.ACCEPTED),
        (REJECT, Status.REJECTED),
        (SKIP, Status.SKIPPED),
        (DISCUSS, Status.TO_DISCUSS),
    ],
)
def test_each_state_is_found_by_its_own_filter_only(study, answer, status):
    with opened(study) as session:
        one = review(session, wanted=Filter(code="konflik"))
        place = one.item.place
        one.apply(answer)
        for asked in Status:
            at = [p for p, _ in stops(review(session, wanted=Filter(code="konflik", status=asked)))]
            assert (place in at) is (asked is status)


def test_the_orders_hold_the_same_stops(study):
    with opened(study) as session:
        one = review(session)
        walks = {order: stops(review(session, order=order)) for order in ("transcript", "code", "random")}
        assert {frozenset(walk) for walk in walks.values()} == {frozenset(stops(one))}
        places = [place for place, _ in walks["transcript"]]
        assert places == sorted(places)
        assert stops(review(session, order="random")) == walks["random"]
        assert stops(review(session, "other", order="random")) != walks["random"]


def test_the_order_by_code_follows_the_codebook(study):
    with opened(study) as session:
        one = review(session, order="code")
        position = {code.path: n for n, code in enumerate(one.book.codebook.walk())}
        while one.move(-1):
            pass
        ranks = []
        while one.item and one.item.why is StopReason.SUGGESTED:
            ranks.append(min(position[p.coding.path] for p in one.item.proposals))
            if not one.move(1):
                break
    assert len(ranks) > 3
    assert ranks == sorted(ranks)


def test_changing_the_order_stays_at_the_place(study):
    with opened(study) as session:
        one = review(session)
        one.move(1)
        place = one.item.place
        one.ask_for(order="uncertain")
        assert one.item.place == place


def test_one_in_ten_of_many_places_is_in_the_sample():
    drawn = sum(is_sampled((f"d{n}.txt", 10 * n, 10 * n + 9)) for n in range(5000))
    # Wilson's 99.9 % interval of a tenth of 5,000.
    assert 431 < drawn < 572


def test_sampled_segments_are_asked_about_and_marked(study):
    with opened(study) as session:
        coded = {(c.document, c.start, c.end) for c in study_codings(session)}
        one = review(session)
        sampled = {place for place, why in stops(one) if why is StopReason.SAMPLE}
    assert sampled
    assert all(is_sampled(place) and place not in coded for place in sampled)


def sampled_stop(session, coder="s"):
    """Open a review at its first sampled segment."""
    one = review(session, coder)
    while one.item.why is not StopReason.SAMPLE:
        assert one.move(1)
    return one


def test_no_code_here_is_a_judgement_and_never_a_coding(study):
    with opened(study) as session:
        before = study_codings(session)
        one = sampled_stop(session)
        place, position = one.item.place, one.item.progress
        outcome = one.apply(REJECT)
        assert [(d.code, d.status) for d in outcome.decisions] == [("", Status.ACCEPTED)]
        assert one.progress.done == position.done + 1
        assert study_codings(session) == before
        assert list(decision_store.current_decisions(session.connection)) == []
        assert judged_segments(session) == []
        assert all(d.code for d in decision_store.current_decisions(session.connection))
        assert not [p for p in check_study(session) if p.severity == "error"]
        assert place not in {p for p, _ in stops(review(session))}
        assert one.standing().recall.judged == 1
        one.apply(UNDO)
        assert (one.item.place, one.item.is_without_code) == (place, False)
        assert one.standing().recall.judged == 0


def test_no_code_here_does_not_stand_in_what_decisions_are_compared_by(study):
    with opened(study) as session:
        review(session, wanted=Filter(code="konflik")).apply(ACCEPT)
        before = evaluate_decisions(study, None)
        sampled_stop(session).apply(REJECT)
        assert evaluate_decisions(study, None) == before


def test_a_code_put_where_none_was_takes_that_back(study):
    with opened(study) as session:
        one = sampled_stop(session)
        place = one.item.place
        one.apply(REJECT)
        again = sampled_stop(session) if one.item is None else one
        again.move(-1)
        while again.item.place != place:
            assert again.move(-1)
        assert again.item.is_without_code
        again.apply(Verdict(ReviewAction.ADD, code="kohesi"))
        assert (again.item.place, again.item.is_without_code) == (place, False)
        assert list(decision_store.no_code_decisions(session.connection)) == []
        again.apply(UNDO)
        assert again.item.is_without_code


@pytest.mark.parametrize("answer", [DISCUSS, Verdict(ReviewAction.MEMO, memo="tanya Bu Ani")])
def test_what_is_noted_on_a_segment_without_code_outlives_a_restart(study, answer):
    with opened(study) as session:
        one = sampled_stop(session)
        place = one.item.place
        one.apply(replace(answer, memo="tanya Bu Ani"))
    with opened(study) as session:
        status = Status.TO_DISCUSS if answer is DISCUSS else Status.SUGGESTED
        one = review(session, wanted=Filter(status=status))
        assert place in {p for p, _ in stops(one)}
        while one.item.place != place:
            assert one.move(-1)
        assert one.item.memo == "tanya Bu Ani"
        assert one.standing().statuses.get(Status.TO_DISCUSS, 0) == (answer is DISCUSS)
        assert one.apply(UNDO).undone


def test_what_is_to_be_discussed_is_not_undecided(study):
    with opened(study) as session:
        one = sampled_stop(session)
        place = one.item.place
        one.apply(DISCUSS)
        assert place not in {p for p, _ in stops(review(session))}
        # Nothing was said yet of whether a code is missed there.
        assert one.standing().recall.judged == 0


def test_what_is_like_an_accepted_excerpt_is_asked_about_and_marked(tmp_path):
    others = {f"mawar_B_{n}": NOTHING for n in range(24)}
    study = tagged(
        tmp_path,
        melati_T_01="Kuwelpa terbang rembulan sore itu. Ayam lewat.",
        tulip_A_01="Kuwelpa terbang rembulan sore juga. Kucing lewat. Kuwelpa terbang rembulan sore pula.",
        **others,
    )
    with opened(study) as session:
        one = review(session, "b")
        assert one.find("Kuwelpa")
        assert one.item.document.name == "melati_T_01.txt"
        assert one.apply(Verdict(ReviewAction.ADD, code="kohesi")).decisions
        near = [place for place, why in stops(review(session, "b")) if why is StopReason.NEAR]
        assert {place[0] for place in near} == {"tulip_A_01.txt"}
        assert not any(is_sampled(place) for place in near)
        assert not [1 for _, why in stops(review(session, "c")) if why is StopReason.NEAR]
        again = review(session, "b")
        while again.item.why is not StopReason.NEAR:
            assert again.move(1)
        place = again.item.place
        again.apply(REJECT)
        assert place not in {p for p, _ in stops(review(session, "b"))}


def test_likeness_is_the_cosine_of_what_is_said():
    texts = {("d", n, n + 1): f"umum{n} lain{n}" for n in range(59)}
    texts[("d", 1, 2)] = "padi jagung"
    texts[("d", 2, 3)] = "padi kedelai kacang"
    likeness = SimilarityIndex(texts)
    likeness.learn("Padi, jagung!")
    # Weights: padi log(59/2)² = 11.457, the others log(59)² = 16.627; so what the second shares is
    # 11.457 of √((11.457 + 16.627) · (11.457 + 2 · 16.627)) = 35.434.
    assert [round(one, 3) for one in likeness._likest.values()] == [1.0, 0.323]
    assert likeness.nearest() == [("d", 1, 2), ("d", 2, 3)]


def test_what_shares_only_common_words_is_not_near():
    texts = {("d", n, n + 1): f"padi jagung umum{n}" for n in range(60)}
    likeness = SimilarityIndex(texts)
    likeness.learn("padi jagung")
    assert likeness.nearest() == []


def test_a_segment_that_is_judged_leaves_the_filter_of_its_case_too(study):
    with opened(study) as session:
        one = sampled_stop(session)
        place, case = one.item.place, one.item.document.case
        assert place in {p for p, _ in stops(review(session, wanted=Filter(case=case)))}
        one.apply(REJECT)
        assert place not in {p for p, _ in stops(review(session, wanted=Filter(case=case)))}
