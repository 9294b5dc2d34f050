import zipfile
from io import BytesIO

import pytest

from bench.damaged_files import damaged, summarise

SPEECH = "P: Siapa yang datang?\nS: Semua anggota, rame-rame.\n"


def archive():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as members:
        members.writestr("a.xml", SPEECH * 50)
    return file.getvalue()


@pytest.mark.parametrize("raw", [SPEECH.encode(), archive()])
def test_a_seed_always_does_the_same_damage(raw):
    changed = [damaged(raw, seed) for seed in range(40)]
    assert changed == [damaged(raw, seed) for seed in range(40)]
    assert sum(other != raw for other in changed) > 30


def test_damage_reaches_the_members_of_an_archive():
    contents = [zipfile.ZipFile(BytesIO(damaged(archive(), seed))).read("a.xml") for seed in range(1, 40, 2)]
    assert sum(content != (SPEECH * 50).encode() for content in contents) > 15


@pytest.mark.benchmark
def test_summary_counts_every_file(tmp_path):
    sample = tmp_path / "a.txt"
    sample.write_text(SPEECH)
    summary = summarise(sample, 30, 1, 1)
    assert sum(summary.counts.values()) == 30
    assert summary.counts["traceback"] == 0
