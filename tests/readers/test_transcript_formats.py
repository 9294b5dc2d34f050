"""The registry of transcript formats: a new format is one line and its module."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from kubecode.cli.app import app
from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.language.indonesian import load
from kubecode.readers import (
    TRANSCRIPT_FORMATS,
    TranscriptText,
    how_to_convert,
    read_transcript_file,
    readable_suffixes,
)
from kubecode.readers.transcripts import read_transcripts
from kubecode.study.check import check_study
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.review.change_watcher import stale_transcripts
from kubecode.study.session import opened

WORDS = load().transcript_words


def read_log(path, raw, words):
    """Read a recorder's log: one line of head, then the transcript."""
    head, _, text = raw.decode("utf-8").partition("\n")
    note = Problem(FilePosition(str(path), 1), f"the head is left out: {head}", "nothing to do", "note")
    return [TranscriptText(text, "recorder log", {"head": 1}, (note,))]


@pytest.fixture
def log_format(monkeypatch):
    module = ModuleType("recorder_logs")
    module.read = read_log
    monkeypatch.setitem(sys.modules, "recorder_logs", module)
    monkeypatch.setitem(TRANSCRIPT_FORMATS, ".log", "recorder_logs")


@pytest.mark.usefixtures("log_format")
def test_registered_format_is_tagged_from_its_folder_with_the_notes_of_its_reader(tmp_path):
    (tmp_path / "melati_T_01.LOG").write_text("REC 7\nP: Sering rapat?\nT: Rapat tiap bulan.\n", "utf-8")
    result = tag(tmp_path / "kubecode.db", [tmp_path], TagOptions())
    (tagged,) = result.tagged
    assert tagged.document.text == "P: Sering rapat?\nT: Rapat tiap bulan.\n"
    assert [problem.message for problem in result.problems] == [
        "the head is left out: REC 7",
        "read as recorder log; left out: 1 head",
    ]


@pytest.mark.usefixtures("log_format")
def test_check_and_review_compare_the_text_that_the_reader_returns(tmp_path):
    file = tmp_path / "melati_T_01.log"
    file.write_text("REC 7\nP: Sering rapat?\nT: Rapat tiap bulan.\n", "utf-8")
    tag(tmp_path / "kubecode.db", [file], TagOptions())

    def noticed():
        with opened(tmp_path / "kubecode.db") as session:
            changed = [p for p in check_study(session) if p.where.file == str(file.resolve())]
            return bool(changed), stale_transcripts(session)

    assert noticed() == (False, [])
    file.write_text("REC 7\nP: Sering rapat?\nT: Ga pernah rapat.\n", "utf-8")
    assert noticed() == (True, ["melati_T_01.log"])


@pytest.mark.usefixtures("log_format")
def test_unknown_suffix_names_every_registered_one(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK")
    with pytest.raises(KubecodeError) as error:
        read_transcript_file(tmp_path / "a.zip", WORDS)
    assert error.value.hint == f"known: {readable_suffixes()}"
    assert error.value.hint.endswith(".log")
    assert error.value.hint.startswith("known: .txt, .md, ") and error.value.hint.endswith(", .log")


def test_help_of_tag_names_every_format():
    text = " ".join(CliRunner().invoke(app, ["tag", "--help"], terminal_width=200).output.split())
    assert f"({readable_suffixes()})" in text
    assert TRANSCRIPT_FORMATS.keys() - set(readable_suffixes().split(", ")) == {".doc"}


def test_format_without_reader_has_a_remedy_until_it_gets_one(monkeypatch):
    assert how_to_convert(Path("a.PAGES")) == "save it as plain text (.txt) to tag it"
    assert how_to_convert(Path("a.jpg")) is None
    monkeypatch.setitem(TRANSCRIPT_FORMATS, ".pages", ".word")
    assert how_to_convert(Path("a.PAGES")) is None


def test_every_registered_reader_exists(tmp_path):
    for suffix in TRANSCRIPT_FORMATS:
        with pytest.raises(KubecodeError, match="empty"):
            file = tmp_path / f"a{suffix}"
            file.touch()
            read_transcripts(file, WORDS)
