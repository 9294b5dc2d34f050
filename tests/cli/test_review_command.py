"""kubecode review: options, coder names, and the choice of screen or plain review."""

import getpass
import io
import json
import os
import select
import struct
import subprocess
import sys

import pytest
from command_line import run_kubecode

from kubecode.study.coders import coder_name, remember_coder_name
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened
from kubecode.terminal.review_mode import TerminalInfo, choose_review_mode, terminal_info

pty, fcntl, termios = map(pytest.importorskip, ("pty", "fcntl", "termios"))
TRANSCRIPT = "P: Pernah ada konflik, Bu?\nT: Ga pernah ribut mah. Kami kumpul tiap bulan di rumah saya.\n"
CLEAN = {"NO_COLOR", "KUBECODE_CODER", "KUBECODE_PLAIN", "TERM", "COLUMNS", "LINES"}


@pytest.fixture
def study(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TRANSCRIPT, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    return tmp_path


def environment(**more):
    return {key: value for key, value in os.environ.items() if key not in CLEAN} | more


def review(study, *arguments, answers="", **more):
    return run_kubecode("review", *arguments, cwd=study, env=environment(**more), answers=answers)


def decisions(study):
    with opened(study / "kubecode.db") as session:
        rows = session.connection.execute("SELECT coder, code, status FROM decision ORDER BY id")
        return [tuple(row) for row in rows]


HERE = TerminalInfo(is_terminal=True, kind="xterm-256color", size=(80, 24))


@pytest.mark.parametrize(
    ("here", "plain", "mode"),
    [
        (HERE, False, "screen"),
        (TerminalInfo(True, "xterm", (200, 60)), False, "screen"),
        (HERE, True, "plain"),
        (TerminalInfo(False, "xterm", (80, 24)), False, "plain"),
        (TerminalInfo(True, "dumb", (80, 24)), False, "plain"),
        (TerminalInfo(True, "", (80, 24)), False, "plain"),
        (TerminalInfo(True, "xterm", (79, 24)), False, "plain"),
        (TerminalInfo(True, "xterm", (80, 23)), False, "plain"),
        (TerminalInfo(True, "xterm", (0, 0)), False, "plain"),
    ],
)
def test_screen_is_used_only_in_a_capable_terminal(here, plain, mode):
    assert choose_review_mode(here, plain=plain) == mode


def test_pipe_is_no_terminal_and_has_no_size():
    assert terminal_info(io.StringIO(), io.StringIO(), {"TERM": "xterm"}) == TerminalInfo(
        False, "xterm", (0, 0)
    )


def test_terminal_is_recognised_with_its_size():
    controller, terminal_side = pty.openpty()
    fcntl.ioctl(terminal_side, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    with os.fdopen(terminal_side, "r+b", buffering=0) as raw, io.TextIOWrapper(raw) as terminal:
        here = terminal_info(terminal, terminal, {"TERM": "xterm"})
        assert here == TerminalInfo(True, "xterm", (120, 40))
        assert not terminal_info(io.StringIO(), terminal, {}).is_terminal
    os.close(controller)


PROGRAM_WITH_FAKE_SCREEN = """
import fcntl, signal, sys, termios, types
# SIGINT may be ignored here, for example if a shell runs the tests in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
fake = types.ModuleType("kubecode.terminal.screen")
class ReviewScreen:
    def __init__(self, review, lang, notice):
        self.review = review
    def run_review(self):
        print("THE SCREEN", self.review.coder)
        return self.review.result()
fake.ReviewScreen = ReviewScreen
sys.modules[fake.__name__] = fake
from kubecode.cli import main
main()
"""


def in_terminal(study, *arguments, size=(80, 24), answers="q\n", interrupt=False, **more):
    """Run the command in a pseudo-terminal and return (output, exit status)."""
    columns, lines = size
    controller, terminal_side = pty.openpty()
    fcntl.ioctl(terminal_side, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM_WITH_FAKE_SCREEN, "review", *arguments],
        cwd=study,
        env=environment(**{"TERM": "xterm-256color", **more}),
        stdin=terminal_side,
        stdout=terminal_side,
        stderr=terminal_side,
        start_new_session=True,
    ) as process:
        os.close(terminal_side)
        os.write(controller, answers.encode())
        shown = _until_closed(controller, b"Jawaban" if interrupt else None)
        status = process.wait(timeout=60)
    os.close(controller)
    return shown.decode("utf-8", "replace").replace("\r\n", "\n"), status


def _until_closed(controller, interrupted_at):
    shown = b""
    while select.select([controller], [], [], 60)[0]:
        try:
            piece = os.read(controller, 4096)
        except OSError:  # the other end of a pseudo-terminal is closed
            break
        if not piece:
            break
        shown += piece
        if interrupted_at and shown.count(interrupted_at) == 2:
            os.write(controller, b"\x03")
            interrupted_at = None
    return shown


def test_terminal_shows_the_screen(study):
    shown, status = in_terminal(study, "--coder", "NH", KUBECODE_PLAIN="0")
    assert "THE SCREEN NH" in shown
    assert status == 0


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        (["--plain"], {}),
        ([], {"KUBECODE_PLAIN": "1"}),
        ([], {"KUBECODE_PLAIN": "ya"}),
        ([], {"TERM": "dumb"}),
        ([], {"TERM": ""}),
        ([], {"size": (79, 24)}),
        ([], {"size": (80, 23)}),
        ([], {"size": (0, 0)}),
    ],
)
def test_other_terminals_use_plain_review_without_escape_codes(study, arguments, more):
    shown, status = in_terminal(study, *arguments, answers="y\nw\ns\nq\n", **more)
    assert "Satu pertanyaan" in shown
    assert "Jawaban (? bantuan): " in shown
    assert "diterima" in shown
    assert status == 0
    assert "\x1b" not in shown
    assert [status for *_, status in decisions(study)] == ["accepted"]


def test_ctrl_c_reports_what_is_saved(study):
    shown, status = in_terminal(study, "--plain", answers="y\n", interrupt=True)
    assert "Tersimpan: 1 diterima" in shown
    assert "what was decided is saved" in shown
    assert status == 130
    assert [status for *_, status in decisions(study)] == ["accepted"]


@pytest.mark.parametrize("forced", [{}, {"FORCE_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": "truecolor"}])
def test_pipe_gets_no_escape_codes(study, forced):
    done = review(study, answers="y\nw\ns\n?\n", **forced)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout


def test_end_of_input_ends_the_review(study):
    done = subprocess.run(
        [sys.executable, "-m", "kubecode", "review"],
        cwd=study,
        env=environment(TERM="xterm"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Belum diputuskan: 2" in done.stdout


def test_coder_name_is_remembered_for_the_user(study):
    review(study, "--coder", "NH", answers="y\n")
    review(study, answers="n\n")
    review(study, answers="u\n", KUBECODE_CODER="SR")
    assert {coder for coder, *_ in decisions(study)} == {"NH"}
    review(study, answers="y\n", KUBECODE_CODER="SR")
    assert [coder for coder, *_ in decisions(study)] == ["NH", "NH", "SR"]
    review(study, "--coder", "AK", answers="y\n", KUBECODE_CODER="SR")
    review(study, answers="y\n")
    assert [coder for coder, *_ in decisions(study)][3:] == ["AK", "AK"]


def test_coder_name_is_option_variable_remembered_name_or_user(study):
    with opened(study / "kubecode.db") as session:
        assert coder_name(session, "user", None, None) == "user"
        remember_coder_name(session, "user", "NH")
        assert coder_name(session, "user", None, None) == "NH"
        assert coder_name(session, "another", None, "") == "another"
        assert coder_name(session, "user", None, "SR") == "SR"
        assert coder_name(session, "user", "AK", "SR") == "AK"


def test_invalid_coder_name_is_not_remembered(study):
    assert review(study, "--coder", "kubecode").returncode == 2
    review(study, answers="y\n")
    assert decisions(study)[0][0] == getpass.getuser()


@pytest.mark.parametrize(
    "option",
    [["--code", "konflik"], ["--status", "accepted"], ["--confidence", "weak"], ["--valence", "hinders"]],
)
def test_blind_review_refuses_filters_that_show_suggestions(study, option):
    done = review(study, "--blind", *option)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"no filter by {option[0][2:]}: it would show what was suggested" in done.stderr


def test_blind_review_shows_every_segment_without_suggestions(study):
    review(study, "--coder", "NH", answers="y\ny\n")
    done = review(study, "--blind", "--coder", "SR", "--case", "melati", answers="n\nt kohesi\n")
    assert "Segmen 2 dari 2" in done.stdout
    assert [word for word in ("konflik/", "Usulan", "NH") if word in done.stdout] == []
    assert decisions(study)[2:] == [("SR", "", "accepted"), ("SR", "kohesi", "accepted")]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--confidence", "weak"], "Segmen 1 dari 1"),
        (["--valence", "supports"], "Segmen 1 dari 2"),
        (["--valence", "hinders"], "Tidak ada lagi"),
        (["--code", "komunikasi", "--order", "uncertain"], "Segmen 1 dari 1"),
        (["--informant", "T", "--order", "random"], "Segmen 1 dari 2"),
        (["--status", "to_discuss"], "Tidak ada lagi"),
    ],
)
def test_filters_choose_the_segments(study, options, expected):
    assert expected in review(study, *options).stdout


def test_help_names_every_option_and_status():
    output = run_kubecode("review", "--help", env=environment(COLUMNS="200")).stdout
    options = (
        "case code informant status confidence valence order plain blind coder decisions study lang".split()
    )
    assert [option for option in options if f"--{option}" not in output] == []
    assert "to_discuss" in output
    assert "KUBECODE_PLAIN" in output


def test_exemplars_and_to_discuss_survive_export_and_import(study, tmp_path_factory):
    review(study, "--coder", "NH", answers="b\nj\nd tanya lagi\n")

    def rows(folder):
        done = run_kubecode("excerpts", "--json", cwd=folder, env=environment())
        return [json.loads(line) for line in done.stdout.splitlines()]

    before = rows(study)
    assert [(row["status"], row["exemplar"], row["memo"]) for row in before] == [
        ("accepted", True, None),
        ("to_discuss", False, "tanya lagi"),
    ]
    other = tmp_path_factory.mktemp("lain")
    (other / "melati_T_01.txt").write_text(TRANSCRIPT, "utf-8")
    tag(other / "kubecode.db", [other / "melati_T_01.txt"], TagOptions())
    (other / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in before), "utf-8")
    imported = run_kubecode("import", "rows.jsonl", cwd=other, env=environment())
    assert imported.stderr == ""
    assert rows(other) == before
