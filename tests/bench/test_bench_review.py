"""The benchmark of the review runs and prints what it says; how fast is asserted nowhere."""

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


def test_the_sentences_are_the_same_each_time():
    made = [list(make_sentences(50, random.Random(SEED))) for _ in range(2)]
    assert made[0] == made[1]
    assert len(made[0]) == 50


def test_the_study_is_as_large_as_was_asked(study):
    with opened(study) as session:
        assert len(outline.document_cases(session.connection)) == 4
        assert len(list(outline.outlined_segments(session.connection))) >= 80
        assert session.connection.execute("SELECT count(*) FROM decision").fetchone()[0] == 10


def test_it_prints_opening_keys_and_memory():
    sizes = ["--transcripts=4", "--segments=120", "--decisions=10", "--answers=6"]
    done = subprocess.run([sys.executable, "-m", "bench.review", *sizes], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    first, *keys, last = done.stdout.splitlines()
    assert re.fullmatch(r"opens in [\d.]+ s", first)
    assert re.fullmatch(r"memory \d+ MB", last)
    pattern = r"(.+?) +[\d.]+ ms median +[\d.]+ ms in 95 of 100"
    names = [re.fullmatch(pattern, line)[1] for line in keys]
    assert names == ["an answer", "j", "k", "J", "an order", "a filter", "a search", "statistics"]
