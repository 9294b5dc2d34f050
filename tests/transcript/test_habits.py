"""Habits of people who type transcripts, each in a small talk of its own."""

import pytest
from test_layouts import read, said

from kubecode.language.indonesian import load
from kubecode.transcript.legends import legend_below, read_pairs, read_title
from kubecode.transcript.lines import split_lines
from kubecode.transcript.several import interviews_in

WORDS = load().transcript_words


def asking(text):
    """Return (label, asks) of the turns."""
    return [(label, asks) for label, asks, _ in said(read(text))]


def informants(text, name="mawar_01.txt"):
    return {turn.informant for turn in read(text, name=name).turns if not turn.asks}


@pytest.mark.parametrize(
    "told",
    [
        "Ketua: apo masalahnyo?\nKami: kami kurang orang.\nEti: aku minta maaf.\nNangis galo orang hari tu.\n",
        "Ketua: jangan telat lagi.\nTerus semua diam.\n",
    ],
)
def test_story_in_a_talk_of_people_with_names_stays_with_its_teller(told):
    text = f"Dita: Lalu?\nMak Yam: Begini.\n{told}Dita: Oh.\nMak Yam: Iya.\nDita: Terus?\nMak Yam: Damai.\n"
    assert {label for label, _ in asking(text)} == {"Dita", "Mak Yam"}


def test_story_below_numbered_questions_is_no_talk():
    text = '1. Pernah ribut?\nPernah.\nSaya: "Kok kurang?"\nAni: "Masa?"\n2. Siapa yang damaikan?\nKetua.\n'
    assert asking(text) == [(None, True), (None, False)] * 2


def test_quoted_people_between_labelled_answers_are_told():
    text = '1. Ceritakan pompa rusak?\nJawab: Malam itu.\nBejo: "Mas pompane mati."\n2. Lalu apa?\nJawab: Diam.\n'
    assert [label for label, _ in asking(text)] == [None, "Jawab"] * 2


def test_who_types_the_talk_asks_beside_an_informant_with_a_name():
    text = "Saya: Cerita dulu Bu.\nBu Ipah: Saya jualan. Kenapa?\nSaya: Oh.\nBu Ipah: Ketua bilang ke saya: ayo.\n"
    assert asking(text) == [("Saya", True), ("Bu Ipah", False)] * 2


@pytest.mark.parametrize(
    "note",
    [
        "[Suara azan dari musala sebelah]",
        "(Telepon berdering, wawancara berhenti)",
        "*** rekaman terhenti karena hujan ***",
        "<<<rekaman terputus, baterai habis>>>",
        "Catatan peneliti: pohon sudah ditebang",
        "78 | Bab IV Hasil Penelitian",
        "Dinamika KUBE di Lampung | 79",
        "Repository Universitas Contoh",
        "Wawancara berakhir pukul 16.45 WIB",
    ],
)
def test_line_between_the_turns_that_nobody_says(note):
    text = f"P: Ribut?\nS: Engga, kami\n{note}\nrukun.\nP: Rapat?\nS: Sering.\n"
    document = read(text)
    assert not any(note in document.text[turn.start : turn.end] for turn in document.turns)
    assert [turn.speaker for turn in document.turns] == ["P", "S", "S", "P", "S"]


@pytest.mark.parametrize(
    "title", ["B. SUASANA KELOMPOK", "HAMBATAN YANG DIRASAKAN", "2. Komunikasi antar anggota"]
)
def test_title_of_the_turns_below_it_is_no_speech(title):
    text = f"P: Ribut?\nS: Engga.\n\n{title}\nP: Rapat?\nS: Sering.\n"
    assert [words for _, _, words in said(read(text))] == ["Ribut?", "Engga.", "Rapat?", "Sering."]


@pytest.mark.parametrize("title", ["Hasil observasi", "## Catatan lapangan", "REFLEKSI PENELITI:"])
def test_nobody_speaks_in_the_sections_after_the_talk(title):
    text = f"P: Ribut?\nS: Engga.\nP: Rapat?\nS: Sering.\n\n{title}\nInforman menyeduh kopi.\n"
    assert "menyeduh" not in " ".join(words for _, _, words in said(read(text)))


@pytest.mark.parametrize(
    "text",
    [
        "P: Ribut?S: Engga.P: Rapat?S: Sering.\n",
        "P: Ribut?S: Engga.P:\nRapat?S: Sering.\n",
        "Laila: Ribut?Ipah: Engga semua.Laila: Rapat?\nIpah: Sering.Laila: Wah.\nLaila: Oh.\nIpah: Ya.\n",
    ],
)
def test_label_may_be_glued_to_the_sentence_before(text):
    assert len({label for label, _ in asking(text)}) == 2
    assert len(asking(text)) >= 4


@pytest.mark.parametrize("number", ["1.{} ", "{}: ", "0{}| ", "{} "])
def test_number_before_a_label_may_have_any_form(number):
    lines = ["P: Ribut?", "S: Engga.", "P: Rapat?", "S: Sering."]
    text = "\n".join(number.format(count) + line for count, line in enumerate(lines, 1))
    assert asking(text) == [("P", True), ("S", False)] * 2


def test_spellings_of_a_person_are_weighed_together():
    text = "Rina: Bu, ganti?\nIbu Sari (Ketua): Harusnya.\nRina: Kenapa?\nSARI: Aneh kan?\nRina: Oh.\nBu Sari: Ya.\n"
    assert [asks for _, asks in asking(text)] == [True, False] * 3
    assert len(informants(text)) == 1


def test_interpreter_is_no_informant():
    text = "P: Ribut?\nPenerjemah: Gegeran?\nMbah Jo: Ora.\nP: Rapat?\nPenerjemah: Kumpul?\nMbah Jo: Yo.\n"
    assert {turn.informant for turn in read(text).turns} == {None, "Mbah Jo"}


@pytest.mark.parametrize(
    ("line", "roles", "names"),
    [
        ("Tim peneliti = T, Wo Pipi = P", {"T": "peneliti"}, {"P": "Wo Pipi"}),
        ("T = Tim peneliti; P = PJ distribusi", {"T": "peneliti", "P": "pj distribusi"}, {}),
        ("P = Bu Sari, ketua", {"P": "ketua"}, {"P": "Bu Sari"}),
        ("P : Bu Sari", {}, {}),
        ("P, T = informan", {"P": "informan", "T": "informan"}, {}),
        ("Saya tanya P = apa", {}, {}),
    ],
)
def test_pairs_explain_labels(line, roles, names):
    legend = read_pairs(line, {"T", "P"}, WORDS)
    assert (legend.roles, legend.names) == (roles, names)


def test_legend_below_the_talk():
    lines = split_lines("Mod: Ya?\nP 1: Ya.\n\nKeterangan:\nMod = moderator\nP = peserta\n", 0)
    first, legend = legend_below(lines, {"Mod", "P 1"}, WORDS)
    assert (first, legend.roles) == (3, {"Mod": "moderator", "P": "peserta"})


@pytest.mark.parametrize(
    ("title", "informants", "interviewers"),
    [
        ("Wawancara dengan Bu Wulan (W) oleh Fajar (F)", ["Bu Wulan"], ["Fajar"]),
        ("Hasil wawancara Pak Karso, ketua", ["Pak Karso"], []),
        ("Rumah Mak Yam, pewawancara Dita dan Bagas", [], ["Dita", "Bagas"]),
        ("Pewawancara: Fajar. Informan: Wulan", ["Wulan"], ["Fajar"]),
        ("Wawancara dengan KUBE Melati", [], []),
    ],
)
def test_title_names_who_takes_part(title, informants, interviewers):
    legend = read_title(title, WORDS)
    assert (legend.informants, legend.interviewers) == (informants, interviewers)


TWO = "Wawancara 1\nNama informan : Bu Tuti\n\n{talk}\nWawancara 2\nNama informan : Bu Ocih\nUsia : 40\n\n{talk}"


def test_interviews_of_an_appendix_are_apart():
    talk = "P : Ribut?\nN : Engga.\nP : Rapat?\nN : Sering.\n"
    (first, one), (second, other) = interviews_in(TWO.format(talk=talk), WORDS)
    assert (first, second) == ("Bu Tuti", "Bu Ocih")
    assert one.startswith("Wawancara 1")
    assert other.startswith("Wawancara 2")
    assert informants(one) == {"Bu Tuti"}


@pytest.mark.parametrize(
    "text",
    [
        "Informan 1: Bu Tuti\nInforman 2: Bu Ocih\n\nP: Ribut?\nBu Tuti: Engga.\nP: Rapat?\nBu Ocih: Sering.\n",
        "P: Ribut?\nNarasumber: Iya, sering.\nP: Rapat?\nNarasumber: Engga, jarang.\nP: Oh.\n" * 2,
        "Nama : Bu Tuti\nP: Ribut?\nS: Engga.\nP: Rapat?\nS: Sering.\n",
    ],
)
def test_names_above_or_in_one_talk_part_nothing(text):
    assert interviews_in(text, WORDS) == []


def test_misspelt_part_is_the_part():
    text = "Peneliti: Ribut?\nInforman: Engga.\nPeneltii: Rapat?\nInfroman: Sering.\nPenliti : Oh.\nInforman: Ya.\n"
    assert [asks for _, asks in asking(text)] == [True, False] * 3
    assert len(informants(text)) == 1


@pytest.mark.parametrize("answer", ["Jwb", "Jawab", "Jawaban"])
def test_numbers_of_questions_count_whatever_the_answers_are_called(answer):
    text = "".join(f"Tanya {n}: Soal {n}\n{answer} {n}: Kami rukun.\n" for n in range(1, 5))
    assert [asks for _, asks in asking(text)] == [True, False] * 4


def test_note_of_an_annotation_is_no_turn():
    talk = ["P\t00:01\tRibut?", "S\t00:02\tEngga.", "P\t00:03\tRapat?", "S\t00:04\tSering."]
    rows = [*talk, "Catatan\t00:05\tsuara motor", "P\t00:06\tOh."]
    assert [label for label, _ in asking("\n".join(rows))] == ["P", "S", "P", "S", "P"]


def test_end_of_a_sentence_on_the_line_is_no_part_of_a_label():
    text = "P: Datang semua\nanggota, Bah. AU: Sapuluh. P: Yang lain?\nAU: Sibuk.\nP: Oh. AU: Enya.\n"
    assert {label for label, _ in asking(text)} == {"P", "AU"}


def test_one_letter_with_two_names_is_two_people():
    text = "P: Ribut?\nS (Siti): Engga.\nS (Saodah): Iya.\nP: Rapat?\nS (Siti): Sering.\nS (Saodah): Ya.\n"
    assert informants(text) == {"Siti", "Saodah"}


def test_invisible_characters_make_no_other_label():
    text = "P: Ribut?\nIbu Jos\u00e9\u200b: Engga.\n\u200bP\u200b: Rapat?\nIbu Jose\u0301: Sering.\n"
    assert [asks for _, asks in asking(text)] == [True, False] * 2
    assert len(informants(text)) == 1


@pytest.mark.parametrize("labels", ["P - |S - ", "Peneliti: |Bu Sari: "])
def test_talk_in_a_file_that_is_called_a_note_is_a_talk(labels):
    ask, answer = labels.split("|")
    text = f"{ask}Ribut?\n{answer}Engga.\n{ask}Rapat?\n{answer}Sering.\n"
    assert [asks for _, asks in asking_in(text, "catatan melati.txt")] == [True, False] * 2
    notes = "Tanggal: 5 Mei\nRapat dibuka ketua.\nSuasana: tenang dan akrab sejak awal sampai selesai.\n"
    assert asking_in(notes, "catatan melati.txt") == [(None, False)]


def asking_in(text, name):
    return [(turn.speaker, turn.asks) for turn in read(text, name=name).turns]


@pytest.mark.parametrize(
    "note", ["Kesimpulan: hubungan mereka akrab.", "Memo\nIbu ramah.", "Durasi: 20 menit"]
)
def test_words_of_the_researcher_after_the_talk_are_no_speech(note):
    text = f"P: Ribut?\nS: Engga.\nP: Rapat?\nS: Sering.\n\n{note}\n"
    document = read(text)
    assert [document.text[t.start : t.end] for t in document.turns] == [
        "Ribut?",
        "Engga.",
        "Rapat?",
        "Sering.",
    ]
