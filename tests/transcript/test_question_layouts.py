"""Questions and answers without labels: numbers, bullets, bold, dashes."""

import pytest
from test_layouts import read

QUESTIONS = {
    "numbered": "1. Sering rapat?\nTiap bulan.\n2. Bagaimana iuran anggota\nLancar.\n3. Ribut?\nEngga.\n",
    "numbered with brackets": "1) Sering rapat?\n- Tiap bulan.\n2) Bagaimana iuran anggota\n- Lancar.\n3) Ribut?\n- Engga.\n",
    "on one line": "1. Sering rapat ? Tiap bulan.\n2. Bagaimana iuran anggota? Lancar.\n3. Ribut? Engga.\n",
    "answers with a label": "1. Sering rapat?\nJawab: Tiap bulan.\n2. Bagaimana iuran anggota\nJawab: Lancar.\n3. Ribut?\nJawab: Engga.\n",
    "answers with a label on one line": "1. Sering rapat? Jawab: Tiap bulan.\n2. Bagaimana iuran anggota? Jawab: Lancar.\n3. Ribut? Jawab: Engga.\n",
    "bullets": "- Sering rapat?\nTiap bulan.\n- Bagaimana iuran anggota?\nLancar.\n- Ribut?\nEngga.\n",
    "bold": "**Sering rapat?**\n\nTiap bulan.\n\n**Bagaimana iuran anggota?**\n\nLancar.\n\n**Ribut?**\n\nEngga.\n",
    "headings": "### Sering rapat?\n\nTiap bulan.\n\n### Bagaimana iuran anggota?\n\nLancar.\n\n### Ribut?\n\nEngga.\n",
    "italics": "*Sering rapat?*\nTiap bulan.\n*Bagaimana iuran anggota*\nLancar.\n*Ribut?*\nEngga.\n",
    "quoted": "> Sering rapat?\n\nTiap bulan.\n\n> Bagaimana iuran anggota?\n\nLancar.\n\n> Ribut?\n\nEngga.\n",
    "dashes": "- Sering rapat?\n- Tiap bulan.\n- Bagaimana iuran anggota?\n- Lancar.\n- Ribut?\n- Engga.\n",
    "two signs": "+ Sering rapat?\n- Tiap bulan.\n+ Bagaimana iuran anggota\n- Lancar.\n+ Ribut?\n- Engga.\n",
    "dashes of answers": "Sering rapat?\n– Tiap bulan.\nBagaimana iuran anggota?\n– Lancar.\nRibut?\n– Engga.\n",
}  # fmt: skip


@pytest.mark.parametrize("layout", QUESTIONS)
def test_questions_and_answers_are_told_apart(layout):
    document = read(QUESTIONS[layout], name="melati_Sari_1.txt")
    words = [document.text[turn.start : turn.end].strip(" *#\n?") for turn in document.turns]
    assert words == ["Sering rapat", "Tiap bulan.", "Bagaimana iuran anggota", "Lancar.", "Ribut", "Engga."]
    assert [(turn.informant, turn.asks) for turn in document.turns] == [(None, True), ("Sari", False)] * 3


@pytest.mark.parametrize("answer", ["", "Jawab: "])
def test_title_of_a_group_of_questions_is_no_answer(answer):
    text = f"1. Ribut?\n{answer}Engga.\nB. Komunikasi\n2. Rapat?\n{answer}Sering.\n"
    assert not any("Komunikasi" in text[turn.start : turn.end] for turn in read(text).turns)


def test_list_in_an_answer_is_no_question():
    text = "1. Siapa pengurusnya?\nAda dua:\n1. Bu Ani\n2. Bu Tuti\n2. Sering rapat?\nSering.\n"
    assert [turn.asks for turn in read(text).turns] == [True, False, True, False]


def test_question_above_the_answers_of_several_people():
    text = "Bagaimana aturannya?\nIbu Tn : “bebas”\nPak Rd : “ada denda”\nApakah ribut?\nIbu Tn : “tidak”\nPak Rd : “jarang”\n"
    document = read(text, name="melati_1.txt")
    assert [(turn.speaker, turn.asks) for turn in document.turns] == [
        (None, True),
        ("Ibu Tn", False),
        ("Pak Rd", False),
    ] * 2


def test_dashes_of_two_people_who_both_ask_are_of_unknown_speakers():
    turns = read("- Rapat?\n- Rapat apa?\n- Rutin?\n- Rutin apa?\n").turns
    assert all(turn.is_unknown for turn in turns) and len(turns) == 4


def test_two_signs_of_people_who_both_ask_are_of_unknown_speakers():
    turns = read("+ Rapat?\n- Rapat apa?\n+ Rutin?\n- Rutin apa?\n").turns
    assert all(turn.is_unknown for turn in turns) and len(turns) == 4


def test_list_with_dashes_is_no_talk():
    turns = read("- Kami rukun.\n- Rapat tiap bulan.\n- Iuran lancar.\n- Ada denda.\n").turns
    assert not any(turn.is_unknown or turn.asks for turn in turns)


def test_monologues_under_lettered_roles_are_turns():
    text = (
        "a. Ketua Kelompok : Nama saya Ani dan saya memimpin kelompok sejak awal.\n"
        "b. Anggota : Saya ikut karena diajak tetangga dan betah.\n"
    )
    assert [turn.speaker for turn in read(text).turns] == ["Ketua Kelompok", "Anggota"]
