"""Reading of files and folders into documents."""

from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.study.check import check_study
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened


def test_speaker_doubts_are_the_same_when_tagged_and_in_the_study(tmp_path):
    file = tmp_path / "melati_01.txt"
    file.write_text("A: Kami rukun.\nB: Rapat jarang.\nA: Iya.\nB: Uang kurang.\n")
    (tagged_problem,) = tag(tmp_path / "kubecode.db", [file], TagOptions()).problems
    with opened(tmp_path / "kubecode.db") as session:
        (study_problem,) = check_study(session)
    assert (tagged_problem.message, tagged_problem.hint, tagged_problem.severity) == (
        study_problem.message,
        study_problem.hint,
        "warning",
    )
    assert tagged_problem.hint == "kubecode tag melati_01.txt --interviewer A"
    assert (Path(tagged_problem.where.file), study_problem.where.file) == (file, file.name)


def test_unread_contents_of_a_folder_are_noted(tmp_path):
    speech = "P: Ribut?\nT: Rukun.\nP: Iuran?\nT: Lancar.\n"
    for name in ("melati_T_01.txt", "tahap_2/melati_R_01.md", "foto/lama/mawar_S_01.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(speech)
    for name in ("mawar.PAGES", "suara.wps", "koding.jsonl", "buku.yaml", "kubecode.db", "~$mawar.docx"):
        (tmp_path / name).touch()
    (tmp_path / "kosong").mkdir()
    result = tag(None, [tmp_path], TagOptions(dry_run=True))
    assert [tagged.document.name for tagged in result.tagged] == ["melati_T_01.txt"]
    assert {problem.severity for problem in result.problems} == {"note"}
    passed, folders = result.problems
    assert passed.message == (
        "passed over: 2 documents of an unread format (mawar.PAGES, suara.wps), 1 lock file (~$mawar.docx)"
    )
    assert passed.hint == "save documents as .docx or .txt to tag them"
    assert folders.message == "not read: the transcripts in 2 folders (foto, tahap_2)"


def test_error_for_a_folder_without_transcripts_names_a_candidate(tmp_path):
    (tmp_path / "mawar.pages").touch()
    with pytest.raises(KubecodeError) as stopped:
        tag(None, [tmp_path], TagOptions(dry_run=True))
    (problem,) = stopped.value.problems
    assert "mawar.pages" in problem.hint


def test_transcripts_whose_group_nothing_names_are_told_once(tmp_path):
    for number in (1, 2):
        path = tmp_path / f"Wawancara {number}.txt"
        path.write_text(f"P: Ribut?\nS: Engga, {number} kali.\nP: Rapat?\nS: Sering.\n")
    study, files = tmp_path / "kubecode.db", [tmp_path]
    (told,) = [p for p in tag(study, files, TagOptions(dry_run=True)).problems if "group of" in p.message]
    assert '2 transcripts, so that it is "Wawancara 1", "Wawancara 2"' in told.message
    problems = tag(study, files, TagOptions(case="KUBE Melati")).problems
    assert not [p for p in (*problems, *tag(study, files, TagOptions()).problems) if "group of" in p.message]
