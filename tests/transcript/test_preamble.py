"""Facts above the speech: group and role as researchers write them."""

import pytest

from kubecode.language.indonesian import load
from kubecode.transcript import Header, read_transcript

WORDS = load().transcript_words
TALK = "P: Sering rapat, Bu?\nS: Sering, tiap bulan.\nP: Uangnya?\nS: Aman.\n"


def read(above, header=None, talk=TALK, name="mawar_S_01.txt"):
    return read_transcript(name, f"{above}\n\n{talk}", 0, header or Header(), WORDS)


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


@pytest.mark.parametrize(
    "above",
    [
        "Pewawancara : Rina\nInforman : Bu Sari",
        "Hari/Tgl: Rabu 15 Mei 2024, pkl. 16.00 s.d. 17.10 WIB\nPewawancara 1: Rina\nPewawancara 2: Doni",
        "Situasi: ramai, ada latihan\nPeneliti: Rina",
    ],
)
def test_interviewer_named_above_the_speech_asks_under_that_name(above):
    document = read(above, talk="Rina: Cerita soal kas.\nBu Sari: Aman. Kenapa?\nRina: Oh.\nBu Sari: Mau?\n")
    assert [(t.speaker, t.asks) for t in document.turns] == [("Rina", True), ("Bu Sari", False)] * 2


def test_people_in_the_legend_are_the_informants():
    above = "M = Moderator\nS1 = Ibu Saodah, ketua\nS2 : Bu Sumi (anggota)"
    talk = "M: Bapak-bapak, Ibu-ibu, silakan.\nS1: Kami kompak.\nS2: Iya.\nM: Lalu?\nS2: Itu.\nS1: Ya.\n"
    document = read(above, talk=talk)
    people = {(t.speaker, t.informant, t.role) for t in document.turns if not t.asks}
    assert people == {("S1", "Ibu Saodah", "ketua"), ("S2", "Bu Sumi", "anggota")}
    assert len(document.turns) == 6


def test_informant_above_questions_without_labels_says_nothing():
    talk = "1. Bagaimana rapatnya?\nLancar.\n2. Siapa ketuanya?\nBu Ani.\n"
    document = read("Narasumber : Pak Karso", talk=talk)
    assert [(t.informant, t.asks) for t in document.turns] == [(None, True), ("Pak Karso", False)] * 2


def test_legend_in_the_line_of_the_first_question_is_no_speech():
    talk = "P: Peneliti R: Responden Tanggal 3 Mei di pos P: Sudah lama?\nR: Sudah.\nP: Betah?\nR: Ya.\n"
    document = read("", talk=talk)
    assert [document.text[t.start : t.end] for t in document.turns] == [
        "Sudah lama?",
        "Sudah.",
        "Betah?",
        "Ya.",
    ]
    assert [t.asks for t in document.turns] == [True, False] * 2


@pytest.mark.parametrize(
    "above",
    [
        "Nama Kelompok : Melati\nNama Informan : Bu Sari\nJabatan : Ketua\nHari/Tanggal : Senin, 3 Juni 2024",
        "Nama Kelompok = Melati\nNama Informan = Bu Sari\nPeran = Ketua\nTanggal = Senin, 3 Juni 2024",
        "Nama Kelompok\tMelati\nNama Informan\tBu Sari\nJabatan\tKetua\nTanggal\tSenin, 3 Juni 2024",
        "1. Kelompok : Melati\n2. Nama : Bu Sari\n3. Jabatan : Ketua\n4. Hari, tanggal : Senin, 3 Juni 2024",
        "Kelompok: Melati  Nama: Bu Sari  Jabatan: Ketua\nTanggal: Senin, 3 Juni 2024",
        "| Nama Kelompok | Melati |\n| Informan | Bu Sari |\n| Jabatan | Ketua |\n| Tanggal | Senin, 3 Juni 2024 |",
        "Nama Kelompok\nMelati\nNama Informan\nBu Sari\nJabatan\nKetua\nTanggal\nSenin, 3 Juni 2024",
        '+++\nkasus = "Melati"\ninforman = "Bu Sari"\nperan = "Ketua"\ntanggal = "Senin, 3 Juni 2024"\n+++',
        "–––\nKASUS: Melati\nINFORMAN: Bu Sari\nPERAN: Ketua\nTANGGAL: Senin, 3 Juni 2024\n–––",
    ],
)
def test_facts_are_read_however_they_are_typed(above):
    document = read(above)
    assert (document.case, document.attributes) == ("Melati", {"date": "Senin, 3 Juni 2024"})
    assert {(t.informant, t.role) for t in document.turns if not t.asks} == {("Bu Sari", "ketua")}
    assert len(document.turns) == 4


@pytest.mark.parametrize(
    ("above", "informant"),
    [
        ("Kode informan : S-01", "S-01"),
        ("Kode informan : S-01\nNama samaran : Bu Sari", "Bu Sari"),
        ("Wawancara dengan Ibu Sari Dewi (S) oleh Rina (P)", "Ibu Sari Dewi"),
        ("Nama Ketua Kelompok : Bu Ani", "S"),
        ("Wawancara dengan KUBE Melati", "S"),
    ],
)
def test_informant_is_named_by_name_code_or_title(above, informant):
    assert {t.informant for t in read(above).turns if not t.asks} == {informant}


def test_fact_inside_the_talk_is_speech():
    talk = "P: Di mana, Bu?\nS: Begini.\nTempat: balai RW, ya di situ kami kumpul.\nP: Oh.\nS: Ya.\n"
    assert (
        "balai RW"
        in read("", talk=talk).text[
            slice(*[read("", talk=talk).turns[1].start, read("", talk=talk).turns[1].end])
        ]
    )


MONOLOGUE = "Kami dulu belum punya tempat, jadi semua orang datang ke rumah saya setiap Jumat malam.\n\n"


def test_facts_end_where_a_talk_without_labels_begins():
    later = "Tempat: balai RW, ya di situ kami kumpul kalau ada apa-apa.\n\nKelompok: Tulip\nitu tetangga.\n"
    document = read("Wawancara dengan Bu Sari\nKelompok: Melati\n", talk=MONOLOGUE + later)
    assert document.case == "Melati"
    turns = [document.text[t.start : t.end] for t in document.turns]
    assert turns == [MONOLOGUE.strip(), later.split("\n", maxsplit=1)[0], "itu tetangga."]


def test_sentence_above_the_facts_of_a_talk_without_labels_is_kept():
    document = read("Kami sering ribut.\nKelompok: Melati\n", talk=MONOLOGUE)
    assert document.case == "Melati"
    assert [document.text[t.start : t.end] for t in document.turns] == [
        "Kami sering ribut.",
        MONOLOGUE.strip(),
    ]


def test_informant_above_a_talk_without_labels_speaks_in_it():
    document = read("Informan: Bu Sari\nJabatan: ketua\n", talk=MONOLOGUE)
    assert [(t.informant, t.role) for t in document.turns] == [("Bu Sari", "ketua")]


def test_summary_of_an_interview_is_not_its_informants_speech():
    talk = "Informan merasa betah menjadi ketua. Menurut informan saya harus datang lagi.\n"
    document = read("Informan: Bu Sari\n", talk=talk)
    assert [t.informant for t in document.turns] == [None]


@pytest.mark.parametrize(
    "above", ["Narasumber [S] : Bu Sari\nPewawancara [P] : Fajar\n", "Informan (S) = Bu Sari\n"]
)
def test_label_in_brackets_after_the_part_is_the_persons(above):
    document = read(above, talk="P: Apa?\nS: Ya saya.\nP: Lalu?\nS: Itu.\n")
    assert {(t.speaker, t.informant) for t in document.turns if not t.asks} == {("S", "Bu Sari")}


def test_post_after_the_informants_name_is_the_role():
    document = read("Informan : Bu Sari (Ketua)\n", talk="P: Apa?\nS: Ya saya.\nP: Lalu?\nS: Itu.\n")
    assert {(t.informant, t.role) for t in document.turns if not t.asks} == {("Bu Sari", "ketua")}


SECOND = "Rekaman kedua\nTanggal: 12 Mei 2024\nInforman: Bu Sari\n\nP: Setelah itu?\nS: Sudah baikan.\n"


def test_header_above_a_second_recording_is_no_speech():
    above = "Kelompok: Melati\nInforman: Bu Sari\nTanggal: 5 Mei 2024\n"
    document = read(above, talk=f"P: Ribut?\nS: Ya, saya ribut.\n\n{SECOND}P: Terima kasih.\n")
    turns = [document.text[t.start : t.end] for t in document.turns]
    assert turns == ["Ribut?", "Ya, saya ribut.", "Setelah itu?", "Sudah baikan.", "Terima kasih."]
    assert {t.informant for t in document.turns if not t.asks} == {"Bu Sari"}


@pytest.mark.parametrize(
    ("title", "case"),
    [
        ("TRANSKRIP WAWANCARA KUBE MELATI PUTIH DESA SUKAMAJU", "KUBE MELATI PUTIH"),
        ("Wawancara ketua Kelompok Usaha Bersama (KUBE) Melati, Mei 2024", "KUBE Melati"),
        ("Perbandingan KUBE Melati dan KUBE Tulip", "wawancara 1"),
    ],
)
def test_group_in_a_title_is_the_case_if_nothing_else_names_one(title, case):
    talk = "P: Ribut?\nS: Engga.\nP: Rapat?\nS: Sering.\n"
    assert read(f"{title}\n\n", talk=talk, name="wawancara 1.txt").case == case


def test_initials_in_a_title_are_the_informants():
    talk = "Tanya: Ribut?\nJawab: Engga.\nTanya: Rapat?\nJawab: Sering.\n"
    document = read("Wawancara dengan informan TN, anggota\n\n", talk=talk)
    assert {t.informant for t in document.turns if not t.asks} == {"TN"}


def test_words_for_an_answer_are_one_speaker():
    talk = "Tanya 1: Ribut?\nJawab: Engga.\nTanya 2: Rapat?\nJwb: Sering.\nTanya 3: Betah?\nJawaban 3: Ya.\n"
    document = read("", talk=talk)
    assert [t.asks for t in document.turns] == [True, False] * 3
    assert len({t.informant for t in document.turns if not t.asks}) == 1


def test_group_in_a_title_counts_more_than_a_loose_word_of_the_file_name():
    talk = "P: Ribut?\nS: Engga.\nP: Rapat?\nS: Sering.\n"
    for name, case in (
        ("bu lilis lengkap.txt", "KUBE Melati"),
        ("tulip_S.txt", "tulip"),
        ("KUBE Mawar.txt", "KUBE Mawar"),
    ):
        assert read("Wawancara anggota KUBE Melati\n\n", talk=talk, name=name).case == case
