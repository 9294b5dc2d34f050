"""Layouts as researchers type them; every transcript is inside its test."""

import pytest

from kubecode.language.indonesian import load
from kubecode.model import SourceKind
from kubecode.transcript import Header, read_transcript


def read(text, name="melati_R_01.txt", header=None):
    return read_transcript(name, text, 0, header or Header(), load().transcript_words)


def said(document):
    return [
        (turn.speaker, turn.asks, " ".join(document.text[turn.start : turn.end].split()))
        for turn in document.turns
    ]


LAYOUTS = {
    "plain": "P: Sudah lama ikut?\nR: Dua tahun.\nP: Senang?\nR: Ya senang.\n",
    "space before the colon": "P : Sudah lama ikut?\nR : Dua tahun.\nP : Senang?\nR : Ya senang.\n",
    "wide padding": "P       : Sudah lama ikut?\nR       : Dua tahun.\nP       : Senang?\nR       : Ya senang.\n",
    "bold": "**P:** Sudah lama ikut?\n\n**R:** Dua tahun.\n\n**P:** Senang?\n\n**R:** Ya senang.\n",
    "bold before the colon": "**P**: Sudah lama ikut?\n\n**R**: Dua tahun.\n\n**P**: Senang?\n\n**R**: Ya senang.\n",
    "time stamps": (
        "[00:00:01] P: Sudah lama ikut?\n[00:00:04] R: Dua tahun.\n[00:00:07] P: Senang?\n[00:00:09] R: Ya senang.\n"
    ),
    "label alone": "P :\nSudah lama ikut?\nR :\nDua tahun.\nP :\nSenang?\nR :\nYa senang.\n",
    "wrapped": "P: Sudah lama\nikut?\nR: Dua\n     tahun.\nP: Senang?\nR: Ya\nsenang.\n",
    "escaped Markdown": (
        "\\*\\*P:\\*\\* Sudah lama ikut?\n\n\\***\\*R:\\*** Dua tahun.\n\n**_P:_** Senang?\n\n**_R:_** Ya senang.\n"
    ),
    "numbered": "1. P : Sudah lama ikut?\n2) R : Dua tahun.\n**3. P:** Senang?\n4. **R:** Ya senang.\n",
    "page marks": (
        "P: Sudah lama\nikut?\nHalaman 3\nR: Dua tahun.\n- 4 -\nP: Senang?\n5\nR: Ya senang.\n(6)\nHal. 7 dari 9\n"
    ),
    "words as labels": "Pewawancara: Sudah lama ikut?\nR: Dua tahun.\nPewawancara: Senang?\nR: Ya senang.\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_turns(layout):
    document = read(LAYOUTS[layout])
    assert [text for _, _, text in said(document)] == [
        "Sudah lama ikut?",
        "Dua tahun.",
        "Senang?",
        "Ya senang.",
    ]
    assert [asks for _, asks, _ in said(document)] == [True, False, True, False]
    assert {turn.informant for turn in document.turns} == {None, "R"}


def test_name_in_brackets_names_the_informant():
    document = read(
        "Pewawancara: Apa kabar?\nInforman (T): Baik.\nPewawancara: Sehat?\nInforman (T): Sehat.\n"
    )
    assert {turn.informant for turn in document.turns if not turn.asks} == {"T"}


def test_only_label_takes_the_name_in_the_file_name():
    text = "Pewawancara: Apa kabar?\nInforman: Baik.\nPewawancara: Sehat?\nInforman: Sehat.\n"
    assert {turn.informant for turn in read(text).turns if not turn.asks} == {"R"}


def test_header_names_the_only_informant():
    text = "I: Apa kabar, Bu?\nN: Baik.\nI: Rapatnya kapan?\nN: Minggu.\n"
    document = read(text, header=Header(informant="PT", role="anggota"))
    assert [(turn.informant, turn.role) for turn in document.turns if not turn.asks] == [
        ("PT", "anggota")
    ] * 2


def test_interviewer_is_found_despite_misleading_labels():
    # N is the interviewer here, I the informant.
    document = read("N: Sudah lama?\nI: Lama.\nN: Betah?\nI: Betah, ya?\nN: Kenapa?\nI: Enak aja.\n")
    assert {turn.speaker for turn in document.turns if turn.asks} == {"N"}


def test_legend_sets_roles_and_is_no_speech():
    text = "Keterangan: P = Peneliti, Y = Informan\nP : Cerita dong.\nY : Cerita apa?\nP : Warung.\nY : Oh, warung?\n"
    document = read(text)
    assert {turn.speaker for turn in document.turns if turn.asks} == {"P"}


def test_headings_facts_and_legends_are_no_speech():
    text = "Nama : R\nTempat : warung\nHari, tanggal : Senin, 2 Mei\n\nP: Betah?\nR: Betah.\nP: Ribut?\nR: Engga.\n"
    assert [text for _, _, text in said(read(text))] == ["Betah?", "Betah.", "Ribut?", "Engga."]


def test_colon_in_speech_begins_no_turn():
    text = "P: Terus?\nR: Saya bilang gini\nKata dia begini: jangan\nP: Lalu?\nR: Ya udah.\n"
    assert len(read(text).turns) == 4


def test_quotes_of_one_informant_need_no_interviewer():
    document = read("T: Anggota ada sepuluh.\nT: Rapat sebulan sekali.\n")
    assert [turn.asks for turn in document.turns] == [False, False]


def test_several_informants_keep_their_names():
    text = "P: Siapa ketuanya?\nKetua: Saya.\nAnggota 1: Dia.\nP: Benar?\nKetua: Benar.\nAnggota 1: Iya.\n"
    document = read(text)
    assert {(turn.informant, turn.role) for turn in document.turns if not turn.asks} == {
        ("Ketua", "ketua"),
        ("Anggota 1", "anggota"),
    }


def test_notes_have_a_turn_per_paragraph_without_speaker():
    text = "# Catatan\n\nWarung buka jam enam.\nDua orang jaga.\n\nRapat: sepuluh hadir.\n"
    document = read(text, name="melati_observasi_02.md")
    assert document.source_kind is SourceKind.OBSERVATION
    assert [text for _, _, text in said(document)] == [
        "Warung buka jam enam. Dua orang jaga.",
        "Rapat: sepuluh hadir.",
    ]
    assert all(turn.informant is None for turn in document.turns)


def test_case_is_the_start_of_the_file_name():
    assert read("R: Ya.\n").case == "melati"
    assert read("R: Ya.\n", header=Header(case="KUBE Melati")).case == "KUBE Melati"


@pytest.mark.parametrize(
    "text",
    [
        "**Rini (P):** Sudah lama ikut?\n\n**Sari (T):** Dua tahun.\n\n**P:** Senang?\n\n**T:** Ya senang.\n",
        "Pewawancara (P): Cerita saja.\nIbu Sari (T): Dua tahun.\nP: Lalu bagaimana.\nT: Ya senang.\n",
        "Pewawancara: Sudah lama?\nInforman (T): Dua tahun.\nPewawancara: Senang?\nInforman: Ya senang.\n",
        "P: Sudah lama?\nT: Dua tahun.\nP (menulis): Senang?\nT (tertawa): Ya senang.\n",
        "**Rini** (P): Sudah lama?\n**Sari** (T): Dua tahun.\n**P:** Senang?\n**T:** Ya senang.\n",
    ],
)
def test_two_forms_of_a_label_are_one_speaker(text):
    document = read(text, name="melati_01.txt", header=Header(speakers={"T": "informan"}))
    assert [turn.asks for turn in document.turns] == [True, False, True, False]
    assert {turn.informant for turn in document.turns if not turn.asks} == {"T"}


def test_brackets_shared_by_two_speakers_join_no_labels():
    text = "P: Betah?\nInforman (T): Betah.\nInforman (R): Betah.\nP: Ribut?\nInforman (T): Engga.\nInforman: Jarang.\n"
    assert len({turn.informant for turn in read(text).turns if not turn.asks}) == 3


@pytest.mark.parametrize("mark", ["---", "***", "## Bagian dua", "Halaman 3", "- 3 -", "3"])
def test_speaker_continues_after_a_page_mark(mark):
    document = read(f"P: Betah?\nR: Betah karena\n\n{mark}\n\ntetangga dekat.\nP: Ribut?\nR: Engga.\n")
    assert said(document) == [
        ("P", True, "Betah?"),
        ("R", False, "Betah karena"),
        ("R", False, "tetangga dekat."),
        ("P", True, "Ribut?"),
        ("R", False, "Engga."),
    ]


def test_numbered_list_of_posts_begins_no_turn():
    text = "P: Siapa pengurusnya?\nR: Ada tiga.\n1. Ketua: Bu S\n2. Bendahara: Bu T\nP: Yang lain?\nR: Anggota.\n"
    assert {turn.speaker for turn in read(text).turns} == {"P", "R"}


def test_declared_label_may_be_any_text():
    speakers = {"1": "pewawancara", "2": "informan", "Bu Hj. Siti binti Umar": "ketua"}
    text = "1: Betah?\n2: Betah.\nBu Hj. Siti binti Umar: Betah semua.\n"
    assert [(speaker, asks) for speaker, asks, _ in said(read(text, header=Header(speakers=speakers)))] == [
        ("1", True),
        ("2", False),
        ("Bu Hj. Siti binti Umar", False),
    ]


GROUP = "Moderator: Sering ribut?\nBu Siti: Kami rukun.\n{once}\nModerator: Iuran?\nBu Siti: Lancar.\n"


@pytest.mark.parametrize("label", ["Bu Ani", "Teh Ani", "Pak RT", "Ceu Ani Nur Aini", "Ibu-ibu", "AN"])
def test_single_label_with_word_of_address_begins_a_turn(label):
    document = read(GROUP.format(once=f"{label}: Ah pernah ribut."), name="melati_1.txt")
    assert (label, False, "Ah pernah ribut.") in said(document)
    assert ("Bu Siti", False, "Kami rukun.") in said(document)


def test_single_name_like_the_other_labels_begins_a_turn():
    text = GROUP.replace("Bu Siti", "Siti").format(once="Tuti: Ah pernah ribut.")
    assert ("Tuti", False, "Ah pernah ribut.") in said(read(text))


@pytest.mark.parametrize("aside", ["Misalnya", "Contoh", "Alasannya", "Bu Siti bilang", "WA", "Rapat"])
def test_aside_in_speech_begins_no_turn(aside):
    document = read(GROUP.format(once=f"{aside}: jangan ribut."), name="melati_1.txt")
    assert ("Bu Siti", False, f"Kami rukun. {aside}: jangan ribut.") in said(document)


@pytest.mark.parametrize(
    "mark", ["\u00a0:", "\u202f: ", "\uff1a", "\t:\t", "   : ", ":\u00a0", "\u00a0\u00a0\uff1a\u00a0"]
)
def test_label_may_have_any_blank_and_colon_after_it(mark):
    text = f"P{mark}Sudah lama ikut?\nBu\u00a0Tini{mark}Dua tahun.\nP{mark}Senang?\nBu Tini: Ya senang.\n"
    assert said(read(text)) == [
        ("P", True, "Sudah lama ikut?"),
        ("Bu Tini", False, "Dua tahun."),
        ("P", True, "Senang?"),
        ("Bu Tini", False, "Ya senang."),
    ]


@pytest.mark.parametrize("stamp", ["00:12", "[00:00:12]"])
def test_time_stamp_alone_ends_a_recurring_label(stamp):
    text = f"P {stamp}\nSering rapat?\n\nS {stamp}\nRapat 10:30\nsudah biasa.\nP {stamp}\nTiap?\nS {stamp}\nKamis.\n"
    document = read(text, name="melati_1.txt")
    assert said(document) == [
        ("P", True, "Sering rapat?"),
        ("S", False, "Rapat 10:30 sudah biasa."),
        ("P", True, "Tiap?"),
        ("S", False, "Kamis."),
    ]
    assert {turn.informant for turn in document.turns} == {None, "S"}


def test_semicolon_after_a_known_label_counts_as_colon():
    text = "P: Ribut?\nS; Kami sering ribut\nKata dia; biasa.\nP; Terus?\nS: Ya damai.\n"
    assert [speaker for speaker, _, _ in said(read(text))] == ["P", "S", "P", "S"]
    assert said(read(text))[1][2] == "Kami sering ribut Kata dia; biasa."


@pytest.mark.parametrize(
    ("above", "date"),
    [
        ("Hari, tanggal : Sabtu, 14 Mei 2016", "Sabtu, 14 Mei 2016"),
        ("**Tanggal wawancara:** 2016-05-14", "2016-05-14"),
        ("Tanggal lahir : 3 Mei 1970", None),
        ("Tempat : rumah informan", None),
    ],
)
def test_date_above_the_speech_is_kept_as_typed(above, date):
    document = read(f"{above}\n\nPewawancara: Apa kabar?\nInforman (E): Baik.\n")
    assert document.attributes.get("date") == date


def test_date_of_the_header_takes_precedence():
    text = "Tanggal : 14 Mei 2016\n\nPewawancara: Apa kabar?\nInforman (E): Baik.\n"
    document = read(text, header=Header(attributes={"date": "2016-05-15"}))
    assert document.attributes["date"] == "2016-05-15"
