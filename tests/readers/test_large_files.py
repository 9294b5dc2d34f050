"""Files that are larger than any transcript: refused in one line before they fill the memory."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.transcripts import read_transcripts

WORDS = load().transcript_words
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n"


def refusal(folder, name, raw):
    path = folder / name
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    with pytest.raises(KubecodeError) as error:
        read_transcripts(path, WORDS)
    assert "\n" not in str(error.value)
    assert error.value.hint
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.txt", "P: a\n" * 2_000_001, "more than 10 MB"),
        ("b.txt", "\n" * 500_001, "500,000 lines"),
        ("a.csv", "a,b\n" * 500_001, "500,000 lines"),
        ("b.csv", "P,a,b,c\n" * 60_000, "150,000 cells"),
        ("a.srt", "00:01 --> 00:02\na\n" * 100_001, "100,000 captions"),
        ("a.vtt", VTT + "<v a>" * 100_001, "100,000 captions"),
        ("a.json", "[" + "[]," * 600_000 + "1]", "1,000,000 values"),
        ("a.otr", json.dumps({"text": "<b>" * 500_001}), "too large"),
        ("a.rtf", r"{\rtf1 " + r"\b" * 600_001 + " a}", "too large"),
        ("b.rtf", r"{\rtf1 " + "a" * 4_000_001 + "}", "too large"),
        ("a.pdf", "%PDF-1.4\n" + "1 0 obj\n" * 200_001, "too large inside"),
    ],
    ids=lambda value: value[:20],
)
def test_more_than_any_transcript_has(tmp_path, name, raw, said):
    assert said in refusal(tmp_path, name, raw)


def workbook(part, before, after):
    """Return a workbook in one part of which a text is replaced; the part may be a new one."""
    made, buffer, out = Workbook(), BytesIO(), BytesIO()
    made.active.append(["Penutur", "Ucapan"])
    made.save(buffer)
    with ZipFile(buffer) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in sorted({*source.namelist(), part}):
            content = source.read(name) if name in source.namelist() else b"<sst></sst>"
            target.writestr(name, content.replace(before, after) if name == part else content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("xl/styles.xml", b"<cellXfs", b"<a/>" * 100_000 + b"<cellXfs"),
        ("xl/sharedStrings.xml", b"</sst>", b"<si/>" * 300_000 + b"</sst>"),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData a='" + b"1" * 20_000 + b"'>"),
    ],
    ids=["styles", "strings", "attributes"],
)
def test_workbooks_with_bloated_parts(tmp_path, part, before, after):
    assert "more cells than a transcript has" in refusal(tmp_path, "a.xlsx", workbook(part, before, after))


def test_columns_hidden_many_times_are_read(tmp_path):
    hidden = b"<cols>" + b"<col min='1' max='16384' hidden='1'/>" * 20_000 + b"</cols><sheetData>"
    raw = workbook("xl/worksheets/sheet1.xml", b"<sheetData>", hidden)
    assert "no speech found" in refusal(tmp_path, "a.xlsx", raw)


def test_picture_in_rtf_is_left_out_however_large(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_text(r"{\rtf1 P: Betah?\par S: Ya.{\pict " + "00ff\n" * 700_000 + r"}\par}")
    (read,) = read_transcripts(path, WORDS)
    assert [turn.speaker for turn in read.document.turns] == ["P", "S"]
    assert read.file.left_out == {"picture": 1}
