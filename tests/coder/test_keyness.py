"""Keyness against a table calculated by hand."""

from math import isclose, log, log2

import pytest

from kubecode.coder.keyness import Keyness


def test_g2_and_log_ratio_match_a_table_calculated_by_hand():
    """A word in 6 of the 10 segments of a code and in 4 of the 90 others.

                 with   without   sum
    code           6       4       10     expected with the word: 10 · 10/100 = 1, without 9
    elsewhere      4      86       90     expected with the word: 90 · 10/100 = 9, without 81
                  10      90      100

    G² = 2 (6 ln 6/1 + 4 ln 4/9 + 4 ln 4/9 + 86 ln 86/81) = 2 (10.7506 - 3.2437 - 3.2437 + 5.1513) = 18.829
    log ratio = log2((6/10) / (4/90)) = log2 13.5 = 3.755
    """
    word = Keyness(6, 10, 4, 90)
    by_hand = 2 * (6 * log(6) + 8 * log(4 / 9) + 86 * log(86 / 81))
    assert isclose(word.g2, by_hand)
    assert round(word.g2, 2) == 18.83
    assert round(word.log_ratio, 3) == 3.755 == round(log2(13.5), 3)
    assert word.is_key


@pytest.mark.parametrize(
    ("word", "is_key"),
    [
        (Keyness(1, 10, 9, 90), False),  # as frequent as elsewhere: G² = 0
        (Keyness(30, 60, 200, 600), False),  # significant, but not twice as frequent
        (Keyness(1, 10, 2, 90), False),  # five times as frequent, but not significant
        (Keyness(0, 10, 40, 90), False),  # occurs only elsewhere
        (Keyness(4, 10, 0, 90), True),
        (Keyness(0, 0, 4, 90), False),
        (Keyness(4, 10, 0, 0), False),
    ],
)
def test_word_is_key_if_it_is_significantly_and_at_least_twice_as_frequent(word, is_key):
    assert word.is_key is is_key


def test_equally_frequent_word_has_no_keyness():
    assert isclose(Keyness(2, 20, 8, 80).g2, 0, abs_tol=1e-9)
    assert Keyness(2, 20, 8, 80).log_ratio == 0


def test_word_that_does_not_occur_elsewhere_counts_there_as_half():
    assert Keyness(4, 10, 0, 100).log_ratio == log2((4 / 10) / (0.5 / 100))
