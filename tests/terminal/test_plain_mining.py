"""Plain indicator mining: proposals with their reasons, one answer a line."""

import io

import pytest
from mining_study import BOOK, make_study
from rich.console import Console

from kubecode.study.indicator_mining.mining import MiningOptions, MiningSession, list_proposals, run_mining
from kubecode.terminal.keys import PipedKeys
from kubecode.terminal.mining_view import mining_result_view, proposals_view
from kubecode.terminal.plain_mining import PlainMining

LESS = BOOK.replace("{any: [rapat]}", "{any: []}")


@pytest.fixture
def session(tmp_path):
    with make_study(tmp_path) as made:
        yield made


def typed(session, answers, lang="id"):
    """Type the answers; return (printed text, codebook afterwards)."""
    console = Console(file=io.StringIO(), width=80, color_system=None)
    keys = PipedKeys(io.StringIO(answers), lambda prompt: console.print(prompt, end=""))
    result = run_mining(
        MiningSession(session, "a", MiningOptions(lang=lang)), PlainMining(console, lang, keys)
    )
    console.print(mining_result_view(result, lang))
    return console.file.getvalue(), (session.path.parent / "buku.yaml").read_text("utf-8")


def test_proposal_shows_reason_effect_and_examples(session):
    text, book = typed(session, " \n")
    for part in (
        "2 lagi · hapus indikator “rapat” · komunikasi",
        "rekam jejak: muncul di 5 usulan; 0 diterima, 5 ditolak atau dilewati",
        "5 usulan keliru",
        "  ✓ melati_A_01.txt:8 A  “Kami [rapat] di rumah ketua.”",
        "✓ nanti: hapus indikator “rapat”",
        "1 lagi · indikator baru “cemberut” · konflik",
        "di bawah: indikator menghambat (menurut 4 dari 4 kutipan)",
        "khas: 4 dari 4 segmen kode ini, 0 dari 8 segmen lain · 2 suara · G² 15.3",
        "konflik: presisi – → 1.00 · perolehan 0.00 → 1.00",
        "0 ditambah, 0 dihapus, 0 ditolak; 2 lagi.",
    ):
        assert part in text, part
    assert book == BOOK


def test_accepted_proposals_are_confirmed_with_the_next_step(session):
    text, book = typed(session, "y\ny\n", "en")
    for part in (
        "✓ written: new indicator “cemberut”",
        "1 added, 1 removed, 0 refused; 0 left.",
        "kubecode tag",
    ):
        assert part in text, part
    assert book == LESS.replace("    ]\n", "    ]\n      hinders: [cemberut]\n")


def test_valence_key_sets_the_group_of_a_new_indicator(session):
    text, book = typed(session, "n\n+\n-\n0\n+y\n")
    assert "di bawah: indikator umum" in text
    assert "supports: [cemberut]" in book


def test_undo_restores_the_codebook(session):
    text, book = typed(session, "y\nurung\nq\n")
    assert "↶ dibatalkan: hapus indikator “rapat”" in text
    assert book == BOOK


def test_undo_works_after_the_last_proposal(session):
    text, book = typed(session, "y\nn\nz\nu\nq\n")
    assert "Tidak ada usul lagi." in text
    assert "↶ dibatalkan: indikator baru “cemberut”" in text
    assert book == LESS


@pytest.mark.parametrize("answers", ["", "q\n", "zz\n?\n\n\x1b[A\nq\n", "u\nq\n", "yy\nq"])
def test_unknown_input_changes_nothing(session, answers):
    assert typed(session, answers)[1] == BOOK


def test_without_proposals_there_is_no_prompt(session):
    typed(session, "n\nn\n")
    text, _ = typed(session, "")
    assert "tidak memberi alasan" in text
    assert "y terima" not in text


@pytest.mark.parametrize("lang", ["id", "en"])
def test_proposals_table_fits_80_columns(session, lang):
    console = Console(file=io.StringIO(), width=80, color_system=None)
    console.print(proposals_view(list_proposals(session, MiningOptions(lang=lang))[0], lang))
    lines = console.file.getvalue().splitlines()
    assert any(
        line.startswith(" + cemberut") and "G² 15.3 (4:0)" in line and "–→1.00" in line for line in lines
    )
    assert any(line.startswith(" - rapat") and "0 ✓ 5 ✗" in line for line in lines)


def test_control_characters_and_markup_in_files_are_shown_as_text(tmp_path):
    with make_study(tmp_path, aside="[bold]\x1b[31m ") as session:
        text, _ = typed(session, " \n \n")
    assert "[bold]" in text
    assert "\x1b" not in text
