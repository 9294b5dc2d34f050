from pathlib import Path

from kubecode.study.health import check_study
from kubecode.study.session import opened
from kubecode.study.tagging import TagOptions, tag


def test_what_is_doubtful_when_tagged_is_so_in_the_study_too(tmp_path):
    file = tmp_path / "melati_01.txt"
    file.write_text("A: Kami rukun.\nB: Rapat jarang.\nA: Iya.\nB: Uang kurang.\n")
    (told,) = tag(tmp_path / "kubecode.db", [file], TagOptions()).problems
    with opened(tmp_path / "kubecode.db") as session:
        (found,) = check_study(session)
    assert (told.message, told.hint, told.severity) == (found.message, found.hint, "warning")
    assert "penutur: {" in told.hint
    assert (Path(told.where.file), found.where.file) == (file, file.name)
