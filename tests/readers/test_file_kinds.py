import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers import read_transcript_file
from kubecode.readers.file_kinds import check_kind

WORDS = load().transcript_words
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def zipped(*names):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "said", "remedy"),
    [
        ("a.txt", zipped("word/document.xml"), "a Word file", ".docx"),
        ("a.txt", zipped("mimetype"), "OpenDocument", ".odt"),
        ("a.md", zipped("xl/workbook.xml"), "Excel", ".xlsx"),
        ("a.txt", zipped("other"), "ZIP", "unpack"),
        ("a.txt", b"%PDF-1.7\n", "a PDF file", ".pdf"),
        ("a.txt", b"{\\rtf1 Ya.}", "RTF", ".rtf"),
        ("a.txt", b"\xef\xbb\xbf\n<!DOCTYPE html><p>Ya", "web page", ".docx"),
        ("a.txt", b"\x89PNG\r\n", "picture", "OCR"),
        ("a.txt", b"\xff\xd8\xff\xe0", "picture", "OCR"),
        ("a.txt", b"ID3\x03", "recording", "transcribe"),
        ("a.txt", b"\x00\x00\x00\x20ftypM4A ", "recording", "transcribe"),
        ("a.txt", OLD + "WordDocument".encode("utf-16-le"), "old format", "save it as .docx"),
        ("a.rtf", OLD + "EncryptedPackage".encode("utf-16-le"), "password", "remove"),
        ("a.rtf", b"P: Ya?\nS: Ya.\n", "plain text", ".txt"),
        ("a.pdf", "P: Ma’af?\n".encode(), "plain text", ".txt"),
        ("a.pdf", b"{\\rtf1 Ya.}", "RTF", ".rtf"),
        ("a.doc", OLD + "WordDocument".encode("utf-16-le"), "old format", "save it as .docx"),
        ("a.doc", b"<html><body>Ya</body></html>", "web page", ".docx"),
        ("a.doc", b"anything", "not read", ".docx"),
    ],
)
def test_wrong_suffix_is_said_with_the_remedy(tmp_path, name, raw, said, remedy):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(KubecodeError, match=said) as error:
        read_transcript_file(path, WORDS)
    assert remedy in error.value.hint
    assert "\n" not in str(error.value)


def test_rtf_with_the_suffix_of_word_is_read_and_said(tmp_path):
    path = tmp_path / "a.doc"
    path.write_bytes(rb"{\rtf1\ansi P: Ya?\par S: Ya.\par}")
    (text,) = read_transcript_file(path, WORDS).texts
    assert text.text == "P: Ya?\nS: Ya."
    assert text.format == "RTF"
    (note,) = text.problems
    assert note.severity == "note"
    assert ".rtf" in note.hint


@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a.dotx", "a.dotm"])
def test_templates_and_macros_are_word_files(name):
    check_kind(Path(name), zipped("word/document.xml"))
