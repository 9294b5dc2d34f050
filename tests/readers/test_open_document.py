"""OpenDocument files: the XML as word processors write it, and that damaged files raise no other error."""

import io
import random
import zipfile

import pytest

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.open_document import read
from kubecode.readers.transcripts import read_transcripts

WORDS = load().transcript_words
NAMES = " ".join(
    f'xmlns:{short}="urn:{short}"' for short in ("office", "text", "table", "draw", "style", "fo")
)
STYLES = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>'
)


def package(body, styles=None):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        automatic = f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        text = f"<office:body><office:text>{body}</office:text></office:body>"
        made.writestr(
            "content.xml", f"<office:document-content {NAMES}>{automatic}{text}</office:document-content>"
        )
        if styles:
            made.writestr("styles.xml", f"<office:document-styles {NAMES}>{styles}</office:document-styles>")
    return file.getvalue()


def line(text):
    return f"<text:p>{text}</text:p>"


@pytest.mark.parametrize(
    ("body", "text", "left_out"),
    [
        pytest.param(line('Kami<text:s text:c="2"/>rukun<text:tab/>ya<text:line-break/>Lalu'), "Kami  rukun\tya\nLalu", {}, id="blanks"),
        pytest.param(line("Kami <text:span>rukun</text:span> kok"), "Kami rukun kok", {}, id="span"),
        pytest.param("<text:tracked-changes><text:changed-region><text:deletion><text:p>dulu</text:p></text:deletion></text:changed-region></text:tracked-changes>" + line("Kami"), "Kami", {"deletion": 1}, id="deletion"),
        pytest.param(line("Ya<text:note><text:note-body><text:p>catatan</text:p></text:note-body></text:note>"), "Ya", {"footnote": 1}, id="footnote"),
        pytest.param(line("Ya<office:annotation><text:p>cek</text:p></office:annotation>"), "Ya", {"comment": 1}, id="comment"),
        pytest.param(line("Ya<draw:frame><draw:text-box><text:p>Di kotak</text:p></draw:text-box></draw:frame>"), "Ya\nDi kotak", {}, id="text box"),
        pytest.param('<text:list text:style-name="N"><text:list-item><text:p>Satu?</text:p></text:list-item><text:list-item text:start-value="5"><text:p>Lima?</text:p></text:list-item></text:list>', "1. Satu?\n5. Lima?", {}, id="numbers"),
        pytest.param("<text:list><text:list-item><text:p>Satu</text:p></text:list-item></text:list>", "- Satu", {}, id="bullets"),
        pytest.param("<text:section><text:h>Bagian</text:h></text:section>", "Bagian", {}, id="section"),
    ],
)  # fmt: skip
def test_body_is_read_as_it_stands(tmp_path, body, text, left_out):
    (made,) = read(tmp_path / "a.odt", package(body), WORDS)
    assert (made.text, dict(made.left_out)) == (f"{text}\n", left_out)


def speakers(tmp_path, body, styles=None):
    (tmp_path / "melati_01.odt").write_bytes(package(body, styles))
    (transcript,) = read_transcripts(tmp_path / "melati_01.odt", WORDS)
    document = transcript.document
    return [(t.asks, t.informant, document.text[t.start : t.end].strip()) for t in document.turns]


TALK = [
    (True, None, "Pernah ribut, Bu?"),
    (False, "Sari", "Ga pernah, kami rukun."),
    (True, None, "Rapatnya kapan?"),
    (False, "Sari", "Tiap bulan."),
]


def test_names_in_bold_and_tables_give_turns(tmp_path):
    bold = "".join(
        line(f'<text:span text:style-name="B">{"Pewawancara" if asks else "Sari"}</text:span> {said}')
        for asks, _, said in TALK
    )
    assert speakers(tmp_path, bold) == TALK
    rows = "".join(
        f"<table:table-row><table:table-cell>{line('P' if asks else 'Sari')}</table:table-cell>"
        f"<table:table-cell>{line(said)}</table:table-cell></table:table-row>"
        for asks, _, said in TALK
    )
    head = f"<table:table-row><table:table-cell>{line('Pelaku')}</table:table-cell><table:table-cell>{line('Percakapan')}</table:table-cell></table:table-row>"
    assert speakers(tmp_path, f"<table:table>{head}{rows}</table:table>") == TALK


def test_running_head_is_counted(tmp_path):
    styles = f"<style:master-page><style:header>{line('Lampiran')}</style:header></style:master-page>"
    (made,) = read(tmp_path / "a.odt", package(line("Ya"), styles), WORDS)
    assert (made.text, dict(made.left_out)) == ("Ya\n", {"running head": 1})


def test_damaged_files_raise_no_other_error(tmp_path):
    chance = random.Random(5)
    raw = package(line("P: Pernah ribut?") + line("S: Ga pernah."))
    for _ in range(300):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / "a.odt").write_bytes(bytes(damaged))
        try:
            read_transcripts(tmp_path / "a.odt", WORDS)
        except KubecodeError as error:
            assert "\n" not in str(error)


def refused(tmp_path, raw):
    (tmp_path / "a.odt").write_bytes(raw)
    with pytest.raises(KubecodeError) as error:
        read_transcripts(tmp_path / "a.odt", WORDS)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_hostile_files_are_refused(tmp_path):
    assert "damaged" in refused(tmp_path, package("")[:-60])
    assert "nested too deep" in refused(tmp_path, package("<text:list>" * 60_000 + "</text:list>" * 60_000))
    assert "too large" in refused(tmp_path, package('<text:p><text:s text:c="9999"/></text:p>' * 150_000))
    file = io.BytesIO(package(line("Ya")))
    with zipfile.ZipFile(file, "a") as made:
        made.writestr(
            "META-INF/manifest.xml", "<manifest><file-entry><encryption-data/></file-entry></manifest>"
        )
    assert "password" in refused(tmp_path, file.getvalue())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    assert "DOCTYPE" in refused(tmp_path, file.getvalue())


MORE_STYLES = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/></text:list-style>'
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/></text:outline-style>'
    '<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Soal" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Turun" style:family="paragraph" style:parent-style-name="Soal"/>'
)


def items(*texts, name="L", more=""):
    return f'<text:list text:style-name="{name}" {more}>{"".join(f"<text:list-item>{text}</text:list-item>" for text in texts)}</text:list>'


def inner(*texts):
    return f"<text:list>{''.join(f'<text:list-item>{text}</text:list-item>' for text in texts)}</text:list>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param(items(line("Tema") + inner(line("Apa?"), line("Siapa?")), line("Lain") + inner(line("Mana?"))), ["I. Tema", "(a) Apa?", "(b) Siapa?", "II. Lain", "(a) Mana?"], id="levels"),
        pytest.param(items(line("Tema") + inner(line("Apa?") + inner(line("Rinci")))), ["I. Tema", "(a) Apa?", "I.a.1 Rinci"], id="levels above shown"),
        pytest.param(items(line("Apa?")) + line("Ya.") + items(line("Siapa?"), more='text:continue-numbering="true"') + items(line("Baru?")), ["I. Apa?", "Ya.", "II. Siapa?", "I. Baru?"], id="a list goes on"),
        pytest.param(items(line("Apa?"), more='xml:id="l1"') + items(line("Lain"), name="X") + items(line("Siapa?"), more='text:continue-list="l1"'), ["I. Apa?", "- Lain", "II. Siapa?"], id="another list goes on"),
        pytest.param("<text:h>Bab</text:h>" + line("Isi") + "<text:h>Bab</text:h>", ["1. Bab", "Isi", "2. Bab"], id="headings"),
        pytest.param(items(line("Apa?") + line("Lanjut."), line("Siapa?")), ["I. Apa?", "Lanjut.", "II. Siapa?"], id="second paragraph of an item"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_in_a_word_processor(tmp_path, body, lines):
    (made,) = read(tmp_path / "a.odt", package(body, f"<office:styles>{MORE_STYLES}</office:styles>"), WORDS)
    assert made.text.split("\n")[:-1] == lines


@pytest.mark.parametrize(
    ("body", "text", "left_out"),
    [
        pytest.param(line('Ya<text:span text:style-name="Hidden">rahasia</text:span>.'), "Ya.", {"hidden text": 1}, id="hidden text"),
        pytest.param('<text:section text:display="none"><text:p>x</text:p></text:section>' + line("Ya"), "Ya", {"hidden text": 1}, id="hidden section"),
        pytest.param(line("Ya <text:placeholder>isi di sini</text:placeholder>"), "Ya ", {"placeholder": 1}, id="placeholder"),
        pytest.param("<text:table-of-content><text:index-body><text:p>Bab I 3</text:p></text:index-body></text:table-of-content>" + line("Ya"), "Ya", {"table of contents": 1}, id="table of contents"),
        pytest.param(line("Ya<draw:custom-shape><text:p>Di kotak</text:p></draw:custom-shape>."), "Ya.\nDi kotak", {}, id="words in a shape"),
        pytest.param(line("Ya<draw:frame><draw:object/><draw:image/><desc>x</desc></draw:frame>"), "Ya", {"object": 1}, id="object with its picture"),
        pytest.param(line('<text:note text:note-class="endnote"><text:note-body><text:p>x</text:p></text:note-body></text:note>Ya'), "Ya", {"endnote": 1}, id="endnote"),
        pytest.param(line(" Kami\n  rukun <text:span> sekali</text:span> "), "Kami rukun sekali ", {}, id="white space"),
        pytest.param(line('<text:a><text:span>tautan</text:span></text:a> <text:date>3 Mei</text:date>'), "tautan 3 Mei", {}, id="link and field"),
    ],
)  # fmt: skip
def test_what_is_text_and_what_is_left_out(tmp_path, body, text, left_out):
    (made,) = read(tmp_path / "a.odt", package(body, f"<office:styles>{MORE_STYLES}</office:styles>"), WORDS)
    assert (made.text, dict(made.left_out)) == (f"{text}\n", left_out)


def test_questions_in_bold_give_turns_in_templates_and_flat_files(tmp_path):
    body = "".join(
        f'<text:p text:style-name="Turun">{said}</text:p>' if asks else line(said) for asks, _, said in TALK
    )
    raw = package(body, f"<office:styles>{MORE_STYLES}</office:styles>")
    flat = f"<office:document {NAMES}><office:styles>{MORE_STYLES}</office:styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    for name, content in {"melati_Sari.ott": raw, "melati_Sari.fodt": flat.encode()}.items():
        (tmp_path / name).write_bytes(content)
        (transcript,) = read_transcripts(tmp_path / name, WORDS)
        document = transcript.document
        assert [(t.asks, t.informant, document.text[t.start : t.end].strip()) for t in document.turns] == TALK


def test_cells_across_columns_and_rows(tmp_path):
    def row(*cells):
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(text, more=""):
        return f"<table:table-cell {more}>{line(text)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    body = "<table:table>" + "".join(
        [
            row(cell("No"), cell("Pertanyaan"), cell("Jawaban")),
            row(cell("A. Suasana", 'table:number-columns-spanned="3"'), covered, covered),
            row(cell("1"), cell(TALK[0][2], 'table:number-rows-spanned="2"'), cell("Ga pernah,")),
            row(cell("2"), covered, cell("kami rukun.")),
            row(cell("3"), cell(TALK[2][2]), cell(TALK[3][2])),
        ]
    )
    (made,) = read(tmp_path / "a.odt", package(f"{body}</table:table>"), WORDS)
    assert made.text == (
        "Tanya: Pernah ribut, Bu?\nJawab: Ga pernah,\nJawab: kami rukun.\nTanya: Rapatnya kapan?\nJawab: Tiap bulan.\n"
    )
    assert made.left_out == {"column of numbers": 1, "heading": 1}
