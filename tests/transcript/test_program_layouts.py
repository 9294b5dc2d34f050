"""What recognisers, meetings, chats and annotation programs write."""

import pytest
from test_layouts import read

from kubecode.language.indonesian import load
from kubecode.transcript import Header, interpret_transcript, read_transcript

TALK = [("Rina", "Sering rapat?"), ("Bu Sari", "Tiap bulan."), ("Rina", "Ribut?"), ("Bu Sari", "Engga.")]


def spoken(text):
    document = read(text, name="melati_1.txt")
    return [(turn.speaker, " ".join(document.text[turn.start : turn.end].split())) for turn in document.turns]


MESSAGES = {
    "Android": "14/05/24 10.3{n} - {label}: {words}",
    "Android with a comma": "14/05/2024, 10:3{n} - {label}: {words}",
    "Android, 12 hours": "5/14/24, 10:3{n}\u202fAM - {label}: {words}",
    "Android, year first": "2024-05-14 10:3{n} - {label}: {words}",
    "iOS": "[14/05/24 10.30.1{n}] {label}: {words}",
    "iOS with marks": "\u200e[14/05/24, 10.30.1{n}] ~\u202f{label}: {words}",
    "copied": "[10:3{n}, 14/5/2024] {label}: {words}",
    "Zoom": "10:30:1{n} From {label} to Everyone: {words}",
    "Zoom, older": "10:30:1{n}\t From  {label} : {words}",
    "Telegram": "{label}, [14.05.2024 10:3{n}]\n{words}\n",
}


@pytest.mark.parametrize("form", MESSAGES)
def test_messages_of_a_chat_are_turns(form):
    text = "\n".join(MESSAGES[form].format(n=n, label=label, words=w) for n, (label, w) in enumerate(TALK))
    assert spoken(f"{text}\n") == TALK


def test_notes_of_a_chat_are_no_speech_and_counted():
    text = (
        "14/05/24 10.30 - Pesan dan panggilan dienkripsi secara end-to-end.\n"
        "14/05/24 10.31 - Rina: Sering rapat? <Pesan ini diedit>\n"
        "14/05/24 10.32 - +62 812-3456-7890: Tiap bulan,\ndi lokasi biasa: balai\n"
        "14/05/24 10.33 - +62 812-3456-7890: <Media tidak disertakan>\n"
        "14/05/24 10.34 - +62 812-3456-7890: IMG-01.jpg (file terlampir)\nini fotonya\n"
        "14/05/24 10.35 - Rina menambahkan Bu Tuti\n"
        "14/05/24 10.36 - Rina: Pesan ini dihapus\n"
    )
    reading = interpret_transcript("melati_1.txt", text, 0, Header(), load().transcript_words)
    assert [(t.speaker, text[t.start : t.end]) for t in reading.document.turns] == [
        ("Rina", "Sering rapat?"),
        ("+62 812-3456-7890", "Tiap bulan,\ndi lokasi biasa: balai"),
        ("+62 812-3456-7890", "ini fotonya"),
    ]
    assert reading.left_out == {"media": 2, "system line": 4}


ELAN = [
    "{label}\t\t00:00:0{n}.000\t00:00:0{n}.900\t00:00:00.900\t{words}",
    "00:00:0{n}.000\t00:00:0{n}.900\t{label}\t{words}",
    "{label}\t{n}.0\t{n}.9\t0.9\t{words}",
    "{n}\t{label}\t{words}",
]


@pytest.mark.parametrize("row", ELAN)
def test_rows_with_tabs_are_turns(row):
    text = "\n".join(row.format(n=n, label=label, words=words) for n, (label, words) in enumerate(TALK, 1))
    assert spoken(f"{text}\n") == TALK


def test_utterances_of_chat_files_are_turns_with_roles():
    text = (
        "@UTF8\n@Begin\n@Participants:\tPEN Rina Interviewer, SAR Sari Participant\n"
        "*PEN:\tsering rapat ? \x15100_1500\x15\n%com:\tkeras\n*SAR:\ttiap bulan\n\tdi balai .\n@End\n"
    )
    document = read(text, name="melati_1.txt")
    assert [(t.speaker, t.asks, text[t.start : t.end]) for t in document.turns] == [
        ("PEN", True, "sering rapat ?"),
        ("SAR", False, "tiap bulan\n\tdi balai ."),
    ]


def test_sentences_of_a_meeting_are_no_speech():
    text = (
        "Rapat Melati\nRina Wati started transcription\n\nRina Wati   0:03\nSering rapat?\n\n"
        "Sari Dewi   0:07\nTiap bulan.\nRecording in progress\n\nRina Wati   0:12\nRibut?\n\n"
        "Sari Dewi   0:15\nEngga.\n\nMeeting ended after 00:10:12\nAI-generated content may be incorrect.\n"
    )
    assert [words for _, words in spoken(text)] == ["Sering rapat?", "Tiap bulan.", "Ribut?", "Engga."]


STAMPED = {
    "Whisper": "[00:0{n}.000 --> 00:0{n}.900]  {words}",
    "faster-whisper": "[{n}.00s -> {n}.90s] {words}",
    "oTranscribe": "00:0{n} {words}",
    "YouTube": "0:0{n}\n{words}",
    "subtitles": "{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{words}\n",
}


@pytest.mark.parametrize("form", STAMPED)
def test_stamped_text_without_labels_is_of_unknown_speakers(form):
    text = "\n".join(STAMPED[form].format(n=n, words=words) for n, (_, words) in enumerate(TALK, 1))
    document = read(f"{text}\nSubtitles by the community\n", name="melati_Sari_1.txt")
    assert [document.text[t.start : t.end].strip() for t in document.turns] == [words for _, words in TALK]
    assert all(turn.is_unknown and turn.informant is None for turn in document.turns)


def test_turn_over_several_cues_keeps_its_speaker():
    text = "[00:01.000 --> 00:02.000] P: Sering\n[00:02.000 --> 00:03.000] rapat?\n[00:03.000 --> 00:04.000] S: Ya.\n"
    assert spoken(text) == [("P", "Sering"), ("P", "rapat?"), ("S", "Ya.")]


@pytest.mark.parametrize(
    ("rows", "turns"),
    [
        pytest.param("| P | Ribut? |\n| S | Engga. |\n| P | Rapat? |\n| S | Sering. |", [("P", "Ribut?"), ("S", "Engga."), ("P", "Rapat?"), ("S", "Sering.")], id="speaker and words"),
        pytest.param("| No | Pertanyaan | Jawaban |\n|---|---|---|\n| 1 | Ribut? | Engga. |\n| 2 | Rapatnya gimana | Sering. |", [(None, "Ribut?"), (None, "Engga."), (None, "Rapatnya gimana"), (None, "Sering.")], id="question and answer"),
        pytest.param("| Waktu | Pembicara | Ucapan |\n|--|--|--|\n| 00:01 | **P** | Ribut? |\n| 00:02 | S | Engga. |\n| | | Rukun. |", [("P", "Ribut?"), ("S", "Engga."), ("S", "Rukun.")], id="row without speaker"),
        pytest.param("| Kode | Transkrip | Tema |\n|---|---|---|\n| P | Ribut? | |\n| S | Engga. | konflik |\n| P | Rapat? | |\n| S | Sering. | |", [("P", "Ribut?"), ("S", "Engga."), ("P", "Rapat?"), ("S", "Sering.")], id="initials as codes"),
    ],
)  # fmt: skip
def test_markdown_table_gives_turns(rows, turns):
    document = read(f"# Transkrip\n\n{rows}\n", name="melati_Sari_1.md")
    assert [(t.speaker, document.text[t.start : t.end]) for t in document.turns] == turns
    assert document.turns[0].asks
    assert {turn.informant for turn in document.turns if not turn.asks} == {"Sari"}


def test_date_and_duration_above_a_meeting_are_no_turn():
    text = "Wawancara\nJuly 2, 2024, 2:03AM\n23m 10s\n\nRina 0:03\nPernah ribut?\nPak Darman 0:07\nEngga, rukun.\nRina 0:13\nBetah?\nPak Darman 0:16\nBetah.\n"
    document = read_transcript("a.txt", text, 0, Header(), load().transcript_words)
    assert {turn.speaker for turn in document.turns} == {"Rina", "Pak Darman"}
