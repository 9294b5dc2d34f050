"""Estimated recall, worked by hand."""

import pytest

from kubecode.synthesiser.calibration import wilson
from kubecode.synthesiser.recall import estimate_recall


def test_recall_of_a_sample_worked_by_hand():
    """30 suggested segments have a code. Of 100 segments without a suggestion, 10 were read and 1 has a
    code: about 10 of 100 were missed, and recall is 30 / (30 + 10) = 0.75.
    """
    result = estimate_recall(30, 100, [True] + [False] * 9, 20)
    assert (result.judged, result.missed, result.sampled, result.share) == (10, 1, 20, 0.75)
    low, high = wilson(1, 10)
    assert result.interval == (30 / (30 + 100 * high), 30 / (30 + 100 * low))
    assert result.interval[0] < result.share < result.interval[1]


@pytest.mark.parametrize(("found", "sample"), [(0, [True, False]), (30, [])])
def test_recall_without_finds_or_sample_is_none(found, sample):
    result = estimate_recall(found, 100, sample, 5)
    assert (result.judged, result.missed, result.sampled) == (len(sample), sum(sample), 5)
    assert result.share is result.interval is None


def test_recall_without_misses_is_one():
    assert estimate_recall(1, 100, [False], 5).share == 1
