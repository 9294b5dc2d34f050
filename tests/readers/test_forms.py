"""Answers to a form: a document for each respondent, facts apart from speech, personal details left out."""

from pathlib import Path

import pytest

from kubecode.language.indonesian import load
from kubecode.readers.forms import read_form, read_heading
from kubecode.readers.separated_values import read
from kubecode.readers.transcripts import read_transcripts, text_of

FILES = Path(__file__).parent / "files"
WORDS = load().transcript_words


def kind(title, *answers):
    return read_heading(title, answers, WORDS).kind


def texts(rows):
    return read(Path("a.csv"), rows.encode(), WORDS)


def test_each_respondent_is_a_document():
    made = read(FILES / "google_forms.csv", (FILES / "google_forms.csv").read_bytes(), WORDS)
    assert [text.part for text in made] == ["Sari", "Dewi", "Sari-2", "5"]
    assert made[0].text == (
        "Tanya: Bagaimana komunikasi di kelompok?\nJawab: Kami rapat tiap bulan,\nsemua anggota bicara.\n"
        "Tanya: Ceritakan konflik yang pernah terjadi\nJawab: Nggak pernah ribut, kami rukun.\n"
    )
    header = made[0].header
    assert (header.case, header.informant, header.role) == ("KUBE Melati", "Sari", "ketua")
    assert header.attributes == {
        "date": "12/05/2025",
        "usia": "41",
        "jenis kelamin": "Perempuan",
        "lama ikut kube": "3 tahun",
    }
    assert made[0].left_out == {"personal detail": 2, "consent answer": 1, "empty answer": 1}
    assert made[3].header.informant == "Responden 5"


def test_nothing_personal_is_in_the_text():
    for text in read(FILES / "google_forms.csv", (FILES / "google_forms.csv").read_bytes(), WORDS):
        assert "example.org" not in f"{text}"
        assert "0812" not in f"{text}"


def test_answers_are_the_informants_words_and_questions_are_not():
    sari, *_ = read_transcripts(FILES / "google_forms.csv", WORDS)
    assert sari.document.name == "google_forms.csv#Sari"
    assert sari.document.case == "KUBE Melati"
    assert [(turn.informant, turn.asks) for turn in sari.document.turns] == [
        (None, True),
        ("Sari", False),
    ] * 2


@pytest.mark.parametrize(
    ("title", "answers", "expected"),
    [
        ("Timestamp", ["12/05/2025 10:31:22"], "time"),
        ("Cap waktu", ["12/05/2025 10:31:22"], "time"),
        ("Nama Lengkap", ["Sari"], "informant"),
        ("Siapa nama Ibu?", ["Sari"], "informant"),
        ("2. Nama (boleh inisial)", ["S"], "informant"),
        ("Berapa usia Anda?", ["41"], "attribute"),
        ("data_diri/jenis_kelamin", ["P"], "attribute"),
        ("Dusun asal", ["Krajan"], "attribute"),
        ("Nama KUBE", ["Melati"], "group"),
        ("Apa jabatan Ibu di kelompok?", ["ketua"], "role"),
        ("Sudah berapa lama ikut KUBE?", ["3 tahun"], "attribute"),
        ("Jabatan di kelompok", ["ketua"], "role"),
        ("Username", ["a"], "personal"),
        ("No. HP/WA", ["-"], "personal"),
        ("No HP yang aktif", ["-"], "personal"),
        ("Kontak", ["0812 0000 0001", "+62 812-0000-0002"], "personal"),
        ("Akun", ["a@example.org"], "personal"),
        ("Nomor identitas", ["3201234567890001"], "personal"),
        ("_uuid", ["x"], "system"),
        ("Saya bersedia menjadi responden", ["Ya"], "consent"),
        ("Apakah Ibu bersedia dihubungi kembali?", ["Ya", "Tidak"], "consent"),
        ("Apakah Ibu setuju dengan keputusan ketua?", ["Ya", "Tidak"], "answer"),
        ("Bagaimana aturannya?", ["Ada"], "answer"),
        ("Saran", ["-"], "answer"),
        ("Konflik", ["Kami pernah ribut soal uang simpanan"], "answer"),
    ],
)
def test_heading_says_what_answers_are(title, answers, expected):
    assert kind(title, *answers) == expected


@pytest.mark.parametrize(
    "rows",
    [
        [["penutur", "ucapan"], ["P", "Ribut?"]],
        [["P", "Pernah ribut?"], ["S", "Tidak."]],
        [["No", "Pertanyaan", "Jawaban"], ["1", "Ribut?", "Tidak."]],
        [["Nama", "Sari"], ["Usia", "40"]],
        [["barang", "harga"], ["beras", "10"]],
        [["Nama", "Apa kendalanya?"]],
        [],
    ],
)
def test_other_tables_are_no_forms(rows):
    assert read_form(rows, WORDS) is None


def test_form_of_kobo():
    made = texts(
        "start;end;identitas/nama;identitas/kelompok;wawancara/bagaimana_aturan_di_kelompok;_id;_uuid;_submission_time\n"
        "2025-05-12T10:31:22.000+07:00;2025-05-12T10:41:22.000+07:00;Sari;Melati;Ada iuran.;1;a-b;2025-05-12T03:41:30\n"
    )
    assert made[0].text == "Tanya: bagaimana aturan di kelompok\nJawab: Ada iuran.\n"
    assert made[0].header.attributes == {"date": "2025-05-12"}
    assert made[0].left_out == {"technical detail": 2}


def test_parts_are_unique_and_on_one_line():
    rows = "Nama,Apa kendalanya?\nSari,A.\nsari,B.\nSari-2,C.\nA/B #1,D.\ndisamarkan,E.\n"
    assert [text.part for text in texts(rows)] == ["Sari", "sari-2", "Sari-2-2", "A B 1", "6"]


def test_text_of_a_respondent_is_that_of_the_file_as_it_is(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text("Nama,Apa kendalanya?\nSari,Modal.\nDewi,Pasar.\n")
    assert text_of("form.csv#Dewi", path, WORDS) == "Tanya: Apa kendalanya?\nJawab: Pasar.\n"
    path.write_text("Nama,Apa kendalanya?\nSari,Modal.\nDewi,Hujan.\n")
    assert text_of("form.csv#Dewi", path, WORDS) == "Tanya: Apa kendalanya?\nJawab: Hujan.\n"
    assert text_of("form.csv#Rina", path, WORDS) == ""
