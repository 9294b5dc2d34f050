"""The benchmark of the report runs and prints its figures. Speed and size are not asserted."""

import re
import subprocess
import sys

import pytest

from bench.report import make_study, write_transcripts
from kubecode.study.report.study_report import study_report
from kubecode.study.session import opened

pytestmark = pytest.mark.benchmark


def test_study_has_the_requested_size_and_copies_are_further_cases(tmp_path):
    write_transcripts(tmp_path, 18)
    assert len(list(tmp_path.iterdir())) == 18
    make_study(tmp_path / "kubecode.db", 18, 100)
    with opened(tmp_path / "kubecode.db") as session:
        report = study_report(session)
    assert sum(coverage.accepted for coverage in report.coverage) == 100
    assert sorted(column.key for column in report.matrix.columns) == [
        "cempaka 0",
        "cempaka 1",
        "mentari 0",
        "tulip 0",
    ]


def test_benchmark_prints_seconds_and_sizes():
    command = [sys.executable, "-m", "bench.report", "--transcripts=3", "--codings=20"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    first, *files = done.stdout.splitlines()
    assert re.fullmatch(r"report +[\d.]+ s  \d+ codings", first)
    assert [line.split()[0] for line in files] == ["docx", "md", "html", "xlsx"]
    assert all(re.fullmatch(r"\w+ +[\d.]+ s  [\d.]+ MB", line) for line in files)
