import io

import pytest
from rich.console import Console

from kubecode.study.codebooks import codebook_of
from kubecode.study.codings import Filter, study_codings
from kubecode.study.review import review_queue, run_review
from kubecode.study.session import opened
from kubecode.study.tagging import TagOptions, tag
from kubecode.terminal.keys import PipedKeys
from kubecode.terminal.plain_review import PlainReview

TRANSCRIPT = "P: Gimana [bold]Bu?\nT: Ga pernah ribut kami mah. Kumpul tiap bulan di rumah saya. Jadwal jaga ditempel di dinding.\n"


@pytest.fixture
def study(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TRANSCRIPT)
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    return tmp_path / "kubecode.db"


def typed(study, answers, lang="id"):
    """Type the answers; return (what was shown, status and valence by code)."""
    keys = PipedKeys(io.StringIO(answers))
    console = Console(file=io.StringIO(), width=80, color_system=None)
    with opened(study) as session:
        book = codebook_of(session).codebook
        decider = PlainReview(console, book, lang, keys.key, keys.line)
        run_review(session, "s", review_queue(session, "s", Filter(), "transcript", lang), decider, lang)
        codings = study_codings(session, wanted=Filter(coder="s"))
    return console.file.getvalue(), {
        c.path: (c.status.value, c.valence, c.presence.value, c.memo) for c in codings
    }


def test_letters_with_enter_and_letters_without(study):
    for answers in ("y\nn\n \nq\n", "yn q"):
        _, decided = typed(study, answers)
        assert [status for status, *_ in decided.values()][:3] == ["accepted", "rejected", "skipped"]
        typed(study, "uuu")


def test_context_reason_and_keys_are_shown(study):
    text, _ = typed(study, "")
    for part in (
        "Gimana [bold]Bu?",
        "[ribut]",
        "disangkal oleh “ga”",
        "konflik/terbuka",
        "y ya",
        "bukan bila",
    ):
        assert part in text, part


def test_valence_and_presence_are_changed_before_they_are_accepted(study):
    _, decided = typed(study, "-xy")
    assert decided["konflik/terbuka"][:3] == ("accepted", "hinders", "hypothetical")
    assert typed(study, "u~0y")[1]["konflik/terbuka"][1] == "neutral"


def test_a_memo_and_an_undo(study):
    _, decided = typed(study, "m tanya lagi besok\ny\nu\nq\n")
    assert decided["konflik/terbuka"] == ("suggested", "supports", "denied", "tanya lagi besok")


def test_another_code_is_picked_by_a_part_of_its_name(study):
    _, decided = typed(study, "g koh\n1\nq")
    assert decided["konflik/terbuka"][0] == "rejected"
    assert decided["kohesi"][0] == "accepted"


def test_a_code_is_added_by_its_path(study):
    _, decided = typed(study, "t suasana/non_fisik\nyq")
    assert decided["suasana/non_fisik"][0] == decided["konflik/terbuka"][0] == "accepted"


@pytest.mark.parametrize(
    "answers", ["g\n\nq", "g zzzzqqq\nq", "g koh\n99\nq", "g koh\n\nq", "zQ!?\nq", "", "\n\n\n"]
)
def test_what_is_not_understood_decides_nothing(study, answers):
    _, decided = typed(study, answers)
    assert {status for status, *_ in decided.values()} == {"suggested"}


def test_english(study):
    text, _ = typed(study, "?q", "en")
    assert "y accept as shown" in text
    assert "denied by “ga”" in text
