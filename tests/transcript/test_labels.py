"""Speaker labels and legends, line by line."""

import pytest
from test_layouts import GROUP, read, said

from kubecode.language.indonesian import load
from kubecode.transcript.labels import (
    SpeakerLabel,
    forms_of,
    join_labels,
    label_pattern,
    read_label,
    without_doubtful,
)
from kubecode.transcript.roles import is_addressed, read_legend

WORDS = load().transcript_words


@pytest.mark.parametrize(
    ("line", "legend"),
    [
        ("P = Peneliti, Y = Informan", {"P": "peneliti", "Y": "informan"}),
        ("Keterangan: P (Pewawancara); T (Ketua)", {"P": "pewawancara", "T": "ketua"}),
        ("P : Peneliti", {"P": "peneliti"}),
        ("PN： Narasumber.", {"PN": "narasumber"}),
        ("T: Anggota.", {}),
        ("T = Anggota.", {"T": "anggota"}),
        ("P = Penelitian", {}),
        ("P = Peneliti utama", {}),
        ("PEN : Peneliti", {"PEN": "peneliti"}),
        ("PENE : Peneliti", {}),
        ("p = peneliti", {}),
    ],
)
def test_legend_gives_the_roles_of_labels(line, legend):
    assert read_legend(line, WORDS) == legend


@pytest.mark.parametrize(
    ("line", "text", "speech", "mark"),
    [
        ("P: Ya", "P", "Ya", ":"),
        ("**Bu Ani** (T) : Ya", "Bu Ani (T)", "Ya", ":"),
        ("[00:01:02] P: Ya", "P", "Ya", ":"),
        ("3) P: Ya", "P", "Ya", ":"),
        ("- P; Ya", "P", "Ya", ";"),
        ("P 00:12", "P", "", ""),
    ],
)
def test_label_is_read_with_the_start_of_its_speech(line, text, speech, mark):
    label = read_label(line, label_pattern(()), WORDS)
    assert (label.text, line[label.speech_start :], label.mark) == (text, speech, mark)


@pytest.mark.parametrize(
    "line", ["Ya begitu", "jam 10:30 rapat", "2. Ketua: Bu R", "http://a.b", ": Ya", "12: Ya"]
)
def test_line_without_label(line):
    assert read_label(line, label_pattern(()), WORDS) is None


def test_number_is_a_label_only_if_declared():
    assert read_label("12: Ya", label_pattern({"12", ""}), WORDS) == SpeakerLabel("12", 4, ":")
    assert read_label("2. Bu R: Ya", label_pattern(()), WORDS).text == "Bu R"


def test_label_with_semicolon_or_time_stamp_must_occur_elsewhere():
    def kept(*labels):
        made = [SpeakerLabel(text, 0, mark) if text else None for text, mark in labels]
        return [label.text if label else None for label in without_doubtful(made)]

    assert kept(("P", ":"), ("S", ";"), (None, ""), ("P", ";")) == ["P", None, None, "P"]
    assert kept(("P", ""), ("S", ""), ("P", "")) == ["P", None, "P"]
    assert kept(("S", ""), ("S", ":")) == ["S", "S"]
    assert kept(("S", ";"), ("S", ";")) == [None, None]


def test_label_in_brackets_has_three_forms():
    assert forms_of("Kamila (K)") == {"Kamila (K)", "Kamila", "K"}
    assert forms_of("Kamila") == {"Kamila"}


@pytest.mark.parametrize(
    ("labels", "joined"),
    [
        pytest.param(["Kamila (K)", "K"], {"K": "Kamila (K)"}, id="short form in brackets"),
        pytest.param(["Informan (T)", "Informan"], {"Informan": "Informan (T)"}, id="label without brackets"),
        pytest.param(["K", "K (tertawa)"], {"K (tertawa)": "K"}, id="remark in brackets"),
        pytest.param(["Kamila (K)"], {}, id="only one label"),
        pytest.param(["Informan (T)", "Informan (R)", "Informan", "T"], {"T": "Informan (T)"}, id="form shared by two labels"),
        pytest.param(["Sari (Ketua)", "Sari"], {"Sari": "Sari (Ketua)"}, id="post in brackets"),
        pytest.param(["Ibu (tertawa)", "Ibu"], {"Ibu (tertawa)": "Ibu"}, id="remark after a title"),
    ],
)  # fmt: skip
def test_forms_of_one_label_are_joined(labels, joined):
    assert join_labels(labels, WORDS) == joined


@pytest.mark.parametrize("times", [1, 2])
def test_lowercase_address_is_a_speaker_only_if_it_occurs_again(times):
    document = read(GROUP.format(once="\n".join(["bu ani: Ah pernah."] * times)), name="melati_1.txt")
    assert (("bu ani", False, "Ah pernah.") in said(document)) == (times == 2)


@pytest.mark.parametrize(
    ("label", "times", "opens"),
    [
        ("AN", 1, True),
        ("Tina", 2, True),
        ("an", 2, False),
        ("an", 3, True),
        ("andi", 3, False),
        ("RT", 2, True),
        ("Pak Haji Ahmad Fauzi", 1, True),
        ("Pak Haji Ahmad Fauzi Rahman", 1, False),
        ("Tina Nur Aini", 2, True),
        ("Tina Nur Aini Sari", 2, False),
    ],
)
def test_label_is_a_speaker_by_its_spelling_and_frequency(label, times, opens):
    document = read(GROUP.format(once="\n".join([f"{label}: Ah pernah."] * times)), name="melati_1.txt")
    assert ((label, False, "Ah pernah.") in said(document)) == opens


@pytest.mark.parametrize(
    ("label", "addressed"),
    [("Bu Siti", True), ("bu", True), ("Siti", False), ("Rumah Bapak", False), ("", False)],
)
def test_address_is_recognised_only_as_first_word(label, addressed):
    assert is_addressed(label, WORDS) is addressed


@pytest.mark.parametrize(
    "above",
    [
        "P = Peneliti, T = Informan",
        "Informan : Bu Udin",
        "Peserta : 8 orang",
        "Nama : Udin",
        "Tempat : warung",
    ],
)
def test_speech_begins_after_facts_above_it(above):
    talk = "P: Sering rapat?\nT: Sering.\nP: Uangnya?\nT: Aman.\n"
    document = read(f"{above}\n{talk}", name="melati_1.txt")
    assert [text for _, _, text in said(document)] == ["Sering rapat?", "Sering.", "Uangnya?", "Aman."]
