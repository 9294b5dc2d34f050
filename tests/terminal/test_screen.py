"""The review screen, driven key by key; effects are read from the study, not only from the screen."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from kubecode.model import Status
from kubecode.study.codings import study_codings
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.review import Review, ReviewOptions
from kubecode.study.session import opened
from kubecode.terminal.screen import ReviewScreen

TRANSCRIPT = """\
P: Gimana kelompoknya, Bu?
T: Ga pernah ribut kami mah. Kumpul tiap bulan di rumah saya. Tadi pagi hujan deras sekali di pasar.
P: Jadwalnya gimana?
T: Jadwal jaga ditempel di dinding. Semua pada setuju aja. Angkot ke pasar suka lama datengnya.
"""
NARROW, WIDE = (80, 24), (120, 40)


@pytest.fixture
def study(tmp_path):
    return tagged(tmp_path, TRANSCRIPT)


def tagged(folder, transcript):
    (folder / "melati_T_01.txt").write_text(transcript)
    tag(folder / "kubecode.db", [folder / "melati_T_01.txt"], TagOptions())
    return folder / "kubecode.db"


def typed(study, *keys, size=NARROW, lang="id", options=None):
    """Press keys one by one; return the text of the screen, "" after quitting."""

    async def play():
        with opened(study) as session:
            app = ReviewScreen(Review(session, "s", options, lang), lang)
            async with app.run_test(size=size) as pilot:
                for key in ("", *keys):
                    if key:
                        await pilot.press(*_presses(key))
                    await pilot.pause()
                await pilot.pause()
                return shown(app) if app.is_running else ""

    return asyncio.run(play())


def _presses(key):
    """Return the keys to press: a named key, or the letters of a word."""
    names = {
        " ": "space",
        "+": "plus",
        "-": "minus",
        "~": "tilde",
        "/": "slash",
        "?": "question_mark",
        "=": "equals_sign",
        "_": "underscore",
        '"': "quotation_mark",
    }
    if key in {"enter", "escape", "left", "right", "up", "down", "f1", "backspace", "ctrl+c"}:
        return [key]
    return [names.get(letter, letter) for letter in key]


def shown(app):
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def decided(study, coder="s"):
    with opened(study) as session:
        return {c.path: c for c in study_codings(session, coder=coder) if c.status is not Status.SUGGESTED}


def statuses(study):
    return {path: coding.status.value for path, coding in decided(study).items()}


@pytest.mark.parametrize(
    ("key", "status"), [("y", "accepted"), ("n", "rejected"), (" ", "skipped"), ("denter", "to_discuss")]
)
def test_answer_keys_save_four_statuses(study, key, status):
    typed(study, *(["d", "enter"] if key == "denter" else [key]))
    assert statuses(study) == {"konflik/terbuka": status}


def test_discussion_note_is_saved(study):
    typed(study, "d", "tanya lagi", "enter")
    assert decided(study)["konflik/terbuka"].memo == "tanya lagi"


def test_cancelled_dialog_decides_nothing(study):
    for key in "dmgtf/":
        typed(study, key, "abc", "escape")
    assert decided(study) == {}


@pytest.mark.parametrize(
    ("key", "valence"), [("+", "supports"), ("-", "hinders"), ("~", "mixed"), ("0", "neutral")]
)
def test_valence_is_saved_with_the_acceptance(study, key, valence):
    typed(study, key)
    assert decided(study) == {}
    typed(study, key, "y")
    assert decided(study)["konflik/terbuka"].valence == valence


def test_valence_of_an_accepted_coding_is_saved_at_once(study):
    typed(study, "y", "k", "~")
    assert decided(study)["konflik/terbuka"].valence == "mixed"


def test_presence_key_selects_the_next_presence(study):
    typed(study, "x", "y")
    assert decided(study)["konflik/terbuka"].presence == "hypothetical"


def test_recode_can_get_another_valence(study):
    typed(study, "g", "koh", "enter", "-")
    assert statuses(study) == {"konflik/terbuka": "rejected", "kohesi": "accepted"}
    assert decided(study)["kohesi"].valence == "hinders"


def test_down_arrow_selects_the_next_code(study):
    typed(study, "t", "suasana", "enter", "t", "suasana", "down", "enter")
    codes = [path for path in statuses(study) if path.startswith("suasana")]
    assert len(codes) == 2


def test_code_list_has_recent_codes_first_and_searches_indicators(study):
    assert "kohesi" in typed(study, "g", "koh", "enter", "t").split("suasana")[0]
    assert "suasana" in typed(study, "t", "suasana nyaman")


def test_span_keys_move_by_words(study):
    typed(study, "e", "l", "H", "enter")
    accepted = [c for c in decided(study).values() if c.status is Status.ACCEPTED]
    assert [c.text for c in accepted] == ["pernah ribut kami"]


def test_cancelled_span_changes_nothing(study):
    typed(study, "e", "l", "H", "escape")
    assert decided(study) == {}


def test_memo_and_exemplar_are_saved(study):
    typed(study, "m", "bagus", "enter", "b")
    coding = decided(study)["konflik/terbuka"]
    assert (coding.memo, coding.exemplar, coding.status) == ("bagus", True, Status.ACCEPTED)
    typed(study, "u", "u", "b", "b")
    assert not any(coding.exemplar for coding in decided(study).values())


def test_undo_and_redo_work_in_a_later_session(study):
    typed(study, "y", "n", "u")
    assert list(statuses(study).values()) == ["accepted"]
    typed(study, "u")
    assert statuses(study) == {}
    typed(study, "U", "U")
    assert sorted(statuses(study).values()) == ["accepted", "rejected"]
    assert "tidak ada yang bisa diulangi" in typed(study, "U")


def active(screen):
    return next(line for line in screen.splitlines() if line.startswith("▌"))


def test_moving_keys_follow_the_queue(study):
    first, second = active(typed(study)), active(typed(study, "j"))
    assert first != second
    assert active(typed(study, "j", "k")) == first
    assert active(typed(study, "y", "k", "J")) == second
    assert active(typed(study, "y", "y", "K")) == active(typed(study, "K"))
    assert "tidak ada lagi ke arah itu" in typed(study, "k")


@pytest.mark.parametrize(("there", "back"), [("right", "left"), ("l", "h")])
def test_neighbouring_segment_without_suggestion_can_be_coded(study, there, back):
    screen = typed(study, "j", there)
    assert "hujan" in active(screen)
    assert "di luar antrean" in screen
    assert active(typed(study, "j", there, back)) == active(typed(study, "j"))
    typed(study, "j", there, "t", "tekanan", "enter")
    assert decided(study)["tekanan"].text.startswith("Tadi pagi hujan")


def test_digit_focuses_on_another_suggestion(study):
    typed(study, "t", "kohesi", "enter", "1", "y")
    assert set(statuses(study)) == {"konflik/terbuka", "kohesi"}
    assert "tidak ada lagi ke arah itu" in typed(study, "9")


def test_filter_and_order_change_the_queue(study):
    screen = typed(study, "f", "kode=komunikasi", "enter")
    assert "saring: kode=komunikasi" in screen
    assert "Kumpul" in active(screen)
    assert '"kode=konflk"' not in typed(study, "f", "kode=konflk", "enter")
    assert "did you mean" in typed(study, "f", "kode=konflk", "enter")
    assert "urut: kode" in typed(study, "o")
    assert "urut: transkrip" in typed(study, "o", "o", "o", "o")


def test_search_finds_every_segment(study):
    assert "Angkot" in active(typed(study, "/", "angkot", "enter"))
    assert "tidak ditemukan: zebra" in typed(study, "/", "zebra", "enter")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("w", "skor"),
        ("s", "Perolehan"),
        ("?", "mendukung, menghambat, campuran"),
        ("f1", "urungkan dan ulangi"),
    ],
)
def test_pages_open_and_close(study, key, words):
    assert words.casefold() in typed(study, key, size=WIDE).casefold()
    assert words.casefold() not in typed(study, key, "escape", size=WIDE).casefold()


def test_mass_accept_shows_why_not(study):
    assert "massal hanya di dalam saringan" in typed(study, "A")
    assert "massal baru boleh" in typed(study, "f", "indikator=ribut", "enter", "A", size=WIDE)


def test_mass_accept_needs_a_confirmation(tmp_path):
    study = tagged(
        tmp_path, "P: Gimana?\n" + "".join(f"T: Kami ribut lagi hari ke-{n}.\n" for n in range(14))
    )
    with opened(study) as session:
        indicator = Review(session, "s").item.coding.evidence[0].indicator
    keys = ("f", f"indikator={indicator}", "enter")
    typed(study, *keys, *"y" * 10)
    screen = typed(study, *keys, "A", size=WIDE)
    assert "hari ke-13" in screen
    typed(study, *keys, "A", "n")
    assert len(accepted(study)) == 10
    typed(study, *keys, "A", "y")
    assert len(accepted(study)) == 14
    typed(study, "u")
    assert len(accepted(study)) == 10


def accepted(study):
    with opened(study) as session:
        return [c for c in study_codings(session, coder="s") if c.status is Status.ACCEPTED]


def test_undo_works_after_the_last_item(study):
    end = "Tidak ada lagi yang perlu diputuskan"
    screen = typed(study, *"n" * 9)
    assert end in screen
    assert end not in typed(study, "u")


@pytest.mark.parametrize("key", ["q", "ctrl+c"])
def test_quitting_keeps_decisions(study, key):
    assert typed(study, "y", key) == ""
    assert statuses(study) == {"konflik/terbuka": "accepted"}


def test_unknown_key_shows_a_message_and_decides_nothing(study):
    assert "tombol z tidak dikenal" in typed(study, "z")
    typed(study, "z", "Q", "!", "enter", "f1", "escape")
    assert decided(study) == {}


def test_unsaved_answer_is_kept_and_tried_again(study, monkeypatch):
    async def play():
        with opened(study) as session, closing(sqlite3.connect(study, isolation_level=None)) as other:
            session.connection.execute("PRAGMA busy_timeout = 1")
            app = ReviewScreen(Review(session, "s"), "id")
            async with app.run_test(size=NARROW) as pilot:
                await pilot.pause()
                other.execute("BEGIN IMMEDIATE")
                await pilot.press("y")
                await pilot.pause()
                held = shown(app)
                await pilot.press("n")
                other.execute("ROLLBACK")
                await pilot.press("enter")
                await pilot.pause()
                return held, shown(app)

    held, then = asyncio.run(play())
    assert held.count("BELUM TERSIMPAN") == 2
    assert "BELUM TERSIMPAN" not in then
    assert statuses(study) == {"konflik/terbuka": "accepted"}


HOSTILE = (
    "T: Ribut [bold]sekali[/bold] \x1b[31mmerah\x1b[0m \u202ekiri 🙂 👩‍👩‍👧 kami. "
    + "kata " * 3000
    + "ribut.\n"
)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_control_characters_and_markup_show_as_text(tmp_path, size):
    study = tagged(tmp_path, f"P: Gimana?\n{HOSTILE}")
    screen = typed(study, size=size)
    assert "[bold]sekali[/bold]" in screen
    assert "\x1b" not in screen
    assert "\u202e" not in screen
    typed(study, "down", "down", "up", "y", size=size)
    assert accepted(study)


@pytest.mark.parametrize("size", [NARROW, WIDE, (100, 30)])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_all_parts_fit_the_screen(study, size, lang):
    screen = typed(study, size=size, lang=lang)
    lines = screen.splitlines()
    assert len(lines) == size[1]
    assert all(len(line) <= size[0] for line in lines)
    assert lines[-1].strip().endswith(("semua", "all", "keluar", "quit"))
    assert "▶ 1 konflik/terbuka" in screen
    assert "▌" in screen


def test_long_reason_stays_on_one_line(tmp_path):
    study = tagged(
        tmp_path,
        "P: Gimana?\nT: Ga pernah ribut, ga pernah cekcok, ga pernah adu mulut, ga pernah marah-marahan.\n",
    )
    lines = typed(study).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("▶ 1"))
    assert lines[first].endswith("…")
    assert lines[first + 1].strip().startswith("→")


def test_blind_review_shows_no_suggestion(study):
    screen = typed(study, options=ReviewOptions(blind=True))
    assert "konflik" not in screen
    assert "[ribut]" not in screen
    typed(study, "n", "t", "kohesi", "enter", options=ReviewOptions(blind=True))
    assert statuses(study) == {"kohesi": "accepted"}


@pytest.mark.parametrize(("name", "size"), [("80x24", NARROW), ("120x40", WIDE)])
def test_screen_matches_its_picture(study, name, size, request):
    """All marks are characters, so a picture without colour is complete."""
    picture = request.path.parent / "pictures" / f"review_{name}.txt"
    screen = "\n".join(
        line.rstrip() for line in typed(study, "t", "kohesi", "enter", "1", size=size).splitlines()
    )
    assert screen + "\n" == picture.read_text("utf-8")
