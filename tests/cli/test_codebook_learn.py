"""kubecode codebook learn: output, changes of the file, exit status."""

import json
import os
import signal
import subprocess
import sys

import pytest
from command_line import PLAIN, run_kubecode
from mining_study import BOOK, make_study

from kubecode.study.ingest.tag import TagOptions, tag

CODEBOOK_WITHOUT_RAPAT = BOOK.replace("{any: [rapat]}", "{any: []}")
COMMAND = [sys.executable, "-m", "kubecode", "codebook", "learn"]


def learn(folder, *options, answers=""):
    return run_kubecode("codebook", "learn", *options, cwd=folder, answers=answers)


@pytest.fixture
def folder(tmp_path):
    with make_study(tmp_path):
        return tmp_path


def codebook_text(folder):
    return (folder / "buku.yaml").read_text("utf-8")


def test_json_lists_proposals_and_changes_nothing(folder):
    result = learn(folder, "--json")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(r["change"], r["code"], r["indicator"]) for r in records] == [
        ("remove", "komunikasi", "rapat"),
        ("add", "konflik", "cemberut"),
    ]
    assert records[1]["before"]["recall"] < records[1]["after"]["recall"]
    assert (result.returncode, result.stderr, codebook_text(folder)) == (0, "", BOOK)


def test_list_prints_a_table_and_changes_nothing(folder):
    result = learn(folder, "--list", "--code", "konflik", "--lang", "en")
    assert "+ cemberut" in result.stdout
    assert "rapat" not in result.stdout
    assert (result.returncode, codebook_text(folder)) == (0, BOOK)


def test_answers_from_a_pipe_change_the_codebook(folder):
    result = learn(folder, answers="y\nn\n")
    assert (result.returncode, result.stderr, codebook_text(folder)) == (0, "", CODEBOOK_WITHOUT_RAPAT)
    assert "kubecode tag" in result.stdout
    assert "\x1b" not in result.stdout
    again = learn(folder, answers="")
    assert "tidak memberi alasan" in again.stdout
    assert "has changed since 2 documents" in again.stderr
    assert "cemberut" in learn(folder, "--list", "--again").stdout


def test_study_without_decisions_names_the_command_to_run(tmp_path):
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


def test_wrong_arguments_give_one_line_on_stderr(folder, tmp_path_factory):
    for options, expected, status in (
        (["--code", "konflk"], 'did you mean "konflik"?', 2),
        (["--coder", "z"], "known: a", 2),
        (["--study", "none.db"], "no study here", 1),
    ):
        result = learn(folder, *options)
        assert (result.returncode, result.stdout) == (status, "")
        assert expected in result.stderr
        assert result.stderr.count("\n") == 1
    assert "no kubecode.db here" in learn(tmp_path_factory.mktemp("kosong")).stderr


def test_bundled_codebook_has_proposals_but_is_not_changed(tmp_path):
    (tmp_path / "melati_A_01.txt").write_text("P: Terus?\nT: Kami rapat di rumah ketua.\n", "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_A_01.txt"], TagOptions())
    result = learn(tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "kubecode codebook new FILE.yaml --from dinamika-kelompok" in result.stderr
    assert learn(tmp_path, "--list").returncode == 0


def test_codebook_with_errors_names_file_and_line(folder):
    (folder / "buku.yaml").write_text(BOOK.replace("direction: inverse", "direction: sideways"), "utf-8")
    result = learn(folder)
    assert (result.returncode, result.stdout) == (1, "")
    assert "buku.yaml:" in result.stderr


def test_accepted_changes_survive_a_kill(folder):
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
    assert codebook_text(folder) == CODEBOOK_WITHOUT_RAPAT
    assert [path.name for path in folder.iterdir() if path.suffix == ".part"] == []


def test_codebook_changed_by_another_program_is_kept(folder):
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
    _, stderr = process.communicate("y\n")
    assert process.returncode == 3
    assert "another program has changed the codebook" in stderr
    assert codebook_text(folder) == BOOK + "# dari editor\n"
