"""The stops of a review: which segments, why, and in which order."""

from dataclasses import replace

import pytest
from reviewing import ACCEPT, DISCUSS, NOTHING, QUARREL, REJECT, SKIP, UNDO, open_review, stops, tagged

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
    texts = {"melati_T_01": QUARREL, "tulip_A_01": "Bertengkar sih sering. Kompak kami."}
    return tagged(tmp_path, **texts, **{f"mawar_B_{n}": NOTHING for n in range(8)})


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
def test_filter_selects_exactly_its_codings(study, wanted):
    with opened(study) as session:
        meant = {(c.document, c.start, c.end) for c in study_codings(session, wanted=wanted)}
        found = {
            span
            for span, reason in stops(open_review(session, wanted=wanted))
            if reason is StopReason.SUGGESTED
        }
    assert found == meant
    assert meant


def test_indicator_filter_selects_the_suggestions_with_that_evidence(study):
    with opened(study) as session:
        meant = {
            (c.document, c.start, c.end)
            for c in study_codings(session)
            if any(piece.indicator == "bertengkar" for piece in c.evidence)
        }
        assert {
            span for span, _ in stops(open_review(session, wanted=Filter(indicator="bertengkar")))
        } == meant
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
def test_status_filter_selects_only_that_status(study, answer, status):
    with opened(study) as session:
        review = open_review(session, wanted=Filter(code="konflik"))
        span = review.item.span
        review.apply(answer)
        for other_status in Status:
            at = [
                span
                for span, _ in stops(open_review(session, wanted=Filter(code="konflik", status=other_status)))
            ]
            assert (span in at) is (other_status is status)


def test_orders_have_the_same_stops(study):
    with opened(study) as session:
        review = open_review(session)
        walks = {
            order: stops(open_review(session, order=order)) for order in ("transcript", "code", "random")
        }
        assert {frozenset(walk) for walk in walks.values()} == {frozenset(stops(review))}
        spans = [span for span, _ in walks["transcript"]]
        assert spans == sorted(spans)
        assert stops(open_review(session, order="random")) == walks["random"]
        assert stops(open_review(session, "other", order="random")) != walks["random"]


def test_code_order_follows_the_codebook(study):
    with opened(study) as session:
        review = open_review(session, order="code")
        position = {code.path: n for n, code in enumerate(review.codebook.walk())}
        while review.move(-1):
            pass
        ranks = []
        while review.item and review.item.reason is StopReason.SUGGESTED:
            ranks.append(min(position[p.coding.path] for p in review.item.codings))
            if not review.move(1):
                break
    assert len(ranks) > 3
    assert ranks == sorted(ranks)


def test_changed_order_keeps_the_item(study):
    with opened(study) as session:
        review = open_review(session)
        review.move(1)
        span = review.item.span
        review.change_options(order="uncertain")
        assert review.item.span == span


def test_sample_is_about_one_tenth():
    drawn = sum(is_sampled((f"d{n}.txt", 10 * n, 10 * n + 9)) for n in range(5000))
    # Wilson's 99.9 % interval of a tenth of 5,000.
    assert 431 < drawn < 572


def test_sampled_segments_are_stops_without_suggestion(study):
    with opened(study) as session:
        coded = {(c.document, c.start, c.end) for c in study_codings(session)}
        review = open_review(session)
        sampled = {span for span, reason in stops(review) if reason is StopReason.SAMPLE}
    assert sampled
    assert all(is_sampled(span) and span not in coded for span in sampled)


def sampled_stop(session, coder="s"):
    """Return a review at its first sampled segment."""
    review = open_review(session, coder)
    while review.item.reason is not StopReason.SAMPLE:
        assert review.move(1)
    return review


def test_no_code_here_is_a_judgement_but_no_coding(study):
    with opened(study) as session:
        before = study_codings(session)
        review = sampled_stop(session)
        span, position = review.item.span, review.item.progress
        outcome = review.apply(REJECT)
        assert [(d.code, d.status) for d in outcome.decisions] == [("", Status.ACCEPTED)]
        assert review.progress.done == position.done + 1
        assert study_codings(session) == before
        assert list(decision_store.current_decisions(session.connection)) == []
        assert judged_segments(session) == []
        assert all(d.code for d in decision_store.current_decisions(session.connection))
        assert not [p for p in check_study(session) if p.severity == "error"]
        assert span not in {span for span, _ in stops(open_review(session))}
        assert review.stats().recall.judged == 1
        review.apply(UNDO)
        assert (review.item.span, review.item.is_without_code) == (span, False)
        assert review.stats().recall.judged == 0


def test_no_code_here_does_not_change_the_evaluation(study):
    with opened(study) as session:
        open_review(session, wanted=Filter(code="konflik")).apply(ACCEPT)
        before = evaluate_decisions(study, None)
        sampled_stop(session).apply(REJECT)
        assert evaluate_decisions(study, None) == before


def test_added_code_withdraws_no_code_here(study):
    with opened(study) as session:
        review = sampled_stop(session)
        span = review.item.span
        review.apply(REJECT)
        again = sampled_stop(session) if review.item is None else review
        again.move(-1)
        while again.item.span != span:
            assert again.move(-1)
        assert again.item.is_without_code
        again.apply(Verdict(ReviewAction.ADD, code="kohesi"))
        assert (again.item.span, again.item.is_without_code) == (span, False)
        assert list(decision_store.no_code_decisions(session.connection)) == []
        again.apply(UNDO)
        assert again.item.is_without_code


@pytest.mark.parametrize("answer", [DISCUSS, Verdict(ReviewAction.MEMO, memo="tanya Bu Ani")])
def test_note_on_a_segment_without_code_survives_a_restart(study, answer):
    with opened(study) as session:
        review = sampled_stop(session)
        span = review.item.span
        review.apply(replace(answer, memo="tanya Bu Ani"))
    with opened(study) as session:
        status = Status.TO_DISCUSS if answer is DISCUSS else Status.SUGGESTED
        review = open_review(session, wanted=Filter(status=status))
        assert span in {span for span, _ in stops(review)}
        while review.item.span != span:
            assert review.move(-1)
        assert review.item.memo == "tanya Bu Ani"
        assert review.stats().statuses.get(Status.TO_DISCUSS, 0) == (answer is DISCUSS)
        assert review.apply(UNDO).undone


def test_segment_to_discuss_is_not_undecided(study):
    with opened(study) as session:
        review = sampled_stop(session)
        span = review.item.span
        review.apply(DISCUSS)
        assert span not in {span for span, _ in stops(open_review(session))}
        # It is not judged yet whether a code is missed there.
        assert review.stats().recall.judged == 0


def test_segments_similar_to_an_accepted_one_are_stops(tmp_path):
    others = {f"mawar_B_{n}": NOTHING for n in range(24)}
    study = tagged(
        tmp_path,
        melati_T_01="Kuwelpa terbang rembulan sore itu. Ayam lewat.",
        tulip_A_01="Kuwelpa terbang rembulan sore juga. Kucing lewat. Kuwelpa terbang rembulan sore pula.",
        **others,
    )
    with opened(study) as session:
        review = open_review(session, "b")
        assert review.find("Kuwelpa")
        assert review.item.document.name == "melati_T_01.txt"
        assert review.apply(Verdict(ReviewAction.ADD, code="kohesi")).decisions
        near = [span for span, reason in stops(open_review(session, "b")) if reason is StopReason.NEAR]
        assert {span[0] for span in near} == {"tulip_A_01.txt"}
        assert not any(is_sampled(span) for span in near)
        assert not [1 for _, reason in stops(open_review(session, "c")) if reason is StopReason.NEAR]
        again = open_review(session, "b")
        while again.item.reason is not StopReason.NEAR:
            assert again.move(1)
        span = again.item.span
        again.apply(REJECT)
        assert span not in {span for span, _ in stops(open_review(session, "b"))}


def test_similarity_is_the_cosine_of_weighted_words():
    texts = {("d", n, n + 1): f"umum{n} lain{n}" for n in range(59)}
    texts[("d", 1, 2)] = "padi jagung"
    texts[("d", 2, 3)] = "padi kedelai kacang"
    similarities = SimilarityIndex(texts)
    similarities.add("Padi, jagung!")
    # Weights: padi log(59/2)² = 11.457, the others log(59)² = 16.627; so the shared weight of the second is
    # 11.457 of √((11.457 + 16.627) · (11.457 + 2 · 16.627)) = 35.434.
    assert [round(similarity, 3) for similarity in similarities._similarity.values()] == [1.0, 0.323]
    assert similarities.nearest() == [("d", 1, 2), ("d", 2, 3)]


def test_common_words_make_no_segment_similar():
    texts = {("d", n, n + 1): f"padi jagung umum{n}" for n in range(60)}
    similarities = SimilarityIndex(texts)
    similarities.add("padi jagung")
    assert similarities.nearest() == []


def test_judged_segment_leaves_the_case_filter(study):
    with opened(study) as session:
        review = sampled_stop(session)
        span, case = review.item.span, review.item.document.case
        assert span in {span for span, _ in stops(open_review(session, wanted=Filter(case=case)))}
        review.apply(REJECT)
        assert span not in {span for span, _ in stops(open_review(session, wanted=Filter(case=case)))}


@pytest.mark.parametrize("words", ["koordinasi", "Rame-rame  KOORDINASI", "ma'af"])
def test_search_finds_words_however_they_are_typed(tmp_path, words):
    speech = "Ayam kami lewat sini. Yang rame\u2011rame koor-\ndinasi, ma`af saja ya. Kucing lewat sana."
    with opened(tagged(tmp_path, melati_T_01=speech)) as session:
        assert open_review(session).find(words)
