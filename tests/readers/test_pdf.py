"""PDF files: two made by LibreOffice of invented interviews, and some made here."""

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers import read_transcript_file
from kubecode.readers.pdf import read

WORDS = load().transcript_words
FILES = Path(__file__).parent / "files"
PATH = Path("a.pdf")


def font(name):
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject(name),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )


def add_page(writer, content, compress=False, resources=None):
    page = writer.add_blank_page(595, 842)
    stream = StreamObject()
    stream._data = zlib.compress(content, 9) if compress else content
    if compress:
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = resources or DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font("/Helvetica")})}
    )


def made(*pages, **options):
    """Return a PDF file of pages, each its lines as (x, y, size, text)."""
    writer = PdfWriter()
    for lines in pages:
        shown = (f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, size, text in lines)
        add_page(writer, "\n".join(shown).encode("cp1252"))
    return written(writer)


def written(writer):
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def text_of(raw):
    (text,) = read(PATH, raw, WORDS)
    return text


def test_same_text_as_the_rtf_of_the_same_document():
    (pdf,) = read_transcript_file(FILES / "tracked_changes.pdf", WORDS).texts
    (rtf,) = read_transcript_file(FILES / "tracked_changes.rtf", WORDS).texts
    assert pdf.text.replace("\t", " ") == rtf.text.replace("\t", " ")
    assert "P: Bagaimana kabar kelompoknya?\nS: Baik. Ada catatan di situ.\n" in pdf.text
    table = {"column of numbers": 1}
    assert pdf.left_out == {"deletion": 1, "footnote": 1, "running head": 2, "page number": 2, **table}
    assert rtf.left_out == {"deletion": 1, "comment": 1, "footnote": 1, "running head": 2, **table}


def test_columns_are_read_one_by_one():
    lines = read_transcript_file(FILES / "two_columns.pdf", WORDS).texts[0].text.split("\n")[1:]
    assert [line.split(" 1")[0][:2] for line in lines] == ["P:", "S:"] * 12
    assert [line.split(".")[0] for line in lines[1::2]] == [f"S: Jawab {i}" for i in range(12)]
    assert all(line.endswith("kebagian.") for line in lines[1::2])


def page(number, *lines):
    head = [(70, 800, 10, f"Transkrip 3, hal. {number}"), (290, 30, 10, str(number))]
    return head + [(70, 740 - 14 * i, 12, text) for i, text in enumerate(lines)]


def test_heads_and_page_numbers_go_and_speech_that_recurs_stays():
    text = text_of(made(page(1, "P: Ya?", "S: Ya."), page(2, "P: Ya?", "S: Tidak."), page(3, "P: Ya?")))
    assert text.text == "P: Ya?\nS: Ya.\nP: Ya?\nS: Tidak.\nP: Ya?"
    assert text.left_out == {"running head": 3, "page number": 3}


def test_speech_with_numbers_on_top_of_each_page_stays():
    pages = [
        [(70, 740, 12, f"Tahun {n} kami mulai."), (70, 726, 12, "Lalu berhenti.")] for n in (2010, 2011, 2012)
    ]
    assert text_of(made(*pages)).text.count("kami mulai") == 3


def test_footnote_in_small_type_and_its_reference_are_left_out():
    raw = made(
        [
            (70, 740, 12, "S: Di rumah bu ketua"),
            (182, 745, 7, "1"),
            (190, 740, 12, "kami kumpul."),
            (70, 60, 9, "1 Rumah di tepi sungai."),
        ]
    )
    text = text_of(raw)
    assert text.text == "S: Di rumah bu ketua kami kumpul."
    assert text.left_out == {"footnote": 1}


def test_type_of_an_impossible_size_is_no_text_and_no_loop():
    huge = [(70, 700, 99_999_999_999, "X"), (70, 600, 2_147_483_648, "X")]
    assert text_of(made([(70, 740, 12, "S: Ya."), *huge])).text == "S: Ya."


def test_label_apart_from_its_words_begins_a_turn():
    lines = [
        (70, 740, 12, "P"),
        (150, 740, 12, ": Siapa yang datang?"),
        (70, 726, 12, "Sari"),
        (150, 726, 12, ": Semua anggota kelompok datang ke rumah ibu ketua lalu"),
        (156, 712, 12, "makan bersama."),
    ]
    assert [line.split() for line in text_of(made(lines)).text.split("\n")] == [
        "P : Siapa yang datang?".split(),
        "Sari : Semua anggota kelompok datang ke rumah ibu ketua lalu makan bersama.".split(),
    ]


def test_table_without_ruled_lines_loses_no_row():
    said = [
        "Sejak kapan Ibu ikut di sini?",
        "Sudah tiga tahun, diajak Titin.",
        "Betah?",
        "Betah, rukun semua.",
    ]
    lines = []
    for index, words in enumerate(said):
        y = 740 - 14 * index
        lines += [(70, y, 12, str(index + 1)), (110, y, 12, "PS"[index % 2]), (200, y, 12, words)]
    made_of = [f"{'PS'[index % 2]}: {words}" for index, words in enumerate(said)]
    assert text_of(made(lines)).text.split("\n") == made_of


def rows_of(*rows, top=700, xs=(70, 120, 260), pitch=14, gap=24):
    """Return the lines of a table: each cell a tuple of lines, from the top of its row."""
    lines, y = [], top
    for row in rows:
        lines += [
            (x, y - n * pitch, 11, said)
            for x, cell in zip(xs, row, strict=True)
            for n, said in enumerate(cell)
        ]
        y -= (max(map(len, row)) - 1) * pitch + gap
    return lines


TITLES = (("No",), ("Pertanyaan",), ("Jawaban",))


def test_cells_of_a_table_without_ruled_lines_are_wrapped():
    first = (("1",), ("Berapa lama", "ikut, Bu?"), ("Dari awal berdiri", "saya ikut terus."))
    second = (("2",), ("Ribut?",), ("Pernah, soal uang", "kas, tapi cuma", "sebentar."))
    raw = made(rows_of(TITLES, first, second))
    assert text_of(raw).text == (
        "Tanya: Berapa lama ikut, Bu?\nJawab: Dari awal berdiri saya ikut terus.\n"
        "Tanya: Ribut?\nJawab: Pernah, soal uang kas, tapi cuma sebentar."
    )


def test_row_of_a_table_without_ruled_lines_goes_on_on_the_next_page():
    first = (("1",), ("Berapa lama?",), ("Dari awal berdiri", "saya ikut rapatnya"))
    rest = ((), (), ("terus sampai saat", "sekarang."))
    second = (("2",), ("Ribut?",), ("Engga.",))
    raw = made(rows_of(TITLES, first), rows_of(rest, second))
    assert (
        text_of(raw).text.split("\n")[1]
        == "Jawab: Dari awal berdiri saya ikut rapatnya terus sampai saat sekarang."
    )


def test_two_tables_on_a_page_are_not_one():
    def box(top, rows):
        xs, bottom = (60, 150, 400), top - 20 * len(rows)
        rules = [f"{x} {top} m {x} {bottom} l S" for x in xs]
        rules += [f"60 {top - 20 * n} m 400 {top - 20 * n} l S" for n in range(len(rows) + 1)]
        cells = [
            (x + 5, top - 14 - 20 * n, said)
            for n, row in enumerate(rows)
            for x, said in zip(xs, row, strict=False)
        ]
        return rules + [f"BT /F1 11 Tf {x} {y} Td ({said}) Tj ET" for x, y, said in cells]

    facts = [("Nama", "Bu Sari"), ("Kelompok", "KUBE Melati")]
    talk = [
        ("P", "Pernah ribut, Bu?"),
        ("Sari", "Pernah, soal uang."),
        ("P", "Lalu?"),
        ("Sari", "Sudah baikan."),
    ]
    writer = PdfWriter()
    add_page(writer, "\n".join(box(700, facts) + box(600, talk)).encode())
    assert text_of(written(writer)).text.split("\n")[-4:] == [
        "P: Pernah ribut, Bu?",
        "Sari: Pernah, soal uang.",
        "P: Lalu?",
        "Sari: Sudah baikan.",
    ]


def test_bullet_of_a_font_of_symbols_begins_a_paragraph():
    lines = [("Pernah ribut, Bu?", "Pernah, soal uang."), ("Sering rapat, Bu?", "Sering, tiap bulan.")]
    shown = []
    for n, (question, answer) in enumerate(lines):
        shown += [
            (70, 700 - 28 * n, 11, "\\225"),
            (88, 700 - 28 * n, 11, question),
            (70, 686 - 28 * n, 11, answer),
        ]
    assert text_of(made(shown)).text.split("\n") == [
        "- Pernah ribut, Bu?",
        "Pernah, soal uang.",
        "- Sering rapat, Bu?",
        "Sering, tiap bulan.",
    ]


def changed(change):
    reader = PdfReader(BytesIO(made(page(1, "P: Ya?", "S: Ya."), page(2, "P: Mana?", "S: Sini."))))
    writer = PdfWriter()
    change(reader, writer)
    return written(writer)


def turn(reader, writer):
    for each in reader.pages:
        writer.add_page(each).add_transformation(Transformation().rotate(90).translate(850, 0))


def test_pages_on_their_side_are_read():
    assert text_of(changed(turn)).text == "P: Ya?\nS: Ya.\nP: Mana?\nS: Sini."


@pytest.mark.parametrize(("password", "is_read"), [("", True), ("rahasia", False)])
def test_password(password, is_read):
    def encrypt(reader, writer):
        writer.append(reader)
        writer.encrypt(password, "owner", algorithm="RC4-128")

    if is_read:
        assert text_of(changed(encrypt)).text.startswith("P: Ya?")
    else:
        with pytest.raises(KubecodeError, match="password"):
            text_of(changed(encrypt))


def add_scan(writer):
    picture = StreamObject()
    picture._data = bytes(3)
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(1),
            NameObject("/Height"): NumberObject(1),
        }
    )
    objects = DictionaryObject({NameObject("/I"): writer._add_object(picture)})
    add_page(writer, b"/I Do", resources=DictionaryObject({NameObject("/XObject"): objects}))


def test_scan_is_refused_with_the_remedy():
    writer = PdfWriter()
    add_scan(writer)
    with pytest.raises(KubecodeError, match="scan without text") as error:
        text_of(written(writer))
    assert "OCR" in error.value.hint


def test_pages_that_are_scans_are_named():
    def append(reader, writer):
        writer.append(reader)
        add_scan(writer)
        add_scan(writer)

    (doubt,) = text_of(changed(append)).problems
    assert doubt.message.startswith("pages 3-4: a scan")
    assert doubt.severity == "warning"


def bomb(writer):
    add_page(writer, b"BT /F1 12 Tf (Ya) Tj ET\n" * 600_000, compress=True)


def many_operators(writer):
    add_page(writer, b"q " * 300_000)


def form_in_itself(writer):
    form = StreamObject()
    form._data = b"/X Do " * 500
    form[NameObject("/Subtype")] = NameObject("/Form")
    objects = DictionaryObject({NameObject("/X"): writer._add_object(form)})
    add_page(writer, b"/X Do", resources=DictionaryObject({NameObject("/XObject"): objects}))


@pytest.mark.parametrize(
    ("fill", "said"), [(bomb, "too large"), (many_operators, "too large"), (form_in_itself, "no text")]
)
def test_hostile_files_are_refused_in_one_line(fill, said):
    writer = PdfWriter()
    fill(writer)
    with pytest.raises(KubecodeError, match=said) as error:
        text_of(written(writer))
    assert "\n" not in str(error.value)
    assert error.value.hint


@pytest.mark.parametrize("raw", [b"%PDF-1.4\n", b"%PDF-1.4\n%%EOF", made(page(1, "P: Ya?"))[:300]])
def test_damaged_file_is_refused_in_one_line(raw):
    with pytest.raises(KubecodeError, match="damaged") as error:
        text_of(raw)
    assert error.value.hint
