"""The page of a small study, the sample study, a draft and a hostile study, checked with an HTML parser."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from textwrap import indent

import pytest
from command_line import run_kubecode
from making import code

from kubecode.model import Decision, Presence, Status, Valence
from kubecode.store.decisions import put_decisions
from kubecode.study.ingest.decision_files import mark_read
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.report.cell import note_cell
from kubecode.study.report.matrix import Arrangement
from kubecode.study.report.study_report import study_report
from kubecode.study.session import opened
from kubecode.wording import say
from kubecode.writers.page import page_bytes

GOLDEN = Path(__file__).parent / "golden" / "halaman.html"
SAMPLES = Path(__file__).parents[2] / "transcripts_sample"
VOID = {"meta", "br"}
DRAWN = {"svg", "title", "desc", "g", "rect", "circle", "text", "polyline", "path"}
KNOWN = (
    VOID
    | DRAWN
    | set(
        "html head style body a header h1 h2 h3 h4 h5 p nav ul ol li main section dl dt dd div table caption thead "
        "tbody tr th td b em q mark i strong code figure figcaption span".split()
    )
)
# What is typed into transcripts, codebooks and memos, and what of it may be read on the page.
HOSTILE = "<script>alert(1)</script>=cmd|' /C calc'!A0 [red]x[/] \x1b[31mm\u202e人 🐔 | * _ # \"><img src=x>"
SHOWN = "<script>alert(1)</script>=cmd|' /C calc'!A0 [red]x[/] �[31mm�人 🐔 | * _ # \"><img src=x>"


class Page(HTMLParser):
    """The tags of a page, its links and words by the id of the element around them, and its errors."""

    def __init__(self, page):
        super().__init__()
        self.open, self.wrong, self.attributes = [], [], []
        self.tags, self.words, self.links, self.within = Counter(), {}, {}, {}
        self.feed(page.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        own = dict(attributes)
        name = own.get("id")
        self.tags[tag] += 1
        self.attributes += attributes
        around = [outer for _, outer in self.open if outer]
        if name:
            self.wrong += [f"twice: {name}"] if name in self.words else []
            self.words[name], self.links[name], self.within[name] = "", [], around
        if tag not in VOID:
            self.open.append((tag, name))
        if tag == "a":
            for outer in around:
                self.links[outer].append(own["href"].removeprefix("#"))

    def handle_endtag(self, tag):
        last, _ = self.open.pop()
        self.wrong += [f"</{tag}> closes <{last}>"] if last != tag else []

    def handle_data(self, text):
        for _, name in self.open if self.open[-1:] != [("i", None)] else []:
            if name:
                self.words[name] += text

    @property
    def targets(self):
        return [value.removeprefix("#") for name, value in self.attributes if name == "href"]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Make two groups and two codes: a denial, two positions, a summary and an empty cell."""
    folder = tmp_path_factory.mktemp("kecil")
    konflik = code("konflik", "direction: inverse", "indicators: {any: [ribut]}").replace(
        "label: L", "label: Konflik"
    )
    kohesi = code("kohesi", "indicators: {any: [betah]}").replace("label: L", "label: Kohesi")
    lens = "lenses:\n  - {id: satu, label: Satu ciri, kind: marks, rows: [{id: a, label: Tenang, codes: [konflik]}]}\n"
    (folder / "buku.yaml").write_text(
        "codebook: uji\nversion: 1\ntitle: Uji\ncodes:\n" + indent(konflik + kohesi, "  ") + lens, "utf-8"
    )
    texts = {
        "melati_A_01.txt": "P: Pernah ribut?\nA: Ga pernah ribut kami mah.\nP: Betah?\nA: Betah aja saya disini.\n",
        "melati_B_02.txt": "P: Pernah ribut?\nB: Ribut terus,\ntiap minggu.\n",
        "tulip_C_01.txt": "P: Pernah ribut?\nC: Ribut mah sering.\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    study = folder / "kubecode.db"
    tag(study, [folder / name for name in texts], TagOptions(str(folder / "buku.yaml")))
    accepted = [
        ("melati_A_01.txt", "Ga pernah ribut kami mah.", "konflik", Valence.SUPPORTS, Presence.DENIED, None),
        ("melati_A_01.txt", "Betah aja saya disini.", "kohesi", Valence.SUPPORTS, Presence.PRESENT, "m"),
        ("melati_B_02.txt", "Ribut terus,\ntiap minggu.", "konflik", Valence.HINDERS, Presence.PRESENT, None),
        ("tulip_C_01.txt", "Ribut mah sering.", "konflik", Valence.HINDERS, Presence.PRESENT, None),
    ]
    made = []
    for name, words, path, valence, presence, memo in accepted:
        start = texts[name].index(words)
        place = name, start, start + len(words), path
        made.append(Decision(*place, "s", Status.ACCEPTED, valence, presence, memo))
    with opened(study) as session:
        put_decisions(session.connection, made, "2026-01-01T00:00:00Z")
        session.connection.commit()
        mark_read(session, texts, "s")
        note_cell(session, "konflik", "tulip", "s", {"summary": "Ribut\nsetiap hari."})
    return study


def report_of(study, **asked):
    with opened(study) as session:
        return study_report(session, **asked)


@pytest.fixture(scope="module")
def report(samples_of_both):
    return report_of(samples_of_both)


def test_page_of_a_small_study_is_golden(small):
    page = page_bytes(report_of(small), "id").decode("utf-8")
    page = re.sub(r"(?s)<style>.*?</style>", "<style>page.css</style>", page)
    page = re.sub(r"sha256-[\w+/=]+", "sha256-…", page)
    page = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "2026-01-01T00:00:00Z", page)
    if not GOLDEN.exists():
        GOLDEN.write_text(page, "utf-8")
        pytest.fail(f"{GOLDEN.name} was missing and has been written: read it, then run again")
    assert page == GOLDEN.read_text("utf-8")


def test_same_report_makes_the_same_bytes(small):
    assert page_bytes(report_of(small), "id") == page_bytes(report_of(small), "id")


@pytest.mark.parametrize(
    ("how", "lang"),
    [
        (Arrangement(), "id"),
        (Arrangement(by="informant"), "en"),
        (Arrangement(rows="sherif", by="status"), "id"),
        (Arrangement(rows="subcode", by="source"), "en"),
    ],
)
def test_every_link_has_a_target_and_every_tag_is_closed(samples_of_both, how, lang):
    page = Page(page_bytes(report_of(samples_of_both, how=how, lang=lang), lang))
    assert page.wrong == []
    assert set(page.targets) <= set(page.words)
    assert set(page.tags) <= KNOWN


def test_cells_excerpts_and_transcripts_link_to_each_other(report):
    page = Page(page_bytes(report, "id"))
    for down, row in enumerate(report.matrix.rows, 1):
        for across, column in enumerate(report.matrix.columns, 1):
            cell, name = report.matrix.cell(row, column), f"c{down}-{across}"
            assert page.links[f"m{name}"] == [name]
            assert page.links[name][0] == f"m{name}"
            entries = [one for one, around in page.within.items() if name in around and one[0] == "e"]
            marks = [mark for entry in entries for mark in page.links[entry]]
            quoted = sorted(" ".join(report.by_id[id_].text.split()) for id_ in cell.excerpt_ids)
            assert sorted(" ".join(page.words[mark].split()) for mark in marks) == quoted
            assert set(entries) <= set(page.targets)


def test_evidence_is_marked_in_quote_and_transcript(small):
    page = page_bytes(report_of(small), "id").decode("utf-8")
    assert "<q><b>Ribut</b> terus,\ntiap minggu.</q>kata “Ribut”" in page
    assert re.search(
        r"<mark id=k\d><b>Ribut</b> terus,\n<i>3</i>tiap minggu.</mark> <a href=#e\d class=h>", page
    )


def test_policy_allows_only_the_own_style_sheet(report):
    page = page_bytes(report, "id").decode("utf-8")
    (style,) = re.findall(r"(?s)<style>(.*?)</style>", page)
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    read = Page(page.encode("utf-8"))
    assert ("content", policy) in read.attributes
    assert read.tags["script"] == read.tags["link"] == read.tags["img"] == 0
    assert [name for name, _ in read.attributes if name == "style" or name.startswith("on")] == []
    assert not re.search(r"url\(|@import|https?:", page)


def test_figures_of_every_chart_are_in_a_table_too(report):
    page = page_bytes(report, "id").decode("utf-8")
    charts = [re.findall(r"<text[^>]*>([^<]+)", svg) for svg in re.findall(r"(?s)<svg.*?</svg>", page)]
    tables = [
        re.findall(r"<t[dh][^>]*>([^<]+)", table) for table in re.findall(r"(?s)<table.*?</table>", page)
    ]
    excerpts, heard, meeting, steps = charts
    (counts,) = [table for table in tables if any("per 1.000 kata" in value for value in table)]
    rates = [f"{count.per_1000_words:.1f}" for count in report.counts]
    assert [value.split()[0] for value in excerpts if re.match(r"[\d.]+ ", value)] == rates
    assert [value.split("; ")[1].split()[0] for value in counts if ";" in value] == rates
    assert len([value for value in heard if re.fullmatch(r"\d+/\d+", value)]) == len(report.counts) == 24
    (pairs,) = [table for table in tables if "hanya 1" in table]
    shared = {str(pair.both) for pair in report.cooccurrence.pairs if pair.both}
    assert shared <= set(meeting)
    assert shared <= set(pairs)
    new = [str(len(step.new)) for step in report.saturation.steps]
    (listed,) = [table for table in tables if "kode baru" in table]
    assert steps[: 2 * len(new) : 2] == new
    assert set(new) <= set(listed)


def test_main_matrix_is_not_shown_twice(samples_of_both):
    titles = {}
    for rows in ("code", "subcode", "sherif"):
        page = page_bytes(report_of(samples_of_both, how=Arrangement(rows=rows)), "id").decode("utf-8")
        titles[rows] = [re.sub(r" .*", "", title) for title in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]
    assert titles["code"].count("Lensa:") == titles["subcode"].count("Lensa:") == 3
    assert titles["sherif"].count("Lensa:") == 2
    assert [titles[rows].count("Menurut") for rows in titles] == [1, 0, 1]


def test_headings_are_in_order_and_every_table_has_a_caption(report):
    page = page_bytes(report, "en").decode("utf-8")
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(low <= high + 1 for high, low in pairwise(levels))
    assert page.count("<table") == page.count("<caption")
    assert page.startswith('<!doctype html>\n<html lang="en">')


def test_kinds_of_empty_and_drafts_look_different(small, tmp_path):
    page = page_bytes(report_of(small), "id").decode("utf-8")
    assert 'class="empty not_asked"' in page or 'class="empty not_found"' in page
    study = tmp_path / "kubecode.db"
    tag(study, [SAMPLES / "tulip_A_01.txt", SAMPLES / "cempaka_observasi_04.txt"], TagOptions())
    with opened(study) as session:
        note_cell(session, "konflik", "tulip", "s", {"valence": "hinders"})
    draft = page_bytes(report_of(study), "id").decode("utf-8")
    assert ' class="hinders draft"' in draft
    assert say("page.draft_cells", "id") in draft
    assert "draft" not in re.search(r"(?s)<body.*", page)[0]


def test_summary_is_in_matrix_and_cell_with_its_lines(small):
    page = page_bytes(report_of(small), "id").decode("utf-8")
    assert page.count("Ribut\nsetiap hari.") == 2
    assert page.count(say("summary.draft", "id")) == 1 + 2  # two cells, and the note about drafts


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Make a study in which all text that people type is hostile."""
    folder = tmp_path_factory.mktemp("jahat")
    parts = code("konflik", "indicators: {any: [ribut]}").replace("label: L", f"label: {quoted(HOSTILE)}")
    (folder / "buku.yaml").write_text(
        f"codebook: uji\nversion: 1\ntitle: {quoted(HOSTILE)}\ncodes:\n" + indent(parts, "  "), "utf-8"
    )
    head = f"---\nkasus: {quoted(HOSTILE)}\ninforman: {quoted(HOSTILE)}\nperan: {quoted(HOSTILE)}\n---\n"
    text = f"{head}P: Pernah?\nA: Ribut {HOSTILE} terus.\n"
    (folder / "a'b&c.txt").write_text(text, "utf-8")
    study = folder / "kubecode.db"
    tag(study, [folder / "a'b&c.txt"], TagOptions(str(folder / "buku.yaml")))
    words = f"Ribut {HOSTILE} terus."
    place = "a'b&c.txt", text.index(words), text.index(words) + len(words), "konflik"
    with opened(study) as session:
        made = Decision(*place, HOSTILE, Status.ACCEPTED, Valence.HINDERS, Presence.PRESENT, HOSTILE)
        put_decisions(session.connection, [made], "2026-01-01T00:00:00Z")
        session.connection.commit()
        (document,) = report_of(study).matrix.columns
        note_cell(session, "konflik", document.label, "s", {"summary": HOSTILE})
    return study


def quoted(text):
    """Return a text as a YAML scalar in double quotes."""
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\e").replace("\u202e", "\\u202e")
    )
    return f'"{escaped}"'


@pytest.mark.parametrize("by", ["case", "informant", "role"])
def test_hostile_text_is_text_everywhere(hostile, by):
    page = page_bytes(report_of(hostile, how=Arrangement(by=by)), "id")
    read = Page(page)
    assert read.wrong == []
    assert set(read.tags) <= KNOWN
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page.decode("utf-8"))
    (mark,) = [name for name in read.words if name.startswith("k")]
    assert read.words[mark] == f"Ribut {SHOWN} terus."
    assert SHOWN in read.words["c1-1"]
    assert page.decode("utf-8").count("&lt;script&gt;alert(1)&lt;/script&gt;=cmd|") > 10


def test_matrix_command_writes_the_page(small, tmp_path):
    path = tmp_path / "halaman.HTML"
    done = run_kubecode("matrix", "-o", path, "--study", small)
    assert (done.returncode, done.stdout) == (0, "")
    assert "4 sel, 4 pengodean, 2 perbedaan" in done.stderr
    assert path.read_bytes() == page_bytes(report_of(small), "id")


def test_excerpts_cannot_be_written_as_a_page(small, tmp_path):
    refused = run_kubecode("excerpts", "-o", tmp_path / "a.html", "--study", small)
    unknown = run_kubecode("matrix", "-o", tmp_path / "a.foo", "--study", small)
    assert (refused.returncode, unknown.returncode) == (2, 2)
    assert "known: .csv, .docx, .jsonl, .md, .xlsx)" in refused.stderr
    assert "known: .csv, .docx, .jsonl, .md, .xlsx, .html)" in unknown.stderr
    assert list(tmp_path.iterdir()) == []
