"""Folders: which files are transcripts, and the note on the others."""

from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.study.ingest.folders import expand_paths, number_of, passed_over


def folder_with(tmp_path, *names):
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def notes(tmp_path, *names):
    return [(note.message, note.hint) for note in passed_over(folder_with(tmp_path, *names))]


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        (["~$a.docx", ".~lock.b.odt#"], "2 lock files (.~lock.b.odt#, ~$a.docx)"),
        ([".x", ".rahasia.txt"], "2 hidden files (.rahasia.txt, .x)"),
        (["Thumbs.db", ".DS_Store", "desktop.ini"], "3 system files (.DS_Store, Thumbs.db, desktop.ini)"),
        (["README.md", "LICENSE"], "2 descriptions of the folder (LICENSE, README.md)"),
        (["a.m4a", "b.WAV", "c.opus", "d.mp3"], "4 sound recordings (a.m4a, b.WAV, c.opus, …)"),
        (["a.mp4"], "1 video (a.mp4)"),
        (["a.jpg"], "1 picture (a.jpg)"),
        (["a.zip"], "1 archive (a.zip)"),
        (["a.pptx"], "1 presentation (a.pptx)"),
        (["a.xyz", "tanpa"], "2 unknown files (a.xyz, tanpa)"),
    ],
)
def test_other_files_are_named_by_kind(tmp_path, names, listed):
    assert notes(tmp_path, "melati_01.txt", *names) == [(f"passed over: {listed}", "")]


def test_files_that_can_be_converted_have_a_remedy(tmp_path):
    assert notes(tmp_path, "a.gdoc", "b.gsheet", "c.pages") == [
        (
            "passed over: 1 document of an unread format (c.pages), 2 links to a Google file (a.gdoc, b.gsheet)",
            "save documents as .docx or .txt to tag them; download Google files as .docx",
        )
    ]


def test_transcripts_old_word_files_and_own_files_are_not_named(tmp_path):
    assert notes(tmp_path, "a.txt", "b.docx", "c.doc", "kubecode.db", "kode.yaml", "keputusan.jsonl") == []
    assert [path.name for path in expand_paths([tmp_path])] == ["a.txt", "b.docx", "c.doc"]


def test_transcripts_in_folders_inside_are_one_note(tmp_path):
    assert notes(tmp_path, "a.txt", "lama/b.txt", "baru/c/d.docx", "kosong/x.jpg") == [
        ("not read: the transcripts in 2 folders (baru, lama)", "give these folders too to tag them")
    ]


def test_folder_without_transcripts_says_what_is_in_it(tmp_path):
    with pytest.raises(KubecodeError) as error:
        expand_paths([folder_with(tmp_path, "a.m4a", "b.gdoc")])
    assert error.value.hint.endswith(
        "; passed over: 1 link to a Google file (b.gdoc), 1 sound recording (a.m4a)"
        " (download Google files as .docx)"
    )


def test_lock_files_are_passed_over_when_a_pattern_gives_them(tmp_path):
    folder_with(tmp_path, "a.docx", "~$a.docx")
    assert expand_paths([tmp_path / "*.docx", tmp_path / "~$a.docx"]) == [tmp_path / "a.docx"]
    (note,) = passed_over(tmp_path / "~$a.docx")
    assert (Path(note.where.file).name, note.severity) == ("~$a.docx", "note")


def test_counts_have_english_plurals():
    assert number_of(1, "file of another format") == "1 file of another format"
    assert number_of(2, "link to a Google file") == "2 links to a Google file"
    assert number_of(2, "words") == "2 words"
