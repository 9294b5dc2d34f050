"""All commands: exit statuses, stdout and stderr, JSON fields, imports."""

import json
import random
import subprocess
import sys
from inspect import signature
from pathlib import Path

import pytest
from command_line import run_kubecode

import kubecode
from kubecode.cli.app import app
from kubecode.study.ingest.tag import TagOptions, tag

TRANSCRIPT = "P: Pernah ada konflik, Bu?\nT: Ga pernah ribut mah. Kami kumpul tiap bulan di rumah saya.\n"
CODING_FIELDS = set(
    "document case informant role source_kind line start end text code subcode valence presence confidence score status coder reason evidence".split()
)
CELL_FIELDS = set(
    "row column valence valence_source draft excerpts informants informants_total sources absence divergence empty summary exemplar excerpt_ids".split()
)


def run(folder, *arguments, answers=""):
    return run_kubecode(*arguments, cwd=folder, answers=answers)


def records(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TRANSCRIPT, "utf-8")
    return tmp_path


@pytest.fixture
def study(folder):
    tag(folder / "kubecode.db", [folder / "melati_T_01.txt"], TagOptions())
    return folder


def test_tag_works_in_an_empty_folder_and_names_the_next_command(folder):
    result = run(folder, "tag", "melati_T_01.txt")
    assert (result.returncode, result.stderr) == (0, "")
    assert "kubecode review" in result.stdout
    assert (folder / "kubecode.db").exists()


def test_json_records_have_the_promised_fields(study):
    for arguments in (("tag", "melati_T_01.txt", "--json"), ("excerpts", "--json")):
        rows = records(run(study, *arguments))
        assert rows
        assert all(set(row) >= CODING_FIELDS for row in rows)
        assert all(
            {"start", "end", "surface", "indicator", "kind", "similarity"} == set(piece)
            for row in rows
            for piece in row["evidence"]
        )
        assert all(TRANSCRIPT[row["start"] : row["end"]] == row["text"] for row in rows)
    cells = records(run(study, "matrix", "--json"))
    assert len(cells) == 8
    assert all(set(cell) >= CELL_FIELDS for cell in cells)


def test_tag_learned_reports_why_a_code_is_skipped(study):
    table = run(study, "tag", "--learned", "--lang", "en")
    assert (table.returncode, table.stderr) == (0, "")
    assert table.stdout.count("silent: fewer than 20 decisions") == 8
    rows = run(study, "tag", "--learned", "--lang", "en", "--json")
    assert all(set(row) >= CODING_FIELDS for row in records(rows))
    assert rows.stderr.count("silent: fewer than 20 decisions") == 8


def test_evaluate_learned_compares_rules_and_learned(study):
    too_early = run(study, "evaluate", "--learned")
    assert (too_early.returncode, too_early.stdout) == (1, "")
    assert "no decisions to learn from" in too_early.stderr
    run(study, "read", "melati_T_01.txt")
    rows = records(run(study, "evaluate", "--learned", "--json"))
    assert [row["by"] for row in rows] == ["rules"] * 9 + ["learned"] * 9 + ["both"] * 9
    assert all({"code", "gold", "suggested", "hits", "precision", "recall", "f1"} <= set(row) for row in rows)
    shown = run(study, "evaluate", "--learned", "--lang", "en").stdout
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert shown.split()[:5] == ["rules", "learned", "both", "Code", "gold"]
    assert run(study, "evaluate", "gold.jsonl", "--learned").returncode == 2
    assert run(study, "evaluate", "--learned", "--coder", "ani").returncode == 2


def test_evaluate_json_has_codes_bands_and_kinds(folder):
    (folder / "gold.jsonl").write_text(
        '{"text": "ga pernah ribut", "codes": [{"code": "konflik", "valence": "supports", "strength": "core"}]}\n',
        "utf-8",
    )
    rows = records(run(folder, "evaluate", "gold.jsonl", "--json"))
    *codes, total = rows[:9]
    valence, *shares = rows[9:]
    assert "*" not in {row["code"] for row in codes}
    assert {"code", "gold", "suggested", "hits", "precision", "recall", "f1"} <= set(total)
    assert total["code"] == "*"
    assert valence == {"valence_accuracy": 1.0}
    assert [row["band"] for row in shares[:3]] == ["strong", "medium", "weak"]
    assert [row["kind"] for row in shares[3:]] == ["phrase", "exact", "form", "near", "learned"]
    assert all({"suggested", "hits", "share", "low", "high"} <= set(row) for row in shares)
    assert sum(row["hits"] for row in shares[:3]) == sum(row["hits"] for row in shares[3:]) == 1


def test_evaluate_without_a_file_uses_the_decisions_of_the_study(study):
    assert "kubecode review" in run(study, "evaluate").stderr
    run(study, "review", answers="y\nq\n")
    assert records(run(study, "evaluate", "--json"))[8]["hits"] == 1
    assert run(study, "evaluate", "--coder", "tidak-ada").returncode == 2
    (study / "gold.jsonl").write_text('{"text": "ribut", "codes": []}\n', "utf-8")
    assert run(study, "evaluate", "gold.jsonl", "--coder", "uji").returncode == 2


def test_review_reads_decisions_from_a_pipe_and_from_a_file(study):
    assert run(study, "review", answers="y\nq\n").returncode == 0
    rows = records(run(study, "excerpts", "--json"))
    assert [row["status"] for row in rows] == ["accepted", "suggested"]
    assert {row["coder"] for row in rows} == {"uji", "kubecode"}
    (study / "d.jsonl").write_text(
        "".join(json.dumps({**row, "status": "rejected"}) + "\n" for row in rows[1:]), "utf-8"
    )
    assert run(study, "review", "--decisions", "d.jsonl", "--coder", "uji").returncode == 0
    assert [row["status"] for row in records(run(study, "excerpts", "--json"))] == ["accepted", "rejected"]
    (study / "d.jsonl").write_text(
        json.dumps({**rows[0], "status": "rejected", "text": "lain"}) + "\n", "utf-8"
    )
    assert run(study, "import", "d.jsonl").returncode == 3


def test_codebook_check_uses_the_study_of_the_codebook(study):
    assert run(study, "codebook", "check").returncode == 0
    arguments = (study / "buku.yaml", "--study", "kubecode.db", "--json")
    run(study, "codebook", "new", "buku.yaml", "--from", "dinamika-kelompok")
    (note,) = records(run(study, "codebook", "check", *map(str, arguments)))
    assert note["severity"] == "note"
    missing = run(study, "codebook", "check", "--study", "tidak-ada.db")
    assert (missing.returncode, missing.stderr) == (1, "")
    assert "tidak-ada.db" in missing.stdout


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["tag", "tidak-ada.txt"], 1),
        (["tag", "melati_T_01.txt", "--codebook", "tidak-ada"], 2),
        (["tag", "melati_T_01.txt", "--segment", "word"], 2),
        (["tag"], 2),
        (["matrix"], 1),
        (["matrix", "--rows"], 2),
        (["matrix", "-o", "m.foo"], 2),
        (["export", "m.foo"], 2),
        (["nonsense"], 2),
        (["codebook", "check"], 0),
        (["codebook", "check", "faktor-keberhasilan-kube"], 0),
        (["codebook", "check", "tidak-ada.yaml"], 1),
        (["codebook", "show", "--code", "konflk"], 2),
        (["--version"], 0),
        (["--help"], 0),
    ],
)
def test_exit_status(folder, arguments, status):
    result = run(folder, *arguments)
    assert result.returncode == status, result.stderr
    assert "Traceback" not in result.stderr
    if status == 1:
        assert len(result.stderr.splitlines()) + len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("debug", [[], ["--debug"]])
def test_bug_shows_its_traceback_only_with_debug(study, monkeypatch, debug):
    def buggy(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("kubecode.study.report.matrix.study_matrix", buggy)
    result = run(study, "matrix", *debug)
    assert result.returncode == 70
    assert "this is a bug" in result.stderr
    assert ("Traceback" in result.stderr) == bool(debug)


ARGUMENTS = {
    "tag": [],
    "transcript": ["melati_T_01.txt"],
    "review": [],
    "read": ["melati_T_01.txt"],
    "matrix": [],
    "cell": ["konflik", "melati"],
    "report": ["-o", "x.md"],
    "excerpts": [],
    "explain": ["melati_T_01.txt:2"],
    "words": ["--unknown"],
    "kwic": ["kumpul"],
    "cooccurrence": [],
    "saturation": [],
    "evaluate": ["rows.jsonl"],
    "check": [],
    "import": ["rows.jsonl"],
    "export": ["x.csv"],
    "backup": ["x.db"],
}


def damage_the_middle(raw):
    return raw[:4096] + random.Random(1).randbytes(len(raw) - 8192) + raw[-4096:]


@pytest.mark.parametrize("damage", [damage_the_middle, lambda raw: raw[:20_000]])
def test_every_command_reports_a_damaged_study(study, damage):
    commands = {command.name or command.callback.__name__: command for command in app.registered_commands}
    with_study = {name for name in commands if "study" in signature(commands[name].callback).parameters}
    assert with_study == {*ARGUMENTS, "restore"}  # a damaged study can be restored
    (study / "rows.jsonl").write_text(json.dumps({"document": "melati_T_01.txt", "status": "read"}), "utf-8")
    damaged_bytes = damage((study / "kubecode.db").read_bytes())
    (study / "kubecode.db").write_bytes(damaged_bytes)
    for name, arguments in ARGUMENTS.items():
        result = run(study, name, *arguments)
        stderr = result.stderr
        assert (result.returncode, len(stderr.splitlines()), "damaged" in stderr) == (1, 1, True), (
            name,
            stderr,
        )
    assert (study / "kubecode.db").read_bytes() == damaged_bytes


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda raw: raw.replace(b"denied", b"den??d"), "damaged"),
        (lambda raw: raw.replace(b"bulan", b"b\xfflan"), "damaged"),
        (lambda raw: b"", "empty file"),
    ],
)
def test_damage_inside_values_is_reported(study, damage, expected):
    raw = (study / "kubecode.db").read_bytes()
    assert damage(raw) != raw
    (study / "kubecode.db").write_bytes(damage(raw))
    result = run(study, "matrix")
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert expected in line


def test_empty_study_file_is_new_and_a_folder_is_an_error(folder):
    (folder / "kubecode.db").touch()
    assert run(folder, "tag", "melati_T_01.txt").returncode == 0
    (folder / "kubecode.db").unlink()
    (folder / "kubecode.db").mkdir()
    for arguments in (["tag", "melati_T_01.txt"], ["matrix"]):
        result = run(folder, *arguments)
        assert result.returncode == 1
        assert "this is a folder, not a study" in result.stderr


def test_unreadable_files_do_not_stop_the_others(folder, monkeypatch):
    (folder / "kosong").mkdir()
    # A permission check by typer would end the command before any file is read.
    monkeypatch.setattr("os.access", lambda *_: False)
    unreadable = [f"{'x' * 252}.txt", "kosong", "not\udcfftext.txt", "a\x1b[31m.txt"]
    result = run(folder, "tag", *unreadable, "melati_T_01.txt")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == len(unreadable)
    assert "\x1b" not in result.stderr
    assert "melati" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["matrx"], "Did you mean 'matrix'?"),
        (["matrix", "--rwos", "code"], "did you mean --rows?"),
        (["tag", "--jobs", "0"], "see: kubecode tag --help"),
        (["codebook"], "see: kubecode codebook --help"),
        (["read", "melati_T_01.txt", "--coder", "\udcff"], "not UTF-8"),
        (["tag", "melati_T_01.txt", "--codebook", "\x1b]0;x"], "�]0;x"),
    ],
)
def test_wrong_usage_gives_one_line_with_a_hint(study, arguments, expected):
    result = run(study, *arguments)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith("kubecode: ")
    assert expected in line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a POSIX shell and /dev/full")
@pytest.mark.parametrize(
    ("line", "status", "expected"),
    [
        ("excerpts > /dev/full", 1, "No space left"),
        ("excerpts --json > /dev/full", 1, "No space left"),
        ("excerpts | true", 0, ""),
        ("excerpts --json | true", 0, ""),
        ("review <&-", 0, ""),
        ("matrix >&-", 0, ""),
        ("nonsense 2>&-", 2, ""),
    ],
)
def test_full_and_closed_streams(study, line, status, expected):
    script = f'set -o pipefail; "{sys.executable}" -m kubecode {line}'
    result = subprocess.run(
        ["bash", "-c", script], cwd=study, capture_output=True, text=True, encoding="utf-8"
    )
    assert result.returncode == status, result.stderr
    assert len(result.stderr.splitlines()) == bool(expected)
    assert expected in result.stderr


def test_matrix_excerpts_and_export_write_every_format(study):
    for name in ("m.csv", "m.md", "m.jsonl"):
        result = run(study, "matrix", "-o", name, "--lang", "en")
        assert (result.returncode, result.stdout) == (0, "")
        assert result.stderr.startswith(f"{name} written: 8 cells")
    for name in ("e.csv", "e.md", "e.xlsx", "e.jsonl"):
        assert run(study, "excerpts", "-o", name).returncode == 0
        assert run(study, "export", f"x{name}").returncode == 0
        assert (study / name).stat().st_size > 0


def test_cell_explain_check_codebook_and_sample_work(study):
    assert "◆" not in run(study, "cell", "konflik", "melati").stdout
    assert (
        run(study, "cell", "kohesi", "melati", "--summary", "Ringkas.", "--valence", "mixed").returncode == 0
    )
    assert records(run(study, "matrix", "--json"))[2]["empty"] == "conclusion_only"
    assert "disangkal" in run(study, "explain", "melati_T_01.txt:2").stdout
    assert run(study, "check").returncode == 0
    assert "bersama" in run(study, "codebook", "show").stdout
    assert run(study, "codebook", "new", "saya.yaml").returncode == 0
    assert run(study, "codebook", "check", "saya.yaml").returncode == 0
    assert run(study, "codebook", "new", "saya.yaml").returncode == 1
    assert run(study, "codebook", "new", "salin.yaml", "--from", "faktor-keberhasilan-kube").returncode == 0
    assert run(study, "codebook", "diff", "salin.yaml", "faktor-keberhasilan-kube").returncode == 0
    assert "salin: 7 codes with 0 sub-codes, 85 indicators, 1 lens;" in " ".join(
        run(study, "codebook", "check", "salin.yaml").stdout.split()
    )
    whole = run(study, "codebook", "show", "--code", "konflik/terbuka", "--lang", "en").stdout
    for part in ("direction: inverse", "family: aspek", "origin: theory", "excluded: ribut anak"):
        assert part in whole
    assert run(study, "sample", "contoh").returncode == 0
    assert len(list((study / "contoh").glob("*.txt"))) > 10
    assert run(study, "sample", "contoh").returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["tag", "melati_T_01.txt"],
        ["review"],
        ["codebook", "check"],
        ["excerpts", "--json"],
        ["matrix"],
        ["cell", "konflik", "melati"],
        ["kwic", "kumpul"],
        ["cooccurrence"],
    ],
)
def test_commands_do_not_load_heavy_packages(study, arguments):
    script = (
        "import sys; sys.argv = ['kubecode', *sys.argv[1:]]\n"
        "from kubecode.cli import main\n"
        "try:\n    main()\n"
        "finally:\n    sys.stderr.write('HEAVY ' + ' '.join({'pandas', 'numpy', 'openpyxl', 'sklearn', 'docx', 'jinja2', 'markdown_it'} & set(sys.modules)))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=study,
        input="q\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (result.returncode, result.stderr) == (0, "HEAVY ")


def test_python_functions_return_frames_and_codings(study, monkeypatch):
    codings = kubecode.open_study(study / "kubecode.db").codings()
    assert set(codings["code"]) == {"konflik", "komunikasi"}
    matrix = kubecode.open_study(study / "kubecode.db").matrix(rows="code", by="case")
    assert len(matrix) == 8
    codebook = kubecode.load_codebook("dinamika-kelompok")
    assert kubecode.tag_text("kami kumpul tiap bulan", codebook)[0].code == "komunikasi"
    with pytest.raises(AttributeError):
        _ = kubecode.nonsense


def test_cell_stores_and_shows_the_researchers_words(study):
    written = run(
        study, "cell", "konflik", "melati", "--note", "tanya lagi", "--summary", "=1+1 [red]", "--json"
    )
    assert written.returncode == 0
    cell = records(written)[0]
    assert (cell["summary"], cell["note"], cell["summary_is_stale"]) == ("=1+1 [red]", "tanya lagi", False)
    assert cell["summary_basis"] == cell["excerpt_ids"]
    assert "=1+1 [red]" in run(study, "cell", "konflik", "melati").stdout
    confirmed = records(run(study, "cell", "konflik", "melati", "--confirm", "--json"))[0]
    assert (confirmed["valence_source"], confirmed["summary"]) == ("confirmed", "=1+1 [red]")
    again = run(study, "cell", "konflik", "melati", "--confirm")
    assert (again.returncode, again.stdout) == (2, "")
    assert "nothing is proposed" in again.stderr
    removed = records(
        run(study, "cell", "konflik", "melati", "--valence", "proposed", "--summary", "", "--json")
    )[0]
    assert (removed["valence_source"], removed["summary"]) == ("proposed", None)


def test_matrix_order_plain_and_ascii(study):
    assert run(study, "matrix", "--order", "outcome").returncode == 0
    unknown = run(study, "matrix", "--order", "umur")
    assert unknown.returncode == 2
    assert 'no order called "umur"' in unknown.stderr
    plain = run(study, "matrix", "--plain").stdout.splitlines()
    assert len(plain) == 8
    assert any(
        line.startswith("Konflik dalam kelompok, melati: mendukung (draf): 1 kutipan;") for line in plain
    )
    assert run(study, "matrix", "--ascii").stdout.isascii()


def test_matrix_is_exported_to_a_workbook_and_imported_again(study):
    from openpyxl import load_workbook  # noqa: PLC0415  no other test here needs it

    written = run(study, "matrix", "-o", "m.xlsx")
    assert (written.returncode, written.stdout) == (0, "")
    assert written.stderr == "m.xlsx ditulis: 8 sel, 2 pengodean, 0 perbedaan\n"
    workbook = load_workbook(study / "m.xlsx")
    workbook["Matriks"]["D9"] = "▼ menghambat"
    workbook.save(study / "m.xlsx")
    for changed in (
        "Konflik dalam kelompok · melati: valensi\n1 sel diubah, 7 tetap.\n",
        "0 sel diubah, 8 tetap.\n",
    ):
        result = run(study, "import", "m.xlsx")
        assert (result.returncode, result.stdout, result.stderr) == (0, changed, "")
    assert records(run(study, "matrix", "--json"))[1]["valence"] == "hinders"
    assert run(study, "review", "--decisions", "m.xlsx").returncode == 1
    workbook["Bukti"]["H3"] = "lain"
    workbook.save(study / "m.xlsx")
    refused = run(study, "import", "m.xlsx", "--lang", "en")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (3, "", 1)
    assert "Bukti!H3 was " in refused.stderr
    (study / "kosong.xlsx").touch()
    assert run(study, "import", "kosong.xlsx").returncode == 1
