"""Every action of the plain review: what is typed, what is printed, and what the study has afterwards."""

import io
import sqlite3
from dataclasses import dataclass

import pytest
from rich.console import Console

from kubecode.store import study_file
from kubecode.study.codings import Filter, study_codings
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.review import Review, ReviewOptions
from kubecode.study.session import opened
from kubecode.terminal.keys import PipedKeys, keys_of
from kubecode.terminal.plain_output import PlainOutput
from kubecode.terminal.plain_review import PlainReview

TRANSCRIPT = """P: Gimana kelompoknya, Bu?
T: Ga pernah ribut kami mah. Kumpul tiap bulan di rumah saya.
P: Terus yang jaga warung siapa?
T: Jadwal jaga ditempel di dinding. Hujan terus dari kemaren, Teh.
"""
FIRST, SECOND, THIRD = "konflik/terbuka", "komunikasi/formal", "tujuan_struktur/fungsi_tugas"
END = "Tidak ada lagi yang perlu diputuskan"


@dataclass
class Reviewed:
    """The printed text, the codings, and the (start, status) of decisions without code."""

    printed: str
    codings: dict
    without_code: list

    def status(self, path):
        return self.codings[path].status.value


def studied(folder, text=TRANSCRIPT):
    (folder / "melati_T_01.txt").write_text(text, "utf-8")
    tag(folder / "kubecode.db", [folder / "melati_T_01.txt"], TagOptions())
    return folder / "kubecode.db"


@pytest.fixture
def study(tmp_path):
    return studied(tmp_path)


def review(study, *answers, lang="id", options=None, source=None, console=None):
    console = console or Console(file=io.StringIO(), width=80, color_system=None)
    source = source or io.StringIO("".join(f"{answer}\n" for answer in answers))
    keys = PipedKeys(source, lambda prompt: console.print(prompt, markup=False))
    with opened(study) as session:
        PlainReview(PlainOutput(console, lang), Review(session, "s", options, lang), keys).run()
        codings = {coding.path: coding for coding in study_codings(session, coder="s")}
        rows = session.connection.execute(
            "SELECT start, status FROM decision WHERE code = '' ORDER BY id"
        ).fetchall()
    return Reviewed(console.file.getvalue(), codings, [tuple(row) for row in rows])


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("y", "accepted"),
        ("ya", "accepted"),
        ("Iya", "accepted"),
        ("n", "rejected"),
        ("nggak", "rejected"),
        ("bukan", "rejected"),
        (" ", "skipped"),
        ("lewati", "skipped"),
        ("d kurang jelas", "to_discuss"),
        ("diskusi kurang jelas", "to_discuss"),
    ],
)
def test_answer_is_saved_confirmed_and_followed_by_the_next_segment(study, answer, status):
    done = review(study, answer)
    assert done.status(FIRST) == status
    assert done.status(SECOND) == "suggested"
    assert f"tersimpan: {FIRST}" in done.printed
    assert "Segmen 2 dari 3" in done.printed


def test_change_is_printed_before_position_text_and_suggestion(study):
    printed = review(study, "y").printed
    parts = [f"tersimpan: {FIRST} diterima", "Segmen 2", "melati", "> 2 ", f"Usulan 1 dari 1: {SECOND}"]
    after = printed[printed.index(parts[0]) :]
    offsets = [after.index(part) for part in parts]
    assert offsets == sorted(offsets)
    assert printed.count("Gimana kelompoknya") == 2
    assert printed.count("y ya, n tolak") == 1


@pytest.mark.parametrize(
    ("answers", "valence", "presence"),
    [
        (["+", "y"], "supports", "denied"),
        (["-", "y"], "hinders", "denied"),
        (["~y"], "mixed", "denied"),
        (["netral", "ya"], "neutral", "denied"),
        (["x", "y"], "supports", "hypothetical"),
        (["kehadiran", "x", "y"], "supports", "present"),
        (["- x y"], "hinders", "hypothetical"),
        (["y", "k", "-"], "hinders", "denied"),
        (["y", "k", "x"], "supports", "hypothetical"),
    ],
)
def test_valence_and_presence_keys_change_the_judgement(study, answers, valence, presence):
    coding = review(study, *answers).codings[FIRST]
    assert (coding.status, coding.valence, coding.presence) == ("accepted", valence, presence)


def test_valence_key_alone_decides_nothing(study):
    done = review(study, "-", "x", "q")
    assert done.status(FIRST) == "suggested"
    assert "bila y: menghambat, pengandaian" in done.printed


def test_recode_lists_matches_with_recent_codes_first(study):
    done = review(study, "g kohesi", "j", "g", "koh", "0", "nol", "1")
    assert done.status(FIRST) == done.status(SECOND) == "rejected"
    assert done.status("kohesi") == "accepted"


@pytest.mark.parametrize("way", [["t kohesi"], ["tambah", "kohesi"], ["t koh", "1"]])
def test_added_code_is_shown_and_the_suggestion_stays_undecided(study, way):
    done = review(study, *way)
    assert done.status("kohesi") == "accepted"
    assert done.status(FIRST) == "suggested"
    assert "Kode 2 dari 2: kohesi, diterima" in done.printed
    assert f"Lainnya: 1 {FIRST}" in done.printed


def test_number_focuses_on_another_code_of_the_segment(study):
    done = review(study, "t kohesi", "1", "n", "k", "2", "-", "9")
    assert (done.status(FIRST), done.codings["kohesi"].valence) == ("rejected", "hinders")
    assert "tidak ada usulan nomor 9" in done.printed


def test_word_numbers_change_the_span(study):
    done = review(study, "e", "2-3")
    assert done.codings[FIRST].text == "pernah ribut"
    assert "Kata bernomor: 1 Ga, 2 pernah, 3 ribut" in done.printed
    assert "Kutipan: pernah ribut" in done.printed


@pytest.mark.parametrize("span", ["", "0-2", "3-2", "2-99", "dua", "2-", "-3", "9" * 5000, "²-3"])
def test_invalid_span_changes_nothing(study, span):
    done = review(study, "e", span)
    assert (done.status(FIRST), done.codings[FIRST].text) == ("suggested", "Ga pernah ribut kami mah.")


def test_memo_is_written_kept_and_removed(study):
    assert review(study, "m tanya lagi").codings[FIRST].memo == "tanya lagi"
    assert review(study, "m", "").codings[FIRST].memo == "tanya lagi"
    assert review(study, "m -").codings[FIRST].memo is None


def test_discussion_note_may_be_empty(study):
    done = review(study, "d", "", "diskusi tanya Bu Ani")
    assert (done.status(FIRST), done.codings[FIRST].memo) == ("to_discuss", None)
    assert (done.status(SECOND), done.codings[SECOND].memo) == ("to_discuss", "tanya Bu Ani")


def test_exemplar_is_marked_and_unmarked(study):
    done = review(study, "b")
    assert (done.status(FIRST), done.codings[FIRST].exemplar) == ("accepted", True)
    assert "bintang" in done.printed
    assert not review(study, "h", "bintang").codings[FIRST].exemplar


def test_undo_and_redo_work_in_a_later_session(study):
    review(study, "y", "n")
    done = review(study, "u", "urung", "u")
    assert {done.status(FIRST), done.status(SECOND)} == {"suggested"}
    assert "tidak ada yang bisa diurungkan" in done.printed
    done = review(study, "U", "ulang", "U")
    assert (done.status(FIRST), done.status(SECOND)) == ("accepted", "rejected")
    assert "tidak ada yang bisa diulangi" in done.printed


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["j"], "Segmen 2 dari 3"),
        (["berikut", "j", "k"], "Segmen 2 dari 3"),
        (["y", "k", "J"], "Segmen 2 dari 3"),
        (["j", "K"], "Segmen 1 dari 3"),
        (["l"], "> 2 [Kumpul"),
        (["k"], "tidak ada lagi ke arah itu"),
        (["h"], "tidak ada lagi ke arah itu"),
        (["/ hujan"], "> 4 Hujan terus"),
        (["cari", "HUJAN  terus"], "> 4 Hujan terus"),
        (["/hujan", "h"], "> 4 T: [Jadwal"),
        (["/ zzz"], "tidak ditemukan: zzz"),
        (["f kode=komunikasi"], "Segmen 1 dari 1"),
        (["saring", "kode=komunikasi", "f", ""], "Segmen 1 dari 3"),
        (["f kode=zzz"], 'no code called "zzz"'),
        (["f apa saja"], '"apa" is no filter'),
        (["o"], "urut: kode"),
        (["o", "urut", "o", "o"], "urut: transkrip"),
        (["w"], "skor"),
        (["alasan"], "sel konflik x melati: 0 kutipan"),
        (["s"], "Statistik"),
        (["?"], "Setiap keputusan sudah tersimpan"),
        (["bantuan"], "[kata kunci]"),
        (["A"], "massal hanya di dalam saringan"),
        (["massal"], "massal hanya di dalam saringan"),
    ],
)
def test_moving_and_showing_decide_nothing(study, answers, expected):
    start = review(study).printed
    done = review(study, *answers)
    assert done.printed.startswith(start)
    assert expected in done.printed.removeprefix(start)
    decided = {path for path, coding in done.codings.items() if coding.status != "suggested"}
    assert decided == ({FIRST} if "y" in answers else set())


def test_code_is_added_without_a_suggestion(study):
    done = review(study, "/ hujan", "y", "t suasana", "j")
    assert done.codings["suasana"].text == "Hujan terus dari kemaren, Teh."
    assert "tidak ada usulan yang dipilih" in done.printed
    assert "di luar antrean" in done.printed


def test_no_code_here_is_saved_and_undone(study):
    done = review(study, "/ hujan", "n")
    assert [status for _, status in done.without_code] == ["accepted"]
    assert "tidak ada kode di sini" in done.printed
    assert [status for _, status in review(study, "u").without_code] == ["accepted", "suggested"]


NOT_UNDERSTOOD = [
    "yy",
    "y n",
    "ya mungkin",
    "bukan itu",
    "tidak tahu",
    "y?",
    "-5",
    "xylofon",
    "-ah",
    "99999999999999999999",
    "²",
    "\x1b[A",
    "\t",
    "",
    "z",
    "Ｙ",
    "y\x00",
    "-" * 4000 + "!",
]


@pytest.mark.parametrize("answer", NOT_UNDERSTOOD)
def test_unknown_input_decides_nothing(study, answer):
    review(study, "y", "t kohesi")
    before = review(study).codings
    for answers in (
        ["h", answer],
        [answer],
        ["g", answer],
        ["t", answer],
        ["e", answer],
        ["f", answer, "A", answer],
    ):
        done = review(study, *answers)
        assert done.codings == before, answers
        assert "\x1b" not in done.printed


@pytest.mark.parametrize("left", ["\x1b", "abc\x1b[A"])
@pytest.mark.parametrize("key", ["g", "t", "e", "m", "d", "f", "/"])
def test_cancelled_prompt_changes_nothing(study, key, left):
    done = review(study, key, left)
    assert {coding.status for coding in done.codings.values()} == {"suggested"}
    assert "tidak jadi" in done.printed


@pytest.mark.parametrize("key", ["g", "t", "e", "m", "d", "f", "/", "g koh", "A"])
def test_end_of_input_ends_every_prompt(study, key):
    done = review(study, key)
    assert {(coding.status, coding.memo) for coding in done.codings.values()} == {("suggested", None)}


def test_line_with_an_unknown_part_is_returned_whole():
    assert keys_of("-xy") == (["-", "x", "y"], "")
    assert keys_of("= g kohesi") == (["+", "g"], "kohesi")
    assert keys_of("/hujan deras") == (["/"], "hujan deras")
    assert keys_of("   ") == ([" "], "")
    assert keys_of("") == (["\n"], "")
    for whole in ("-y n", "01", "-5", "y?", "x!"):
        assert keys_of(whole) == ([whole], "")


@pytest.mark.parametrize("key", "yn dgtemb+-~0xwA1")
def test_after_the_last_segment_nothing_is_decided(study, key):
    before = review(study, "y", "n", " ")
    done = review(study, key, "x", "y")
    assert END in done.printed
    assert done.codings == before.codings
    assert done.without_code == []


def test_moving_undo_search_and_filter_work_after_the_last_segment(study):
    review(study, "y", "n", "y")
    assert review(study, "k").printed.count("Segmen 3 dari 3") == 0
    assert review(study, "u", "n").status(THIRD) == "rejected"
    assert review(study, "f status=diterima", "n").status(FIRST) == "rejected"
    assert "> 4 Hujan" in review(study, "/ hujan").printed


class Scripted(io.StringIO):
    """Answers, with an action before the answer with this number is read."""

    def __init__(self, answers, number, done):
        super().__init__("".join(f"{answer}\n" for answer in answers))
        self._number, self._done, self._read = number, done, 0

    def readline(self, *_):
        if self._read == self._number:
            self._done()
        self._read += 1
        return super().readline()


@pytest.fixture
def locked(study, monkeypatch):
    """A connection of another program that is writing to the study."""
    monkeypatch.setattr(study_file, "_WAIT_FOR_LOCK", 0.0)
    connection = sqlite3.connect(study, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def test_locked_study_is_reported_and_enter_tries_again(study, locked):
    # Before the second Enter the lock is released.
    source = Scripted(["-y", "", "n", ""], 3, locked.rollback)
    done = review(study, source=source)
    assert done.printed.count("BELUM TERSIMPAN") == 2
    assert done.printed.count("another program is writing") == 2
    assert (done.status(FIRST), done.codings[FIRST].valence) == ("accepted", "hinders")
    assert done.status(SECOND) == "suggested"


@pytest.mark.parametrize("drop", ["batal", "\x1b", None])
def test_unsaved_answer_can_be_dropped(study, locked, drop):
    done = review(study, "y", *([drop] if drop else []))
    assert "dibuang dan tidak tersimpan" in done.printed
    assert {coding.status for coding in done.codings.values()} == {"suggested"}


def diajarin(sentences):
    return "P: Gimana?\n" + "".join(f"T: Saya diajarin ngitung {n} kali.\n" for n in range(sentences))


def indicator_of(study):
    with opened(study) as session:
        return study_codings(session)[0].evidence[0].indicator


def test_mass_accept_lists_the_suggestions_and_is_one_undo(tmp_path):
    study = studied(tmp_path, diajarin(14))
    review(study, *["y"] * 10)
    options = ReviewOptions(Filter(indicator=indicator_of(study)))
    assert "terima semua 4 usulan" in review(study, "A", "nanti", options=options).printed
    with opened(study) as session:
        assert statuses(session) == {"accepted": 10, "suggested": 4}
    done = review(study, "A", "ya", options=options)
    assert "Saya diajarin ngitung 13 kali." in done.printed
    with opened(study) as session:
        assert statuses(session) == {"accepted": 14}
    review(study, "u")
    with opened(study) as session:
        assert statuses(session) == {"accepted": 10, "suggested": 4}


def statuses(session):
    found = [coding.status.value for coding in study_codings(session, coder="s")]
    return {status: found.count(status) for status in set(found)}


def test_blind_review_prints_no_suggestion(study):
    review(study, "y")
    with opened(study) as session:
        keys = PipedKeys(io.StringIO("w\nt kohesi\nj\nn\nf kode=konflik\n"), lambda prompt: None)
        console = Console(file=io.StringIO(), width=80, color_system=None)
        PlainReview(PlainOutput(console, "id"), Review(session, "z", ReviewOptions(blind=True)), keys).run()
        own = {c.path: c.status for c in study_codings(session, coder="z") if c.coder == "z"}
    printed = console.file.getvalue()
    assert own == {"kohesi": "accepted"}
    assert "blind review has no filter by code" in printed
    assert "Usulan" not in printed
    assert FIRST not in printed


HOSTILE = "P: Gimana?\nT: [bold]Ribut[/bold] \x1b[31mmerah\x1b[0m \u202eblalik 人人人 \U0001f469\u200d\U0001f33e \x07 ribut.\n"


def test_control_characters_and_markup_are_printed_as_text(tmp_path):
    done = review(studied(tmp_path, HOSTILE), "w", "e", "", "y")
    for shown in ("[bold]", "[/bold]", "�[31mmerah", "人人人", "\U0001f469\u200d\U0001f33e"):
        assert shown in done.printed, shown
    assert not {"\x1b", "\x07", "\u202e"} & set(done.printed)


def test_long_segment_is_whole_and_its_context_is_cut(tmp_path):
    words = " ".join(f"kata{n}" for n in range(3000))
    study = studied(
        tmp_path, f"P: Gimana?\nT: {words}, dan ribut {words}\nP: Tanya {words}\nT: Kumpul tiap bulan.\n"
    )
    done = review(study, "y", "q")
    first, second = (line for line in done.printed.splitlines() if line.startswith("> "))
    assert first.count("kata") > 100 or second.count("kata") > 100
    context = [line for line in done.printed.splitlines() if line.startswith("  ") and "kata" in line]
    assert context
    assert all(len(line.split()) < 40 for line in context)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_own_text_is_ascii_without_trailing_blanks(study, lang):
    answers = [
        "?",
        "w",
        "s",
        "y",
        "m a",
        "k",
        "b",
        "g",
        "koh",
        "",
        "A",
        "f",
        "",
        "u",
        "o",
        "zz",
        "e",
        "1",
        "n",
        "n",
    ]
    printed = review(study, *answers, lang=lang).printed
    assert printed.isascii()
    assert [line for line in printed.splitlines() if line != line.rstrip() and not line.endswith(": ")] == []


def test_terminal_output_is_wrapped_between_words(study):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    console = Console(file=Terminal(), width=40, color_system=None, force_terminal=True)
    printed = review(study, "y", console=console).printed
    assert max(map(len, printed.splitlines())) <= 40
    assert "\x1b" not in printed
    assert "Kumpul tiap bulan di rumah saya." in " ".join(printed.split())
