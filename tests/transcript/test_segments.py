import re
from dataclasses import replace
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kubecode.language.indonesian import load
from kubecode.model import Turn
from kubecode.transcript import Header, read_transcript, split_turns
from kubecode.transcript.segments import LONG

LANGUAGE = load()
# Without the words of time, so that only sentence ends and speech breaks cut.
WORDS = replace(LANGUAGE.transcript_words, time_before=frozenset(), time_after=frozenset())


def segments_of(text, by="sentence"):
    return split_turns(text, [Turn(0, len(text), 1)], by, WORDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anggota kami sepuluh orang. Rapatnya cuma sebulan sekali.", ["Anggota kami sepuluh orang.", "Rapatnya cuma sebulan sekali."]),
        ("Uangnya Rp. 5.000 sebulan, kata Bu N. sih begitu.", ["Uangnya Rp. 5.000 sebulan, kata Bu N. sih begitu."]),
        ("Ya... gimana ya... namanya juga tetangga.", ["Ya... gimana ya... namanya juga tetangga."]),
        ("Aturannya 1. jujur 2. rajin dan 3. tertib.", ["Aturannya 1. jujur 2. rajin dan 3. tertib."]),
        ("Kami ini semua tetangga! Jadi gampang banget kumpulnya.", ["Kami ini semua tetangga!", "Jadi gampang banget kumpulnya."]),
        # an echo of the question, or an afterthought, is no segment of its own
        ("Ribut? Engga, jarang banget disini.", ["Ribut? Engga, jarang banget disini."]),
        ("Kumpulnya mah sering banget dulu. Sekarang jarang.", ["Kumpulnya mah sering banget dulu. Sekarang jarang."]),
        ("Iya.", ["Iya."]),
        ("Warung kami buka tiap pagi\n\nTutupnya habis magrib aja", ["Warung kami buka tiap pagi", "Tutupnya habis magrib aja"]),
        ("1. Jujur dan rajin semuanya\n2. Tidak boleh telat datang", ["1. Jujur dan rajin semuanya", "2. Tidak boleh telat datang"]),
    ],
)  # fmt: skip
def test_sentences(text, expected):
    assert [segment.text for segment in segments_of(text)] == expected


def test_long_unpunctuated_speech_is_cut_at_speech_breaks():
    text = (
        "saya dateng pagi-pagi buka warung sendirian nyapu dulu terus yang lain baru pada dateng jam sembilan "
        "tapi ga ada yang ngomong apa-apa soalnya udah biasa begitu dari dulu juga"
    )
    parts = [segment.text for segment in segments_of(text)]
    assert len(parts) > 1
    assert all(len(part.split()) <= LONG for part in parts)
    assert all(part.split()[0] in {"terus", "tapi", "soalnya"} for part in parts[1:])
    assert " ".join(parts) == text


def test_time_stamp_inside_a_turn_is_in_no_segment():
    parts = segments_of("Kami jaga bergantian tiap hari [00:03:10] Belanjanya juga bergantian semua")
    assert [part.text for part in parts] == [
        "Kami jaga bergantian tiap hari",
        "Belanjanya juga bergantian semua",
    ]


def test_turn_can_be_one_segment():
    text = "Satu kalimat lengkap disini. Dua kalimat lengkap disini."
    assert [segment.text for segment in segments_of(text, "turn")] == [text]


def test_interviewer_has_no_segments():
    turns = [Turn(0, 12, 1, asks=True), Turn(13, 24, 2)]
    text = "Pernah ribut\nEngga pernah"
    assert [segment.text for segment in split_turns(text, turns, "sentence", WORDS)] == ["Engga pernah"[:11]]


SPEECH = st.text(
    alphabet=st.sampled_from(list("abk nP:R?.,!…\n\t-*#[]()0123:“”\u00e9😀\u202e\x1b|²'’ "))
    | st.characters(),
    max_size=400,
)

LINES = st.lists(
    st.sampled_from(
        """P: Kenapa?|T: Ya begitu.|T:|P :|**Tini (T):** ada|**T:** lagi|\\*\\*P:\\*\\* lalu?|12. P : Kapan?|kata lain|
        [00:01:02] T: jaga|[00:01:02]|---|## Bagian|Halaman 3|- 3 -|3||Narasumber: Ya.|2: lain|Nama : T|P = Peneliti|
        T (tertawa): iya.| |...|**|1. Ketua: Bu S""".replace("\n", "").split("|")
    ),
    max_size=25,
).map("\n".join)
HEADERS = st.sampled_from(
    [Header(), Header(informant="T"), Header(speakers={"2": "informan", "P": "peneliti"})]
)


@given(SPEECH | LINES, HEADERS)
def test_offsets_always_select_the_text_of_the_segment(text, header):
    document = read_transcript("a_B_1.txt", text, 0, header, LANGUAGE.transcript_words)
    for by in ("sentence", "turn"):
        segments = split_turns(text, document.turns, by, WORDS)
        for segment in segments:
            assert text[segment.start : segment.end] == segment.text
            assert segment.text.strip() == segment.text
            assert text.count("\n", 0, segment.start) + 1 == segment.line
            turn = document.turns[segment.turn]
            assert turn.start <= segment.start < segment.end <= turn.end
            assert not turn.asks
        assert all(one.end <= other.start for one, other in pairwise(segments))


@given(SPEECH | LINES, HEADERS)
def test_turns_are_in_order_and_never_overlap(text, header):
    turns = read_transcript("a_B_1.txt", text, 0, header, LANGUAGE.transcript_words).turns
    assert all(one.end <= other.start for one, other in pairwise(turns))
    assert all(text.count("\n", 0, turn.start) + 1 == turn.line for turn in turns)
    assert all(
        turn.start < turn.end and (turn.asks or turn.informant or turn.is_unknown or not turn.speaker)
        for turn in turns
    )


@given(LINES)
def test_no_text_after_a_label_is_lost(lines):
    text = f"P: Kenapa?\nT: Ya begitu.\nP: Kapan?\nT: Dulu.\n{lines}"
    turns = read_transcript("a_B_1.txt", text, 0, Header(), LANGUAGE.transcript_words).turns
    for word in re.finditer("kata lain|Ya begitu|Kenapa|Bu S|jaga", text):
        assert sum(turn.start <= word.start() and word.end() <= turn.end for turn in turns) == 1


@pytest.mark.parametrize("run", [" ", "\t", "*", ".", "…", "\n", "P: ", "- ", "\\*"])
def test_long_repetitions_are_read_in_linear_time(run):
    text = f"P: Ya?\nT: begini{run * (100_000 // len(run))} begitu\nP: Oh?\nT: Ya.\n"
    start = process_time()
    turns = read_transcript("a_B_1.txt", text, 0, Header(), LANGUAGE.transcript_words).turns
    split_turns(text, turns, "sentence", WORDS)
    assert process_time() - start < 5


def test_a_sentence_may_shift_to_the_present_thousands_of_times():
    text = "dulu kompak sekali sekarang ribut terus " * 3000
    segments = split_turns(text, [Turn(0, len(text), 1)], "sentence", LANGUAGE.transcript_words)
    assert len(segments) == 3001
