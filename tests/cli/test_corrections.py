"""Corrections of who speaks: the options of tag and transcript, what the study keeps, and copies."""

import json

import pytest
from command_line import run_kubecode

FILES = {
    "melati_01.txt": (
        "P: Pernah ribut, Bu?\nSari: Ga pernah ribut.\nPeneliti: Rapatnya kapan?\nSari: Tiap bulan kumpul.\n"
        "P: Iurannya?\nTuti: Lancar, jarang nunggak.\n"
    ),
    "melati_02.txt": "P: Gimana?\nS: Baik, rukun.\nP: Ribut?\nS: Jarang ribut.\n",
    "melati_03.txt": "A: Kami rukun.\nB: Sering ribut.\nA: Iya.\nB: Uang kurang.\n",
    "melati_04.txt": "[00:01] Kami rukun.\n[00:10] Iuran lancar.\n[00:20] Rapat tiap bulan.\n",
    "jawaban.csv": "Nama,Kelompok,Apakah sering rapat?\nAni,Melati,Sering rapat.\nTuti,Melati,Jarang rapat.\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(folder, *arguments):
    return run_kubecode(*arguments, cwd=folder)


def speakers(folder, *arguments):
    """Return label → "asks", informant or None, as ``kubecode transcript`` shows them."""
    result = run(folder, "transcript", *arguments, "--json")
    assert result.returncode == 0, result.stderr
    turns = [json.loads(line) for line in result.stdout.splitlines()]
    return {turn["label"]: "asks" if turn["asks"] else turn["informant"] for turn in turns}


@pytest.mark.parametrize(
    ("file", "options", "expected"),
    [
        pytest.param("melati_01.txt", ["--interviewer", "P"], {"P": "asks", "Sari": "Sari", "Peneliti": "Peneliti", "Tuti": "Tuti"}, id="nobody else asks"),
        pytest.param("melati_01.txt", ["--interviewer", "P,peneliti"], {"P": "asks", "Sari": "Sari", "Peneliti": "asks", "Tuti": "Tuti"}, id="comma"),
        pytest.param("melati_01.txt", ["--interviewer", "p", "--interviewer", "PENELITI"], {"P": "asks", "Sari": "Sari", "Peneliti": "asks", "Tuti": "Tuti"}, id="repeated, in other case"),
        pytest.param("melati_01.txt", ["--interviewer", "P,Peneliti", "--informant", "Sari=Bu Sari,tuti=Bu Tuti"], {"P": "asks", "Sari": "Bu Sari", "Peneliti": "asks", "Tuti": "Bu Tuti"}, id="two names"),
        pytest.param("melati_02.txt", ["--informant", "Sari"], {"P": "asks", "S": "Sari"}, id="name of the only informant"),
        pytest.param("melati_02.txt", ["--informant", "s=Sari"], {"P": "asks", "S": "Sari"}, id="label in other case"),
        pytest.param("melati_02.txt", ["--informant", "P"], {"P": "P", "S": "asks"}, id="label that answers"),
        pytest.param("melati_02.txt", ["--interviewer", "S", "--informant", "Peni"], {"P": "Peni", "S": "asks"}, id="only informant after the correction of who asks"),
        pytest.param("melati_03.txt", ["--informant", "B"], {"A": "asks", "B": "B (melati_03)"}, id="label that answers, else unknown"),
        pytest.param("melati_04.txt", ["--informant", "Sari"], {None: "Sari"}, id="speech without labels"),
    ],
)  # fmt: skip
def test_options_of_transcript_correct_and_store_nothing(folder, file, options, expected):
    assert speakers(folder, file, *options) == expected
    assert not (folder / "kubecode.db").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["melati_01.txt", "--informant", "Budi"], '"Budi" is no label, and melati_01.txt has 3 informants (say --informant LABEL=Budi; the labels are P, Sari, Peneliti, Tuti)'),
        (["melati_03.txt", "--informant", "Budi"], "melati_03.txt does not show who answers (say --informant LABEL=Budi; the labels are A, B)"),
        (["melati_02.txt", "--source", "observasi", "--informant", "Budi"], "melati_02.txt is no interview (add --source wawancara if it is one)"),
        (["melati_02.txt", "--interviewer", ""], "a label or name is empty (write --interviewer P or --informant S=Sari; --forget"),
        (["melati_02.txt", "--informant", "S="], "a label or name is empty"),
        (["melati_02.txt", "--interviewer", "S", "--informant", "S=Sari"], '"S" cannot both ask and answer'),
        (["melati_04.txt", "--interviewer", "S"], 'nobody has the label "S" (it has no labels)'),
        (["jawaban.csv", "--informant", "Sari"], "jawaban.csv has more than one respondent (name one of its documents: kubecode tag 'jawaban.csv#Tuti'"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["tag", "transcript"])
def test_correction_that_does_not_fit_is_one_line(folder, command, arguments, said):
    result = run(folder, command, *arguments)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert said in result.stderr


def test_correction_concerns_only_the_files_with_its_label(folder):
    run(folder, "tag", "melati_02.txt", "melati_03.txt", "--interviewer", "A")
    assert speakers(folder, "melati_02.txt") == {"P": "asks", "S": "S"}
    assert speakers(folder, "melati_03.txt") == {"A": "asks", "B": "B (melati_03)"}


def test_label_that_only_the_user_knows_is_found(folder):
    (folder / "melati_05.txt").write_text("P: Gimana?\nS: Rukun.\nyang punya warung: Ribut terus.\n", "utf-8")
    found = speakers(folder, "melati_05.txt", "--informant", "yang punya warung=Budi")
    assert found == {"P": "asks", "S": "S", "yang punya warung": "Budi"}


def test_correction_of_one_label_keeps_the_others(folder):
    text = "a : kami kompak terus\nb : iya rukun\na : paling ribut soal jadwal\nb : itu juga jarang\n"
    (folder / "melati_06.txt").write_text(text, "utf-8")
    assert speakers(folder, "melati_06.txt", "--interviewer", "B") == {"a": "a", "b": "asks"}
    assert speakers(folder, "melati_06.txt", "--informant", "a=Tin") == {"a": "Tin", "b": "asks"}
    (folder / "melati_07.txt").write_text(f"---\npenutur: {{b: pewawancara}}\n---\n{text}", "utf-8")
    assert speakers(folder, "melati_07.txt") == {"a": "a", "b": "asks"}


def test_latest_correction_of_a_label_wins(folder):
    run(folder, "tag", "melati_02.txt", "--informant", "S=Peni")
    run(folder, "tag", "melati_02.txt", "--informant", "Sari")
    assert speakers(folder, "melati_02.txt") == {"P": "asks", "S": "Sari"}
    run(folder, "tag", "melati_02.txt", "--interviewer", "S")
    assert speakers(folder, "melati_02.txt") == {"P": "P", "S": "asks"}
    run(folder, "tag", "melati_02.txt", "--informant", "S")
    assert speakers(folder, "melati_02.txt") == {"P": "asks", "S": "S"}


def test_transcript_says_which_corrections_the_study_keeps(folder):
    run(folder, "tag", "melati_02.txt", "--informant", "S=Sari", "--source", "wawancara")
    said = run(folder, "transcript", "melati_02.txt").stderr
    assert said == (
        "melati_02.txt: read with the corrections that the study keeps: S is Sari, the source is interview"
        " (--forget drops them)\n"
    )
    forgotten = run(folder, "transcript", "melati_02.txt", "--forget")
    assert (forgotten.stderr, "Sari" in forgotten.stdout) == ("", False)


def test_forgotten_corrections_are_dropped(folder):
    run(folder, "tag", "melati_02.txt", "--informant", "S=Sari", "--source", "observasi")
    assert run(folder, "tag", "melati_02.txt", "--forget").returncode == 0
    assert speakers(folder, "melati_02.txt") == {"P": "asks", "S": "S"}
    assert run(folder, "transcript", "melati_02.txt").stderr == ""


def test_reasons_for_who_asks_are_shown_in_both_languages(folder):
    assert (
        "P bertanya: 2 dari 2 giliran adalah pertanyaan" in run(folder, "transcript", "melati_02.txt").stdout
    )
    said = run(folder, "transcript", "melati_02.txt", "--interviewer", "P", "--lang", "en").stdout
    assert "P asks: you said who asks" in said


@pytest.mark.parametrize("name", ["melati_02.txt", "lain/melati_02.txt"])
def test_document_whose_file_is_gone_can_be_corrected(folder, name):
    run(folder, "tag", "melati_02.txt")
    (folder / "melati_02.txt").unlink()
    result = run(folder, "tag", name, "--interviewer", "S", "--json")
    assert result.returncode == 0
    assert result.stderr == f"{name}: no such file; read from the text in the study\n"
    assert speakers(folder, name) == {"P": "P", "S": "asks"}
    run(folder, "tag")
    assert speakers(folder, name) == {"P": "P", "S": "asks"}


def test_gone_file_without_correction_is_an_error_that_names_the_way(folder):
    run(folder, "tag", "melati_02.txt")
    (folder / "melati_02.txt").unlink()
    result = run(folder, "tag", "melati_02.txt")
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert "no such file (the study keeps its text: 'kubecode tag' without files" in result.stderr


def test_one_respondent_of_a_form_can_be_corrected(folder):
    assert run(folder, "tag", "jawaban.csv").returncode == 0
    assert run(folder, "tag", "jawaban.csv#Tuti", "--informant", "Bu Tuti").returncode == 0
    assert run(folder, "tag", "jawaban.csv").returncode == 0
    assert speakers(folder, "jawaban.csv#Tuti")["Jawab"] == "Bu Tuti"
    assert speakers(folder, "jawaban.csv#Ani")["Jawab"] == "Ani"


def test_gone_word_file_keeps_its_speakers_group_and_counts(folder):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for name, speech in (
        ("Rina", "Gimana rukunnya?"),
        ("Sari", "Rukun kok."),
        ("Rina", "Ribut?"),
        ("Sari", "Ga."),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(f" {speech}")
    document.sections[0].header.paragraphs[0].text = "Lampiran"
    document.save(folder / "mawar_01.docx")
    before = speakers(folder, "mawar_01.docx")
    run(folder, "tag", "mawar_01.docx", "--case", "KUBE Mawar Putih")
    (folder / "mawar_01.docx").unlink()
    assert speakers(folder, "mawar_01.docx") == before
    result = run(folder, "transcript", "mawar_01.docx")
    assert "KUBE Mawar Putih" in result.stdout
    assert "1 kepala atau kaki halaman" in result.stdout
    assert result.stderr == "mawar_01.docx: no such file; read from the text in the study\n"


@pytest.mark.parametrize("option", [[], ["--dry-run"]])
def test_copy_of_a_stored_document_is_refused(folder, option):
    run(folder, "tag", "melati_02.txt")
    (folder / "a_salinan.txt").write_text(FILES["melati_02.txt"], "utf-8")
    alone = run(folder, "tag", "a_salinan.txt", *option)
    assert (alone.returncode, alone.stdout) == (1, "")
    assert alone.stderr == (
        'a_salinan.txt: it has the same content as "melati_02.txt"'
        " (it is not tagged twice; give the right file, or delete the copy)\n"
    )
    together = run(folder, "tag", "a_salinan.txt", "melati_02.txt", *option)
    assert (together.returncode, together.stderr) == (1, alone.stderr)


def test_renamed_file_is_the_same_document_with_its_corrections(folder):
    run(folder, "tag", "melati_02.txt", "--informant", "S=Bu Sari")
    before = speakers(folder, "melati_02.txt")
    (folder / "melati_02.txt").rename(folder / "melati_baru.txt")
    tried = run(folder, "tag", "melati_baru.txt", "--dry-run")
    result = run(folder, "tag", "melati_baru.txt")
    for one in (tried, result):
        assert (one.returncode, one.stderr) == (
            0,
            'melati_baru.txt: the same document under a new name: it was "melati_02.txt", whose file is gone'
            " (its decisions are kept; name the file as before to undo it)\n",
        )
        assert "1 diperbarui" in one.stdout
    assert speakers(folder, "melati_baru.txt") == before
    assert "melati_02" not in run(folder, "matrix", "--json").stdout


def test_dry_run_stops_at_the_conflict_that_tag_would_have(folder):
    run(folder, "tag", "melati_02.txt")
    other = folder / "lain" / "melati_02.txt"
    other.parent.mkdir()
    other.write_text("P: Lain?\nS: Lain.\n", "utf-8")
    assert run(folder, "tag", other, "--dry-run").returncode == 3
