"""Changed transcript files: what was tagged is known by its bytes, and not read again."""

import os
from unittest.mock import patch

import pytest

from kubecode.study.check import check_study
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.review.change_watcher import stale_transcripts
from kubecode.study.session import opened

FORM = "Nama,Kelompok,Apakah sering rapat?\nAni,Melati,Sering rapat.\nTuti,Melati,Jarang rapat.\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "jawaban.csv"
    path.write_text(FORM, "utf-8")
    tag(tmp_path / "kubecode.db", [path], TagOptions())
    later = path.stat().st_mtime + 100
    os.utime(path, (later, later))
    return path


def test_unchanged_file_is_not_read_as_a_transcript(tmp_path, file):
    with (
        opened(tmp_path / "kubecode.db") as session,
        patch("kubecode.readers.transcripts.read_transcript_file") as read,
    ):
        assert stale_transcripts(session) == []
        assert not [problem for problem in check_study(session) if problem.where.file == str(file)]
    assert not read.called


def test_changed_answer_makes_only_its_document_stale(tmp_path, file):
    file.write_text(FORM.replace("Jarang", "Kadang"), "utf-8")
    later = file.stat().st_mtime + 200
    os.utime(file, (later, later))
    with opened(tmp_path / "kubecode.db") as session:
        assert stale_transcripts(session) == ["jawaban.csv#Tuti"]
        changed = [problem for problem in check_study(session) if problem.where.file == str(file)]
    assert [problem.message for problem in changed] == ["the file is no longer the text of the study"]
