from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.study.check import check_study
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened


def test_what_is_doubtful_when_tagged_is_so_in_the_study_too(tmp_path):
    file = tmp_path / "melati_01.txt"
    file.write_text("A: Kami rukun.\nB: Rapat jarang.\nA: Iya.\nB: Uang kurang.\n")
    (told,) = tag(tmp_path / "kubecode.db", [file], TagOptions()).problems
    with opened(tmp_path / "kubecode.db") as session:
        (found,) = check_study(session)
    assert (told.message, told.hint, told.severity) == (found.message, found.hint, "warning")
    assert "penutur: {" in told.hint
    assert (Path(told.where.file), found.where.file) == (file, file.name)


def test_what_a_folder_holds_and_is_not_read_is_noted(tmp_path):
    speech = "P: Ribut?\nT: Rukun.\nP: Iuran?\nT: Lancar.\n"
    for name in ("melati_T_01.txt", "tahap_2/melati_R_01.md", "foto/lama/mawar_S_01.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(speech)
    for name in ("mawar.DOCX", "suara.srt", "koding.jsonl", "buku.yaml", "kubecode.db", "~$mawar.docx"):
        (tmp_path / name).touch()
    (tmp_path / "kosong").mkdir()
    result = tag(None, [tmp_path], TagOptions(dry_run=True))
    assert [tagged.document.name for tagged in result.tagged] == ["melati_T_01.txt"]
    assert {problem.severity for problem in result.problems} == {"note"}
    assert [Path(problem.where.file).name for problem in result.problems] == [
        "foto",
        "mawar.DOCX",
        "suara.srt",
        "tahap_2",
    ]


def test_a_folder_without_transcripts_tells_what_could_be_one(tmp_path):
    (tmp_path / "mawar.docx").touch()
    with pytest.raises(KubecodeError) as stopped:
        tag(None, [tmp_path], TagOptions(dry_run=True))
    (problem,) = stopped.value.problems
    assert "mawar.docx" in problem.hint
