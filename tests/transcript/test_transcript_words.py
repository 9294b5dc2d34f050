"""Transcripts are read by the words that they are given, not by words in the code."""

from dataclasses import replace

import pytest

from kubecode.language.indonesian import load
from kubecode.transcript import Header, read_transcript, split_turns

WORDS = load().transcript_words
TEXT = "Pangarang: Asring rapat?\nPanutur: Asring.\nPangarang: Kenging napa?\nPanutur: Wajib.\n"


def turns(words, name="melati_01.txt", text=TEXT):
    return [(t.speaker, t.asks) for t in read_transcript(name, text, 0, Header(), words).turns]


def test_other_role_words_find_other_speakers():
    javanese = replace(WORDS, interviewers=frozenset({"pangarang"}), informants=frozenset({"panutur"}))
    assert turns(javanese) == [("Pangarang", True), ("Panutur", False)] * 2
    text = TEXT.replace("?", ".")
    assert not any(asks for _, asks in turns(WORDS, text=text))
    assert any(asks for _, asks in turns(javanese, text=text))


def test_other_file_words_find_other_kinds_of_source():
    words = replace(WORDS, observation_file_words=frozenset({"cathetan"}))
    kinds = [
        read_transcript("melati_cathetan_01.txt", "Rapat.\n", 0, Header(), w).source_kind
        for w in (WORDS, words)
    ]
    assert kinds == ["interview", "observation"]


def test_other_page_words_mark_pages():
    text = "T: Wajib mawon\nKaca 3\nkangge sedaya.\n"
    spoken = [
        [text[t.start : t.end] for t in read_transcript("m_1.txt", text, 0, Header(), words).turns]
        for words in (WORDS, replace(WORDS, page_words=frozenset({"kaca"})))
    ]
    assert spoken == [["Wajib mawon\nKaca 3\nkangge sedaya."], ["Wajib mawon", "kangge sedaya."]]


def test_other_abbreviations_end_no_sentence():
    text = "Kula tumbas uwos wonten Kr. Melati kaliyan tiyang sepuh kula."
    turn = read_transcript("melati_01.txt", text, 0, Header(), WORDS).turns

    def sentences(words):
        return [
            segment.text for segment in split_turns(text, [replace(turn[0], asks=False)], "sentence", words)
        ]

    assert len(sentences(WORDS)) == 2
    assert sentences(replace(WORDS, sentence_abbreviations=frozenset({"kr"}))) == [text]


@pytest.mark.parametrize("empty", ["aside_endings", "page_words", "sentence_abbreviations"])
def test_empty_word_file_matches_nothing(empty):
    text = (
        "Pewawancara: Kapan?\nNarasumber: Tahun itu sering rapat . Lalu sudah jarang lagi sejak tahun\n2016\n"
    )
    words = replace(WORDS, **{empty: frozenset()})
    document = read_transcript("melati_01.txt", text, 0, Header(), words)
    assert [turn.speaker for turn in document.turns] == ["Pewawancara", "Narasumber"]
    assert [segment.text for segment in split_turns(text, document.turns, "sentence", words)] == [
        "Tahun itu sering rapat .",
        "Lalu sudah jarang lagi sejak tahun\n2016",
    ]
