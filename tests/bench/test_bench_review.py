"""The benchmark of the review runs and prints its figures. Speed is not asserted."""

import random
import re
import subprocess
import sys

import pytest

from bench.study import make_sentences, make_study
from bench.tagging import SEED
from kubecode.store import outline
from kubecode.study.session import opened

pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    path = tmp_path_factory.mktemp("bench") / "kubecode.db"
    make_study(path, 4, 80, 10)
    return path


def test_sentences_are_the_same_in_every_run():
    runs = [list(make_sentences(50, random.Random(SEED))) for _ in range(2)]
    assert runs[0] == runs[1]
    assert len(runs[0]) == 50


def test_study_has_the_requested_size(study):
    with opened(study) as session:
        assert len(outline.document_cases(session.connection)) == 4
        assert len(list(outline.outlined_segments(session.connection))) >= 80
        assert session.connection.execute("SELECT count(*) FROM decision").fetchone()[0] == 10


def test_benchmark_prints_opening_keys_and_memory():
    sizes = ["--transcripts=4", "--segments=120", "--decisions=10", "--answers=6"]
    done = subprocess.run([sys.executable, "-m", "bench.review", *sizes], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    first, *keys, last = done.stdout.splitlines()
    assert re.fullmatch(r"opens in [\d.]+ s", first)
    assert re.fullmatch(r"memory \d+ MB", last)
    pattern = r"(.+?) +[\d.]+ ms median +[\d.]+ ms in 95 of 100"
    names = [re.fullmatch(pattern, line)[1] for line in keys]
    assert names == ["an answer", "j", "k", "J", "an order", "a filter", "a search", "statistics"]
