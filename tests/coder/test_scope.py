"""What the words around the evidence do to it. Every bug adds a row."""

import pytest
from making import book, code, suggestions

from kubecode.model import CueKind, Presence, Valence

BOOK = book(
    code("konflik", "direction: inverse", "indicators: {any: [ribut, perselisihan, masalah], hinders: [bisik-bisik]}"),
    code("komunikasi", "direction: direct", "indicators: {any: [komunikasi, kumpul, ngobrol], supports: [akrab, pada mau], hinders: [beda RW, ga kompak]}"),
    code("suasana", "direction: none", "indicators: {any: [suasana]}"),
)  # fmt: skip

PRESENT, RARE, DENIED, HYPOTHETICAL = Presence
SUPPORTS, HINDERS, MIXED, _ = Valence

ROWS = [
    # presence and direction
    ("sering ribut di warung itu", "konflik", PRESENT, HINDERS),
    ("kami ngobrol tiap sore disini", "komunikasi", PRESENT, SUPPORTS),
    ("suasana di warung ya begitu", "suasana", PRESENT, None),
    ("mereka berdua suka bisik-bisik", "konflik", PRESENT, HINDERS),
    # denial before, at a distance, with particles between
    ("ga pernah ribut kami mah", "konflik", DENIED, SUPPORTS),
    ("ga ada yang pernah ribut disini", "konflik", DENIED, SUPPORTS),
    ("anggota lain belum pernah kumpul", "komunikasi", DENIED, HINDERS),
    ("tanpa ngobrol langsung pada pulang", "komunikasi", DENIED, HINDERS),
    ("orangnya ga akrab sama yang lain", "komunikasi", DENIED, HINDERS),
    ("anggotanya pada ga mau dateng", "komunikasi", DENIED, HINDERS),
    ("gapernah ribut kami mah", "konflik", DENIED, SUPPORTS),
    # denied rarity is none
    ("tidak jarang kami ribut", "konflik", PRESENT, HINDERS),
    ("ribut mah ga jarang disini", "konflik", PRESENT, HINDERS),
    # denial behind
    ("ribut mah ga pernah kami disini", "konflik", DENIED, SUPPORTS),
    ("perselisihan mah ngga, aman aja", "konflik", DENIED, SUPPORTS),
    ("Ribut? Engga, aman aja disini", "konflik", DENIED, SUPPORTS),
    ("kumpulnya udah ga jalan lagi", "komunikasi", DENIED, HINDERS),
    ("komunikasinya udah ilang sekarang mah", "komunikasi", DENIED, HINDERS),
    ("perselisihan yang dilaporkan: tidak ada", "konflik", DENIED, SUPPORTS),
    ("saya mah ga punya masalah disitu", "konflik", DENIED, SUPPORTS),
    ("disini ga pernah ada ngobrol bareng", "komunikasi", DENIED, HINDERS),
    ("kami teh belum punya masalah", "konflik", DENIED, SUPPORTS),
    ("masalah mah kami ga punya", "konflik", DENIED, SUPPORTS),
    # a phrase with its own denial, which may be said again
    ("emang ga kompak orangnya dari dulu", "komunikasi", PRESENT, HINDERS),
    ("engga ga kompak orangnya", "komunikasi", PRESENT, HINDERS),
    ("engga ga pernah ribut disini", "konflik", DENIED, SUPPORTS),
    ("ga kompak disini mah, engga", "komunikasi", PRESENT, HINDERS),
    ("ga ada yang ga kompak disini", "komunikasi", DENIED, SUPPORTS),
    # the denial is about another word
    ("kumpul ga bawa makanan sendiri", "komunikasi", PRESENT, SUPPORTS),
    ("ga kerja malah ribut terus disitu", "konflik", PRESENT, HINDERS),
    ("dia ga dateng, kami tetep ngobrol", "komunikasi", PRESENT, SUPPORTS),
    # two denials cancel each other
    ("bukan berarti ga pernah ribut ya", "konflik", PRESENT, HINDERS),
    # degree
    ("ribut sih jarang paling setahun sekali", "konflik", RARE, SUPPORTS),
    ("jarang kumpul kami teh disini", "komunikasi", RARE, HINDERS),
    ("ketawa doang kurang ngobrol disini", "komunikasi", RARE, HINDERS),
    ("kumpulnya cuma pas pencairan doang", "komunikasi", RARE, HINDERS),
    # supposed, and what only looks supposed
    ("kalo ada yang ribut ya didamein", "konflik", HYPOTHETICAL, None),
    ("misal ada masalah ya dibahas", "konflik", HYPOTHETICAL, None),
    ("kalo komunikasi mah lancar terus", "komunikasi", PRESENT, SUPPORTS),
    ("kalo sore ya kami ngobrol disini", "komunikasi", PRESENT, SUPPORTS),
    ("kalo soal komunikasi dia yang ngatur", "komunikasi", PRESENT, SUPPORTS),
    ("kalau urusan ribut ya ga pernah", "konflik", DENIED, SUPPORTS),
    ("kalau di kelompok kami ngobrolnya sore", "komunikasi", PRESENT, SUPPORTS),
    ("kalau di warung ada yang ribut gimana", "konflik", HYPOTHETICAL, None),
    # evaluation
    ("komunikasinya macet dari awal itu", "komunikasi", PRESENT, HINDERS),
    ("komunikasinya ga lancar dari awal", "komunikasi", PRESENT, HINDERS),
    ("suasana enak disini mah Bu", "suasana", PRESENT, SUPPORTS),
    ("suasananya tegang pisan waktu itu", "suasana", PRESENT, HINDERS),
    # both ways at once
    ("akrab sih tapi kan beda RW", "komunikasi", PRESENT, MIXED),
    # what is merely mentioned yields to what is said of it
    ("pas kumpul kan beda RW", "komunikasi", PRESENT, HINDERS),
    ("ga ngobrol, kumpul juga gitu deh", "komunikasi", DENIED, HINDERS),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code_id", "presence", "valence"), ROWS)
def test_scope(text, code_id, presence, valence):
    (suggestion,) = [s for s in suggestions(BOOK, text) if s.code == code_id]
    assert (suggestion.presence, suggestion.valence) == (presence, valence)


def test_scope_never_deletes():
    plain = "kami ribut di warung itu"
    for words in ("ga pernah {} kok", "jarang {} kok", "kalo {} gimana"):
        assert suggestions(BOOK, words.format(plain)), words


def test_every_cue_is_told_with_its_word():
    (suggestion,) = suggestions(BOOK, "ribut sih jarang yah kami mah")
    assert [(cue.surface, cue.kind) for cue in suggestion.cues] == [("jarang", CueKind.RARITY)]
