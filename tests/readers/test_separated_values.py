"""CSV and TSV files: separators, quotation marks, tables of speech, what is refused."""

from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.separated_values import read
from kubecode.readers.transcripts import read_transcripts

WORDS = load().transcript_words
SPEECH = "P: Ribut?\nS: Tidak.\nP: O.\n"


def read_csv(text, name="a.csv", encoding="utf-8"):
    return read(Path(name), text.encode(encoding), WORDS)


def text_of(text, name="a.csv", encoding="utf-8"):
    (made,) = read_csv(text, name, encoding)
    assert made.part is None
    return made.text


@pytest.mark.parametrize(
    "text",
    [
        "penutur,ucapan\nP,Ribut?\nS,Tidak.\nP,O.\n",
        "penutur;ucapan\r\nP;Ribut?\r\nS;Tidak.\r\nP;O.\r\n",
        "penutur\tucapan\nP\tRibut?\nS\tTidak.\nP\tO.\n",
        "sep=;\npenutur;ucapan\nP;Ribut?\nS;Tidak.\nP;O.\n",
        "\ufeffNo,Waktu,Penutur,Ucapan\n1,00:01,P,Ribut?\n2,00:02,S,Tidak.\n3,00:03,P,O.\n",
        "P,Ribut?\nS,Tidak.\nP,O.\n",
        '"Speaker","Start Time","Text"\n"P","0.1","Ribut?"\n"S","1.5","Tidak."\n"P","2","O."\n',
        ",,\n,penutur,ucapan\n,P,Ribut?\n,,\n,S,Tidak.\n,P,O.\n",
        "P: Ribut?\nS: Tidak.\nP: O.\n",
    ],
)
def test_separators_and_titles(text):
    assert text_of(text) == SPEECH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('penutur,ucapan\nP,"Ribut, Bu?"\nS,"Tidak.\nRukun ""sekali""."\n', 'P: Ribut, Bu?\nS: Tidak.\nRukun "sekali".\n'),
        ("penutur,ucapan\nP,Ribut, Bu?\nS,Tidak, rukun, kok.\n", "P: Ribut, Bu?\nS: Tidak, rukun, kok.\n"),
        ("P,Ribut, Bu?\nS,Tidak, rukun.\nP,O\n", "P: Ribut, Bu?\nS: Tidak, rukun.\nP: O\n"),
        ("penutur;ucapan\nP;Ribut, Bu, ya?\nS;Tidak, rukun, kok.\nS;Ya.\n", "P: Ribut, Bu, ya?\nS: Tidak, rukun, kok.\nS: Ya.\n"),
        ("pertanyaan;jawaban\nRibut?;Tidak.\nKapan?;Tiap bulan.\n", "Tanya: Ribut?\nJawab: Tidak.\nTanya: Kapan?\nJawab: Tiap bulan.\n"),
    ],
)  # fmt: skip
def test_quotes_and_commas_in_words(text, expected):
    assert text_of(text) == expected


def test_quotation_mark_that_is_not_closed_loses_no_speech():
    (made,) = read_csv('penutur,ucapan\nP,"Ribut?\nS,Tidak.\nP,O.\n')
    assert made.text.replace('"', "") == SPEECH
    assert "not closed" in made.problems[0].message


def test_long_cell_is_read():
    assert len(text_of(f"penutur,ucapan\nP,Ribut?\nS,{'ya ' * 100_000}\n")) > 290_000


def test_table_of_several_groups_is_several_documents():
    text = "kelompok;penutur;ucapan;tanggal\nMelati;P;Ribut?;2025-05-12\n;Sari;Tidak.;2025-05-12\nMawar;P;Kapan?;\n;Dewi;Jarang.;\n"
    melati, mawar = read_csv(text)
    assert [(made.part, made.header.case) for made in (melati, mawar)] == [
        ("Melati", "Melati"),
        ("Mawar", "Mawar"),
    ]
    assert melati.text == "P: Ribut?\nSari: Tidak.\n"
    assert melati.header.attributes == {"date": "2025-05-12"}


def test_table_of_several_informants_and_files():
    by_informant = read_csv(
        "informan,penutur,ucapan\nSari,P,Ribut?\nSari,I,Tidak.\nDewi,P,Kapan?\nDewi,I,Jarang.\n"
    )
    assert [(made.part, made.header.informant) for made in by_informant] == [
        ("Sari", "Sari"),
        ("Dewi", "Dewi"),
    ]
    by_file = read_csv("file,penutur,ucapan\nmelati/1,P,Ribut?\nmelati/1,S,Tidak.\nb,P,Kapan?\nb,D,Jarang.\n")
    assert [made.part for made in by_file] == ["melati 1", "b"]


def test_speech_has_its_speakers(tmp_path):
    path = tmp_path / "melati_S_01.csv"
    path.write_text("penutur;ucapan\nP;Ribut?\nS;Tidak.\n", "utf-8")
    (transcript,) = read_transcripts(path, WORDS)
    assert [(turn.informant, turn.asks) for turn in transcript.document.turns] == [(None, True), ("S", False)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("barang,harga\nberas,10\n", "no speech"),
        ("Aspek,Melati\nKomunikasi,▲ mendukung\nKonflik,· belum ditelaah\n", "kubecode exported"),
        (
            "kelompok,informan,kutipan,kode,valensi,pengode\nMelati,S,Tidak.,konflik,mendukung,a\n",
            "kubecode exported",
        ),
        ("a,b\n" * 200_000, "cells"),
        ("hanya satu kalimat\n", "no speech"),
    ],
)
def test_other_tables_are_refused_in_one_line(text, said):
    with pytest.raises(KubecodeError) as error:
        read_csv(text)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.hint


def test_kind_of_file_is_named():
    assert read_csv("penutur\tucapan\nP\tRibut?\n", "a.tsv")[0].format == "TSV"


@pytest.mark.parametrize(
    "titles",
    ["No,Penutur,Ucapan,Catatan", "Tier,Begin Time,Annotation,Duration", "Baris,Pembicara,Teks,Tema"],
)
def test_talk_with_facts_above_its_titles_is_no_form(titles):
    rows = ["1,{},{},"] if not titles.startswith("Tier") else ["{},00:01,{},2"]
    said = [("Peneliti", "Ribut?"), ("Bu Eni", "Tidak."), ("Peneliti", "Rapat?"), ("Bu Eni", "Sering.")]
    lines = [
        "Kelompok,KUBE Melati,,",
        "Informan,Bu Eni,,",
        ",,,",
        titles,
        *(rows[0].format(*turn) for turn in said),
    ]
    (made,) = read(Path("a.csv"), "\n".join(lines).encode(), WORDS)
    assert made.part is None
    assert [line for line in made.text.splitlines() if line.startswith(("Peneliti", "Bu Eni"))] == [
        f"{who}: {words}" for who, words in said
    ]


@pytest.mark.parametrize("names", ["Pewawancara,Sari", "Rina,Sari"])
def test_column_of_each_speaker_is_speech_and_no_form(names):
    asks, answers = names.split(",")
    text = f"Begin Time - hh:mm:ss.ms,{names}\n00:00:00.1,Ribut?,\n00:00:02.5,,Tidak.\n00:00:07.1,Rukun?,\n"
    assert text_of(text) == f"{asks}: Ribut?\n{answers}: Tidak.\n{asks}: Rukun?\n"


def test_answer_without_name_below_a_question_is_of_the_informant_above():
    text = "Nama;Pertanyaan;Jawaban\nSari;Ribut?;Tidak.\n;Rukun?;Ya.\nDewi;Ribut?;Jarang.\n;;Kadang.\n"
    made = "Tanya: Ribut?\nSari: Tidak.\nTanya: Rukun?\nSari: Ya.\nTanya: Ribut?\nDewi: Jarang.\nKadang.\n"
    assert text_of(text) == made


TABLES = {
    "question and answer": "Pertanyaan,Jawaban\nRibut?,Tidak.\nBetah?,Betah.\n",
    "numbers and codes": "No,Pertanyaan,Jawaban,Kode\n1,Ribut?,Tidak.,K1\n2,Betah?,Betah.,K2\n",
    "speakers": "Penutur,Ucapan\nP,Ribut?\nSari,Tidak.\nP,Betah?\nSari,Betah.\n",
    "times": "Waktu,Pembicara,Isi\n00:01,P,Ribut?\n00:02,Sari,Tidak.\n00:03,P,Betah?\n00:05,Sari,Betah.\n",
    "no titles": "P,Ribut?\nSari,Tidak.\nP,Betah?\nSari,Betah.\n",
    "who speaks as titles": "Pewawancara,Informan\nRibut?,Tidak.\nBetah?,Betah.\n",
}


@pytest.mark.parametrize(
    "facts",
    [
        "Kelompok,KUBE Melati\nInforman,Bu Sari\n\n",
        "Transkrip wawancara\nKelompok: KUBE Melati\nInforman: Bu Sari\n",
        "IDENTITAS\nNama,:,Bu Sari\nUmur,:,43\nKelompok,:,KUBE Melati\nPewawancara,:,Rina\n\nHASIL\n",
    ],
)
@pytest.mark.parametrize("table", TABLES)
def test_facts_above_a_table_are_no_row_of_it(tmp_path, facts, table):
    path = tmp_path / "w.csv"
    path.write_text(facts + TABLES[table], encoding="utf-8")
    (transcript,) = read_transcripts(path, WORDS)
    document = transcript.document
    assert document.case == "KUBE Melati"
    said = [(document.text[t.start : t.end], t.asks) for t in document.turns]
    assert said == [("Ribut?", True), ("Tidak.", False), ("Betah?", True), ("Betah.", False)]
    assert {t.informant for t in document.turns if not t.asks} <= {"Bu Sari", "Sari"}


def test_column_of_whole_lines_may_have_commas():
    text = "Transkrip\nP: Ribut, Bu?\nS: Tidak, rukun, kok.\nP: Betah?\nS: Betah, ya.\n"
    assert text_of(text) == text
