"""The informant of a turn: from the label, the header or the file name."""

import pytest

from kubecode.language.indonesian import load
from kubecode.transcript import Header, read_transcript

INTERVIEW = "P: Apa kabar?\n{label}: Baik, Bu.\nP: Sehat?\n{label}: Sehat semua.\n"


def informants(name, label, header=None):
    text = INTERVIEW.format(label=label)
    document = read_transcript(name, text, 0, header or Header(), load().transcript_words)
    return {(turn.informant, turn.role) for turn in document.turns if not turn.asks}


@pytest.mark.parametrize("label", ["I", "N", "R", "Narasumber", "Informan", "Responden", "Ibu", "Anggota"])
def test_label_without_a_name_is_another_person_in_each_file(label):
    one, other = informants("melati_01.txt", label), informants("melati_02.txt", label)
    assert len(one) == len(other) == 1
    assert one.isdisjoint(other)


@pytest.mark.parametrize(
    ("name", "informant"),
    [
        ("melati_T_01.txt", "T"),
        ("melati_T_warung_01.txt", "T"),
        ("melati_ani_01.txt", "Ani"),
        ("melati_Ani.txt", "Ani"),
        ("melati_01_Ani.txt", "Ani"),
        ("melati_bu ani_01.txt", "Bu Ani"),
        ("melati_siti_aminah_01.txt", "Siti Aminah"),
        ("melati_wawancara_2016-05-12_ani.txt", "Ani"),
        ("melati_wawancara2_12mei2016_ani.txt", "Ani"),
    ],
)
def test_label_without_a_name_takes_the_name_in_the_file_name(name, informant):
    for label in ("N", "Narasumber", "Informan", "B", "Jawab"):
        assert informants(name, label) == {(informant, None)}


def test_post_in_the_file_name_is_a_role_and_no_name():
    assert informants("melati_ketua_ani_01.txt", "Narasumber") == {("Ani", "ketua")}
    assert informants("melati_ketua_01.txt", "T") == {("T", "ketua")}
    ((informant, role),) = informants("melati_anggota_01.txt", "N")
    assert (informant.casefold() != "anggota", role) == (True, "anggota")


def test_label_with_a_name_keeps_it_despite_the_file_name():
    assert informants("melati_01.txt", "T") == {("T", None)}
    assert informants("melati_warung_01.txt", "T") == {("T", None)}
    assert informants("melati_ani_01.txt", "Bu Tini") == {("Bu Tini", None)}
    assert informants("melati_R_01.txt", "R") == {("R", None)}
    assert informants("melati_01.txt", "Ibu Sari (R)") == {("Ibu Sari", None)}
    assert informants("melati_01.txt", "Informan (R)") == {("R", None)}
    assert informants("melati_01.txt", "S (Siti)") == {("Siti", None)}
    assert informants("melati_01.txt", "Ketua (Bu Ani)") == {("Bu Ani", "ketua")}


def test_only_holder_of_a_post_takes_the_name_in_the_file_name_if_any():
    assert informants("melati_01.txt", "Ketua") == {("Ketua", "ketua")}
    assert informants("melati_ani_01.txt", "Ketua") == {("Ani", "ketua")}


@pytest.mark.parametrize("label", ["N", "T", "Informan", "Informan (T)", "Ibu Tini"])
def test_header_takes_precedence_over_label_and_file_name(label):
    assert informants("melati_ani_01.txt", label, Header(informant="PT", role="anggota")) == {
        ("PT", "anggota")
    }


def test_nameless_informant_never_takes_the_name_of_another():
    text = "P: Apa kabar?\nAni: Baik.\nNarasumber: Baik.\nP: Sehat?\nAni: Sehat.\nNarasumber: Sehat.\n"
    document = read_transcript("melati_ani_01.txt", text, 0, Header(), load().transcript_words)
    assert len({turn.informant for turn in document.turns if not turn.asks}) == 2


def informant_of(text, name="melati_01.txt"):
    document = read_transcript(name, text, 0, Header(), load().transcript_words)
    (informant,) = {turn.informant for turn in document.turns if not turn.asks}
    return informant


@pytest.mark.parametrize(
    ("asks", "answers"),
    [("A", "B"), ("T", "J"), ("Tanya", "Jawab"), ("Q", "A"), ("X", "Y"), ("Question", "Answer")],
)
def test_generic_labels_never_merge_two_people(asks, answers):
    text = f"{asks}: Sering rapat?\n{answers}: Sering.\n{asks}: Uangnya aman?\n{answers}: Aman.\n"
    assert informant_of(text) == f"{answers} (melati_01)"
    assert informant_of(text, "melati_Asep_01.txt") == "Asep"
    assert informant_of(f"Nama informan : Udin, 40 tahun\n\n{text}", "melati_Asep_01.txt") == "Udin"
    document = read_transcript("melati_1.txt", text, 0, Header(), load().transcript_words)
    assert {turn.speaker for turn in document.turns if turn.asks} == {asks}


@pytest.mark.parametrize("label", ["Nama", "Nama narasumber", "Nama responden", "Informan", "NAMA INFORMAN"])
def test_fact_above_the_speech_names_the_informant(label):
    heading = f"Pewawancara : Rina\nPeserta : 1 orang\n{label}\t: Bu Udin (samaran)\n\n"
    text = heading + "A: Sering rapat?\nB: Sering.\nA: Uangnya?\nB: Aman.\n"
    assert informant_of(text) == "Bu Udin"


def test_matching_letter_or_nameless_heading_changes_no_informant():
    text = "P: Sering rapat?\nT: Sering.\nP: Uangnya?\nT: Aman.\n"
    assert informant_of(f"Nama : Ibu T\n{text}") == "T"
    assert informant_of(f"Nama : KUBE Melati\n{text}") == "T"
    assert informant_of(f"Informan : Anggota\n{text}") == "T"


def test_person_named_like_a_question_label_is_an_informant():
    assert informants("melati_01.txt", "Bu Tanya") == {("Bu Tanya", None)}


def test_role_in_header_applies_to_the_named_one_of_several_informants():
    text = "P: Apa kabar?\nTini: Baik.\nAni: Baik.\nP: Sehat?\nTini: Sehat.\nAni: Sehat.\n"

    def roles(header, name="melati_01.txt"):
        document = read_transcript(name, text, 0, header, load().transcript_words)
        return {turn.informant: turn.role for turn in document.turns if not turn.asks}

    assert roles(Header(informant="Tini", role="bendahara")) == {"Tini": "bendahara", "Ani": None}
    assert roles(Header(role="bendahara")) == {"Tini": None, "Ani": None}
    assert roles(Header(), "melati_ketua_Tini_01.txt") == {"Tini": None, "Ani": None}
    said = {"Tini": "informan", "Ani": "mantan ketua"}
    assert roles(Header(speakers=said)) == {"Tini": None, "Ani": "mantan ketua"}


def test_relative_who_speaks_once_is_a_speaker():
    talk = "P: Ribut, Mbah?\nM: Engga.\n{}\nP: Rapat?\nM: Sering.\nP: Betah?\nM: Ya.\n"
    texts = [talk.format(line) for line in ("Cucu: Mbah, minta makan.", "Orang dinas komentar: rapi.")]
    relative, told = (read_transcript("a.txt", t, 0, Header(), load().transcript_words) for t in texts)
    assert [turn.speaker for turn in relative.turns] == ["P", "M", "Cucu", "P", "M", "P", "M"]
    assert len(told.turns) == 6


def test_posts_that_an_answer_lists_are_no_speakers():
    posts = "Ketua: Bu Tin\nSekretaris: saya sendiri\nBendahara: Bu Warti\n"
    text = f"P: Pengurusnya siapa?\nBu Sri: Ini, Mbak:\n{posts}P: Ribut?\nBu Sri: Engga.\nP: Betah?\nBu Sri: Ya.\n"
    document = read_transcript("a.txt", text, 0, Header(), load().transcript_words)
    assert {turn.informant for turn in document.turns if not turn.asks} == {"Bu Sri"}
