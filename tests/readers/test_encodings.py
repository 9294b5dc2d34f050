import codecs
from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.readers.encodings import decode_transcript

PATH = Path("a.txt")
SPEECH = "P: Ma’af, “kafé” itu?\nS: Ya…\n"


@pytest.mark.parametrize(
    "raw",
    [
        SPEECH.encode(),
        SPEECH.encode("utf-8-sig"),
        SPEECH.encode("utf-16"),
        codecs.BOM_UTF16_BE + SPEECH.encode("utf-16-be"),
        SPEECH.encode("utf-16-le"),
        SPEECH.encode("utf-16-be"),
        SPEECH.encode("utf-32"),
        codecs.BOM_UTF32_BE + SPEECH.encode("utf-32-be"),
    ],
)
def test_unicode_is_read_without_assumption(raw):
    decoded = decode_transcript(PATH, raw)
    assert (decoded.text, decoded.problems) == (SPEECH, ())


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "Windows-1252"), ("mac-roman", "Mac Roman")])
def test_encoding_of_one_byte_is_found_by_its_characters_and_said(encoding, name):
    decoded = decode_transcript(PATH, SPEECH.encode(encoding))
    assert decoded.text == SPEECH
    (note,) = decoded.problems
    assert (note.severity, note.where.line) == ("note", 1)
    assert name in note.message
    assert "Ma’af" in note.message
    assert "UTF-8" in note.hint


@pytest.mark.parametrize("word", ["ma’af", "kafé", "“ya”", "2010–2011", "begitu… ya", "a\xa0b"])
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_one_character_decides_between_windows_and_mac(word, encoding):
    assert decode_transcript(PATH, f"S: {word}\n".encode(encoding)).text == f"S: {word}\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("P: kafé\n".encode() + b"S: kaf\xe9\n", "line 2"),
        ("S: “ya” katanya “".encode()[:-1], "broken"),
        ("Это интервью на русском".encode("cp1251"), "not known"),
        (b"P: Ya.\x00\x01\x02", "not a text file"),
        (codecs.BOM_UTF16_LE + b"P\x00:", "UTF-16"),
    ],
)
def test_other_bytes_are_refused_in_one_line(raw, said):
    with pytest.raises(KubecodeError, match=said) as error:
        decode_transcript(PATH, raw)
    assert "\n" not in str(error.value)
    assert error.value.hint


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\v", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_newline(end):
    assert decode_transcript(PATH, f"P: Ya?{end}S: Ya.".encode()).text == "P: Ya?\nS: Ya."


@pytest.mark.parametrize("doubtful", ["â€œya", "kafÃ©", "a Â\xa0b", "ma\x92af", "ma\ufffdaf"])
def test_characters_saved_in_a_wrong_encoding_are_told_and_kept(doubtful):
    decoded = decode_transcript(PATH, f"P: Ya?\nS: {doubtful}\n".encode())
    assert doubtful in decoded.text
    (doubt,) = decoded.problems
    assert (doubt.severity, doubt.where.line) == ("warning", 2)
    assert "wrong encoding" in doubt.message
    assert doubt.message.isprintable()


def test_ordinary_letters_with_accents_are_no_doubt():
    assert decode_transcript(PATH, "S: Ânia ke kafé, 20° à la carte.".encode()).problems == ()
