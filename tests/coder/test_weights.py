"""The calibration computes the score that is in use."""

from pathlib import Path

import pytest

from bench.calibration import IN_USE, cases, probability
from kubecode.study.codebooks.load import DEFAULT

pytestmark = pytest.mark.benchmark

SAMPLES = Path(__file__).parents[2] / "transcripts_sample"


def test_weights_in_use_give_the_score():
    judged = cases(SAMPLES, [SAMPLES / "coder_a.jsonl", SAMPLES / "coder_b.jsonl"], DEFAULT)
    assert {case.coder for case in judged} == {"coder_a", "coder_b"}
    for case in judged:
        assert probability(case, IN_USE) == pytest.approx(case.suggestion.score, abs=0.0006)
