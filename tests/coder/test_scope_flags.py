"""The scope flags of words."""

import pytest

from kubecode.coder import scope_flags as flags
from kubecode.coder.scope_flags import LIGHT, flag_lookup
from kubecode.language.indonesian import load

NAMES = "LIGHT STARTS_INDICATOR IRREGULAR DENIES CONTRADICTS APPRAISES SUPPOSES STATES_RULE ASKS REPORTS STARTS_REPORT OTHERS ONCE".split()


def test_flags_are_distinct_bits_and_light_is_the_smallest():
    values = [getattr(flags, name) for name in NAMES]
    assert sum(value.bit_count() for value in values) == len(values) == sum(values).bit_count()
    assert min(values) == LIGHT


@pytest.mark.parametrize(
    ("form", "lemma", "names"),
    [
        ("ga", "tidak", "DENIES"),
        ("jarang", "jarang", "DENIES"),
        ("padahal", "padahal", "LIGHT CONTRADICTS"),
        ("kalo", "kalau", "SUPPOSES"),
        ("biar", "biar", "SUPPOSES"),
        ("yang", "yang", "LIGHT STATES_RULE"),
        ("apa", "apa", "LIGHT DENIES ASKS"),
        ("katanya", "kata", "REPORTS STARTS_REPORT"),
        ("sebelah", "sebelah", "OTHERS"),
        ("tadinya", "tadi", "ONCE"),
        ("lancar", "lancar", "APPRAISES"),
        ("macet", "macet", "APPRAISES"),
        ("mah", "mah", "LIGHT"),
    ],
)
def test_word_has_the_flags_of_its_lists(form, lemma, names):
    flags_of_word = flag_lookup(load())(form, lemma)
    assert {name for name in NAMES if flags_of_word & getattr(flags, name)} == set(names.split())


def test_ordinary_word_has_no_flag():
    assert flag_lookup(load())("sepeda", "sepeda") == 0
