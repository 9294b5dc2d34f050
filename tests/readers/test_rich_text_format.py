from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.rich_text_format import read

WORDS = load().transcript_words
FONTS = r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset77 Monaco;}}"


def read_rtf(body, head=r"\ansi\ansicpg1252"):
    (text,) = read(Path("a.rtf"), f"{{\\rtf1{head}{FONTS}{body}}}".encode("latin-1"), WORDS)
    return text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\pard P: Ya?\par S: Ya.\par", "P: Ya?\nS: Ya."),
        (r"ma\'92af \'93ya\'94", "ma’af “ya”"),
        (r"ma\u8217?af \uc2\u8220 ??ya", "ma’af “ya"),
        (r"\uc1 ya \u-10179?\u-8704?", "ya 😀"),
        (r"rame\_rame ang\-gota a\~b", "rame\u2011rame anggota a\xa0b"),
        (r"P:\tab Ya?\line S: Ya.", "P:\tYa?\nS: Ya."),
        (r"{\f1 kaf\'8e} kaf\'e9", "kafé kafé"),
        ("kaf\xe9", "kafé"),
        (r"{\info{\title Rahasia}{\author X}}{\stylesheet{\s0 Normal;}}Ya.", "Ya."),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Ya.}}", "Ya."),
        (r"\pard {\listtext\pard\plain 2.\tab}Siapa?\par", "2. Siapa?"),
        (r"\pard {\pntext 2.\tab}Siapa?\par", "2. Siapa?"),
        (r"\pard {\listtext\'b7\tab}Siapa?\par", "- Siapa?"),
        (r"a\{b\}\\c", "a{b}\\c"),
        (r"Ya.{\*\unknown bukan ini}", "Ya."),
    ],
)
def test_text_of_rtf(body, text):
    assert read_rtf(body).text == text


@pytest.mark.parametrize(
    ("body", "noun"),
    [
        (r"{\deleted lama}", "deletion"),
        (r"\deleted lama {\b sekali}\deleted0 ", "deletion"),
        (r"{\v lama}", "hidden text"),
        (r"{\footnote\pard\plain {\chftn} lama}", "footnote"),
        (r"{\*\atnid A}{\*\atnauthor B}\chatn{\*\annotation\pard lama}", "comment"),
        (r"{\header\pard lama\par}", "running head"),
        (r"{\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict\wmetafile8 0100}}", "picture"),
        (r"{\pict\bin5 {{{{{}", "picture"),
    ],
)
def test_what_is_not_said_is_left_out_and_counted(body, noun):
    text = read_rtf(rf"S: Rumah {body}kami.\par")
    assert text.text == "S: Rumah kami."
    assert text.left_out == {noun: 1}


def test_text_box_comes_after_its_paragraph():
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard S: Di {\b kotak}.\par P: Lagi?}}{\shprslt lama}}"
    text = read_rtf(rf"P: Di {box}luar?\par S: Habis.\par")
    assert text.text == "P: Di luar?\nS: Di kotak.\nP: Lagi?\nS: Habis."
    assert text.left_out == {}
    assert read_rtf(rf"P: Di {box[:-40]}").text.startswith("P: Di")


def test_inserted_text_stays():
    assert read_rtf(r"S: Rumah {\revised baru} kami.").text == "S: Rumah baru kami."


def test_cells_with_several_paragraphs_are_rows_of_a_table():
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row"
    text = read_rtf(
        r"Transkrip\par"
        + row.format("1", r"Apa?\par Siapa?")
        + row.format("2", "Mana?")
        + r"\pard Habis.\par"
    )
    lines = text.text.split("\n")
    assert (lines[0], lines[-1]) == ("Transkrip", "Habis.")
    table = "\n".join(lines[1:-1])
    assert [word for word in ("Apa?", "Siapa?", "Mana?") if word in table] == ["Apa?", "Siapa?", "Mana?"]


def test_old_mac_rtf_is_read_in_its_encoding():
    assert read_rtf(r"kaf\'8e", head=r"\mac").text == "kafé"


def test_unknown_code_page_is_read_as_windows():
    assert read_rtf(r"kaf\'e9", head=r"\ansi\ansicpg99999").text == "kafé"


def test_missing_end_is_told():
    (text,) = read(Path("a.rtf"), rb"{\rtf1\ansi P: Ya?\par {\b S: Y", WORDS)
    assert text.text == "P: Ya?\nS: Y"
    (doubt,) = text.problems
    assert doubt.severity == "warning"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (rb"{\rtf1 " + b"{" * 60_000, "nested too deep"),
        (rb"{\rtf1 " + rb"a\par " * 400_000, "too large"),
        (b"no RTF", "damaged"),
    ],
)
def test_hostile_and_broken_files_are_refused_in_one_line(raw, said):
    with pytest.raises(KubecodeError, match=said) as error:
        read(Path("a.rtf"), raw, WORDS)
    assert "\n" not in str(error.value)
    assert error.value.hint


def test_bytes_of_a_picture_that_never_end_are_no_loop():
    (text,) = read(Path("a.rtf"), rb"{\rtf1 S: Ya.{\pict\bin9999999999 xx}}", WORDS)
    assert text.text == "S: Ya."
