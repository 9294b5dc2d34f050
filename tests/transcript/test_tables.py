"""Tables in a transcript: what the columns are, and the lines of speech that the rows become."""

from typing import get_args

import pytest

from kubecode.language.indonesian import load
from kubecode.transcript import Header, read_transcript
from kubecode.transcript.column_titles import ColumnKind
from kubecode.transcript.columns import read_columns
from kubecode.transcript.parts import ANSWER, QUESTION
from kubecode.transcript.tables import table_text

WORDS = load().transcript_words


def table(text):
    """Return the rows of a table: a line a row, ``|`` between cells, ``/`` between paragraphs."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [[cell.split("/") if cell else [] for cell in row] for row in rows]


def lines(text):
    return list(table_text(table(text), WORDS).lines)


def kinds(text):
    columns = read_columns([[" ".join(cell) for cell in row] for row in table(text)], WORDS)
    return columns and columns.kinds


TABLES = {
    "speakers": (
        "No|Pelaku|Percakapan\n1|P|Ribut?\n2|S|Tidak.\n3||Rukun.\n4|S|Iya./Tentu.",
        ["P: Ribut?", "S: Tidak.", "Rukun.", "S: Iya.", "Tentu."],
    ),
    "speakers with colons": ("P|:|Ribut?\nS|:|Tidak.\nP|:|Lalu?", ["P: Ribut?", "S: Tidak.", "P: Lalu?"]),
    "no titles": ("P|Ribut?\nS|Tidak.\nP|Lalu?", ["P: Ribut?", "S: Tidak.", "P: Lalu?"]),
    "no titles, two rows": ("P|Ribut?\nS|Tidak.", ["P: Ribut?", "S: Tidak."]),
    "times and names": ("00:01|Rina|Ribut?\n00:03|Sari|Tidak.\n00:09|Rina|O.", ["Rina: Ribut?", "Sari: Tidak.", "Rina: O."]),
    "questions": ("No|Pertanyaan|Jawaban\n1|Ribut?|Tidak.", ["Tanya: Ribut?", "Jawab: Tidak."]),
    "questions without titles": ("1.|Sejak kapan?|2010.\n2.|Siapa?|Bu Ani.", ["Tanya: Sejak kapan?", "Jawab: 2010.", "Tanya: Siapa?", "Jawab: Bu Ani."]),
    "who asks as title": ("Peneliti|Informan\nRibut?|Tidak.", ["Peneliti: Ribut?", "Informan: Tidak."]),
    "informants as titles": ("No|Pertanyaan|Sari|Dewi\n1|Ribut?|Tidak.|Ya.", ["Tanya: Ribut?", "Sari: Tidak.", "Dewi: Ya."]),
    "informants in titles": ("Pertanyaan|Jawaban Sari|Jawaban (Dewi)\nRibut?|Tidak.|Ya.", ["Tanya: Ribut?", "Sari: Tidak.", "Dewi: Ya."]),
    "informants below titles": ("No|Pertanyaan|Jawaban|Jawaban\n||Sari|Dewi\n1|Ribut?|Tidak.|Ya.", ["Tanya: Ribut?", "Sari: Tidak.", "Dewi: Ya."]),
    "informants in rows": ("Pertanyaan|Informan|Jawaban\nRibut?|Sari|Tidak.\n|Dewi|Ya.", ["Tanya: Ribut?", "Sari: Tidak.", "Dewi: Ya."]),
    "numbered informants in titles": ("Pertanyaan|Jawaban Informan 1|Jawaban Informan 2\nRibut?|Tidak.|Ya.", ["Tanya: Ribut?", "Informan 1: Tidak.", "Informan 2: Ya."]),
    "remarks in titles": ("Pertanyaan (terbuka)|Jawaban (Verbatim)|Ket.\nRibut?|Tidak.|x", ["Tanya: Ribut?", "Jawab: Tidak."]),
    "both parts as title": ("Pewawancara/Informan|Uraian\nA|Ribut?\nB|Tidak.", ["A: Ribut?", "B: Tidak."]),
    "initials as title": ("P/I|Hasil\nP|Ribut?\nI|Tidak.", ["P: Ribut?", "I: Tidak."]),
    "person in title": ("Pertanyaan|Hasil wawancara dengan Ibu Sari\nRibut?|Tidak.", ["Tanya: Ribut?", "Ibu Sari: Tidak."]),
    "merged question": ("Pertanyaan|Informan|Jawaban\nRibut?|Sari|Tidak.\nRibut?|Dewi|Ya.", ["Tanya: Ribut?", "Sari: Tidak.", "Dewi: Ya."]),
    "labels in cells": ("Tema|Transkrip|Kode\nKonflik|P: Ribut?/S: Tidak.|K1\n|P: Lalu?/S: Ya.|K2", ["P: Ribut?", "S: Tidak.", "P: Lalu?", "S: Ya."]),
    "labels in answers": ("Pertanyaan|Jawaban\nRibut?|S: Tidak./P: Oh./S: Iya.", ["Tanya: Ribut?", "S: Tidak.", "P: Oh.", "S: Iya."]),
    "facts": ("Nama|:|Sari\nHari, Tanggal|:|Senin\nTempat|: Balai|", ["Nama : Sari", "Hari, Tanggal : Senin", "Tempat : Balai"]),
    "facts above questions": ("Pertanyaan|Jawaban\nNama|Sari\nUsia:|41\nRibut?|Tidak.\nUsia anak?|Tiga.", ["Nama : Sari", "Usia : 41", "Tanya: Ribut?", "Jawab: Tidak.", "Tanya: Usia anak?", "Jawab: Tiga."]),
    "facts above titles": ("Informan:|Sari\nKelompok|Melati\nPenutur|Ucapan\nP|Ribut?", ["Informan : Sari", "Kelompok : Melati", "P: Ribut?"]),
    "pairs of facts": ("Nama|Sari|Usia|40\nDesa|Sukamaju|Umur|3", ["Nama : Sari", "Usia : 40", "Desa : Sukamaju", "Umur : 3"]),
    "title above": ("TRANSKRIP|TRANSKRIP\nNama: Sari|Nama: Sari\nPenutur|Ucapan\nP|Ribut?", ["Nama: Sari", "P: Ribut?"]),
    "titles again": ("No|Penutur|Ucapan\n(1)|(2)|(3)\n1|P|Ribut?\nNo|Penutur|Ucapan\n2|S|Tidak.", ["P: Ribut?", "S: Tidak."]),
    "empty rows and columns": ("|Penutur||Ucapan\n|||\n|P||Ribut?\n|||\n|S||Tidak.", ["P: Ribut?", "S: Tidak."]),
    "headings across": ("No|Pertanyaan|Jawaban\nAturan|Aturan|Aturan\n1|Ribut?|Tidak.", ["Tanya: Ribut?", "Jawab: Tidak."]),
    "people and their words": ("Nama Informan|Jawaban\nSari|Begitu.\nDewi|Tidak.", ["Sari: Begitu.", "Dewi: Tidak."]),
    "no speech": ("Barang|Harga\nBeras|Rp 10\nGula|Rp 20", ["Barang", "Harga", "Beras", "Rp 10", "Gula", "Rp 20"]),
    "one column": ("P: Ribut?/S: Tidak.", ["P: Ribut?", "S: Tidak."]),
    "short rows": ("Penutur|Ucapan\nP|Ribut?\nS\n\nS|Tidak.", ["P: Ribut?", "S: Tidak."]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLES.values(), ids=TABLES)
def test_rows_become_lines(text, expected):
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Tema|Transkrip|Kode\nKonflik|P: Ribut?/S: Tidak.|K1", {"column of codes": 2}),
        ("Refleksi|Transkrip\nx|Ribut?", {"column of codes": 1}),
        ("No|Waktu|Penutur|Ucapan\n1|00:01|P|A?\n2|00:02|S|B", {"column of numbers": 1, "time stamp": 2}),
        ("Bab 1|Bab 1\nPenutur|Ucapan\nP|Ribut?\nBab 2|Bab 2", {"heading": 2}),
        ("Nama|:|Sari", {}),
    ],
)
def test_what_is_left_out_is_counted(text, left_out):
    assert table_text(table(text), WORDS).left_out == left_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Penutur|Ucapan\nP|Ribut?", ("speaker", "words")),
        ("Tanya|Ribut?\nJawab|Tidak.\nTanya|Kapan?", ("speaker", "words")),
        ("Speaker|Start|End|Text\nP|1|2|Ribut?", ("speaker", "time", "time", "words")),
        ("Barang|Harga\nBeras|Rp 10", None),
        ("Sari\nDewi", None),
        ("", None),
    ],
)
def test_columns_are_known_by_titles_or_content(text, expected):
    assert kinds(text) == expected


def test_rows_without_speech_have_their_indexes():
    columns = read_columns([["Bab", "Bab"], ["Penutur", "Ucapan"], ["P", "A?"], ["PENUTUR", "UCAPAN"]], WORDS)
    assert columns.titles == 1
    assert columns.title_rows == {0, 1, 3}


def test_labels_of_questions_and_answers_are_known_to_the_program():
    document = read_transcript(
        "melati_S_01.docx", "\n".join(TABLES["questions"][1]), 0, Header(), WORDS, {QUESTION, ANSWER}
    )
    assert [(turn.asks, turn.informant) for turn in document.turns] == [(True, None), (False, "S")]


def test_word_file_has_only_kinds_of_columns():
    assert set(WORDS.column_titles.values()) <= set(get_args(ColumnKind))
