"""A study whose folder was copied, renamed or moved: what lies beside it is used, the original is not."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from kubecode.store import documents as document_store
from kubecode.store.study_paths import found_path, stored_path
from kubecode.study.codebooks.codebook_file import editable_codebook
from kubecode.study.codebooks.load import new_codebook, study_codebook
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened

TEXT = "P: Pernah ribut?\nT: Ga pernah ribut mah.\nP: Rapat?\nT: Kami kumpul tiap bulan.\n"


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "asli"
    (folder / "transkrip").mkdir(parents=True)
    (folder / "transkrip" / "melati_T.txt").write_text(TEXT, "utf-8")
    new_codebook(folder / "buku.yaml", "dinamika-kelompok")
    tag(folder / "kubecode.db", [folder / "transkrip"], TagOptions(str(folder / "buku.yaml")))
    return folder


def with_whole_paths(folder):
    """Let a study have the paths that earlier versions stored."""
    with closing(sqlite3.connect(folder / "kubecode.db")) as connection:
        connection.execute("UPDATE document SET origin = ?", (str(folder / "transkrip" / "melati_T.txt"),))
        connection.execute("UPDATE codebook SET path = ?", (str(folder / "buku.yaml"),))
        connection.commit()


@pytest.mark.parametrize("are_whole", [False, True])
def test_copy_uses_its_own_codebook_and_transcripts(study, are_whole):
    if are_whole:
        with_whole_paths(study)
    copy = study.parent / "salinan"
    shutil.copytree(study, copy)
    with opened(copy / "kubecode.db") as session:
        assert study_codebook(session).path == str(copy / "buku.yaml")
        assert editable_codebook(session).path == copy / "buku.yaml"
        (path,) = (file.path for file in document_store.document_files(session.connection).values())
        assert path == str(copy / "transkrip" / "melati_T.txt")
    corrected = TEXT.replace("tiap bulan", "tiap minggu")
    (copy / "transkrip" / "melati_T.txt").write_text(corrected, "utf-8")
    (tagged,) = tag(copy / "kubecode.db", [copy / "transkrip"], TagOptions()).tagged
    assert tagged.document.text == corrected
    with opened(study / "kubecode.db") as session:
        assert next(document_store.get_documents(session.connection)).text == TEXT


def test_renamed_folder_is_the_same_study(study):
    moved = study.rename(study.parent / "lain")
    (tagged,) = tag(moved / "kubecode.db", [moved / "transkrip"], TagOptions()).tagged
    assert tagged.change == "unchanged"


def test_paths_below_the_study_are_stored_relative_to_it(tmp_path):
    below, beside = tmp_path / "studi" / "a" / "b.txt", tmp_path / "b.txt"
    folder = tmp_path / "studi"
    assert stored_path(folder, str(below)) == "a/b.txt"
    assert stored_path(folder, str(beside)) == str(beside)
    assert found_path(folder, "a/b.txt") == str(below)
    assert found_path(folder, str(beside)) == str(beside)
    below.parent.mkdir(parents=True)
    below.touch()
    assert found_path(folder, "C:\\Users\\Sari\\studi\\a\\b.txt") == str(below)
    assert found_path(folder, "/home/sari/studi/a/b.txt") == str(below)
    assert found_path(folder, "") == ""
