"""Subtitles and captions: the speech of the cues, by whom it is, and what is left out."""

from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.language.indonesian import load
from kubecode.readers.subtitles import read
from kubecode.readers.transcripts import read_transcripts

FILES = Path(__file__).parent / "files"
WORDS = load().transcript_words


def read_text(text, name="a.vtt"):
    (made,) = read(Path(name), text.encode(), WORDS)
    return made


def cues(*payloads, start="WEBVTT\n\n"):
    """Return a file in which each payload is said for a second, one after the other."""
    times = ((f"00:00:{n:02}.000", f"00:00:{n + 1:02}.000") for n in range(len(payloads)))
    return start + "\n".join(f"{a} --> {b}\n{said}\n" for (a, b), said in zip(times, payloads, strict=True))


@pytest.mark.parametrize(
    ("name", "text", "left_out"),
    [
        (
            "teams.vtt",
            "Rina Wulandari: Selamat pagi, Bu. Pernah ribut nggak, di kelompok?\n"
            "Sari: Nggak pernah, kami rukun & kompak.\nRina Wulandari: Kumpulnya kapan, Bu?\n"
            "Sari: Tiap bulan kami rapat.\n",
            {"note": 1, "time stamp": 4},
        ),
        (
            "zoom.vtt",
            "Rina Wulandari: Pernah ribut nggak, Bu?\nBu Sari: Nggak pernah, intinya: kami rukun.\nDewi: Setuju.\n",
            {"note": 1, "time stamp": 4},
        ),
        (
            "youtube.vtt",
            "kami rapat tiap bulan di rumah ketua kelompok\n\niya\n",
            {"note": 1, "time stamp": 6},
        ),
    ],
)
def test_meetings_and_captions(name, text, left_out):
    (made,) = read(FILES / name, (FILES / name).read_bytes(), WORDS)
    assert made.text == text
    assert made.left_out == left_out
    assert made.format == "WebVTT"


def test_speakers_of_a_meeting_are_known_to_the_program():
    (transcript,) = read_transcripts(FILES / "teams.vtt", WORDS)
    assert [(turn.informant, turn.asks) for turn in transcript.document.turns] == [
        (None, True),
        ("Sari", False),
    ] * 2


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (["<v.keras Bu Sari>Ya.", "<v Bu Sari>Benar.</v>"], "Bu Sari: Ya. Benar.\n"),
        (["<v A B>Ribut?</v>\n<v C D>Tidak.</v>"], "A B: Ribut?\nC D: Tidak.\n"),
        (["<v A B>Ribut?", "Tidak.", "<v A B>Ya."], "A B: Ribut?\n?: Tidak.\nA B: Ya.\n"),
        (["<c.merah>Ya</c> <b>itu</b> <lang id>betul</lang>"], "Ya itu betul\n"),
        (["<ruby>漢<rt>kan</rt></ruby> &lt;5 orang &amp; <font color=red>dua</font>"], "漢 <5 orang & dua\n"),
        (["{\\an8}Kurang < 5 > 3"], "Kurang < 5 > 3\n"),
        (
            ["Sari: Ya.", "lalu pulang.", "Rina: O.", "Sari: Itu."],
            "Sari: Ya. lalu pulang.\nRina: O.\nSari: Itu.\n",
        ),
        (
            [">> RINA: Ribut?", ">> SARI: Tidak,", "tidak.", ">> Oh."],
            "RINA: Ribut?\nSARI: Tidak, tidak.\n?: Oh.\n",
        ),
        (
            ["[SPEAKER_00]: Ribut?", "[SPEAKER_01]: Tidak.", "[SPEAKER_01]: Rukun."],
            "SPEAKER_00: Ribut?\nSPEAKER_01: Tidak. Rukun.\n",
        ),
        (["[S1] Ribut?", "[S2] Tidak."] * 2, "S1: Ribut?\nS2: Tidak.\n" * 2),
        (["[Rina]: Ribut?", "(Sari): Tidak."], "Rina: Ribut?\nSari: Tidak.\n"),
        (["P : Ribut?", "S :\nTidak.\nP : Oh."], "P: Ribut?\nS: Tidak.\nP: Oh.\n"),
        (["peneliti : Ribut?", "bu  sari : Tidak."] * 3, "peneliti: Ribut?\nbu sari: Tidak.\n" * 3),
        (
            ["<i>[Peneliti]</i> Ribut?", "<i>[Pak Karso]</i> Tidak."] * 2,
            "Peneliti: Ribut?\nPak Karso: Tidak.\n" * 2,
        ),
        (["[musik] Ya.", "[tertawa]"], "[musik] Ya. [tertawa]\n"),
        (["- Ribut?\n- Tidak."], "Ribut?\n\nTidak.\n"),
        (
            ["- Sari: Ya.\n- Rina: O.", "Sari: Itu.\nRina: Ya."],
            "Sari: Ya.\nRina: O.\nSari: Itu.\nRina: Ya.\n",
        ),
        (["Intinya: rukun.", "Contoh: rapat."], "Intinya: rukun. Contoh: rapat.\n"),
        (["<v 1>Ya.", "<v Rina: HP>Ya."], "Speaker 1: Ya.\nRina HP: Ya.\n"),
        (["Ya.", "Ya.", "Tidak."], "Ya. Ya. Tidak.\n"),
        (["Pada jam 10:30 kami\nrapat."], "Pada jam 10:30 kami rapat.\n"),
    ],
)
def test_marks_and_speakers(said, text):
    assert read_text(cues(*said)).text == text


def test_pause_begins_a_paragraph():
    text = "1\n00:00:01,000 --> 00:00:02,000\nSatu.\n\n2\n00:00:02,500 --> 00:00:03,000\nDua.\n\n3\n00:00:09,000 --> 00:00:10,000\nTiga.\n"
    made = read_text(text, "a.srt")
    assert (made.text, made.format) == ("Satu. Dua.\n\nTiga.\n", "SubRip")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff1\r\n0:00:01.0 --> 00:02,5 align:start\r\nA.\r\n\r\n2\r\n00:03 --> 00:04\r\nB.\r\n",
        "1\n00:00:01,000 --> 00:00:02,000\nA.\n2\n00:00:03,000 --> 00:00:04,000\nB.\n",
        "WEBVTT - judul\n\nSTYLE\n::cue { color: red }\n\nx-9\n00:01.000 --> 00:02.000\nA.\n\nNOTE a\nb\n\ny\n00:03.000 --> 00:04.000\nB.\n",
        "00:00:03.000 --> 00:00:04.000\nB.\n\n00:00:01.000 --> 00:00:03.500\nA.\n",
        "0:00:01.000,0:00:02.000\nA.\n\n0:00:03.000,0:00:04.000\nB.\n",
    ],
)
def test_times_identifiers_and_blocks_are_no_speech(text):
    assert read_text(text).text == "A. B.\n"


def test_styles_regions_and_notes_are_counted():
    blocks = "WEBVTT\n\nSTYLE\nx\n\nREGION\nid:a\n\nNOTE\nsatu\ndua\n\n"
    assert read_text(cues("Ya.", start=blocks)).left_out == {
        "style": 1,
        "region": 1,
        "note": 1,
        "time stamp": 1,
    }


def test_file_without_times_is_refused():
    with pytest.raises(KubecodeError, match="no line with times"):
        read_text("WEBVTT\n\nP: Ribut?\n")


def test_captions_without_words_are_no_speech():
    assert read_text("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n\n").text == ""


def test_names_on_a_line_above_the_speech_are_labels():
    said = [
        "Peneliti\nPernah ribut?",
        "Bu Sari\nPernah, soal uang.",
        "Peneliti\nLalu?",
        "Bu Sari\nSudah",
        "baikan.",
    ]
    made = read_text(cues(*said))
    assert (
        made.text
        == "Peneliti: Pernah ribut?\nBu Sari: Pernah, soal uang.\nPeneliti: Lalu?\nBu Sari: Sudah baikan.\n"
    )
    once = ["Bu Sari\nmasak.", "Bu Sari\ncuci.", "Lalu\npergi.", "Sudah\npulang."]
    assert not read_text(cues(*once)).speakers
