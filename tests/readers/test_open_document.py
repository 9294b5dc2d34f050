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
    assert "damaged" in refused(tmp_path, file.getvalue())
