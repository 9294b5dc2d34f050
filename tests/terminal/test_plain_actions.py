"""Every action of the plain review, as somebody types it, and what is in the study afterwards."""

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
    """What was said, and what is in the study afterwards."""

    said: str
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


def review(study, *answers, lang="id", wishes=None, source=None, console=None):
    console = console or Console(file=io.StringIO(), width=80, color_system=None)
    source = source or io.StringIO("".join(f"{answer}\n" for answer in answers))
    keys = PipedKeys(source, lambda prompt: console.print(prompt, markup=False))
    with opened(study) as session:
        PlainReview(PlainOutput(console, lang), Review(session, "s", wishes, lang), keys).run()
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
def test_an_answer_is_saved_said_and_the_next_is_asked(study, answer, status):
    done = review(study, answer)
    assert done.status(FIRST) == status
    assert done.status(SECOND) == "suggested"
    assert f"tersimpan: {FIRST}" in done.said
    assert "Segmen 2 dari 3" in done.said


def test_what_changed_is_said_before_where_we_are_the_words_and_the_suggestion(study):
    said = review(study, "y").said
    parts = [f"tersimpan: {FIRST} diterima", "Segmen 2", "melati", "> 2 ", f"Usulan 1 dari 1: {SECOND}"]
    behind = said[said.index(parts[0]) :]
    places = [behind.index(part) for part in parts]
    assert places == sorted(places)
    assert said.count("Gimana kelompoknya") == 2
    assert said.count("y ya, n tolak") == 1


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
def test_valence_and_presence(study, answers, valence, presence):
    coding = review(study, *answers).codings[FIRST]
    assert (coding.status, coding.valence, coding.presence) == ("accepted", valence, presence)


def test_a_valence_alone_settles_nothing(study):
    done = review(study, "-", "x", "q")
    assert done.status(FIRST) == "suggested"
    assert "bila y: menghambat, pengandaian" in done.said


def test_another_code_is_chosen_by_number_and_recent_ones_come_first(study):
    done = review(study, "g kohesi", "j", "g", "koh", "0", "nol", "1")
    assert done.status(FIRST) == done.status(SECOND) == "rejected"
    assert done.status("kohesi") == "accepted"


@pytest.mark.parametrize("way", [["t kohesi"], ["tambah", "kohesi"], ["t koh", "1"]])
def test_a_code_is_added_and_the_suggestion_is_still_asked(study, way):
    done = review(study, *way)
    assert done.status("kohesi") == "accepted"
    assert done.status(FIRST) == "suggested"
    assert "Kode 2 dari 2: kohesi, diterima" in done.said
    assert f"Lainnya: 1 {FIRST}" in done.said


def test_a_digit_turns_to_another_code_of_the_segment(study):
    done = review(study, "t kohesi", "1", "n", "k", "2", "-", "9")
    assert (done.status(FIRST), done.codings["kohesi"].valence) == ("rejected", "hinders")
    assert "tidak ada usulan nomor 9" in done.said


def test_the_span_is_changed_by_numbers_of_words(study):
    done = review(study, "e", "2-3")
    assert done.codings[FIRST].text == "pernah ribut"
    assert "Kata bernomor: 1 Ga, 2 pernah, 3 ribut" in done.said
    assert "Kutipan: pernah ribut" in done.said


@pytest.mark.parametrize("span", ["", "0-2", "3-2", "2-99", "dua", "2-", "-3", "9" * 5000, "²-3"])
def test_a_span_that_cannot_be_changes_nothing(study, span):
    done = review(study, "e", span)
    assert (done.status(FIRST), done.codings[FIRST].text) == ("suggested", "Ga pernah ribut kami mah.")


def test_a_memo_is_written_kept_and_removed(study):
    assert review(study, "m tanya lagi").codings[FIRST].memo == "tanya lagi"
    assert review(study, "m", "").codings[FIRST].memo == "tanya lagi"
    assert review(study, "m -").codings[FIRST].memo is None


def test_a_note_for_the_discussion_may_be_empty(study):
    done = review(study, "d", "", "diskusi tanya Bu Ani")
    assert (done.status(FIRST), done.codings[FIRST].memo) == ("to_discuss", None)
    assert (done.status(SECOND), done.codings[SECOND].memo) == ("to_discuss", "tanya Bu Ani")


def test_an_exemplar_is_marked_and_unmarked(study):
    done = review(study, "b")
    assert (done.status(FIRST), done.codings[FIRST].exemplar) == ("accepted", True)
    assert "bintang" in done.said
    assert not review(study, "h", "bintang").codings[FIRST].exemplar


def test_undo_and_redo_also_of_another_session(study):
    review(study, "y", "n")
    done = review(study, "u", "urung", "u")
    assert {done.status(FIRST), done.status(SECOND)} == {"suggested"}
    assert "tidak ada yang bisa diurungkan" in done.said
    done = review(study, "U", "ulang", "U")
    assert (done.status(FIRST), done.status(SECOND)) == ("accepted", "rejected")
    assert "tidak ada yang bisa diulangi" in done.said


@pytest.mark.parametrize(
    ("answers", "place"),
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
def test_what_only_looks_decides_nothing(study, answers, place):
    done = review(study, *[a for a in answers if a == "y"], *[a for a in answers if a != "y"])
    assert place in done.said.partition(answers[0])[2] or place in done.said
    decided = {path for path, coding in done.codings.items() if coding.status != "suggested"}
    assert decided == ({FIRST} if "y" in answers else set())


def test_a_code_is_added_where_nothing_was_suggested(study):
    done = review(study, "/ hujan", "y", "t suasana", "j")
    assert done.codings["suasana"].text == "Hujan terus dari kemaren, Teh."
    assert "tidak ada usulan yang dipilih" in done.said
    assert "di luar antrean" in done.said


def test_that_no_code_belongs_somewhere_is_said_and_taken_back(study):
    done = review(study, "/ hujan", "n")
    assert [status for _, status in done.without_code] == ["accepted"]
    assert "tidak ada kode di sini" in done.said
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
def test_what_is_not_understood_decides_nothing(study, answer):
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
        assert "\x1b" not in done.said


@pytest.mark.parametrize("left", ["\x1b", "abc\x1b[A"])
@pytest.mark.parametrize("key", ["g", "t", "e", "m", "d", "f", "/"])
def test_a_prompt_that_is_left_changes_nothing(study, key, left):
    done = review(study, key, left)
    assert {coding.status for coding in done.codings.values()} == {"suggested"}
    assert "tidak jadi" in done.said


@pytest.mark.parametrize("key", ["g", "t", "e", "m", "d", "f", "/", "g koh", "A"])
def test_the_end_of_the_input_ends_every_prompt(study, key):
    done = review(study, key)
    assert {(coding.status, coding.memo) for coding in done.codings.values()} == {("suggested", None)}


def test_the_keys_of_a_line_are_read_before_any_is_done():
    assert keys_of("-xy") == (["-", "x", "y"], "")
    assert keys_of("= g kohesi") == (["+", "g"], "kohesi")
    assert keys_of("/hujan deras") == (["/"], "hujan deras")
    assert keys_of("   ") == ([" "], "")
    assert keys_of("") == (["\n"], "")
    for whole in ("-y n", "01", "-5", "y?", "x!"):
        assert keys_of(whole) == ([whole], "")


@pytest.mark.parametrize("key", "yn dgtemb+-~0xwA1")
def test_behind_the_last_nothing_is_decided_and_it_is_said(study, key):
    before = review(study, "y", "n", " ")
    done = review(study, key, "x", "y")
    assert END in done.said
    assert done.codings == before.codings
    assert done.without_code == []


def test_from_the_end_one_can_go_back_undo_search_and_filter(study):
    review(study, "y", "n", "y")
    assert review(study, "k").said.count("Segmen 3 dari 3") == 0
    assert review(study, "u", "n").status(THIRD) == "rejected"
    assert review(study, "f status=diterima", "n").status(FIRST) == "rejected"
    assert "> 4 Hujan" in review(study, "/ hujan").said


class Scripted(io.StringIO):
    """Answers, with something done before one of them is read."""

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
    """Another program that is writing to the study."""
    monkeypatch.setattr(study_file, "_WAIT_FOR_LOCK", 0.0)
    connection = sqlite3.connect(study, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def test_a_locked_study_is_said_and_the_answer_tried_again_on_enter(study, locked):
    # The second Enter finds the study free again.
    source = Scripted(["-y", "", "n", ""], 3, locked.rollback)
    done = review(study, source=source)
    assert done.said.count("BELUM TERSIMPAN") == 2
    assert done.said.count("another program is writing") == 2
    assert (done.status(FIRST), done.codings[FIRST].valence) == ("accepted", "hinders")
    assert done.status(SECOND) == "suggested"


@pytest.mark.parametrize("drop", ["batal", "\x1b", None])
def test_an_answer_that_cannot_be_saved_may_be_dropped(study, locked, drop):
    done = review(study, "y", *([drop] if drop else []))
    assert "dibuang dan tidak tersimpan" in done.said
    assert {coding.status for coding in done.codings.values()} == {"suggested"}


def diajarin(sentences):
    return "P: Gimana?\n" + "".join(f"T: Saya diajarin ngitung {n} kali.\n" for n in range(sentences))


def indicator_of(study):
    with opened(study) as session:
        return study_codings(session)[0].evidence[0].indicator


def test_mass_accept_asks_with_a_list_and_is_one_undo(tmp_path):
    study = studied(tmp_path, diajarin(14))
    review(study, *["y"] * 10)
    wishes = ReviewOptions(Filter(indicator=indicator_of(study)))
    assert "terima semua 4 usulan" in review(study, "A", "nanti", wishes=wishes).said
    with opened(study) as session:
        assert statuses(session) == {"accepted": 10, "suggested": 4}
    done = review(study, "A", "ya", wishes=wishes)
    assert "Saya diajarin ngitung 13 kali." in done.said
    with opened(study) as session:
        assert statuses(session) == {"accepted": 14}
    review(study, "u")
    with opened(study) as session:
        assert statuses(session) == {"accepted": 10, "suggested": 4}


def statuses(session):
    found = [coding.status.value for coding in study_codings(session, coder="s")]
    return {status: found.count(status) for status in set(found)}


def test_a_blind_coder_hears_of_no_suggestion_and_decides_alone(study):
    review(study, "y")
    with opened(study) as session:
        keys = PipedKeys(io.StringIO("w\nt kohesi\nj\nn\nf kode=konflik\n"), lambda prompt: None)
        console = Console(file=io.StringIO(), width=80, color_system=None)
        PlainReview(PlainOutput(console, "id"), Review(session, "z", ReviewOptions(blind=True)), keys).run()
        own = {c.path: c.status for c in study_codings(session, coder="z") if c.coder == "z"}
    said = console.file.getvalue()
    assert own == {"kohesi": "accepted"}
    assert "blind review has no filter by code" in said
    assert "Usulan" not in said
    assert FIRST not in said


HOSTILE = "P: Gimana?\nT: [bold]Ribut[/bold] \x1b[31mmerah\x1b[0m \u202eblalik 人人人 \U0001f469\u200d\U0001f33e \x07 ribut.\n"


def test_what_a_transcript_says_is_shown_and_never_obeyed(tmp_path):
    done = review(studied(tmp_path, HOSTILE), "w", "e", "", "y")
    for shown in ("[bold]", "[/bold]", "�[31mmerah", "人人人", "\U0001f469\u200d\U0001f33e"):
        assert shown in done.said, shown
    assert not {"\x1b", "\x07", "\u202e"} & set(done.said)


def test_a_long_turn_is_whole_and_its_neighbours_are_not(tmp_path):
    words = " ".join(f"kata{n}" for n in range(3000))
    study = studied(
        tmp_path, f"P: Gimana?\nT: {words}, dan ribut {words}\nP: Tanya {words}\nT: Kumpul tiap bulan.\n"
    )
    done = review(study, "y", "q")
    first, second = (line for line in done.said.splitlines() if line.startswith("> "))
    assert first.count("kata") > 100 or second.count("kata") > 100
    context = [line for line in done.said.splitlines() if line.startswith("  ") and "kata" in line]
    assert context
    assert all(len(line.split()) < 40 for line in context)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_we_say_ourselves_is_ascii_and_ends_where_its_words_end(study, lang):
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
    said = review(study, *answers, lang=lang).said
    assert said.isascii()
    assert [line for line in said.splitlines() if line != line.rstrip() and not line.endswith(": ")] == []


def test_a_terminal_gets_lines_broken_between_words(study):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    console = Console(file=Terminal(), width=40, color_system=None, force_terminal=True)
    said = review(study, "y", console=console).said
    assert max(map(len, said.splitlines())) <= 40
    assert "\x1b" not in said
    assert "Saya" not in said or "rumah saya." in " ".join(said.split())
