"""kubecode codebook learn: what it prints, what it writes, and how it ends."""

import json
import os
import signal
import subprocess
import sys

import pytest
from command_line import PLAIN, run_kubecode
from mining_study import BOOK, make_study

from kubecode.study.ingest.tag import TagOptions, tag

LESS = BOOK.replace("{any: [rapat]}", "{any: []}")
COMMAND = [sys.executable, "-m", "kubecode", "codebook", "learn"]


def learn(folder, *options, answers=""):
    return run_kubecode("codebook", "learn", *options, cwd=folder, answers=answers)


@pytest.fixture
def folder(tmp_path):
    with make_study(tmp_path):
        return tmp_path


def book(folder):
    return (folder / "buku.yaml").read_text("utf-8")


def test_json_lists_proposals_and_changes_nothing(folder):
    result = learn(folder, "--json")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(r["change"], r["code"], r["indicator"]) for r in records] == [
        ("remove", "komunikasi", "rapat"),
        ("add", "konflik", "cemberut"),
    ]
    assert records[1]["before"]["recall"] < records[1]["after"]["recall"]
    assert (result.returncode, result.stderr, book(folder)) == (0, "", BOOK)


def test_the_list_is_a_table(folder):
    result = learn(folder, "--list", "--code", "konflik", "--lang", "en")
    assert "+ cemberut" in result.stdout
    assert "rapat" not in result.stdout
    assert (result.returncode, book(folder)) == (0, BOOK)


def test_answers_over_a_pipe(folder):
    result = learn(folder, answers="y\nn\n")
    assert (result.returncode, result.stderr, book(folder)) == (0, "", LESS)
    assert "kubecode tag" in result.stdout
    assert "\x1b" not in result.stdout
    again = learn(folder, answers="")
    assert "tidak memberi alasan" in again.stdout
    assert "has changed since 2 documents" in again.stderr
    assert "cemberut" in learn(folder, "--list", "--again").stdout


def test_a_study_without_decisions_says_what_is_missing(tmp_path):
    (tmp_path / "buku.yaml").write_text(BOOK, "utf-8")
    (tmp_path / "melati_A_01.txt").write_text("P: Terus?\nT: Kami rapat di rumah ketua.\n", "utf-8")
    tag(
        tmp_path / "kubecode.db",
        [tmp_path / "melati_A_01.txt"],
        TagOptions(codebook=str(tmp_path / "buku.yaml")),
    )
    for options in ([], ["--list"], ["--json"]):
        result = learn(tmp_path, *options)
        assert (result.returncode, result.stdout) == (0, "")
        assert "kubecode review" in result.stderr


def test_wrong_usage_is_one_line(folder, tmp_path_factory):
    for options, said, status in (
        (["--code", "konflk"], 'did you mean "konflik"?', 2),
        (["--coder", "z"], "known: a", 2),
        (["--study", "none.db"], "no study here", 1),
    ):
        result = learn(folder, *options)
        assert (result.returncode, result.stdout) == (status, "")
        assert said in result.stderr
        assert result.stderr.count("\n") == 1
    assert "no kubecode.db here" in learn(tmp_path_factory.mktemp("kosong")).stderr


def test_a_bundled_codebook_is_not_changed_but_can_be_learned_about(tmp_path):
    (tmp_path / "melati_A_01.txt").write_text("P: Terus?\nT: Kami rapat di rumah ketua.\n", "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_A_01.txt"], TagOptions())
    result = learn(tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "kubecode codebook new FILE.yaml --from dinamika-kelompok" in result.stderr
    assert learn(tmp_path, "--list").returncode == 0


def test_a_codebook_with_errors_is_told_with_its_line(folder):
    (folder / "buku.yaml").write_text(BOOK.replace("direction: inverse", "direction: sideways"), "utf-8")
    result = learn(folder)
    assert (result.returncode, result.stdout) == (1, "")
    assert "buku.yaml:" in result.stderr


def test_a_kill_loses_nothing_that_was_accepted(folder):
    process = subprocess.Popen(
        COMMAND, cwd=folder, env=PLAIN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    process.stdin.write("y\n")
    process.stdin.flush()
    for line in process.stdout:
        if "✓ ditulis" in line:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert book(folder) == LESS
    assert [path.name for path in folder.iterdir() if path.suffix == ".part"] == []


def test_a_file_changed_meanwhile_is_a_conflict_and_kept(folder):
    process = subprocess.Popen(
        COMMAND,
        cwd=folder,
        env=PLAIN,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in process.stdout:
        if "hapus indikator" in line:
            break
    (folder / "buku.yaml").write_text(BOOK + "# dari editor\n", "utf-8")
    _, talk = process.communicate("y\n")
    assert process.returncode == 3
    assert "another program has changed the codebook" in talk
    assert book(folder) == BOOK + "# dari editor\n"
