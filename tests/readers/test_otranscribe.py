"""oTranscribe files: paragraphs without time stamps, and bold names as labels."""

import json
from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.otranscribe import read
from kubecode.readers.transcripts import read_transcripts

FILES = Path(__file__).parent / "files"
WORDS = load().transcript_words


def read_html(html):
    (made,) = read(Path("a.otr"), json.dumps({"text": html, "media": "", "media-time": ""}).encode(), WORDS)
    return made


def test_paragraphs_and_bold_names():
    (made,) = read(FILES / "otranscribe.otr", (FILES / "otranscribe.otr").read_bytes(), WORDS)
    assert made.text == (
        "invented for the tests of kubecode\nP: Pernah ribut & marah?\nSari: Nggak pernah.\nRukun saja.\n"
        "P: Kapan rapat?\nSari: Tiap bulan.\n"
    )
    assert made.left_out == {"time stamp": 2}
    (transcript,) = read_transcripts(FILES / "otranscribe.otr", WORDS)
    assert [turn.informant for turn in transcript.document.turns] == [None, "Sari", None, "Sari"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("P: A?<br>S: B.", "P: A?\nS: B.\n"),
        ("<div>P: A?</div><div>S: <i>B</i>.</div>", "P: A?\nS: B.\n"),
        ("<p>P: <b>sangat</b> A</p>", "P: sangat A\n"),
        ("<p>3 < 5</p><script>x</script><!-- y --><p>B</p", "3 < 5\nB</p\n"),
        ("<p><b>Tanggal</b>: 3 Mei</p><p>P: A</p>", "Tanggal: 3 Mei\nP: A\n"),
    ],
)
def test_tags_are_no_text(html, text):
    assert read_html(html).text == text


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"text": 3}', "{}", '{"text": "<p></p>"}', '{"text": "\\ud800"}']
)
def test_other_files_are_refused_in_one_line(content):
    with pytest.raises(KubecodeError) as error:
        read(Path("a.otr"), content.encode(), WORDS)
    assert "\n" not in str(error.value)
    assert error.value.hint
