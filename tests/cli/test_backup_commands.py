"""kubecode backup and restore."""

import sqlite3
from contextlib import closing

import pytest
from command_line import run_kubecode

from kubecode.store.migrations import APPLICATION_ID

TEXT = "P: Pernah ribut?\nS: Ga pernah ribut.\nP: Rapat?\nS: Kami kumpul tiap bulan.\n"


def run(folder, *arguments):
    return run_kubecode(*arguments, cwd=folder)


def contents(path):
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "melati_S_01.txt").write_text(TEXT, "utf-8")
    run(tmp_path, "tag", ".")
    return tmp_path


def test_backup_is_the_study_and_overwrites_nothing(folder):
    result = run(folder, "backup", "salinan.db")
    assert (result.returncode, result.stdout) == (0, "Salinan: salinan.db\n")
    assert contents(folder / "salinan.db") == contents(folder / "kubecode.db")
    again = run(folder, "backup", "salinan.db")
    assert (again.returncode, again.stderr.count("\n")) == (3, 1)
    assert "this file exists" in again.stderr
    assert run(folder, "backup").returncode == run(folder, "backup").returncode == 0
    assert len(list(folder.glob("kubecode.20*.db"))) == 2
    assert not list(folder.glob("*.unfinished"))


def test_restored_study_is_as_it_was_and_what_it_was_is_kept(folder):
    before = contents(folder / "kubecode.db")
    run(folder, "backup", "salinan.db")
    (folder / "tulip_A_01.txt").write_text(TEXT.replace("S:", "A:").replace("ribut?", "marah?"), "utf-8")
    run(folder, "tag", "tulip_A_01.txt")
    later = contents(folder / "kubecode.db")
    result = run(folder, "restore", "salinan.db", "--lang", "en")
    assert result.returncode == 0
    assert contents(folder / "kubecode.db") == before
    (kept,) = folder.glob("kubecode.20*.db")
    assert contents(kept) == later
    assert str(kept) in result.stdout


def test_study_can_be_restored_where_there_is_none(folder):
    run(folder, "backup", "salinan.db")
    before = contents(folder / "kubecode.db")
    (folder / "kubecode.db").unlink()
    assert run(folder, "restore", "salinan.db").returncode == 0
    assert contents(folder / "kubecode.db") == before


def test_damaged_study_is_restored_and_the_damaged_file_is_kept(folder):
    run(folder, "backup", "salinan.db")
    before = contents(folder / "kubecode.db")
    damaged = (folder / "kubecode.db").read_bytes()[:9_000]
    (folder / "kubecode.db").write_bytes(damaged)
    assert run(folder, "backup").returncode == 1
    assert run(folder, "restore", "salinan.db").returncode == 0
    assert contents(folder / "kubecode.db") == before
    (kept,) = folder.glob("kubecode.20*.db")
    assert kept.read_bytes() == damaged


@pytest.mark.parametrize("kind", ["missing", "text", "foreign", "newer", "cut"])
def test_what_is_no_backup_is_refused_and_changes_nothing(folder, kind):
    file = folder / "bukan.db"
    if kind == "text":
        file.write_text("bukan studi\n")
    elif kind in {"foreign", "newer"}:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE a (b)")
            if kind == "newer":
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute("PRAGMA user_version = 99")
    elif kind == "cut":
        raw = (folder / "kubecode.db").read_bytes()
        file.write_bytes(raw[: len(raw) // 2])
    before = contents(folder / "kubecode.db")
    result = run(folder, "restore", "bukan.db")
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert contents(folder / "kubecode.db") == before
    assert not list(folder.glob("kubecode.20*.db"))
