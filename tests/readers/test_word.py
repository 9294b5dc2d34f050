"""Word files: the XML as word processors write it, and hostile files."""

import io
import random
import zipfile

import docx
import pytest

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.transcripts import read_transcripts
from kubecode.readers.word import read

WORDS = load().transcript_words
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(body, **parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            made.writestr(f"word/{name}.xml", text)
    return file.getvalue()


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(parts)}</w:p>"


def text_of(tmp_path, body, **parts):
    (text,) = read(tmp_path / "a.docx", package(body, **parts), WORDS)
    return text


@pytest.mark.parametrize(
    ("parts", "text", "left_out"),
    [
        pytest.param([run("Kami "), f"<w:ins>{run('rukun')}</w:ins>"], "Kami rukun", {}, id="insertion"),
        pytest.param([run("Kami"), "<w:del><w:r><w:delText>tidak</w:delText></w:r></w:del>"], "Kami", {"deletion": 1}, id="deletion"),
        pytest.param([f"<w:moveFrom>{run('dulu')}</w:moveFrom>", f"<w:moveTo>{run('dulu')}</w:moveTo>"], "dulu", {"moved text": 1}, id="moved text"),
        pytest.param([f"<w:sdt><w:sdtContent>{run('isi')}</w:sdtContent></w:sdt>"], "isi", {}, id="content control"),
        pytest.param([f"<w:hyperlink>{run('tautan')}</w:hyperlink>"], "tautan", {}, id="link"),
        pytest.param(["<w:r><w:instrText>PAGE</w:instrText></w:r>", run("3")], "3", {}, id="field"),
        pytest.param([run("Ya"), "<w:r><w:commentReference/></w:r>"], "Ya", {"comment": 1}, id="comment"),
        pytest.param([run("Ya"), "<w:r><w:footnoteReference/></w:r>"], "Ya", {"footnote": 1}, id="footnote"),
        pytest.param([run("Ya"), run("rahasia", "<w:vanish/>")], "Ya", {"hidden text": 1}, id="hidden text"),
        pytest.param(["<w:r><w:t>teman</w:t><w:noBreakHyphen/><w:t>teman</w:t></w:r>"], "teman\u2011teman", {}, id="hyphen that does not break"),
        pytest.param(["<w:r><w:t>P</w:t><w:tab/><w:t>Ya</w:t><w:br/><w:t>Lalu</w:t></w:r>"], "P\tYa\nLalu", {}, id="tab and line break"),
        pytest.param([run("Ya"), "<w:r><w:drawing/></w:r>"], "Ya", {"picture": 1}, id="picture"),
    ],
)  # fmt: skip
def test_runs_of_a_paragraph(tmp_path, parts, text, left_out):
    made = text_of(tmp_path, paragraph(*parts))
    assert (made.text, dict(made.left_out)) == (f"{text}\n", left_out)


def test_text_box_comes_once_after_its_paragraph(tmp_path):
    box = f"<w:txbxContent>{paragraph(run('S: Di kotak.'))}</w:txbxContent>"
    both = f"<w:r><w:AlternateContent><w:Choice><w:drawing>{box}</w:drawing></w:Choice><w:Fallback><w:pict>{box}</w:pict></w:Fallback></w:AlternateContent></w:r>"
    made = text_of(tmp_path, paragraph(run("P: Di luar?"), both))
    assert made.text == "P: Di luar?\nS: Di kotak.\n"
    assert made.left_out == {}


def test_automatic_numbers_are_written(tmp_path):
    numbering = (
        f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def numbered(text, level):
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
        return paragraph(run(text), properties=number)

    body = (
        numbered("Satu?", 0)
        + numbered("Anak", 1)
        + numbered("Anak", 1)
        + numbered("Dua?", 0)
        + numbered("Anak", 1)
    )
    made = text_of(tmp_path, body, numbering=numbering)
    assert made.text == "3. Satu?\na. Anak\nb. Anak\n4. Dua?\na. Anak\n"


def turns(path):
    (transcript,) = read_transcripts(path, WORDS)
    document = transcript.document
    return [
        (turn.asks, turn.informant, document.text[turn.start : turn.end].strip()) for turn in document.turns
    ]


TALK = [
    (True, None, "Pernah ribut, Bu?"),
    (False, "Sari", "Ga pernah, kami rukun."),
    (True, None, "Rapatnya kapan?"),
    (False, "Sari", "Tiap bulan."),
]


def test_table_of_speakers_gives_turns(tmp_path):
    document = docx.Document()
    table = document.add_table(0, 3)
    for cells in [("No", "Pelaku", "Percakapan"), *((str(n), "P" if asks else "Sari", said) for n, (asks, _, said) in enumerate(TALK, 1))]:  # fmt: skip
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(tmp_path / "melati_01.docx")
    assert turns(tmp_path / "melati_01.docx") == TALK


def test_names_in_bold_give_turns(tmp_path):
    document = docx.Document()
    for asks, _, said in TALK:
        line = document.add_paragraph()
        line.add_run("Pewawancara " if asks else "Sari ").bold = True
        line.add_run(said)
    document.save(tmp_path / "melati_01.docx")
    assert turns(tmp_path / "melati_01.docx") == TALK


def test_running_heads_are_left_out_and_counted(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Lampiran 3"
    document.add_paragraph("P: Pernah ribut?")
    document.add_paragraph("Sari: Ga pernah.")
    document.save(tmp_path / "melati_01.docx")
    (transcript,) = read_transcripts(tmp_path / "melati_01.docx", WORDS)
    assert "Lampiran" not in transcript.document.text
    assert transcript.file.left_out == {"running head": 1}


def refused(tmp_path, raw):
    (tmp_path / "a.docx").write_bytes(raw)
    with pytest.raises(KubecodeError) as error:
        read_transcripts(tmp_path / "a.docx", WORDS)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_hostile_files_are_refused(tmp_path):
    assert "damaged" in refused(tmp_path, package("")[:-60])
    assert "password" in refused(tmp_path, b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    assert "too large" in refused(tmp_path, package("<w:p/>" * 300_000))
    noise = "".join(f"<w:sdt w:val='{n * 7919 % 9973}'>" for n in range(60_000)) + "</w:sdt>" * 60_000
    assert "nested too deep" in refused(tmp_path, package(noise))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"<w>" + b" " * 70_000_000)
    assert "too large" in refused(tmp_path, file.getvalue())
    for entity in ('<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">'):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as made:
            made.writestr("word/document.xml", f"<!DOCTYPE w [{entity}]><w>&a;</w>")
        assert "DOCTYPE" in refused(tmp_path, file.getvalue())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("word/other.xml", "<a/>")
    refused(tmp_path, file.getvalue())


def test_damaged_files_raise_no_other_error(tmp_path):
    chance = random.Random(4)
    raw = package(paragraph(run("P: Pernah ribut?")) + paragraph(run("S: Ga pernah.")))
    for _ in range(300):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / "a.docx").write_bytes(bytes(damaged))
        try:
            read_transcripts(tmp_path / "a.docx", WORDS)
        except KubecodeError as error:
            assert "\n" not in str(error)


NUMBERING = f"""<w:numbering {SPACE}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/><w:pStyle w:val="Tema"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/><w:pStyle w:val="Soal"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""  # fmt: skip
STYLES = f"""<w:styles {SPACE}>
<w:style w:type="paragraph" w:styleId="Tema"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Soal"><w:basedOn w:val="Tema"/></w:style>
<w:style w:type="paragraph" w:styleId="Tebal"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Kuat"><w:rPr><w:b w:val="1"/></w:rPr></w:style>
</w:styles>"""  # fmt: skip


def styled(text, style, number=""):
    return paragraph(run(text), properties=f'<w:pStyle w:val="{style}"/>{number}')


def listed(text, number, level=0):
    inner = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), properties=inner)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param([styled("Tema", "Tema"), styled("Apa?", "Soal"), styled("Siapa?", "Soal"), styled("Lain", "Tema"), styled("Mana?", "Soal")], ["I. Tema", "1.1. Apa?", "1.2. Siapa?", "II. Lain", "2.1. Mana?"], id="levels of styles"),
        pytest.param([listed("Apa?", 1, 1), listed("Sub", 1, 2), listed("Sub", 1, 2), listed("Siapa?", 1, 1), listed("Sub", 1, 2)], ["1.1. Apa?", "(a) Sub", "(b) Sub", "1.2. Siapa?", "(a) Sub"], id="a level begins again below another"),
        pytest.param([listed("Apa?", 1, 1), listed("Siapa?", 2, 1), listed("Mana?", 2, 1)], ["1.1. Apa?", "1.9. Siapa?", "1.10. Mana?"], id="a start of its own"),
        pytest.param([styled("Apa", "Tema", '<w:numPr><w:numId w:val="0"/></w:numPr>'), listed("Satu", 3), listed("", 1), listed("Dua", 1)], ["Apa", "- Satu", "", "II. Dua"], id="no number, bullet, empty item"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_in_word(tmp_path, body, lines):
    made = text_of(tmp_path, "".join(body), numbering=NUMBERING, styles=STYLES)
    assert made.text.split("\n")[:-1] == lines


REMOVED_END = "<w:rPr><w:del/></w:rPr>"


@pytest.mark.parametrize(
    ("body", "text", "left_out"),
    [
        pytest.param(paragraph(run("Kami "), properties=REMOVED_END) + paragraph(run("rukun.")), "Kami rukun.", {}, id="end of a paragraph deleted"),
        pytest.param(paragraph("<w:del><w:r><w:delText>Salah</w:delText></w:r></w:del>", properties=REMOVED_END) + paragraph(run("Ya.")), "Ya.", {"deletion": 1}, id="whole paragraph deleted"),
        pytest.param(paragraph("<w:del><w:r/></w:del><w:del><w:r/></w:del>", run("Ya"), "<w:del><w:r/></w:del>"), "Ya", {"deletion": 2}, id="deletions side by side are one"),
        pytest.param(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("KODE"), '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("hasil"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', run(".")), "hasil.", {}, id="field"),
        pytest.param(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("KODE")) + paragraph(run("Ya.")), "\nYa.", {}, id="field without end"),
        pytest.param("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + paragraph(run("Klik di sini")) + "</w:sdtContent></w:sdt>" + paragraph(run("Ya")), "Ya", {"placeholder": 1}, id="placeholder"),
        pytest.param('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>' + paragraph(run("Bab I 3")) + "</w:sdtContent></w:sdt>" + paragraph(run("Ya")), "Ya", {"table of contents": 1}, id="table of contents"),
        pytest.param("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + paragraph(run("x")) + "</w:tc></w:tr><w:tr><w:tc>" + paragraph(run("Ya")) + "</w:tc></w:tr></w:tbl>", "Ya", {"deletion": 1}, id="deleted row"),
        pytest.param(paragraph("<w:r><w:drawing><a:p><a:r><a:t>Gambar</a:t></a:r></a:p></w:drawing></w:r>", run("Ya")).replace("<w:drawing>", '<w:drawing xmlns:a="urn:a">'), "Ya", {"picture": 1}, id="words of a drawing"),
    ],
)  # fmt: skip
def test_what_is_text_and_what_is_left_out(tmp_path, body, text, left_out):
    made = text_of(tmp_path, body)
    assert (made.text, dict(made.left_out)) == (f"{text}\n", left_out)


def saved(tmp_path, *lines, table=(), after=()):
    """Return the turns of a Word file; in bold is what follows ``*`` in a line, up to a bar."""
    document = docx.Document()
    for line in [*lines, None, *after]:
        if line is None:
            made = document.add_table(0, len(table[0]) if table else 1)
            for cells in table:
                for cell, text in zip(made.add_row().cells, cells, strict=True):
                    cell.text = text
            continue
        made = document.add_paragraph()
        bold, _, rest = line[1:].partition("|") if line.startswith("*") else ("", "", line)
        made.add_run(bold).bold = True
        made.add_run(rest)
    document.save(tmp_path / "melati_Sari.docx")
    return turns(tmp_path / "melati_Sari.docx")


@pytest.mark.parametrize(
    "lines",
    [
        [line for asks, _, said in TALK for line in [f"*{said}|" if asks else said]],
        ["*Identitas|", "Nama: Sari", "*Hasil wawancara|"] + [line for asks, _, said in TALK for line in [f"*{said}|" if asks else said]],
        [f"*{TALK[0][2]}|\n{TALK[1][2]}", f"*{TALK[2][2]} |{TALK[3][2]}"],
        [line for asks, _, said in TALK for line in ["*Pewawancara|" if asks else "*Sari|", said]],
        [f"*{'Pewawancara' if asks else 'Sari'}|\t{said}" for asks, _, said in TALK],
    ],
    ids=["questions", "titles above", "on one line", "names alone", "names and tabs"],
)  # fmt: skip
def test_bold_type_marks_questions_and_names(tmp_path, lines):
    assert saved(tmp_path, *lines) == TALK


def test_headings_mark_speakers_and_questions(tmp_path):
    for names in (True, False):
        document = docx.Document()
        for asks, _, said in TALK:
            if names:
                document.add_heading("Pewawancara" if asks else "Sari", 2)
                document.add_paragraph(said)
            else:
                document.add_paragraph(said, "Heading 3" if asks else None)
        document.save(tmp_path / "melati_Sari.docx")
        assert turns(tmp_path / "melati_Sari.docx") == TALK


@pytest.mark.parametrize("way", ["labels", "bold names", "numbered questions"])
def test_other_headings_are_no_speech(tmp_path, way):
    document = docx.Document()
    for number, (asks, _, said) in enumerate(TALK):
        if asks:
            document.add_heading("Suasana" if number else "Pembagian kerja", 1)
        if way == "labels":
            document.add_paragraph(f"{'P' if asks else 'Sari'}: {said}")
        elif way == "bold names":
            line = document.add_paragraph()
            line.add_run("Pewawancara" if asks else "Sari").bold = True
            line.add_run(f" {said}")
        else:
            document.add_paragraph(said, "List Number" if asks else None)
    document.save(tmp_path / "melati_Sari.docx")
    assert turns(tmp_path / "melati_Sari.docx") == TALK


def test_label_in_bold_with_colon_stays_as_it_is(tmp_path):
    lines = [f"*{'P' if asks else 'S'}: {said}|" if asks else f"*S:| {said}" for asks, _, said in TALK]
    assert saved(tmp_path, *lines) == TALK


def test_words_after_a_table_are_nobodys(tmp_path):
    table = [("Pelaku", "Percakapan"), *(("P" if asks else "Sari", said) for asks, _, said in TALK)]
    assert saved(tmp_path, table=table, after=["Lalu kami pulang.", "Hujan turun."]) == TALK


def test_answers_in_a_table_are_those_of_the_only_informant(tmp_path):
    table = [("Pertanyaan", "Jawaban"), (TALK[0][2], TALK[1][2]), (TALK[2][2], TALK[3][2])]
    greeting = [(True, None, "Selamat pagi, Bu Sari?"), (False, "Sari", "Pagi, silakan duduk.")]
    farewell = [(True, None, "Boleh saya pulang?"), (False, "Sari", "Boleh, hati-hati.")]
    lines = [f"{'P' if asks else 'Sari'}: {said}" for asks, _, said in [*greeting, *farewell]]
    assert saved(tmp_path, *lines[:2], table=table, after=lines[2:]) == [*greeting, *TALK, *farewell]
    assert saved(tmp_path, table=table, after=lines) == [*TALK, *greeting, *farewell]
