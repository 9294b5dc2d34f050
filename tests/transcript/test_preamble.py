"""Facts above the speech: group and role as researchers write them."""

import pytest

from kubecode.language.indonesian import load
from kubecode.transcript import Header, read_transcript

WORDS = load().transcript_words
TALK = "P: Sering rapat, Bu?\nS: Sering, tiap bulan.\nP: Uangnya?\nS: Aman.\n"


def read(above, header=None, talk=TALK):
    return read_transcript("mawar_S_01.txt", f"{above}\n\n{talk}", 0, header or Header(), WORDS)


@pytest.mark.parametrize(
    ("above", "case"),
    [
        ("Nama Kelompok : KUBE Melati", "KUBE Melati"),
        ("KUBE: Melati", "Melati"),
        ("**Nama kelompok:** Melati", "Melati"),
        ("Kelompok : Melati\nTempat : balai RW", "Melati"),
        ("Kelompok : kami rukun terus dari dulu sampai sekarang.", "mawar"),
        ("Tempat : balai RW", "mawar"),
    ],
)
def test_group_above_the_speech_is_the_case(above, case):
    document = read(above)
    assert (document.case, document.case_is_given) == (case, case != "mawar")


def test_header_takes_precedence_over_the_lines_above_the_speech():
    assert read("Nama Kelompok : Melati", Header(case="KUBE Tulip")).case == "KUBE Tulip"


def test_role_is_a_fact_and_no_speech():
    document = read("Nama : Bu Sari\nJabatan : Bendahara\nTempat : balai RW")
    assert {(t.informant, t.role) for t in document.turns if not t.asks} == {("Bu Sari", "bendahara")}
    assert [t.asks for t in document.turns] == [True, False, True, False]


def test_label_that_recurs_is_no_fact():
    talk = "Kelompok: Sering rapat?\nS: Sering.\nKelompok: Uangnya?\nS: Aman.\n"
    assert read("", talk=talk).case == "mawar"
