"""Ways of writing a label: every shape with every kind of label gives the same turns."""

import pytest
from test_layouts import read

TALK = ["Sudah lama ikut?", "Dua tahun.", "Sering rapat?", "Tiap bulan."]

SHAPES = {
    "colon": "{label}: {words}",
    "wide colon": "{label}：{words}",
    "dash": "{label} - {words}",
    "en dash": "{label} – {words}",
    "equals": "{label} = {words}",
    "semicolon": "{label} ; {words}",
    "tab": "{label}\t{words}",
    "wide gap": "{label}      {words}",
    "square brackets": "[{label}] {words}",
    "round brackets": "({label}) {words}",
    "angle brackets": "<{label}> {words}",
    "braces": "{{{label}}} {words}",
    "brackets with a colon": "[{label}]: {words}",
    "number sign": "#{label}: {words}",
    "at sign": "@{label}: {words}",
    "number of three digits": "00{number} {label}: {words}",
    "number and bracket": "{number}) {label}: {words}",
    "number in brackets": "[{number}] {label}: {words}",
    "number": "{number} {label}: {words}",
    "number and tab": "{number}\t{label}\t{words}",
    "line of its own": "{label}\n{words}",
    "line of its own with a colon": "{label}:\n{words}",
    "colon on the next line": "{label}\n: {words}",
    "heading": "## {label}\n\n{words}\n",
    "bold on a line of its own": "**{label}**\n\n{words}\n",
    "bold item of a list": "* **{label}**: {words}",
    "quoted bold": "> **{label}:** {words}",
    "escaped emphasis": "\\*\\*{label}:\\*\\* {words}",
    "time stamp before": "[00:00:0{number}] {label}: {words}",
    "date before": "[2024-05-14 10:30:0{number}] {label}: {words}",
    "stamp with hash signs before": "#00:00:0{number}-1# {label}: {words}",
    "time stamp inside": "{label} (00:0{number}): {words}",
    "time stamp after": "{label} 00:0{number} {words}",
    "time stamp ends the line": "{label}  0:0{number}\n{words}\n",
    "dash and time stamp end the line": "{label} — 0:0{number}\n{words}\n",
    "brackets and time": "[{label}] 10:30:0{number}\n{words}\n",
    "line with time stamp first": "00:00:0{number} {label}\n{words}",
    "range of times": "[00:0{number}.000 --> 00:0{number}.500] [{label}]: {words}",
    "range of times on its own line": "{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{label}: {words}\n",
    "label below its times": "00:00:0{number}.000 --> 00:00:0{number}.900\n{label}\n{words}\n",
    "pipe": "{label} | {words}",
    "bold without a colon": "**{label}** {words}",
}

LABELS = [
    ("P", "S"),
    ("Pewawancara", "Informan"),
    ("Peneliti", "Bu Sari"),
    ("Rina Wati", "Siti Aminah"),
    ("SPEAKER_00", "SPEAKER_01"),
    ("peneliti", "sari"),
]


def labelled(shape, labels):
    lines = enumerate(TALK)
    return "\n".join(shape.format(label=labels[i % 2], words=w, number=i + 1) for i, w in lines) + "\n"


def spoken(text, name="melati_1.txt"):
    document = read(text, name=name)
    return [(turn.speaker, " ".join(document.text[turn.start : turn.end].split())) for turn in document.turns]


@pytest.mark.parametrize("labels", LABELS, ids=lambda labels: labels[1])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_turns(shape, labels):
    asks, answers = labels
    assert spoken(labelled(SHAPES[shape], labels)) == list(
        zip([asks, answers, asks, answers], TALK, strict=True)
    )


@pytest.mark.parametrize("shape", ["{label} {words}", "{label}) {words}", "{label}. {words}"])
def test_initials_need_no_mark(shape):
    assert [label for label, _ in spoken(labelled(shape, ("P", "TN")))] == ["P", "TN", "P", "TN"]


@pytest.mark.parametrize("sign", ["#", "@"])
@pytest.mark.parametrize("labels", [("P", "S"), ("peneliti", "sari")], ids=["initials", "words"])
def test_label_of_one_word_after_a_sign_needs_no_colon(sign, labels):
    text = labelled(sign + "{label} {words}", labels)
    assert [label for label, _ in spoken(text)] == [*labels, *labels]


@pytest.mark.parametrize(
    "shape", ["{label}{n}: {words}", "{label}.{n} {words}", "{label}.{n}. {words}", "{label} {n}: {words}"]
)
@pytest.mark.parametrize("labels", [("T", "J"), ("Tanya", "Jawaban")], ids=["initials", "words"])
def test_number_that_counts_turns_is_no_part_of_the_label(shape, labels):
    text = "".join(
        shape.format(label=labels[i % 2], words=w, n=i // 2 + 1) + "\n" for i, w in enumerate(TALK)
    )
    document = read(text, name="melati_Sari_1.txt")
    assert [(turn.informant, turn.asks) for turn in document.turns] == [(None, True), ("Sari", False)] * 2


def test_number_that_names_a_person_stays_in_the_label():
    text = "P: Ribut?\nS1: Engga.\nS2: Jarang.\nP: Rapat?\nS1: Sering.\nS2: Tiap bulan.\n"
    assert {turn.informant for turn in read(text).turns} == {None, "S1", "S2"}


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        pytest.param("P: Betah?\nsari: Betah.\nP: Ribut?\nsari: Engga.\n", 4, id="between turns of one speaker"),
        pytest.param("P: Betah?\nS: Ya\njadi: betah.\nP: Ribut?\nS: Ya\njadi: jarang.\n", 4, id="inside the turns of one speaker"),
        pytest.param("P: Betah?\nS: Iya\nP: Ya\nIya\nBetul\nS: Ya.\n", 4, id="answers of one word"),
        pytest.param("P: Betah?\nS: (tertawa) Ya.\n(tertawa)\nP: Ribut?\nS: Engga.\n", 4, id="remarks in brackets"),
    ],
)  # fmt: skip
def test_label_in_lower_case_is_known_by_its_place(text, turns):
    assert len(spoken(text)) == turns


def test_shape_that_explains_most_lines_is_chosen():
    text = "[P] Catatan: apa?\n[S] Intinya: rukun.\n[P] Terus?\n[S] Alasannya: tetangga.\n"
    assert [label for label, _ in spoken(text)] == ["P", "S", "P", "S"]


@pytest.mark.parametrize(
    "line",
    [
        "Alasannya: dekat.", "Contohnya: jual beli", "Jam 10: pulang", "10.30: mulai",
        "Rp: 10.000", "http://foto.id/a: foto", "Tanggal: 12 Mei", "WA: grup kita", "iya :D", "Kata Bu Ani: sudah.",
        "terus saya jawab: siap", "Ketua bilang: jangan ribut",
    ],
)  # fmt: skip
def test_colon_inside_an_answer_begins_no_turn(line):
    text = f"P: Sering ribut?\nS: Engga.\n{line}\nP: Rapat?\nS: Sering.\n"
    assert spoken(text)[1] == ("S", f"Engga. {line}")


def test_list_of_posts_in_an_answer_begins_no_turn():
    posts = "Ketua: Bu Ani\nSekretaris: Bu Tuti\nBendahara: Pak Dedi"
    assert len(spoken(f"P: Siapa pengurusnya?\nS: Ini.\n{posts}\nP: Terus?\nS: Itu saja.\n")) == 4
    talk = (
        "Moderator: Betah?\nKetua: Betah sekali.\nBendahara: Saya juga.\nModerator: Ribut?\nKetua: Engga.\n"
    )
    assert [label for label, _ in spoken(talk)][1:3] == ["Ketua", "Bendahara"]


@pytest.mark.parametrize(
    "told",
    [
        'Ani: "Kamu ngambil?"\nSaya: "Engga, Bu."\nAni: "Terus siapa?"',
        "Ani: kamu ngambil\nSaya: engga bu\nAni: terus siapa",
        'Ketua: “Sudah, damai.”',
        "Ketua: jangan telat lagi ya.\nterus dia nangis",
        "Ani: kok kurang?\nNah dari situ mulai ribut.",
    ],
)  # fmt: skip
def test_dialogue_told_inside_an_answer_stays_with_the_teller(told):
    text = f"P: Waktu itu gimana?\nS: Kami ribut.\n{told}\nP: Lalu?\nS: Damai.\n"
    assert [label for label, _ in spoken(text)] == ["P", "S", "P", "S"]


@pytest.mark.parametrize(
    "line", ["Ani: Permisi, mau antar kunci.", "Ani: Permisi, ini kuncinya\nyang kemarin."]
)
def test_third_person_who_comes_in_is_a_speaker(line):
    text = f"P: Ribut?\nS: Engga.\n{line}\nP: Rapat?\nS: Sering.\nAni: Saya pulang dulu.\n"
    assert [label for label, _ in spoken(text)] == ["P", "S", "Ani", "P", "S", "Ani"]


def test_teller_may_have_a_label_in_the_dialogue_too():
    told = 'Ani: "Kamu salah!"\nSari: "Kamu yang salah!" gitu.\n'
    text = f"Pewawancara: Ribut?\nSari: Pernah.\n{told}Pewawancara: Lalu?\nSari: Damai.\n"
    assert {label for label, _ in spoken(text)} == {"Pewawancara", "Sari"}


def test_quotation_marks_of_all_speakers_are_a_style():
    text = "P: “Betah?”\nBu Ani: “Betah.”\nBu Tuti: “Ya.”\nP: “Ribut?”\nBu Ani: “Engga.”\n"
    assert len(spoken(text)) == 5


@pytest.mark.parametrize("label", ["Unknown", "Unknown Speaker", "Tidak dikenal"])
def test_voice_that_nobody_knows_is_of_an_unknown_speaker(label):
    turns = read(f"P: Ribut?\nS: Engga.\n{label}: Permisi.\nP: Rapat?\nS: Sering.\n").turns
    assert [turn.is_unknown for turn in turns] == [False, False, True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "[Peneliti] Ribut?\n[Sari] Engga.\n",
        "Rina 0:03\nRibut?\nSari 0:05\nEngga.\n",
        "## Peneliti\nRibut?\n## Sari\nEngga.\n",
        "00:00:01 Speaker 1\nRibut?\n00:00:02 Speaker 2\nEngga.\n",
        "p: ribut?\ns: engga\np: rapat\ns: sering\n",
    ],
)
def test_two_turns_are_enough_for_a_clear_shape(text):
    assert [words.strip(".?").casefold() for _, words in spoken(text)][:2] == ["ribut", "engga"]


@pytest.mark.parametrize(
    "text",
    [
        "RT 05 ikut.\nRW 03 belum.\nRT 06 belum.\nRW 04 ikut.\n",
        "(tertawa)\nKami rukun.\n(tertawa)\nRapat.\n(diam)\nIya.\n(diam)\n",
        "**Komunikasi**\nKami rukun.\n**Konflik**\nTidak ada.\n",
        "Tempat kumpul ; balai\nJadwal ; Jumat\nIuran ; lima ribu\n",
        "“rukun kok” (Ibu Q, 41)\n“rapat dulu,” tukas Ibu Q\n",
    ],
)
def test_text_without_labels_has_no_speakers(text):
    assert {label for label, _ in spoken(text)} == {None}


@pytest.mark.parametrize("label", ["Semua", "Bersama", "Peserta lain", "?", "Bu Ani & Bu Tuti"])
def test_voice_of_several_people_begins_a_turn(label):
    text = f"Moderator: Ribut?\nBu Ani: Engga.\n{label}: Jarang.\nModerator: Rapat?\nBu Ani: Sering.\n"
    assert (label, "Jarang.") in spoken(text)


@pytest.mark.parametrize("line", ["p  {}\ns  {}\n", "(p) {}\n(s) {}\n", "[p] {}\n[s] {}\n"])
def test_letters_in_lower_case_are_labels_where_they_alternate(line):
    turns = spoken((line * 2).format("sudah lama bu?", "lama, dari dulu", "betah bu?", "betah"))
    assert [label for label, _ in turns] == ["p", "s"] * 2


def test_theme_before_a_label_of_a_coded_table_is_no_speech():
    rows = ["P Ribut?", "TN Engga.", "Aturan kelompok P Ada denda?", "sanksi TN Ada.", "P Betah?", "TN Ya."]
    expected = ["P", "TN"] * 3
    assert [label for label, _ in spoken("\n".join(rows))] == expected
    assert spoken("\n".join(rows))[2:4] == [("P", "Ada denda?"), ("TN", "Ada.")]
