"""What people say in a turn, in every style of label: nothing is lost, and each word is its speaker's."""

import pytest

from kubecode.language.indonesian import load
from kubecode.transcript import Header, read_transcript

WORDS = load().transcript_words
STYLES = [
    *("P: |S: |Suami: ", "Peneliti: |Bu Sari: |Suami: ", "Pewawancara : |Informan : |Suami : "),
    *("**P:** |**Sari:** |**Suami:** ", "[P] |[S] |[Suami] ", "P\t|S\t|Suami\t", "PENELITI: |SARI: |SUAMI: "),
    *("p: |s: |Suami: ", "Rina: |Sari: |Suami: ", "T: |J: |Suami: ", "#P: |#S: |#Suami: ", "A: |B: |Suami: "),
    *("Peneliti\n|Sari\n|Suami\n", "Peneliti:\n|Sari:\n|Suami:\n"),
]
ASKED = (0, "Pernah ribut?")
SPEECH = {
    "told on a line": [ASKED, (1, "Pernah. Ketua bilang: jangan telat. Saya jawab: ya Bu.")],
    "told on lines": [ASKED, (1, 'Pernah, begini.\nKetua: "Kok kurang?"\nSaya: "Tidak tahu."\nTerus diam.')],
    "counter-questions": [ASKED, (1, "Ribut? Ribut gimana?"), (0, "Kata tetangga, Bu."), (1, "Oh, pernah.")],
    "short answers": [(0, "Betah?"), (1, "Ya."), (0, "Senang?"), (1, "Senang.")],
    "remark": [ASKED, (1, "Pernah (tertawa) tapi sebentar.")],
    "note on a line": [ASKED, (1, "Pernah, sebentar.\n(Ibu Sari mengambil minum)\nTerus baikan.")],
    "paragraphs": [ASKED, (1, "Pernah, sebentar.\n\nTerus baikan lagi besoknya.")],
    "list": [(0, "Apa aturannya?"), (1, "Ada tiga:\n1. Datang tepat waktu\n2. Bayar iuran\n3. Tidak bohong")],
    "colons": [(0, "Apa masalahnya?"), (1, "Intinya: uang. Contohnya: iuran telat.")],
    "prompt": [(0, "Coba ceritakan pengalaman Ibu"), (1, "Wah panjang ceritanya, dulu itu susah.")],
    "backchannels": [
        ASKED,
        (1, "Pernah."),
        (0, "Hmm."),
        (1, "Tapi sebentar."),
        (0, "Oh begitu."),
        (1, "Iya."),
    ],
    "somebody else": [ASKED, (1, "Pernah."), (2, "Bukan ribut, cuma salah paham."), (1, "Iya, itu.")],
    "time": [ASKED, (1, "Pernah, jam 10:30 itu, di RT 3: rame sekali.")],
    "quoted question": [ASKED, (1, 'Pernah, saya bilang "kenapa sih begini terus?"')],
}
BEFORE = [(0, "Sudah lama ikut, Bu?"), (1, "Sudah, dari awal berdiri saya ikut.")]
AFTER = [(0, "Lalu bagaimana?"), (1, "Ya akhirnya damai, makan bareng.")]


@pytest.mark.parametrize("style", STYLES, ids=[style.split("|")[0].strip() for style in STYLES])
@pytest.mark.parametrize("kind", SPEECH)
def test_each_word_is_its_speakers(kind, style):
    labels = style.split("|")
    turns = [*BEFORE, *SPEECH[kind], *AFTER]
    gap = "\n\n" if labels[0].endswith("\n") else "\n"
    text = "".join(f"{labels[who]}{said}{gap}" for who, said in turns)
    document = read_transcript("melati_01.txt", text, 0, Header(), WORDS)
    by_words = [(document.text[turn.start : turn.end], turn) for turn in document.turns]
    people = {0: set(), 1: set(), 2: set()}
    for who, said in turns:
        for piece in said.split("\n"):
            if piece and not piece.startswith("("):
                people[who] |= {(turn.informant, turn.asks) for words, turn in by_words if piece in words}
    assert people[0] == {(None, True)}
    assert len(people[1]) == 1
    assert {asks for _, asks in people[1] | people[2]} == {False}
    assert people[1].isdisjoint(people[2])
