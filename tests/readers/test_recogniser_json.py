"""JSON of speech recognisers: the text of the segments and who speaks."""

import json
from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.recogniser_json import read

FILES = Path(__file__).parent / "files"
WORDS = load().transcript_words


def read_json(content):
    (made,) = read(Path("a.json"), json.dumps(content).encode(), WORDS)
    return made


def test_speakers_of_whisperx_change_inside_a_segment():
    (made,) = read(FILES / "whisperx.json", (FILES / "whisperx.json").read_bytes(), WORDS)
    assert made.text == (
        "SPEAKER_00: Pernah ribut nggak, Bu?\nSPEAKER_01: Nggak pernah.\nSPEAKER_00: Lalu?\n"
        "SPEAKER_01: Rukun saja.\n?: Mm.\n"
    )
    assert made.speakers == {"SPEAKER_00", "SPEAKER_01", "?"}
    assert made.left_out == {"time stamp": 4}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ({"text": " A. B.", "segments": [{"start": 0, "end": 1, "text": " A."}, {"start": 1, "end": 2, "text": " B."}]}, "Whisper JSON"),
        ([{"start": 0.0, "end": 1.0, "text": "A."}, {"start": 1.0, "end": 2.0, "text": "B."}], "Whisper JSON"),
        ([[1, 0, 0.0, 1.0, "A.", [5]], [2, 0, 1.0, 2.0, "B.", [6]]], "Whisper JSON"),
        ({"transcription": [{"offsets": {"from": 0, "to": 1000}, "text": " A."}, {"offsets": {"from": 1500, "to": 1600}, "text": " B."}]}, "whisper.cpp JSON"),
        ({"chunks": [{"timestamp": [0.0, 1.0], "text": "A."}, {"timestamp": [1.0, None], "text": "B."}]}, "Whisper JSON"),
        ({"results": {"utterances": [{"start": 0, "transcript": "A. B."}]}}, "recogniser JSON"),
        ({"text": "A. B."}, "Whisper JSON"),
    ],
)  # fmt: skip
def test_shapes_of_recognisers(content, name):
    made = read_json(content)
    assert (made.text, made.format, made.speakers) == ("A. B.\n", name, frozenset())


def test_pauses_of_whisper_cpp_are_in_milliseconds():
    pieces = [(0, 1000, "A."), (3500, 4000, "B.")]
    segments = [{"offsets": {"from": a, "to": b}, "text": text} for a, b, text in pieces]
    assert read_json({"transcription": segments}).text == "A.\n\nB.\n"


def test_numbers_are_named_as_speakers():
    segments = [
        {"speaker": 0, "text": "A?"},
        {"speaker": "1", "text": "B."},
        {"speaker": {"name": "Sari"}, "text": "C."},
    ]
    assert read_json({"segments": segments}).text == "Speaker 0: A?\nSpeaker 1: B.\nSari: C.\n"


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[1, 2]",
        "{}",
        '{"segments": [{"text": 5}]}',
        '{"a": "\\ud800"}',
        "[" * 100_000,
        '{"text": " "}',
        "null",
        '{"segments": [{"start": 1e999, "text": ""}]}',
    ],
)
def test_other_json_is_refused_in_one_line(content):
    with pytest.raises(KubecodeError) as error:
        read(Path("a.json"), content.encode(), WORDS)
    assert "\n" not in str(error.value)
    assert error.value.hint
