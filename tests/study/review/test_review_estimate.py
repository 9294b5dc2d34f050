"""Recall, pace and statistics, checked against figures computed by hand."""

import pytest
from reviewing import ACCEPT, DISCUSS, QUARREL, REJECT, SKIP, open_review, tagged

from kubecode.study.review.session_log import Pace
from kubecode.study.session import opened
from kubecode.synthesiser.recall import estimate_recall


def test_recall_is_the_found_share_of_all_segments_with_a_code():
    # 2 of 20 missed, so 20 of 200 silent segments: 60 / (60 + 20). Wilson's interval of 2 in 20 is
    # (0.1 + 0.09604 ± 1.96 √(0.0045 + 0.002401)) / 1.19208 = 0.0279 … 0.3010.
    recall = estimate_recall(60, 200, [True, True, *[False] * 18], 21)
    assert (recall.judged, recall.missed, recall.sampled, recall.share) == (20, 2, 21, 0.75)
    assert recall.interval == pytest.approx((60 / (60 + 60.21), 60 / (60 + 5.574)), abs=0.001)


def test_recall_of_one_has_a_wide_interval():
    # Wilson's upper bound of 0 in 10 is 3.8415 / (10 + 3.8415) = 0.2775.
    recall = estimate_recall(30, 100, [False] * 10, 10)
    assert recall.share == 1
    assert recall.interval == pytest.approx((30 / (30 + 27.75), 1), abs=0.001)


@pytest.mark.parametrize(("found", "sample"), [(10, []), (0, [True, False])])
def test_recall_is_unknown_without_sample_or_found_segments(found, sample):
    recall = estimate_recall(found, 100, sample, 10)
    assert (recall.share, recall.interval) == (None, None)


class Clock:
    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


def paced(*seconds, earlier=()):
    clock = Clock()
    pace = Pace(earlier, clock)
    for duration in seconds:
        clock.at += duration
        pace.decided()
    return pace


def test_remaining_minutes_are_the_median_rounded_up():
    assert paced(4, 30, 6).minutes(20) == 2
    assert paced(4, 30, 6).minutes(21) == 3
    assert paced().minutes(20) is None


def test_breaks_are_not_timed():
    assert paced(6, 61, 3600).minutes(10) == 1
    assert paced(61).minutes(10) is None
    # Exactly one minute is still timed.
    assert paced(60).minutes(10) == 10


def test_only_the_last_twenty_decisions_are_timed():
    assert paced(*[50] * 30, *[6] * 20).minutes(10) == 1
    assert paced(*[50] * 20, *[6] * 9).minutes(6) == 5


def test_earlier_sessions_are_timed_without_the_gaps_between():
    at = ["2026-01-05T08:00:00Z", "2026-01-05T08:00:12Z", "2026-01-06T08:00:00Z", "2026-01-06T08:00:12Z"]
    assert paced(earlier=at).minutes(10) == 2


def test_only_answers_that_decide_are_timed(tmp_path):
    clock = Clock()
    with opened(tagged(tmp_path, melati_T_01=QUARREL)) as session:
        review = open_review(session, clock=clock)
        clock.at += 10
        review.apply(SKIP)
        assert review.progress.minutes is None
        clock.at += 10
        review.apply(ACCEPT)
        assert review.progress.minutes == -(-20 * (review.progress.total - review.progress.done) // 60)


def test_stats_count_statuses_and_right_suggestions(tmp_path):
    with opened(tagged(tmp_path, melati_T_01=QUARREL)) as session:
        review = open_review(session)
        suggested = review.stats().statuses["suggested"]
        for answer in (ACCEPT, REJECT, SKIP, DISCUSS):
            review.apply(answer)
        stats = review.stats()
        wanted = {"accepted": 1, "rejected": 1, "skipped": 1, "to_discuss": 1, "suggested": suggested - 4}
        assert dict(stats.statuses) == {status: count for status, count in wanted.items() if count}
        assert sum(band.suggested for band in stats.bands) == 2
        assert sum(band.hits for band in stats.bands) == 1
        result = review.result()
        assert (result.undecided, result.skipped, result.to_discuss) == (suggested - 4, 1, 1)
