"""Turns inside a line, words of the other inside a turn, and what is left out between words."""

import pytest
from test_label_shapes import spoken
from test_layouts import read

from kubecode.language.indonesian import load
from kubecode.transcript import Header, interpret_transcript


@pytest.mark.parametrize(
    "line",
    [
        "P: Ribut? S: Engga. P: Rapat? S: Sering.",
        "**P:** Ribut? **S:** Engga. **P:** Rapat? **S:** Sering.",
        "P : Ribut? S : Engga. P : Rapat? S : Sering.",
        "P: Ribut?\nS: Engga. P: Rapat? S: Sering.",
    ],
)
def test_turns_inside_a_line_are_found(line):
    assert spoken(f"{line}\n") == [("P", "Ribut?"), ("S", "Engga."), ("P", "Rapat?"), ("S", "Sering.")]


def test_names_inside_a_line_are_found_after_sentences():
    text = "Rina: Ribut? Bu Sari: Engga. Rina: Rapat? Bu Sari: Sering, kata Bu Ani: rajin.\n"
    assert [label for label, _ in spoken(text)] == ["Rina", "Bu Sari"] * 2


INSERTED = ["(P: oh begitu)", "[P: oh begitu]", "{P: oh begitu}", "<P: oh begitu>", "//P: oh begitu//"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_insertion_may_go_on_in_the_next_line(line_end):
    text = "P: Dibagi?\nS: Rata semua (P: juga yang\njarang?) ya juga.\nP: Protes?\nS: Engga (P: oh\nP: Lalu?\nS: Ya.\n"
    read_turns = spoken(text.replace("\n", line_end))
    words = [(label, speech.split()) for label, speech in read_turns[:4]]
    assert words[1:] == [("S", ["Rata", "semua"]), ("P", ["juga", "yang", "jarang?"]), ("S", ["ya", "juga."])]


@pytest.mark.parametrize("inserted", INSERTED)
def test_words_of_the_other_inside_a_turn_are_a_turn(inserted):
    text = f"P: Ribut?\nS: Engga {inserted} kami rukun.\nP: Rapat?\nS: Sering {inserted}.\n"
    assert spoken(text) == [
        ("P", "Ribut?"),
        ("S", "Engga"),
        ("P", "oh begitu"),
        ("S", "kami rukun."),
        ("P", "Rapat?"),
        ("S", "Sering"),
        ("P", "oh begitu"),
    ]


def test_words_of_a_person_without_turns_are_of_an_unknown_speaker():
    turns = read("P: Ribut?\nS: Engga (Ibu: pernah) kok.\nP: Rapat?\nS: Sering.\n").turns
    assert [(turn.speaker, turn.is_unknown) for turn in turns][1:4] == [
        ("S", False),
        ("Ibu", True),
        ("S", False),
    ]


@pytest.mark.parametrize("remark", ["(tertawa: lama)", "[Catatan: hujan]", "(NB: hujan)", "(10:30)x"])
def test_remark_in_brackets_is_no_turn(remark):
    assert len(spoken(f"P: Ribut?\nS: Engga {remark} kok.\nP: Rapat?\nS: Sering.\n")) == 4


DEBRIS = {
    "page mark": "Halaman 12",
    "running head": "commit to user",
    "time stamp": "[00:12:03]",
    "system line": "Transcribed by a machine",
}


@pytest.mark.parametrize("noun", DEBRIS)
def test_what_interrupts_an_answer_is_left_out_and_counted(noun):
    text = f"P: Ribut?\nS: Engga karena\n{DEBRIS[noun]}\ntetangga dekat.\nP: Rapat?\nS: Sering.\n"
    reading = interpret_transcript("melati_1.txt", text, 0, Header(), load().transcript_words)
    assert [text[turn.start : turn.end] for turn in reading.document.turns][1:3] == [
        "Engga karena",
        "tetangga dekat.",
    ]
    assert reading.left_out == {noun: 1}


def test_number_below_a_label_is_an_answer():
    text = "P:\nBerapa anaknya?\nS:\n5\nP:\nRapat?\nS:\nSering Bu\n12\nsekali.\n"
    assert [words for _, words in spoken(text)] == ["Berapa anaknya?", "5", "Rapat?", "Sering Bu", "sekali."]


def test_title_that_recurs_without_its_digits_is_a_running_head():
    page = "Skripsi Rina Wati {}\n"
    text = (
        "P: Ribut?\nS: Engga\n"
        + "".join(f"{page.format(n)}kami rukun {n} kali\n" for n in range(3))
        + "P: Oh.\n"
    )
    assert not any("Skripsi" in words for _, words in spoken(text))


@pytest.mark.parametrize("number", ["7", "- {} -", ""])
def test_title_with_the_number_of_a_page_needs_to_recur_only_once(number):
    page = f"Dinamika Kelompok Usaha\n{number}\n"
    text = f"P: Ribut?\nS: Engga\n{page.format(7)}kami rukun.\nP: Oh.\nS: Ya\n{page.format(8)}begitu.\n"
    assert any("Dinamika" in words for _, words in spoken(text)) is (number == "")


def test_time_stamp_inside_a_turn_is_left_out():
    text = "P: Ribut?\nS: Engga. [00:00:09] Kami rukun.\nP: Rapat?\nS: [00:01:09] Sering.\n"
    assert [words for _, words in spoken(text)] == ["Ribut?", "Engga.", "Kami rukun.", "Rapat?", "Sering."]
