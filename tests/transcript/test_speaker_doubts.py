"""Doubts about speakers, with their positions; and transcripts that raise none."""

import pytest

from kubecode.errors import FilePosition
from kubecode.language.indonesian import load
from kubecode.model import SourceKind
from kubecode.transcript import Header, read_transcript
from kubecode.transcript.speaker_doubts import doubts_about_labels, doubts_about_speakers

WORDS = load().transcript_words
TALK = "P: Sering ribut?\nT: Engga.\n{said}P: Kenapa?\nT: Rukun.\n"


def doubts(text, header=None, name="melati_01.txt", body_start=0):
    document = read_transcript(name, text, body_start, header or Header(), WORDS)
    return [
        (one.where.line, one.message, one.hint, one.severity)
        for one in doubts_about_speakers(document, "f.txt", WORDS)
    ]


def test_transcript_with_known_speakers_raises_no_doubt():
    assert doubts(TALK.format(said="")) == []


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("Kami rukun semua.\n", "nobody knows who speaks in this interview", "add 'informan: …' to its header, or speaker labels"),
        ("P: Sering ribut?\nP: Kenapa?\n", "nobody knows who speaks in this interview", "add 'penutur: {P: pewawancara, T: informan}' to its header, with the labels that it has"),
        ("Ketua: Rukun.\nBendahara: Rukun.\nKetua: Ya.\nBendahara: Ya.\n", "nobody seems to ask in this interview", "add 'penutur: {P: pewawancara, T: informan}' to its header, with the labels that it has"),
    ],
)  # fmt: skip
def test_interview_without_informant_or_interviewer_is_doubtful(text, message, hint):
    header = Header(speakers={"P": "pewawancara"}) if text.startswith("P") else None
    assert doubts(text, header) == [(1, message, hint, "warning")]


def test_quotes_of_one_informant_need_no_interviewer():
    assert doubts("T: Kami rukun.\nT: Rapat tiap bulan.\n") == []


def test_notes_need_no_speakers():
    assert doubts("Kami rukun semua.\n", Header(source_kind=SourceKind.OBSERVATION)) == []


@pytest.mark.parametrize("label", ["Tuti", "Bu ani", "Tuti Nur"])
def test_possible_unknown_speaker_is_reported_with_its_line(label):
    assert doubts(TALK.format(said=f"Iya.\n{label}: ah pernah.\n")) == [
        (
            4,
            f'"{label}" is no known speaker and read as words of T',
            f"if somebody speaks there, add 'penutur: {{{label}: informan}}' to the header",
            "warning",
        )
    ]


@pytest.mark.parametrize(
    "said", ["WA: jangan.", "jadi: begitu.", "bu ani: begitu.", "Misalnya: begitu.", "Rapat; ya begitu."]
)
def test_colon_within_speech_raises_no_doubt(said):
    assert doubts(TALK.format(said=f"{said}\n")) == []


def test_line_of_a_doubt_counts_from_the_start_of_the_file():
    head = "---\nkasus: Melati\n---\n"
    text = head + TALK.format(said="Tuti: ah pernah.\n")
    assert [line for line, *_ in doubts(text, body_start=len(head))] == [6]


PLACE = FilePosition("f.txt", 2)


def labels(text, speakers, at=PLACE):
    header = Header(speakers=speakers, speakers_position=at)
    document = read_transcript("melati_01.txt", text, 0, header, WORDS)
    return [(one.where, one.message, one.hint) for one in doubts_about_labels(document, header)]


def test_declared_labels_that_nobody_has_are_reported_with_the_existing_labels():
    text = TALK.format(said="")
    assert labels(text, {"P": "pewawancara"}) == []
    assert labels(text, {"X": "pewawancara", "Y": "informan"}) == [
        (PLACE, "nobody has a label that penutur declares (X, Y)", "its labels are P, T")
    ]
    assert labels("Kami rukun.\n", {"X": "informan"})[0][2] == "are there labels like 'P: …'?"
    assert labels(text, {}) == []
    assert labels(text, {"X": "informan"}, at=None) == []


def test_declared_label_may_have_other_characters_inside():
    text = "René: Sering ribut?\nAnne: Engga.\nRené: Kenapa?\nAnne: Rukun.\n"
    assert labels(text, {"Rene\u0301": "pewawancara", "An\u00adne": "informan"}) == []


def test_declared_label_may_be_a_form_of_a_longer_label():
    text = "Rini (P): Sering ribut?\nSari (T): Engga.\nP: Kenapa?\nT: Rukun.\n"
    assert labels(text, {"T": "informan"}) == []


@pytest.mark.parametrize(
    ("said", "label", "line"),
    [
        ("P: Rutin kumpulnya, Bu?\nRutin, Mbak. Cuma saya catat.\n", "P", 4),
        ("P: Rapat?\nT: Tiap bulan.\nSiapa yang datang?\nT: Semua.\n", "T", 5),
    ],
)
def test_line_that_may_lack_its_label_is_told(said, label, line):
    found = doubts(TALK.format(said=said))
    assert [(one[0], one[1]) for one in found] == [
        (line, f"this line has no label and is read as words of {label}")
    ]
