"""The report as Markdown and Word: golden files of the sample study, templates, hostile text."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from kubecode.errors import KubecodeError
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.report.cell import confirmed, note_cell
from kubecode.study.report.matrix import CASES_BY_CODES, Arrangement, study_matrix
from kubecode.study.report.study_report import study_report
from kubecode.study.session import opened
from kubecode.synthesiser.narrative import make_narrative
from kubecode.writers import write_content
from kubecode.writers.content import matrix_content
from kubecode.writers.narrative import Template, bundled_template, narrative_markdown
from kubecode.writers.report_formats import FORMATS, check_report
from kubecode.writers.tables import Table, page_parts
from kubecode.writers.word import docx_bytes as tables_bytes
from kubecode.writers.word import word_bytes

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = Path(__file__).parents[2] / "transcripts_sample"
OWN = "Dua alasan bertahan: WW karena ditolong, RS dan MH karena diwajibkan.\nYang lain tidak bicara."
HOSTILE = "<script>alert(1)</script> =cmd|' /C calc'!A0 [red]x[/] \x1b[31m\u202eكبة 🙂 | * _ # {{ 1/0 }} 1. - **b** &amp; \\"
SHOWN = "<script>alert(1)</script> =cmd|' /C calc'!A0 [red]x[/] �[31m�كبة 🙂 | * _ # {{ 1/0 }} 1. - **b** &amp; \\"


def markdown_bytes(report, lang):
    return FORMATS[".md"].report_bytes(report, lang, None)


def docx_bytes(report, lang):
    return FORMATS[".docx"].report_bytes(report, lang, None)


@pytest.fixture(scope="module")
def study(tmp_path_factory, samples):
    path = copyfile(samples, tmp_path_factory.mktemp("study") / "kubecode.db")
    with opened(path) as session:
        note_cell(session, "kohesi", "Mentari", "coder_a", {"summary": OWN, "valence": "mixed"})
        for case in ("Cempaka", "Mentari", "Tulip"):
            note_cell(session, "komunikasi", case, "coder_a", confirmed(session, "komunikasi", case, "id"))
    return path


def report_of(study, how=CASES_BY_CODES, lang="id"):
    """Return the report without the time of the last decision, which is now."""
    with opened(study) as session:
        report = study_report(session, how, "coder_a", lang)
    return replace(report, trail=replace(report.trail, last_decision="2026-01-31T10:00:00Z"))


@pytest.fixture(scope="module")
def report(study):
    return report_of(study)


@pytest.fixture(scope="module")
def markdown(report):
    return markdown_bytes(report, "id").decode()


@pytest.fixture(scope="module")
def word(report):
    return Document(BytesIO(docx_bytes(report, "id")))


def check_golden(name, text):
    path = GOLDEN / name
    if not path.exists():
        path.write_text(text, "utf-8")
        pytest.fail(f"{name} was missing and has been written: read it, then run again")
    assert text == path.read_text("utf-8")


def rendered(document):
    """Return a Word document as text: style and text of each paragraph, the rows of each table."""
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines.extend(
                " | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in block.rows
            )
        else:
            lines.append(f"[{block.style.name}] {all_text(block)}".rstrip())
    return "\n".join(lines) + "\n"


def all_text(paragraph):
    """Return the text of a paragraph, with the contents of its fields."""
    return "".join(text.text or "" for text in paragraph._p.iter(qn("w:t")))


def with_template(report, text, lang="id"):
    return narrative_markdown(report, make_narrative(report, lang), lang, Template("saya.md.j2", text))


def test_markdown_of_the_sample_study_is_golden(markdown):
    check_golden("laporan.md", markdown)


def test_word_file_of_the_sample_study_is_golden_as_text(word):
    check_golden("laporan.docx.txt", rendered(word))


def test_word_file_of_the_sample_study_is_golden(report):
    made, path = docx_bytes(report, "id"), GOLDEN / "laporan.docx"
    if not path.exists():
        path.write_bytes(made)
        pytest.fail("laporan.docx was missing and has been written: look at it, then run again")
    with ZipFile(BytesIO(made)) as new, ZipFile(path) as old:
        assert new.namelist() == old.namelist()
        assert new.read("word/document.xml") == old.read("word/document.xml")


def test_both_languages_have_the_same_parts(study, markdown):
    english = markdown_bytes(report_of(study, lang="en"), "en").decode()
    for pattern in (r"^#+ ", r"^\|", r"^> ", r"^- ", r"^\*\w", r"\[draf", r"peneliti\]|researcher\]"):
        assert len(re.findall(pattern, english, re.MULTILINE)) == len(
            re.findall(pattern, markdown, re.MULTILINE)
        ), pattern


def test_drafts_are_marked_and_counted_at_the_top(report, markdown):
    head, body = markdown.split("## Metode")
    drafts = report.drafts + make_narrative(report, "id").draft_comparisons
    assert (drafts, report.drafts) == (20 + 7, 20)
    assert f"- {drafts} bagian bertanda [draf]" in head
    assert body.count("[draf]") == drafts
    assert body.count("[ditulis peneliti]") == 8


def test_summary_that_repeats_the_quotes_is_replaced_by_them(report, markdown):
    cell = report.matrix.cells["komunikasi", "cempaka"]
    assert cell.summary
    for quote in cell.quotes:
        spoken = " ".join(quote.text.split()).replace("[", "\\[").replace("]", "\\]")
        assert markdown.count(spoken) == 1


def test_quote_in_the_summary_is_not_repeated(report):
    cell = report.matrix.cells["kohesi", "cempaka"]
    first, *others = cell.quotes
    own = replace(cell, summary=f"Seperti kata E, “{first.text}”", valence_source="confirmed")
    matrix = replace(report.matrix, cells={**report.matrix.cells, ("kohesi", "cempaka"): own})
    narrative = make_narrative(replace(report, matrix=matrix), "id")
    section = next(section for section in narrative.sections if section.row.id == "kohesi")
    assert section.passages[0].quotes == tuple(others)


def test_every_quote_names_speaker_source_and_line(markdown):
    quotes = re.findall(r"^(?:>|-) “.*$", markdown, re.MULTILINE)
    assert len(quotes) > 100
    for quote in quotes:
        assert re.search(
            r"” \((?:\w+, (?:[\w ]+, )?wawancara|observasi|dokumen), [\w-]+ baris \d+\)$", quote
        ), quote


def test_interview_is_never_quoted_without_its_informant(tmp_path):
    (tmp_path / "melati_01.txt").write_text(
        "---\nsumber: wawancara\n---\nAda yang bertengkar soal uang kas.\n\nKami ga pernah ribut.\n", "utf-8"
    )
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_01.txt"], TagOptions())
    with opened(tmp_path / "kubecode.db") as session:
        report = study_report(session)
    for kind in FORMATS.values():
        with pytest.raises(KubecodeError) as error:
            kind.report_bytes(report, "id", None)
        assert error.value.exit_status == 1
        assert {str(problem.where) for problem in error.value.problems} <= {
            "melati_01.txt:4",
            "melati_01.txt:6",
        }
        assert "informan: T" in error.value.problems[0].hint


def test_observation_is_quoted_by_its_kind_of_source(markdown):
    assert "(observasi, tulip_observasi_04 baris 14)" in markdown


def test_unreviewed_study_is_marked_as_draft_everywhere(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(
        "P: Pernah ribut?\nT: Ga pernah ribut mah. Kami kumpul tiap bulan.\n", "utf-8"
    )
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    with opened(tmp_path / "kubecode.db") as session:
        text = markdown_bytes(study_report(session), "id").decode()
    assert "| Pengode | belum ada: semua sel berisi usulan mesin |" in text
    assert "**▲ mendukung (draf: usulan mesin, belum ditelaah).** [draf]" in text
    assert "**· belum ditelaah.**\n" in text


@pytest.mark.parametrize("lang", ["id", "en"])
def test_hostile_text_is_shown_as_text(report, lang):
    cell = replace(report.matrix.cells["konflik", "tulip"], summary=HOSTILE)
    cell = replace(
        cell,
        quotes=tuple(
            replace(q, text=f"Kata {HOSTILE}", voice=HOSTILE, role=f"r {HOSTILE}", document=HOSTILE)
            for q in cell.quotes
        ),
    )
    rows = tuple(replace(row, label=HOSTILE) if row.id == "konflik" else row for row in report.matrix.rows)
    columns = tuple(
        replace(column, label=HOSTILE, outcome=HOSTILE) if column.key == "tulip" else column
        for column in report.matrix.columns
    )
    matrix = replace(
        report.matrix, rows=rows, columns=columns, cells={**report.matrix.cells, ("konflik", "tulip"): cell}
    )
    book = replace(report.codebook, title=HOSTILE, version=HOSTILE, name=HOSTILE)
    documents = tuple(
        replace(
            one,
            readers=(HOSTILE,),
            document=replace(one.document, name=HOSTILE, attributes={"place": HOSTILE}),
        )
        for one in report.coverage
    )
    poisoned = replace(report, matrix=matrix, codebook=book, coverage=documents)
    text = markdown_bytes(poisoned, lang).decode()
    assert "<script>" not in text
    assert "\x1b" not in text and "\u202e" not in text
    document = Document(BytesIO(docx_bytes(poisoned, lang)))
    assert f"b. {SHOWN}" in [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert document.paragraphs[0].text == f"{SHOWN}: KUBE Cempaka, KUBE Mentari, KUBE Tulip"
    assert any(
        p.text.startswith(f"“Kata {SHOWN}” ({SHOWN}, r {SHOWN}, ")
        for p in document.paragraphs
        if p.style.name == "Quote"
    )
    assert any(SHOWN in c.text for c in document.tables[2].rows[2].cells)
    assert {len(row.cells) for row in document.tables[2].rows} == {4}


def test_values_in_a_template_are_always_escaped(report):
    hostile = replace(report, codebook=replace(report.codebook, title="*a* <b> | ${{x}}"))
    escaped = r"\*a\* \<b\> \| \$\{\{x\}\}"
    assert with_template(hostile, "{{ report.codebook.title }}") == escaped + "\n"
    assert with_template(hostile, "{{ [report.codebook.title] | join('') | trim }}") == escaped + "\n"
    through = "{% macro m(t) %}**{{ t }}**{% endmacro %}{{ m(report.codebook.title) }}"
    assert with_template(hostile, through) == f"**{escaped}**\n"
    called = (
        "{% macro m() %}_{{ caller() }}_{% endmacro %}{% call m() %}{{ report.codebook.title }}{% endcall %}"
    )
    assert with_template(hostile, called) == f"_{escaped}_\n"
    for way_out in ("safe", "escape", "e", "tojson", "urlize"):
        with pytest.raises(KubecodeError, match=rf"saya.md.j2:1 No filter named '{way_out}'"):
            with_template(hostile, f"{{{{ report.codebook.title | {way_out} }}}}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# a\n\n{{ repot.matrix }}", r"saya.md.j2:3 'repot' is undefined"),
        ("{% for x in report.evidence %}\n", r"saya.md.j2:\d Unexpected end of template"),
        ("\n{{ report.kohesi }}", r"saya.md.j2:2 .*has no attribute 'kohesi'"),
        ("a\n{{ 1 / 0 }}", r"saya.md.j2:2 ZeroDivisionError: division by zero"),
        ("{{ ''.__class__.__mro__ }}", r"saya.md.j2:1 access to attribute '__class__'"),
        (
            "{% macro m() %}\n\n{{ report.x }}{% endmacro %}\n{{ m() }}",
            r"saya.md.j2:3 .*has no attribute 'x'",
        ),
        ("{% include 'lain.j2' %}", r"saya.md.j2:1 .*lain.j2"),
        ("{{ 'a' | origin }}", r"saya.md.j2:1 AttributeError: "),
        ("{% for x in range(1000000000) %}{% endfor %}", r"saya.md.j2:1 OverflowError: "),
    ],
)
def test_error_in_a_template_names_its_line(report, text, message):
    with pytest.raises(KubecodeError, match=message) as error:
        with_template(report, text)
    assert error.value.exit_status == 1
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_bundled_template_given_as_a_file_makes_the_same_report(report, lang):
    assert with_template(report, bundled_template(lang).text, lang) == markdown_bytes(report, lang).decode()


def test_same_report_makes_the_same_word_file_on_any_day(report):
    made = docx_bytes(report, "id")
    assert made == docx_bytes(report, "id")
    with ZipFile(BytesIO(made)) as packed:
        assert packed.testzip() is None
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created" not in packed.read("docProps/core.xml")


def test_word_file_has_language_title_page_numbers_and_black_text(word):
    styles = word.styles.element
    assert {language.get(qn("w:val")) for language in styles.iter(qn("w:lang"))} == {"id-ID"}
    assert (
        word.core_properties.title
        == "Dinamika kelompok usaha bersama: KUBE Cempaka, KUBE Mentari, KUBE Tulip"
    )
    assert (word.core_properties.author, word.core_properties.language) == ("kubecode", "id-ID")
    (field,) = word.sections[0].footer._element.iter(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "PAGE"
    used = {p.style.name for p in word.paragraphs}
    assert {
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Quote",
        "Caption",
        "Table Note",
        "List Bullet",
    } <= used
    assert {str(word.styles[name].font.color.rgb) for name in used if not name.startswith("List")} == {
        "000000"
    }


def test_word_tables_have_numbers_repeated_headings_and_undivided_rows(word):
    assert len(word.tables) == 10
    numbers = [
        field for p in word.paragraphs if p.style.name == "Caption" for field in p._p.iter(qn("w:fldSimple"))
    ]
    assert [field.get(qn("w:instr")) for field in numbers] == [" SEQ Tabel \\* ARABIC "] * 10
    assert ["".join(t.text for t in field.iter(qn("w:t"))) for field in numbers] == [
        str(n) for n in range(1, 11)
    ]
    for table in word.tables:
        assert len(table.rows) > 1
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert all(any(cell.text for cell in row.cells) for row in table.rows)
        width = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
        assert 8900 < width <= 9080  # the text of a portrait page is 16 cm wide: 9072 twentieths of a point


def test_coloured_cells_have_symbol_and_word(word):
    tinted = [
        cell
        for table in word.tables
        for row in table.rows
        for cell in row.cells
        if cell._tc.tcPr is not None and cell._tc.tcPr.find(qn("w:shd")) is not None
    ]
    assert len(tinted) > 24
    assert {re.match(r"([▲▼◆]) [a-z]+", cell.text)[1] for cell in tinted} == {"▲", "▼", "◆"}


def orientations(document):
    return [section.orientation for section in document.sections]


def test_pages_are_landscape_only_for_more_than_three_groups(study, word):
    assert orientations(word) == [WD_ORIENT.PORTRAIT]
    upright, lying = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    turned = Document(BytesIO(docx_bytes(report_of(study, Arrangement(by="informant")), "id")))
    assert orientations(turned) == [upright, lying, upright, lying, upright]
    assert {len(table.columns) for table in turned.tables if table.rows[0].cells[0].text == "Aspek"} == {4, 6}
    assert turned.sections[1].page_width > turned.sections[1].page_height


def test_lens_can_be_the_rows_of_a_report(study):
    text = markdown_bytes(report_of(study, Arrangement(rows="sherif")), "id").decode()
    assert "### a. Dorongan dan motif yang sama" in text
    assert "**▲ terpenuhi.**" in text
    assert "*Definisi" not in text


def test_matrix_in_word_has_legend_and_divergence(study):
    with opened(study) as session:
        result = study_matrix(session, coder="coder_a")
    content = matrix_content(result.matrix, result.codings, "id")
    with pytest.raises(KubecodeError, match="too wide for a page"):
        write_content(Path("tidak-ditulis.docx"), replace(content, tables=content.tables[1:2]))
    document = Document(
        BytesIO(tables_bytes(replace(content, tables=(content.tables[0], content.tables[2]))))
    )
    captions = [all_text(p) for p in document.paragraphs if p.style.name == "Caption"]
    assert captions == ["Tabel 1. Matriks", "Tabel 2. Perbedaan"]
    (legend,) = [p.text for p in document.paragraphs if p.style.name == "Table Note"]
    assert legend.startswith("Keterangan: ▲ mendukung")
    assert [len(table.rows) for table in document.tables] == [9, 13]


def test_structure_of_markdown_is_kept_in_word():
    text = (
        "# Judul\n\n## Satu\n\nBiasa **tebal _miring_** `kode`\nlanjut<br>baru <b>x</b> [a](http://b.id)\n\n"
        "- a\n  - b\n\n3. c\n4. d\n\nlalu\n\n1. e\n\n> kutip\n>\n> lagi\n\n```\nx = 1\n```\n\n<div>html</div>\n\n"
        "| A | B |\n| --- | --- |\n| 1 | |\n\n| C |\n| --- |\n| 2 |\n"
    )
    document = Document(BytesIO(word_bytes(text, "en")))
    assert rendered(document) == (
        "[Title] Judul\n[Heading 1] Satu\n[Normal] Biasa tebal miring kode lanjutbaru <b>x</b> a (http://b.id)\n"
        "[List Bullet] a\n[List Bullet 2] b\n[List Number] c\n[List Number] d\n[Normal] lalu\n[List Number] e\n"
        "[Quote] kutip\n[Quote] lagi\n[Normal] x = 1\n[Normal] <div>html</div>\nA | B\n1 | \n[Table Note]\nC\n2\n"
    )
    bold = {run.text: (run.bold, run.italic) for run in document.paragraphs[2].runs if run.bold}
    assert bold == {"tebal ": (True, None), "miring": (True, True)}
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]
    starts = [
        o.startOverride.val for n in document.part.numbering_part.element.num_lst for o in n.lvlOverride_lst
    ]
    assert starts == [3, 1]


def test_empty_text_makes_an_empty_document():
    assert [p.text for p in Document(BytesIO(word_bytes("", "id"))).paragraphs] == []


def test_registry_knows_suffixes_and_templates(report):
    assert check_report(Path("a.DOCX"), None) is FORMATS[".docx"]
    with pytest.raises(
        KubecodeError, match=r"a\.pdf: no report is written as \.pdf \(known: \.docx, \.md, \.html, \.xlsx"
    ):
        check_report(Path("a.pdf"), None)
    template = Template("t.j2", "{{ report.matrix.rows | length }}")
    assert check_report(Path("a.md"), "t.j2").report_bytes(report, "id", template) == b"8\n"


def test_table_of_many_groups_is_split_into_parts_for_pages():
    headings = ("Aspek", *(f"K{n}" for n in range(13)))
    row = ("Konflik", *range(13))
    parts = list(page_parts(Table("Matriks", headings, (row,), note="Keterangan", on_page="parts")))
    assert [part.headings[1:] for part in parts] == [headings[1:6], headings[6:11], headings[11:14]]
    assert [part.rows for part in parts] == [(row[:6],), (row[0:1] + row[6:11],), (row[0:1] + row[11:14],)]
    assert [part.note for part in parts] == ["", "", "Keterangan"]
    whole = Table("Putaran", headings, (row,))
    assert list(page_parts(whole)) == [whole]
