"""Front matter and warnings of transcript files."""

import pytest

from kubecode.language.indonesian import load
from kubecode.readers.transcripts import read_transcripts

WORDS = load().transcript_words


def read(tmp_path, text, name="melati_01.txt"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    (transcript,) = read_transcripts(path, WORDS)
    return transcript.document, list(transcript.problems)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("---\n", "---\n"),
        ("--- \t\n", "---  \n"),
        ("\n \n---\n", "---\n"),
        ("\ufeff\ufeff---\n", "---\n"),
        ("\ufeff\n\ufeff---\r\n", "---\r\n"),
        ("---\n", "...\n"),
        ("---\n", "... \n"),
    ],
)
def test_white_space_around_header_lines_is_ignored(tmp_path, opening, closing):
    document, problems = read(
        tmp_path, f"{opening}kasus: KUBE Melati\ninformann: T\n{closing}T: Betah mah.\n"
    )
    assert document.case == "KUBE Melati"
    (turn,) = document.turns
    assert document.text[turn.start : turn.end] == "Betah mah."
    assert document.text.split("\n")[turn.line - 1] == "T: Betah mah."
    (problem,) = problems
    assert document.text.split("\n")[problem.where.line - 1] == "informann: T"


def test_header_may_be_empty(tmp_path):
    document, _ = read(tmp_path, "---\n---\nT: Betah mah.\n")
    assert document.turns[0].line == 3


def test_unused_declared_labels_are_a_warning_on_their_line(tmp_path):
    header = "---\nkasus: A\npenutur: {{{}: pewawancara, T: informan}}\n---\n"
    speech = "Q: Betah?\nY: Betah mah.\nQ: Kenapa?\nY: Dekat rumah.\n"
    _, problems = read(tmp_path, header.format("P") + speech)
    (problem,) = problems
    assert (problem.severity, problem.where.line) == ("warning", 3)
    assert "Q, Y" in problem.hint
    assert read(tmp_path, header.format("Q") + speech)[1] == []


def test_misspelt_role_does_not_make_the_interviewer_an_informant(tmp_path):
    header = "---\npenutur: {P: pewawancra, T: informan}\n---\n"
    document, _ = read(tmp_path, header + "P: Cerita soal rapat.\nT: Sering.\nP: Soal uang.\nT: Aman.\n")
    assert [turn.asks for turn in document.turns] == [True, False] * 2


def test_unknown_role_leaves_the_interviewer_to_the_questions(tmp_path):
    header = "---\npenutur: {P: yang bertanya, T: informan}\n---\n"
    document, _ = read(tmp_path, header + "P: Sering rapat?\nT: Sering.\nP: Uangnya?\nT: Aman.\n")
    assert [turn.asks for turn in document.turns] == [True, False] * 2


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        (
            "A: Kami rukun.\nB: Rapat jarang.\nA: Iya.\nB: Uang kurang.\n",
            "nobody knows whether",
            "--interviewer A",
        ),
        (
            "---\npenutur: {P: pewawancara}\n---\nP: Sering rapat?\nP: Uangnya?\n",
            "nobody knows who speaks",
            "header",
        ),
        ("Kami rukun semua.\n\nRapat jarang.\n", "nobody knows who speaks", "header"),
    ],
)
def test_interview_without_interviewer_or_informant_is_a_warning(tmp_path, text, said, remedy):
    _, (problem,) = read(tmp_path, text)
    assert (problem.severity, problem.where.file) == ("warning", str(tmp_path / "melati_01.txt"))
    assert said in problem.message
    assert remedy in problem.hint


def test_quotes_and_notes_need_no_interviewer(tmp_path):
    assert read(tmp_path, "T: Kami rukun semua.\nT: Rapat jarang.\n")[1] == []
    assert read(tmp_path, "Kami rukun semua.\n", "melati_observasi_01.txt")[1] == []


def test_label_read_as_speech_is_a_warning_on_its_line(tmp_path):
    text = "P: Ribut?\nBu Siti: Rukun.\nRina: Ah pernah.\nMisalnya: iuran.\nP: Iuran?\nBu Siti: Lancar.\n"
    _, (problem,) = read(tmp_path, text)
    assert (problem.severity, problem.where.line) == ("warning", 3)
    assert '"Rina"' in problem.message
    assert "penutur: {Rina: informan}" in problem.hint
    assert read(tmp_path, "---\npenutur: {Rina: informan, P: pewawancara}\n---\n" + text)[1] == []


@pytest.mark.parametrize(
    ("typed", "informant"),
    [
        ("S #2", "S #2"),
        ("S # yang kedua", "S"),
        ('"S #2"', "S #2"),
        ("S#2", "S#2"),
        ("Bu Sari #ketua", "Bu Sari #ketua"),
    ],
)
def test_number_sign_before_a_word_is_part_of_a_fact(tmp_path, typed, informant):
    path = tmp_path / "a.txt"
    path.write_text(f"---\nkasus: Melati\ninforman: {typed}\n---\nP: Ribut?\nS: Engga.\n", encoding="utf-8")
    (transcript,) = read_transcripts(path, WORDS)
    assert transcript.document.turns[1].informant == informant


def test_no_break_space_after_the_colon_of_a_fact_is_a_blank(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "---\nkasus:\u00a0Melati\ninforman:\u00a0Sari\n---\nP: Ribut?\nS: Engga.\n", encoding="utf-8"
    )
    (transcript,) = read_transcripts(path, WORDS)
    assert (transcript.document.case, transcript.document.turns[1].informant) == ("Melati", "Sari")
