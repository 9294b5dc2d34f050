"""kubecode transcript, and the corrections of tag that a study keeps."""

import json

import pytest
from command_line import run_kubecode

UNCLEAR = "A: Kami rukun.\nB: Sering ribut.\nA: Iya.\nB: Uang kurang.\n"
CLEAR = "P: Pernah ribut, Bu?\nS: Ga pernah ribut.\nSemua: Rukun!\nP: Rapatnya kapan?\nS: Tiap bulan.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "melati_01.txt").write_text(UNCLEAR, "utf-8")
    (tmp_path / "melati_S_02.txt").write_text(CLEAR, "utf-8")
    return tmp_path


def run(folder, *arguments):
    return run_kubecode(*arguments, cwd=folder)


def turns(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_turns_are_records_and_nothing_is_stored(folder):
    result = run(folder, "transcript", "melati_S_02.txt", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    records = turns(result)
    assert [(r["label"], r["informant"], r["asks"], r["text"]) for r in records] == [
        ("P", None, True, "Pernah ribut, Bu?"),
        ("S", "S", False, "Ga pernah ribut."),
        ("Semua", None, False, "Rukun!"),
        ("P", None, True, "Rapatnya kapan?"),
        ("S", "S", False, "Tiap bulan."),
    ]
    assert all(CLEAR[r["start"] : r["end"]] == r["text"] for r in records)
    assert {(r["document"], r["case"], r["format"]) for r in records} == {
        ("melati_S_02.txt", "melati", "plain text")
    }
    assert not (folder / "kubecode.db").exists()


def test_view_names_the_speakers_in_both_languages(folder):
    said = run(folder, "transcript", "melati_S_02.txt").stdout
    assert "bertanya" in said
    assert "bukan satu informan" in said
    assert "asks" in run(folder, "transcript", "melati_S_02.txt", "--lang", "en").stdout


def test_doubt_names_the_command_that_settles_it_and_exit_status_is_0(folder):
    result = run(folder, "transcript", "melati_01.txt", "--json")
    assert result.returncode == 0
    assert result.stderr.splitlines() == [
        'melati_01.txt:1 nobody knows whether "A" or "B" asks; their words are not coded'
        " (kubecode tag melati_01.txt --interviewer A)"
    ]
    assert {(r["informant"], r["is_unknown"]) for r in turns(result)} == {(None, True)}


def test_missing_file_is_one_line(folder):
    result = run(folder, "transcript", "melati_9.txt")
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (1, "", 1)


def informants(result):
    return {record["informant"] for record in turns(result)}


def test_corrections_are_kept_by_the_study(folder):
    assert informants(run(folder, "tag", "melati_01.txt", "--json")) == set()
    tagged = run(folder, "tag", "melati_01.txt", "--interviewer", "A", "--informant", "B=Bu Tuti", "--json")
    assert (tagged.returncode, informants(tagged)) == (0, {"Bu Tuti"})
    assert informants(run(folder, "tag", "melati_01.txt", "--json")) == {"Bu Tuti"}
    assert informants(run(folder, "tag", "--json")) == {"Bu Tuti"}


def test_later_correction_takes_precedence(folder):
    run(folder, "tag", "melati_01.txt", "--interviewer", "A", "--json")
    result = run(folder, "tag", "melati_01.txt", "--interviewer", "B", "--informant", "A=Sari", "--json")
    assert informants(result) == {"Sari"}


def test_source_can_be_corrected(folder):
    result = run(folder, "tag", "melati_S_02.txt", "--source", "observasi", "--json")
    assert {record["source_kind"] for record in turns(result)} == {"observation"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["melati_01.txt", "--interviewer", "X"], 'nobody has the label "X" (the labels are A, B)'),
        (
            ["melati_01.txt", "--informant", "Sari", "--informant", "Tuti"],
            "names 2 people without their labels",
        ),
        (["--interviewer", "A"], "no files were given to correct"),
    ],
)
def test_correction_that_fits_nothing_is_a_usage_error(folder, arguments, said):
    result = run(folder, "tag", *arguments)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert said in result.stderr


def test_copy_of_a_transcript_is_refused_and_named(folder):
    (folder / "salinan.txt").write_text(CLEAR, "utf-8")
    together = run(folder, "tag", "melati_S_02.txt", "salinan.txt", "--dry-run")
    assert together.returncode == 1
    assert 'salinan.txt: it has the same content as "melati_S_02.txt"' in together.stderr


def test_respondents_of_one_file_with_equal_answers_are_no_copies(folder):
    rows = "Nama,Kelompok,Apakah sering rapat?\nAni,Melati,Sering rapat.\nTuti,Melati,Sering rapat.\n"
    (folder / "jawaban.csv").write_text(rows, "utf-8")
    for _ in range(2):
        result = run(folder, "tag", "jawaban.csv", "--json")
        assert (result.returncode, informants(result)) == (0, {"Ani", "Tuti"})


def test_what_was_left_out_is_said_in_both_languages(folder):
    (folder / "mawar_S.txt").write_text(f"[00:01] {CLEAR}\n(hujan deras)\n", "utf-8")
    indonesian = run(folder, "transcript", "mawar_S.txt").stdout
    english = run(folder, "transcript", "mawar_S.txt", "--lang", "en").stdout
    assert "ditinggalkan: 1 catatan, 1 penanda waktu" in indonesian
    assert "left out: 1 note, 1 time stamp" in english
