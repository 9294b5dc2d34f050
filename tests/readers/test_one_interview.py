"""One interview as LibreOffice saves it in four formats: every reader gives the same turns."""

import shutil
from pathlib import Path

import pytest
from interview_document import LAST_LINE, convert, flat_document, turns

from kubecode.language.indonesian import load
from kubecode.readers.transcripts import read_transcripts

WORDS = load().transcript_words
FILES = Path(__file__).parent / "files"
FORMATS = ["docx", "odt", "rtf", "pdf"]


def read(path):
    (transcript,) = read_transcripts(path, WORDS)
    return transcript


def turns_in(path):
    document = read(path).document
    assert all(turn.asks != bool(turn.informant) for turn in document.turns)
    return [(turn.informant, document.text[turn.start : turn.end].strip()) for turn in document.turns]


@pytest.mark.parametrize("suffix", FORMATS)
def test_shipped_file_gives_the_turns(suffix):
    path = FILES / f"interview.{suffix}"
    assert turns_in(path) == turns()
    left_out = read(path).file.left_out
    assert (left_out["deletion"], left_out["footnote"]) == (2, 1)
    assert left_out["running head"] >= 2
    if suffix != "pdf":
        assert left_out["comment"] == 1
    assert LAST_LINE in read(path).document.text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Writer")
def test_file_made_anew_gives_the_turns(tmp_path):
    source = tmp_path / "interview.fodt"
    source.write_text(flat_document(), encoding="utf-8")
    convert(source, tmp_path, *FORMATS)
    for suffix in [*FORMATS, "fodt"]:
        assert turns_in(source.with_suffix(f".{suffix}")) == turns()
