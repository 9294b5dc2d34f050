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
        assert "damaged" in refused(tmp_path, file.getvalue())
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
