import io
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from kubecode.model import Confidence, EvidenceKind
from kubecode.study.codings import study_codings
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.report.cell import note_cell, open_cell
from kubecode.study.report.matrix import Arrangement, study_matrix
from kubecode.study.session import opened
from kubecode.synthesiser.evaluation import EvaluatedSuggestion, GoldUnit, evaluate
from kubecode.terminal.cell_view import cell_view
from kubecode.terminal.display_options import DisplayOptions
from kubecode.terminal.excerpts_view import marked_excerpt
from kubecode.terminal.matrix_view import matrix_view, plain_matrix_view
from kubecode.terminal.rich_text import HangingIndent, plain, visible
from kubecode.terminal.summaries import evaluation_view, tag_view

SAMPLES = Path(__file__).parents[2] / "transcripts_sample"


def shown(view, width=80):
    console = Console(
        file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False, color_system=None
    )
    console.print(view)
    return console.file.getvalue()


@pytest.fixture(scope="module")
def result(samples):
    with opened(samples) as session:
        return study_matrix(session)


@pytest.fixture(scope="module", params=["case", "informant", "status"])
def result_by_column(request, samples):
    with opened(samples) as session:
        return study_matrix(session, Arrangement(by=request.param))


@pytest.mark.parametrize("width", [80, 81, 97, 120, 200])
@pytest.mark.parametrize("full", [False, True])
def test_matrix_fits_any_width_and_shows_every_cell(result_by_column, width, full):
    text = shown(matrix_view(result_by_column, DisplayOptions("id", width), full=full), width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split())
    for column in result_by_column.matrix.columns:
        assert column.label.split()[-1] in flat
    counted = sum(cell.excerpts > 0 for cell in result_by_column.matrix.cells.values())
    assert text.count("i W") + text.count("i –") == counted


def test_three_groups_fit_in_80_columns(result):
    text = shown(matrix_view(result, DisplayOptions("id", 80), full=False))
    assert any("Cempaka" in line and "Mentari" in line and "Tulip" in line for line in text.splitlines())
    assert "kewajiban: MH, RS; pemenuhan_kebutuhan: WW" in " ".join(text.split())


def test_full_matrix_shows_the_source_of_every_quote(result):
    text = shown(matrix_view(result, DisplayOptions("id", 116), full=True), 116)
    assert "— DL, mentari_DL_06:25" in text
    quotes = sum(len(cell.quotes) for cell in result.matrix.cells.values())
    assert quotes > len(result.matrix.cells)
    assert text.count("— ") == quotes


def test_full_matrix_that_is_too_wide_is_a_list_by_row(result):
    lines = shown(matrix_view(result, DisplayOptions("id", 80), full=True)).splitlines()
    for row in result.matrix.rows:
        start = lines.index(next(line for line in lines if line.strip() == row.label))
        below = [line.strip() for line in lines[start + 1 : start + 60]]
        assert [label for label in below if label.startswith("KUBE ")][:3] == [
            "KUBE Cempaka (aktif)",
            "KUBE Mentari (aktif)",
            "KUBE Tulip (bubar)",
        ]


def test_plain_matrix_has_one_sentence_for_each_cell(result):
    lines = shown(plain_matrix_view(result, DisplayOptions("id", 4000)), 4000).splitlines()
    assert len(lines) == len(result.matrix.cells) + len(list(result.matrix.divergences()))
    assert lines[5].startswith(
        "Konflik dalam kelompok, KUBE Tulip: menghambat: 33 kutipan; 3 dari 3 informan; wawancara, observasi; "
        "kecuali A campuran; ada bukti ketiadaan; ada perbedaan. [draf] “"
    )


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("width", [80, 120])
def test_ascii_matrix_has_other_symbols_only_in_quotes(result, full, width):
    text = shown(matrix_view(result, DisplayOptions("id", width, ascii_only=True), full=full), width)
    assert max(map(len, text.splitlines())) <= width
    quotes = {char for cell in result.matrix.cells.values() for q in cell.quotes for char in q.text}
    assert {char for char in text if not char.isascii()} <= quotes
    assert "[+] mendukung" in text
    assert "[-] menghambat" in text


@pytest.mark.parametrize("width", [12, 20, 200])
def test_hanging_indent_wraps_without_losing_text(width):
    words = "konflik/terbuka: satu dua tiga empat pemenuhan_kebutuhan lima"
    first, *more = shown(HangingIndent(Text(words), indent=2), width).splitlines()
    assert first.startswith("  konflik")
    assert all(line.startswith("    ") for line in more)
    assert max(map(len, [first, *more])) <= width
    assert "".join("".join([first, *more]).split()) == "".join(words.split())


def test_matrix_in_both_languages(result):
    assert "▲ mendukung" in shown(matrix_view(result, DisplayOptions("id", 80), full=False))
    assert "▲ supports" in shown(matrix_view(result, DisplayOptions("en", 80), full=False))


def test_cell_shows_voices_and_sources(samples):
    with opened(samples) as session:
        text = shown(cell_view(open_cell(session, "kohesi", "mentari"), "id"))
    assert "mentari_WW_01.txt:24" in text
    assert "◆ campuran" in text


def test_excerpt_is_complete_and_all_evidence_is_marked(samples):
    with opened(samples) as session:
        codings = study_codings(session, "id")
    assert any(len(coding.evidence) > 1 for coding in codings)
    for coding in codings:
        text = marked_excerpt(coding)
        marked_text = "".join(text.plain[span.start : span.end] for span in text.spans)
        assert text.plain[1:-1].replace("[", "").replace("]", "") == visible(coding.text).replace(
            "[", ""
        ).replace("]", "")
        assert all(word in marked_text for piece in coding.evidence for word in piece.surface.split())


def test_tag_summary_names_the_next_command(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text("T: Ga pernah ribut kami mah.\n")
    result = tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    text = shown(tag_view(result, "id"))
    assert "kubecode review" in text
    assert "konflik" in text


@pytest.mark.parametrize(
    "text", ["[bold]a[/bold]", "\x1b[31ma", "a\x07\x9b2Jb", "\u202eabc", "a\r\nb", ":smile: 😀", "a" * 5000]
)
def test_escape_codes_and_markup_are_shown_as_text(text):
    out = shown(plain(text), 6000)
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\x9b" not in out
    if "[bold]" in text:
        assert "[bold]a[/bold]" in out
    assert "\n" not in visible(text)


def units(*bands):
    """Return one unit with one suggestion for each (band, is right)."""
    return [
        GoldUnit(
            {"konflik": None} if right else {},
            frozenset(),
            {},
            (EvaluatedSuggestion("konflik", band, EvidenceKind.FORM),),
        )
        for band, right in bands
    ]


STRONG, WEAK = Confidence.STRONG, Confidence.WEAK


@pytest.mark.parametrize(
    ("outcomes", "sentence"),
    [
        ([(STRONG, True), (WEAK, False)], "The share that hits falls from strong to weak."),
        (
            [(STRONG, True), (STRONG, False), (WEAK, True)],
            "The order does not fall: weak (1.00) hits no less often than strong (0.50). "
            "That may be chance: the intervals overlap.",
        ),
        (
            [(STRONG, False)] * 20 + [(WEAK, True)] * 20,
            "The order does not fall: weak (1.00) hits no less often than strong (0.00).",
        ),
    ],
)
def test_evaluation_reports_whether_the_shares_fall(outcomes, sentence):
    lines = shown(evaluation_view(evaluate(units(*outcomes), ["konflik"]), "en"), 200).splitlines()
    assert sentence in [line.strip() for line in lines]


def test_evaluation_without_suggestions_reports_no_order():
    text = shown(evaluation_view(evaluate([], ["konflik"]), "id"))
    assert "Urutan" not in text
    assert "turun" not in text


HOSTILE = (
    '---\nkasus: "KUBE [red]Mela\\x1b[31mti\\u202e <script>"\ninforman: "T[bold]"\nperan: "ketua\\x1b[5m"\n'
    'status: "aktif\\x1b[2J[red]"\nsumber: wawancara\n---\n'
    "P: Pernah ribut?\nT[bold]: Ga pernah ribut [red]kami\x1b[31m mah \u202e<script>alert(1)</script>.\n"
)


def test_markup_in_headers_and_speech_is_shown_as_text(tmp_path):
    (tmp_path / "a.txt").write_text(HOSTILE, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "a.txt"], TagOptions())
    with opened(tmp_path / "kubecode.db") as session:
        result = study_matrix(session)
        note_cell(session, "konflik", result.matrix.columns[0].label, "s[red]", {"note": "\x1b[31m[red]"})
        cell = open_cell(session, "konflik", result.matrix.columns[0].label)
    views = [
        matrix_view(result, DisplayOptions("id", 80), full=False),
        matrix_view(result, DisplayOptions("id", 80), full=True),
        matrix_view(result, DisplayOptions("id", 30), full=True),
        plain_matrix_view(result, DisplayOptions("id", 80)),
        cell_view(cell, "id"),
    ]
    for view in views:
        text = shown(view)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[red]" in text
