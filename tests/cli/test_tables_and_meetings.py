"""A form's export, the captions of a meeting and a chat, from tag to matrix."""

import json
import shutil
from pathlib import Path

from command_line import run_kubecode

FILES = Path(__file__).parents[1] / "readers" / "files"


def tagged(folder, name, *options):
    """Tag a copy of a file in a folder of its own; return the cells of the matrix."""
    shutil.copy(FILES / name, folder)
    done = run_kubecode("tag", name, *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    matrix = run_kubecode("matrix", "--json", cwd=folder)
    assert matrix.returncode == 0, matrix.stderr
    return [json.loads(line) for line in matrix.stdout.splitlines()]


def test_form_with_two_groups_becomes_a_matrix(tmp_path):
    cells = tagged(tmp_path, "google_forms.csv")
    assert {cell["column"] for cell in cells} == {"melati", "mawar"}
    shown = {(cell["row"], cell["column"]): cell for cell in cells}
    assert shown["komunikasi", "melati"]["excerpts"] > 0
    assert shown["konflik", "mawar"]["excerpts"] > 0
    excerpts = run_kubecode("excerpts", "--json", cwd=tmp_path)
    codings = [json.loads(line) for line in excerpts.stdout.splitlines()]
    assert {coding["document"] for coding in codings} <= {
        f"google_forms.csv#{part}" for part in ("Sari", "Dewi", "Sari-2", "5")
    }
    assert {coding["informant"] for coding in codings} == {"Sari", "Dewi", "Responden 5"}


def test_captions_of_a_meeting_become_a_matrix(tmp_path):
    cells = tagged(tmp_path, "teams.vtt", "--case", "KUBE Melati")
    assert {cell["column"] for cell in cells} == {"melati"}
    excerpts = run_kubecode("excerpts", "--json", cwd=tmp_path)
    codings = [json.loads(line) for line in excerpts.stdout.splitlines()]
    assert {coding["informant"] for coding in codings} == {"Sari"}
    assert not any("Pernah ribut" in coding["text"] for coding in codings)


def test_chat_becomes_a_matrix(tmp_path):
    cells = tagged(tmp_path, "Chat WhatsApp dengan KUBE Melati.txt")
    assert {cell["column"] for cell in cells} == {"melati"}
    shown = {cell["row"]: cell for cell in cells}
    assert shown["membina"]["excerpts"] == 1
    excerpts = run_kubecode("excerpts", "--json", cwd=tmp_path)
    codings = [json.loads(line) for line in excerpts.stdout.splitlines()]
    assert {coding["informant"] for coding in codings} == {"Bu Lilis", "Bu Tini"}
    assert not any("ribut" in coding["text"] for coding in codings)


def test_short_names_keep_the_respondent(tmp_path):
    rows = "Nama,Kelompok,Apakah sering rapat?\nAni,Melati,Sering rapat.\nTuti,Melati,Jarang rapat.\n"
    (tmp_path / "jawaban.csv").write_text(rows, "utf-8")
    run_kubecode("tag", "jawaban.csv", cwd=tmp_path)
    for command in (["kwic", "rapat"], ["saturation"], ["cell", "komunikasi", "Melati"]):
        said = run_kubecode(*command, cwd=tmp_path).stdout
        assert "jawaban#Ani" in said
        assert "jawaban#Tuti" in said
    assert run_kubecode("explain", "jawaban#Ani:2", cwd=tmp_path).stdout.startswith("jawaban.csv#Ani:2\n")
    assert run_kubecode("explain", "jawaban:2", cwd=tmp_path).returncode == 2
