"""Every form of header above every kind of label: who speaks, in which group, and nothing of it is speech."""

import pytest

from kubecode.language.indonesian import load
from kubecode.transcript import Header, read_transcript

WORDS = load().transcript_words

HEADERS = {
    "titles": "TRANSKRIP WAWANCARA KUBE MELATI\nWawancara dengan Bu Sari\n",
    "colons": "Kelompok: KUBE Melati\nPewawancara: Rina\nInforman: Bu Sari\nTanggal: 3 Mei 2024\n",
    "aligned": "Nama Kelompok   : KUBE Melati\nNama Informan   : Bu Sari\nJabatan         : Anggota\n"
    "Hari/Tanggal    : Jumat, 3 Mei 2024\nTempat          : rumah informan\nPewawancara     : Rina\n",
    "person": "Nama: Bu Sari\nUsia: 43 tahun\nKelompok: KUBE Melati\nPekerjaan: jualan\nAlamat: RT 3\n",
    "tabs": "Nama Informan\tBu Sari\nKelompok\tKUBE Melati\nPewawancara\tRina\n",
    "equals": "Kelompok = KUBE Melati\nInforman = Bu Sari\n",
    "next line": "Nama Informan\nBu Sari\nNama Kelompok\nKUBE Melati\n",
    "remark": "Narasumber : Bu Sari (anggota)\nKelompok : KUBE Melati\nWaktu : 09.00-10.00\n",
    "numbers": "A. Identitas Informan\n1. Nama : Bu Sari\n2. Umur : 43\n3. Kelompok : KUBE Melati\n\nB. Wawancara\n",
    "bullets": "- Nama informan: Bu Sari\n- Kelompok: KUBE Melati\n- Pewawancara: Rina\n",
    "one line": "Informan: Bu Sari; Kelompok: KUBE Melati; Tanggal: 3 Mei 2024\n",
    "bold": "**Nama Informan:** Bu Sari\n**Kelompok:** KUBE Melati\n",
    "subject": "Nama Subjek : Bu Sari\nKelompok Usaha : KUBE Melati\nInterviewer : Rina\nWawancara ke : 1\n",
    "part": "Responden : Bu Sari\nKUBE : Melati\nPeneliti : Rina\nModerator : Peneliti\nDurasi : 45 menit\n",
}
LABELS = [
    *("P: |S: ", "Pewawancara: |Informan: ", "Peneliti : |Bu Sari : ", "Rina: |Sari: ", "T: |J: ", "A: |B: "),
    *(
        "Tanya: |Jawab: ",
        "**P:** |**S:** ",
        "I: |R: ",
        "P: |I: ",
        "PENELITI: |SARI: ",
        "Moderator: |Subjek: ",
    ),
    *("P : |N : ", "1. |", "(P-1) |(S-1) ", "P/ |S/ "),
]
QUESTIONS = (
    "Sudah berapa lama ikut kelompok, Bu?",
    "Kalau ada masalah bagaimana?",
    "Coba ceritakan yang paling berkesan.",
    "Siapa yang memimpin rapat?",
)
ANSWERS = (
    "Wah sudah lama, dari awal berdiri saya ikut terus.",
    "Ya dirembug bareng, kadang ribut juga, tapi besoknya sudah biasa lagi.",
    "Waktu itu uang kas pernah hilang, semua curiga, ternyata ketemu di laci.",
    "Bu Ketua, kalau dia berhalangan ya saya yang gantiin.",
)


@pytest.mark.parametrize("gap", ["", "\n"], ids=["no gap", "gap"])
@pytest.mark.parametrize("header", HEADERS)
def test_header_gives_group_and_person_and_is_no_speech(header, gap):
    for labels in LABELS:
        ask, answer = labels.split("|")
        pairs = zip(QUESTIONS, ANSWERS, strict=True)
        turns = (
            f"{ask.replace('1', str(n))}{question}\n{answer.replace('1', str(n))}{said}\n"
            for n, (question, said) in enumerate(pairs, 1)
        )
        text = f"{HEADERS[header]}{gap}{''.join(turns)}"
        document = read_transcript("wawancara 1.txt", text, 0, Header(), WORDS)
        said = [(text[turn.start : turn.end], turn.asks) for turn in document.turns]
        expected = [
            (words, asks)
            for pair in zip(QUESTIONS, ANSWERS, strict=True)
            for words, asks in zip(pair, (True, False), strict=True)
        ]
        assert said == expected, labels
        assert {turn.informant for turn in document.turns if not turn.asks} <= {"Bu Sari", "Sari"}, labels
        assert document.case.casefold().removeprefix("kube ") == "melati", labels


PEOPLE = {
    "nothing": "",
    "list": "Kelompok: KUBE Melati\nModerator: Rina\nPeserta: Sari, Dewi, Tuti\n",
    "numbered list": "Kelompok: KUBE Melati\nPeserta:\n1. Bu Sari (ketua)\n2. Bu Dewi\n3. Bu Tuti\n",
    "legend with =": "Keterangan:\nM = Moderator\nP1 = Sari\nP2 = Dewi\nP3 = Tuti\n",
    "legend with colons": "Keterangan:\nM : Moderator\nP1 : Sari\nP2 : Dewi\nP3 : Tuti\n",
    "legend on a line": "Keterangan: M = moderator, P1 = Sari, P2 = Dewi, P3 = Tuti\n",
    "legend with dashes": "Ket:\nM  - Moderator\nP1 - Sari\nP2 - Dewi\nP3 - Tuti\n",
    "legend with parts": "M: Moderator\nP1: Peserta 1 (Sari)\nP2: Peserta 2 (Dewi)\nP3: Peserta 3 (Tuti)\n",
}
NAMES = [
    "Moderator Sari Dewi Tuti",
    "MODERATOR SARI DEWI TUTI",
    "Fasilitator Bu_Sari Bu_Dewi Bu_Tuti",
    "M P1 P2 P3",
    "Moderator Peserta_1 Peserta_2 Peserta_3",
]
GROUP_TALK = [
    (0, "Selamat siang ibu-ibu, siapa yang sering ribut di sini?"),
    (1, "Dulu pernah saya sama Dewi, gara-gara uang."),
    (2, "Iya, padahal cuma seribu ya?"),
    (3, "Saya nonton aja."),
    (0, "Terus baikannya bagaimana?"),
    (2, "Ya dipertemukan ketua, disuruh salaman."),
    (1, "Habis itu makan bareng."),
    (0, "Ada yang mau menambahkan?"),
    (3, "Saya, Mbak. Sejak itu kas dicatat berdua."),
    (0, "Baik, terima kasih."),
    (1, "Sama-sama."),
]


@pytest.mark.parametrize("style", ["{}: {}", "{} : {}", "**{}:** {}", "[{}] {}", "{}\t: {}"])
@pytest.mark.parametrize("people", PEOPLE)
def test_group_interview_has_one_who_asks_and_all_who_take_part(people, style):
    for names in NAMES if "legend" not in people else ["M P1 P2 P3"]:
        labels = [name.replace("_", " ") for name in names.split()]
        talk = "".join(style.format(labels[who], said) + "\n" for who, said in GROUP_TALK)
        document = read_transcript("melati_fgd.txt", f"{PEOPLE[people]}\n{talk}", 0, Header(), WORDS)
        said = [(document.text[turn.start : turn.end], turn.asks) for turn in document.turns]
        assert said == [(words, who == 0) for who, words in GROUP_TALK], labels
        assert len({turn.informant for turn in document.turns if not turn.asks}) == 3, labels
        if "legend" in people:
            assert {turn.informant for turn in document.turns if not turn.asks} == {"Sari", "Dewi", "Tuti"}


def test_question_in_the_lines_above_is_no_legend():
    text = "Informan I: Bapak Sarpin\nPeneliti : Sejak kapan Bapak jadi ketua\nInforman I : Lama.\nPeneliti : Ribut?\n"
    document = read_transcript("a.txt", text, 0, Header(), WORDS)
    said = [(document.text[turn.start : turn.end], turn.asks) for turn in document.turns]
    assert said == [("Sejak kapan Bapak jadi ketua", True), ("Lama.", False), ("Ribut?", True)]
