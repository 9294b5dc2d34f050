"""The commands kubecode cooccurrence, saturation and kwic."""

import csv
import json
from pathlib import Path
from shutil import copyfile

import pytest
from command_line import PLAIN, run_kubecode
from openpyxl import load_workbook

from kubecode.study.ingest.tag import TagOptions, tag

SAMPLES = Path(__file__).parents[2] / "transcripts_sample"
COMMANDS = [["cooccurrence"], ["saturation"], ["kwic", "kumpul"]]
HOSTILE = "P: Gimana [b]?\nT: Suka kumpul \x1b[31m[red]merah[/red] \u202ehitam =1+1 <b>.\n"


def run(folder, *arguments, columns=80):
    return run_kubecode(*arguments, cwd=folder, env={**PLAIN, "COLUMNS": str(columns)})


def records(result):
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def study(tmp_path_factory, samples):
    return copyfile(samples, tmp_path_factory.mktemp("study") / "kubecode.db").parent


@pytest.fixture
def hostile(tmp_path):
    (tmp_path / "[red]melati_T_01.txt").write_text(HOSTILE, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "[red]melati_T_01.txt"], TagOptions())
    return tmp_path


@pytest.mark.parametrize("arguments", COMMANDS)
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("columns", [60, 80, 132])
def test_tables_fit_the_width_of_the_terminal(study, arguments, lang, columns):
    result = run(study, *arguments, "--lang", lang, columns=columns)
    assert (result.returncode, result.stderr) == (0, "")
    assert max(map(len, result.stdout.splitlines())) <= columns


def test_cooccurrence_json_has_one_line_for_each_pair_and_nothing_else(study):
    result = run(study, "cooccurrence", "--json")
    rows = records(result)
    assert result.stderr == ""
    assert len(rows) == 8 * 7 / 2
    assert (
        list(rows[0])
        == "first second both first_only second_only informants coefficient within draft".split()
    )
    by_pair = {(row["first"], row["second"]): row for row in rows}
    closest = by_pair["kekuatan", "tekanan"]
    assert (closest["both"], closest["first_only"], closest["second_only"]) == (20, 167, 85)
    assert closest["coefficient"] == 20 / 272
    assert len(closest["informants"]) == 12
    assert "KUBE Tulip · A" in closest["informants"]


def test_square_has_counts_below_and_coefficients_above_the_diagonal(study):
    square = run(study, "cooccurrence").stdout.splitlines()
    kekuatan = next(line.split() for line in square if line.strip().startswith("4 kekuatan"))
    tekanan = next(line.split() for line in square if line.strip().startswith("8 tekanan"))
    assert (kekuatan[5], kekuatan[9], tekanan[5], tekanan[9]) == ("187", "0.07", "20", "105")


def test_cooccurrence_counts_sub_codes_and_turns(study):
    rows = records(run(study, "cooccurrence", "--rows", "subcode", "--within", "turn", "--json"))
    assert {row["within"] for row in rows} == {"turn"}
    assert any("/" in row["first"] for row in rows)
    shown = run(study, "cooccurrence", "--rows", "subcode", "--within", "turn", "--most", "3").stdout
    assert shown.count("× ") == 3
    assert "giliran bicara" in shown


def test_saturation_json_has_interviews_runs_and_thresholds(study):
    rows = records(run(study, "saturation", "--json"))
    interviews = [row for row in rows if "interview" in row]
    runs = [row for row in rows if "run" in row]
    thresholds = [row for row in rows if "threshold" in row]
    assert len(rows) == len(interviews) + len(runs) + len(thresholds)
    assert list(interviews[0]) == (
        "interview document case informants date coded reviewed codes new cumulative draft".split()
    )
    assert [row["interview"] for row in interviews] == list(range(1, 14))
    assert [row["cumulative"] for row in interviews][:5] == [28, 31, 37, 37, 38]
    assert runs[0] == {"run": "4+2", "after": 4, "length": 2, "new": 1, "ratio": 1 / 37, "base": 37}
    assert thresholds == [
        {"saturation": "code", "length": length, "threshold": threshold, "reached": reached, "missing": 0}
        for length, threshold, reached in (
            (2, 0.05, "4+2"),
            (2, 0.0, "5+2"),
            (3, 0.05, "4+3"),
            (3, 0.0, "5+3"),
        )
    ]


@pytest.mark.parametrize("arguments", [[], ["--json"], ["-o", "jenuh.csv"], ["--case", "tulip"]])
def test_saturation_is_always_labelled_as_code_saturation(study, arguments):
    result = run(study, "saturation", "--lang", "en", *arguments)
    output = " ".join((result.stdout if arguments in ([], ["--case", "tulip"]) else result.stderr).split())
    assert "Code saturation, not meaning saturation" in output
    assert "Hennink, Kaiser & Marconi 2017" in output


def test_too_few_interviews_give_no_ratio(study):
    shown = run(study, "saturation", "--case", "tulip", "--lang", "en").stdout
    assert "A base of 4 interviews; there are 3: no figure yet." in shown
    assert "%" not in shown
    shown = run(study, "saturation", "--case", "mentari", "--base", "6", "--lang", "en").stdout
    assert shown.count("takes 8 interviews, there are 7: no figure") == 2


def test_kwic_json_quotes_the_transcript_exactly(study):
    rows = records(run(study, "kwic", "kumpul", "--json", "--width", "4"))
    assert list(rows[0]) == (
        "document case informant role line start end left hit right indicator kind".split()
    )
    for row in rows:
        text = (SAMPLES / row["document"]).read_text("utf-8")
        assert text[row["start"] : row["end"]] == row["hit"]
        assert row["left"] + row["hit"] + row["right"] in text
        assert len(row["left"].split()) <= 4 >= len(row["right"].split())
    assert {row["kind"] for row in rows} == {"exact", "form"}


def test_kwic_hits_are_aligned_and_show_their_source(study):
    lines = run(study, "kwic", "adu", "mulut", "--case", "mentari").stdout.splitlines()
    assert all("[" in line for line in lines[:-2])
    lines = run(study, "kwic", "kumpul").stdout.splitlines()
    hits = [line for line in lines if "[" in line]
    assert len({line.index("[") for line in hits}) == 1
    assert any("cempaka_T_01:15" in line and line.rstrip().endswith("T  Cempaka") for line in hits)


def test_kwic_sorts_by_the_words_to_the_right(study):
    rights = [row["right"] for row in records(run(study, "kwic", "kumpul", "--sort", "right", "--json"))]
    first_words = [right.strip(" .,\n").casefold().split(" ")[0] for right in rights]
    assert first_words == sorted(first_words)


def test_kwic_without_hits_is_no_error(study):
    result = run(study, "kwic", "gambir", "--lang", "en")
    assert (result.returncode, result.stdout, result.stderr) == (0, "Not found: gambir.\n", "")
    result = run(study, "kwic", "gambir", "--json", "--lang", "en")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "Not found: gambir.\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["cooccurrence", "--case", "Cempka"], 'did you mean "KUBE Cempaka"'),
        (["saturation", "--coder", "coder_x"], "coder_a"),
        (["saturation", "--base", "0"], "--help"),
        (["kwic"], "--help"),
        (["kwic", "12"], "word without letters"),
        (["kwic", "kumpul", "--informant", "XX"], "no informant"),
        (["kwic", "kumpul", "-o", "k.foo"], "no writer"),
    ],
)
def test_wrong_arguments_give_one_line_on_stderr(study, arguments, expected):
    result = run(study, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert expected in line


@pytest.mark.parametrize("arguments", COMMANDS)
def test_every_file_format_has_the_same_rows(study, tmp_path, arguments):
    rows = records(run(study, *arguments, "--json"))
    for suffix in ("csv", "xlsx", "md", "jsonl"):
        assert run(study, *arguments, "-o", str(tmp_path / f"x.{suffix}")).returncode == 0
    assert [json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()] == rows
    table = list(csv.reader((tmp_path / "x.csv").read_text("utf-8-sig").splitlines()))
    sheet = load_workbook(tmp_path / "x.xlsx").worksheets[0]
    written = [
        ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
    ]
    assert written == [[value.removeprefix("'") for value in row] for row in table]
    assert (tmp_path / "x.md").read_text("utf-8").count("\n| ") > len(table)


def test_escape_codes_and_markup_in_text_are_shown_as_text(hostile):
    shown = run(hostile, "kwic", "kumpul", columns=200)
    assert shown.returncode == 0, shown.stderr
    assert "[kumpul] �[31m[red]merah[/red] �hitam =1+1 <b>." in shown.stdout
    assert "[red]melati_T_01:2" in shown.stdout
    for arguments in (["cooccurrence"], ["saturation"], ["kwic", "\x1b[31m", "[red]x[/red]"]):
        result = run(hostile, *arguments)
        assert result.returncode == 0, result.stderr
        assert not {"\x1b", "\u202e"} & set(result.stdout + result.stderr)
    assert "[red]melati_T_01" in run(hostile, "saturation").stdout
    (row,) = records(run(hostile, "kwic", "kumpul", "--json"))
    assert row["right"] == " \x1b[31m[red]merah[/red] \u202ehitam =1+1 <b>."


def test_results_of_a_study_without_decisions_are_drafts(hostile):
    for command in ("cooccurrence", "saturation"):
        assert "(draft)" in run(hostile, command, "--lang", "en").stdout
        assert all(row.get("draft", True) for row in records(run(hostile, command, "--json")))


def test_kwic_cuts_long_text_without_spaces(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(
        f"P: Ya?\nT: {'ㅋ' * 200_000} kumpul {'x' * 200_000}\n", "utf-8"
    )
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    shown = run(tmp_path, "kwic", "kumpul").stdout.splitlines()
    assert "[kumpul] xxx" in shown[0]
