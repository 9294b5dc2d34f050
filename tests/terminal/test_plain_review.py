import io

import pytest
from rich.console import Console

from kubecode.study.codings import study_codings
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.review import Review
from kubecode.study.session import opened
from kubecode.terminal.keys import PipedKeys, TypedKeys
from kubecode.terminal.plain_output import PlainOutput
from kubecode.terminal.plain_review import PlainReview

TRANSCRIPT = "P: Gimana [bold]Bu?\nT: Ga pernah ribut kami mah. Kumpul tiap bulan di rumah saya. Jadwal jaga ditempel di dinding.\n"


@pytest.fixture
def study(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TRANSCRIPT)
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    return tmp_path / "kubecode.db"


def typed(study, answers, lang="id"):
    """Type the answers; return (printed text, (status, valence, presence, memo) by code)."""
    console = Console(file=io.StringIO(), width=80, color_system=None)
    output = PlainOutput(console, lang)
    keys = PipedKeys(io.StringIO(answers), lambda prompt: console.print(prompt, end=""))
    with opened(study) as session:
        PlainReview(output, Review(session, "s", lang=lang), keys).run()
        codings = study_codings(session, coder="s")
    return console.file.getvalue(), {
        c.path: (c.status.value, c.valence, c.presence.value, c.memo) for c in codings
    }


@pytest.mark.parametrize("answers", ["y\nn\n \nq\n", "ya\nnggak\nlewati\nkeluar", "Yes\nno\nskip\n"])
def test_answer_is_a_letter_or_a_word(study, answers):
    _, decided = typed(study, answers)
    assert [status for status, *_ in decided.values()][:3] == ["accepted", "rejected", "skipped"]


def test_answers_are_confirmed(study):
    text, _ = typed(study, "y\nu\nu\n")
    for part in (
        "tersimpan: konflik/terbuka diterima",
        "diurungkan: konflik",
        "tidak ada yang bisa diurungkan",
    ):
        assert part in text, part


def test_keys_typed_ahead_are_read_one_by_one():
    typed_ahead = iter(["yy", "\x1b[A", "n"])
    keys = TypedKeys(lambda: next(typed_ahead))
    assert [keys.key() for _ in range(4)] == ["y", "y", "\x1b[A", "n"]


@pytest.mark.parametrize("left", ["abc\x1b", EOFError, KeyboardInterrupt])
def test_prompt_can_be_cancelled(monkeypatch, left):
    def typed(prompt):
        if isinstance(left, str):
            return left
        raise left

    monkeypatch.setattr("builtins.input", typed)
    assert TypedKeys(lambda: "").line("memo: ") is None


def test_end_of_input_is_an_empty_key():
    def closed():
        raise EOFError

    assert TypedKeys(closed).key() == ""


def test_item_shows_context_reason_and_keys(study):
    text, _ = typed(study, "")
    for part in (
        "Gimana [bold]Bu?",
        "[ribut]",
        'disangkal oleh "ga"',
        "konflik/terbuka",
        "y ya",
        "Bukan: ",
    ):
        assert part in text, part


def test_judgement_keys_may_precede_the_acceptance(study):
    _, decided = typed(study, "-xy")
    assert decided["konflik/terbuka"][:3] == ("accepted", "hinders", "hypothetical")
    assert typed(study, "u\n~0y")[1]["konflik/terbuka"][1] == "neutral"


def test_undo_keeps_an_earlier_memo(study):
    _, decided = typed(study, "m tanya lagi besok\ny\nu\nq\n")
    assert decided["konflik/terbuka"] == ("suggested", "supports", "denied", "tanya lagi besok")


def test_memo_keeps_the_pending_judgement(study):
    _, decided = typed(study, "-\nm tanya lagi\ny\n")
    assert decided["konflik/terbuka"] == ("accepted", "hinders", "denied", "tanya lagi")


def test_recoded_item_is_shown_and_can_get_another_valence(study):
    text, decided = typed(study, "g\nkoh\n1\n-\ny\n")
    assert "kode (sebagian nama, label atau indikator cukup): " in text
    assert (
        ": kohesi, diterima, belum jelas, disangkal" in text
        or ": kohesi, diterima, mendukung, disangkal" in text
    )
    assert decided["kohesi"][:3] == ("accepted", "hinders", "denied")
    assert "kohesi/kebanggaan" not in decided


def test_recode_finds_a_code_by_part_of_its_name(study):
    _, decided = typed(study, "g koh\n1\ny\nq")
    assert decided["konflik/terbuka"][0] == "rejected"
    assert decided["kohesi"][0] == "accepted"


def test_wrong_number_repeats_the_prompt(study):
    _, decided = typed(study, "g koh\n99\n1\ny\n")
    assert decided["kohesi"][0] == "accepted"


def test_add_takes_a_code_path(study):
    _, decided = typed(study, "t suasana/non_fisik\ny\ny\nq")
    assert decided["suasana/non_fisik"][0] == decided["konflik/terbuka"][0] == "accepted"


@pytest.mark.parametrize(
    "answers",
    [
        "g\n\nq",
        "g zzzzqqq\nq",
        "g koh\n99\n²\n\nq",
        "yy\nyqn",
        "g koh\n\nq",
        "zQ!?\nq",
        "g koh\n1\nu\nq",
        "",
        "\n\n\n",
    ],
)
def test_unknown_input_decides_nothing(study, answers):
    _, decided = typed(study, answers)
    assert {status for status, *_ in decided.values()} == {"suggested"}


def test_help_and_reasons_are_in_english(study):
    text, _ = typed(study, "?\nq", "en")
    assert "accept as shown" in text
    assert 'denied by "ga"' in text
