"""The benchmark of tagging runs and prints its figures. Speed is not asserted."""

import random
import re
import subprocess
import sys

import pytest

from bench.tagging import SEED, make_codebook, make_documents, make_text

pytestmark = pytest.mark.benchmark


def test_corpus_is_the_same_in_every_run_and_segments_have_true_offsets():
    text = make_text(20_000, random.Random(SEED))
    assert text == make_text(20_000, random.Random(SEED))
    documents = list(make_documents(text))
    assert "".join(document.text for document in documents) == text
    assert all(d.text[s.start : s.end] == s.text for d in documents for s in d.segments)


def test_larger_codebook_contains_the_smaller_one():
    small, large = (make_codebook(count, random.Random(SEED)) for count in (300, 600))
    words = [
        {i.text for code in codebook.codes for i in code.indicators if " " not in i.text}
        for codebook in (small, large)
    ]
    assert len(words[0]) == 200
    assert words[0] <= words[1]


def test_benchmark_prints_speed_memory_growth_and_a_peer():
    sizes = ["--mb", "0.02", "0.2", "--indicators", "300", "--runs", "1"]
    done = subprocess.run([sys.executable, "-m", "bench.tagging", *sizes], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    for line, stage, noun in zip(lines, ("engine", "coder"), ("hits", "codings"), strict=False):
        pattern = rf"300 indicators 0\.02 MB {stage} *: +[\d.]+ MB/s; \d+ {noun}; memory [\d.]+ x input"
        assert re.search(pattern, line)
    assert all(line.endswith("x the time of 0.02 MB") for line in lines[2:])
