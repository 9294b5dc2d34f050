"""The benchmark of the review screen runs and prints its figures. Speed is not asserted."""

import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.benchmark


def test_benchmark_prints_first_paint_and_keys_at_both_sizes():
    small = ["--transcripts", "2", "--segments", "30", "--decisions", "4", "--keys", "3"]
    command = [sys.executable, "-m", "bench.review_screen", *small]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    found = re.findall(
        r"^(80x24|120x40): first paint [\d.]+ s; a key \d+ ms median", done.stdout, re.MULTILINE
    )
    assert found == ["80x24", "120x40"]
