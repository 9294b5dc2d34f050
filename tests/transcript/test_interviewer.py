"""The interviewer if header and labels do not name one: the speaker whose turns are mostly questions."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kubecode.language.indonesian import load
from kubecode.transcript import Clue, Header, interpret_transcript, interviewers, read_transcript
from kubecode.transcript.file_name import read_file_name
from kubecode.transcript.interviewers import who_asks
from kubecode.transcript.speakers import Talk
from kubecode.wording import wording

WORDS = replace(load().transcript_words, question_words=frozenset({"apa", "kapan"}))


def asking(*turns, roles=None):
    talk = Talk(roles or {}, Header(), read_file_name("melati_01.txt", WORDS))
    return set(who_asks([tuple(turn.split(": ")) for turn in turns], talk, WORDS).interviewers)


@pytest.mark.parametrize(
    ("turns", "interviewers"),
    [
        pytest.param(["A: Betah?", "B: Betah.", "A: Ribut?", "B: Engga."], "A", id="most questions"),
        pytest.param(["A: apa kabar", "B: Baik.", "A: kapan rapat", "B: Minggu."], "A", id="question word at the start of a turn"),
        pytest.param(["A: Kabar apa", "B: Baik."], "", id="question word inside a turn is no question"),
        pytest.param(['A: “Betah?” ', "B: Betah."], "A", id="closing quotation mark after the question mark"),
        pytest.param(["A: Betah?", "B: Ya?", "A: Ribut?", "B: Engga?"], "", id="both ask equally often"),
        pytest.param(["A: Betah?", "A: Ya.", "A: Ya.", "B: Ya."], "", id="one question in three turns is too few"),
        pytest.param(["A: Betah?", "A: Ya.", "A: Ya.", "A: Ya.", "B: Ya."], "", id="one question in four turns is too few"),
        pytest.param(["A: Ya?", "A: Ya?", "A: Ya?", "B: Ya?", "B: Ya.", "B: Ya?"], "", id="1.5 times the share of the other is too small"),
        pytest.param(["A: Ya?", "A: Ya?", "B: Ya?", "B: Ya."], "A", id="twice the share of the other is enough"),
        pytest.param(["A: Betah?", "A: Ribut?"], "", id="the only speaker is no interviewer"),
        pytest.param(["Ketua: Betah?", "Anggota: Ya."], "", id="holder of a post is no interviewer"),
        pytest.param(["Ketua: Betah?", "Ani: Ya.", "Ani: Ribut?"], "Ani", id="counter-question of the holder of a post"),
        pytest.param(["Peneliti: Cerita.", "Ani: Betah?", "Ani: Ya?"], "Peneliti", id="label that means interviewer precedes counting"),
        pytest.param(["Tanya: Cerita.", "Jawab: Betah?"], "Tanya", id="question label"),
        pytest.param(["P: Betah?", "Q: Betah?", "T: Ya."], "Q", id="q is a question label"),
        pytest.param(["Saya: Cerita.", "Narasumber: Apa?", "Saya: Ya."], "Saya", id="who typed the talk with an informant"),
        pytest.param(["A: Ini untuk skripsi.", "B: Boleh?", "A: Oh.", "B: Ya kami rukun."], "A", id="who explains the research"),
        pytest.param(["S00: Betah?", "S01: Betah, //", "S00: Ribut?", "S01: Engga, kami rukun terus."], "S00", id="numbers that count voices are no part"),
        pytest.param(["P1: Betah?", "S: Ya.", "P2: Oh begitu.", "P1: Ribut?", "S: Engga, rukun."], "P1 P2", id="numbers of interviewers"),
        pytest.param(["Bu Tanya: Ya.", "B: Betah?"], "B", id="person with the name of a question label"),
    ],
)  # fmt: skip
def test_interviewer_is_found_by_labels_and_questions(turns, interviewers):
    assert asking(*turns) == set(interviewers.split())


def test_two_speakers_who_ask_are_two_interviewers():
    assert asking("A: Betah?", "P: Betah?", "T: Ya.") == {"A", "P"}
    assert asking("A: Ya.", "P: Betah?", "P: Ribut?") == {"P"}


def test_roles_in_header_decide_who_interviews():
    said = ("A: Betah?", "B: Betah.", "A: Ribut?", "B: Engga.")
    assert asking(*said, roles={"B": "peneliti"}) == {"B"}
    assert asking(*said, roles={"A": "informan"}) == {"B"}
    assert asking(*said, roles={"A": "pewawancara", "B": "moderator"}) == {"A", "B"}


def test_legend_gives_the_role_of_labels_that_the_format_marks():
    text = "Keterangan: A = Informan, B = Peneliti\n\nA: Gimana?\nB: Rukun.\nA: Ribut?\nB: Jarang.\n"
    words = load().transcript_words
    reading = interpret_transcript("melati_1.txt", text, 0, Header(), words, frozenset({"A", "B"}))
    assert [turn.asks for turn in reading.document.turns] == [False, True, False, True]


def test_only_the_told_labels_ask():
    text = "Peneliti: Rukun?\nA: Iya.\nB: Betul.\nPeneliti: Ribut?\nA: Jarang.\n"
    header = Header(interviewers=frozenset({"B"}))
    reading = interpret_transcript("melati_1.txt", text, 0, header, load().transcript_words)
    assert {turn.speaker for turn in reading.document.turns if turn.asks} == {"B"}
    assert reading.reasons == dict.fromkeys(("Peneliti", "A", "B"), (Clue("told"),))


def test_every_clue_has_words_in_both_languages():
    source = Path(interviewers.__file__).read_text("utf-8")
    added = re.findall(r"evidence\.add\([^,]+, (.+)\)", source)
    kinds = {kind for arguments in added for kind in re.findall(r'"(\w+)"', arguments)} | {"told"}
    assert len(kinds) > 15
    for lang in ("id", "en"):
        assert {f"clue.{kind}" for kind in kinds} == {key for key in wording(lang) if key.startswith("clue.")}


@pytest.mark.parametrize(
    ("above", "labels"),
    [
        ("Nama: Bu Titin", "TJ"),
        ("Informan: Bu Atun", "AB"),
        ("Narasumber: Bu Isah", "IN"),
        ("Nama Informan: Bu Rukmini\nPeneliti: Rina", "RS"),
        ("Informan: Pak Tono", "JT"),
        ("Informan: Bu Ani", "BA"),
    ],
)
@pytest.mark.parametrize("is_in_file_name", [False, True])
def test_first_letter_of_a_name_does_not_outweigh_who_asks(above, labels, is_in_file_name):
    informant = above.split("\n")[0].split(": ")[1]
    asks, answers = labels
    talk = (
        f"{asks}: Sudah lama ikut?\n{answers}: Sudah, dari awal saya ikut terus.\n"
        f"{asks}: Kalau ada masalah?\n{answers}: Ya dirembug bareng, kadang ribut juga.\n"
    )
    name = f"KUBE Jati {informant}.txt" if is_in_file_name else "a.txt"
    text = talk if is_in_file_name else f"{above}\n\n{talk}"
    document = read_transcript(name, text, 0, Header(), load().transcript_words)
    assert [(turn.asks, turn.informant) for turn in document.turns] == [(True, None), (False, informant)] * 2


def test_who_is_present_before_a_moderator_is_no_moderator():
    above = "Hadir: Bu Nur (ketua), Bu Tati; fasilitator: Wulan\n\n"
    talk = "Wulan: Kompak?\nBu Nur: Kompak lah.\nBu Tati: Emang kenapa?\nWulan: Pernah ribut?\nBu Tati: Pernah.\nBu Nur: Iya.\n"
    document = read_transcript("a.txt", above + talk, 0, Header(), load().transcript_words)
    assert {turn.speaker for turn in document.turns if turn.asks} == {"Wulan"}


def test_label_in_brackets_after_a_name_is_that_persons():
    above = "Peneliti : Siti (S)\nInforman : Bu Tuti Marini (T)\n\n"
    talk = "T: Ini direkam?\nS: Nggak apa-apa, Bu.\nT: Lama mana?\nS: Menurut catatan sih Ibu.\n"
    document = read_transcript("a.txt", above + talk, 0, Header(), load().transcript_words)
    assert {(t.speaker, t.asks, t.informant) for t in document.turns} == {
        ("S", True, None),
        ("T", False, "Bu Tuti Marini"),
    }
