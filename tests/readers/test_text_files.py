import pytest

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.text_files import read_text
from kubecode.readers.transcripts import read_transcripts

WORDS = load().transcript_words


@pytest.mark.parametrize(
    "raw",
    [
        b"P: Baik?\nT: Baik.\n",
        b"P: Baik?\r\nT: Baik.\r\n",
        b"P: Baik?\rT: Baik.\r",
        b"\xef\xbb\xbf" + b"P: Baik?\r\nT: Baik.\n",
        "P: Baik?\r\nT: Baik.\r\n".encode("utf-16"),
    ],
)
def test_only_line_ends_and_byte_order_mark_are_changed(tmp_path, raw):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    assert read_text(path) == "P: Baik?\nT: Baik.\n"


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.txt", b"\x00\x01\x02", "not a text file"),
        ("a.zip", b"PK", "not a transcript format"),
        ("a.md", b"# Judul\n\n", "no speech"),
    ],
)
def test_unreadable_transcript_is_a_one_line_error(tmp_path, name, raw, said):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(KubecodeError) as error:
        read_transcripts(path, WORDS)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.hint


def test_a_codebook_is_utf_8_and_nothing_else(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("Kafé".encode("latin-1"))
    with pytest.raises(KubecodeError, match="not UTF-8"):
        read_text(path)


def test_missing_file_suggests_the_nearest_name(tmp_path):
    (tmp_path / "cempaka_T_01.txt").write_text("T: Ya.\n")
    with pytest.raises(KubecodeError, match="cempaka_T_01"):
        read_text(tmp_path / "cempaka_T_1.txt")


def test_header_without_end_is_an_error(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("---\nkasus: A\nT: Ya.\n")
    with pytest.raises(KubecodeError) as error:
        read_transcripts(path, WORDS)
    assert "not closed" in error.value.problems[0].message


def test_offsets_include_the_header(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("---\nkasus: A\n---\nT: Ya.\n")
    (transcript,) = read_transcripts(path, WORDS)
    document = transcript.document
    (turn,) = document.turns
    assert document.text[turn.start : turn.end] == "Ya."
    assert turn.line == 4
