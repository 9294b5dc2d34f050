"""Damaged subtitles, tables and JSON: read, or refused in one line; never another error."""

import random
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.transcripts import read_transcripts

FILES = Path(__file__).parent / "files"
WORDS = load().transcript_words
NAMES = ["google_forms.csv", "otranscribe.otr", "teams.vtt", "whisperx.json", "youtube.vtt"]


def damaged(raw, chance):
    """Return bytes with pieces removed, repeated, exchanged or overwritten."""
    data = bytearray(raw)
    for _ in range(chance.choice([1, 2, 8])):
        at, length = chance.randrange(len(data) or 1), chance.choice([1, 4, 30])
        piece = data[at : at + length]
        signs = chance.choice(
            [
                b"\0",
                b"\xff",
                b'"',
                b"\n",
                b";",
                b"<v ",
                b"-->",
                b"99999999999",
                b"]",
                b"{",
                b"&#0;",
                b"\\ud800",
            ]
        )
        data[at : at + length] = chance.choice(
            [b"", bytes(piece) * 3, signs, data[:length], chance.randbytes(length)]
        )
    return bytes(data)


def workbook():
    made = Workbook()
    for row in [
        ["Penutur", "Waktu", "Ucapan"],
        ["P", 0.5, "Ribut?"],
        ["S", 1, "Tidak."],
        [None, None, "Rukun."],
    ]:
        made.active.append(row)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def damaged_workbook(raw, chance):
    """Return a workbook with one damaged part, packed again so that the damage is read."""
    buffer = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        part = chance.choice(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", *old.namelist()])
        for name in old.namelist():
            new.writestr(name, damaged(old.read(name), chance) if name == part else old.read(name))
    return buffer.getvalue() if chance.random() < 0.8 else damaged(raw, chance)


def check(path, raw):
    path.write_bytes(raw)
    try:
        transcripts = read_transcripts(path, WORDS)
    except KubecodeError as error:
        assert "\n" not in str(error)
        assert error.hint or error.problems
    else:
        for transcript in transcripts:
            text = transcript.document.text
            assert all(0 <= turn.start < turn.end <= len(text) for turn in transcript.document.turns)
            text.encode()


@pytest.mark.parametrize("name", NAMES)
def test_damaged_files_are_read_or_refused(tmp_path, name):
    raw = (FILES / name).read_bytes()
    for seed in range(200):
        check(tmp_path / f"melati_{name}", damaged(raw, random.Random(seed)))


def test_damaged_workbooks_are_read_or_refused(tmp_path):
    raw = workbook()
    for seed in range(150):
        check(tmp_path / "melati.xlsx", damaged_workbook(raw, random.Random(seed)))
