"""Front matter and body of a transcript, as they stand in the file."""

import pytest

from kubecode.language.indonesian import load
from kubecode.readers.transcripts import read_document

QUESTION_WORDS = load().question_words


def read(tmp_path, text, name="melati_01.txt"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_document(path, QUESTION_WORDS)


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
def test_the_header_is_read_whatever_white_space_stands_around_its_lines(tmp_path, opening, closing):
    document, problems = read(
        tmp_path, f"{opening}kasus: KUBE Melati\ninformann: T\n{closing}T: Betah mah.\n"
    )
    assert document.case == "KUBE Melati"
    (turn,) = document.turns
    assert document.text[turn.start : turn.end] == "Betah mah."
    assert document.text.split("\n")[turn.line - 1] == "T: Betah mah."
    (problem,) = problems
    assert document.text.split("\n")[problem.where.line - 1] == "informann: T"


def test_a_header_may_be_empty(tmp_path):
    document, _ = read(tmp_path, "---\n---\nT: Betah mah.\n")
    assert document.turns[0].line == 3
