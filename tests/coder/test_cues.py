"""Cues around a hit and the presence and valence that they give. Every bug adds a row."""

import pytest
from making import book, code, suggestions

from kubecode.model import CueKind, EvidenceKind, Presence, Valence

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
    # denial before the hit, at a distance, with particles between
    ("ga pernah ribut kami mah", "konflik", DENIED, SUPPORTS),
    ("ga ada yang pernah ribut disini", "konflik", DENIED, SUPPORTS),
    ("anggota lain belum pernah kumpul", "komunikasi", DENIED, HINDERS),
    ("tanpa ngobrol langsung pada pulang", "komunikasi", DENIED, HINDERS),
    ("orangnya ga akrab sama yang lain", "komunikasi", DENIED, HINDERS),
    ("anggotanya pada ga mau dateng", "komunikasi", DENIED, HINDERS),
    ("gapernah ribut kami mah", "konflik", DENIED, SUPPORTS),
    # denied rarity is no rarity
    ("tidak jarang kami ribut", "konflik", PRESENT, HINDERS),
    ("ribut mah ga jarang disini", "konflik", PRESENT, HINDERS),
    # denial after the hit
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
    # a phrase that contains a negator, which may be repeated
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
    # suppositions, and topics that look like suppositions
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
    # topic and verdict far apart
    ("kalo soal ribut yang sampe kedengeran tetangga, kita mah ga pernah", "konflik", DENIED, SUPPORTS),
    ("kumpul yang pake undangan segala, udah lama ga ada", "komunikasi", DENIED, HINDERS),
    ("ribut sama saya di pasar, dia mah enggak", "konflik", PRESENT, HINDERS),
    # denied frequency is rarity, a denied denial is none
    ("kami ga sering ribut disini", "konflik", RARE, SUPPORTS),
    ("ribut mah bisa diitung jari", "konflik", RARE, SUPPORTS),
    ("masa iya ga pernah ribut disini", "konflik", PRESENT, HINDERS),
    ("engga sih ga pernah ribut", "konflik", DENIED, SUPPORTS),
    ("ribut mah engga saya ga pernah ribut", "konflik", DENIED, SUPPORTS),
    # rhetorical questions and real ones
    ("mana ada yang mau kumpul disini", "komunikasi", DENIED, HINDERS),
    ("siapa yang mau kumpul sekarang?", "komunikasi", DENIED, HINDERS),
    ("siapa yang mau kumpul ya dicatet", "komunikasi", PRESENT, SUPPORTS),
    ("akrab apanya disini. Jauh", "komunikasi", PRESENT, SUPPORTS),
    ("akrab apanya, rumahnya jauh", "komunikasi", DENIED, HINDERS),
    ("ribut gimana maksudnya Bu?", "konflik", HYPOTHETICAL, None),
    ("Ribut gimana maksudnya? Ga ada yang ribut.", "konflik", DENIED, SUPPORTS),
    ("kenapa ya, kok ribut terus?", "konflik", PRESENT, HINDERS),
    # appearances that are contradicted
    ("dikira ribut, padahal lagi nyanyi", "konflik", DENIED, SUPPORTS),
    ("dikira ga ribut, padahal iya pernah", "konflik", PRESENT, HINDERS),
    ("ribut soal uang, padahal udah dicatet", "konflik", PRESENT, HINDERS),
    # a supposed case ends at a regular occasion or at its consequence
    ("kalo kumpul pada diem semua", "komunikasi", PRESENT, SUPPORTS),
    ("kalo ada yang sakit pada kumpul disana", "komunikasi", PRESENT, SUPPORTS),
    ("kalo ribut ya wajar", "konflik", HYPOTHETICAL, None),
    ("yang ribut ditegur ketua", "konflik", HYPOTHETICAL, None),
    ("anggota yang ribut kena denda", "konflik", HYPOTHETICAL, None),
    ("yang ribut itu tetangga saya", "konflik", PRESENT, HINDERS),
    ("biar makin akrab sama yang lain", "komunikasi", HYPOTHETICAL, None),
    # reported speech, other groups, the past
    ("kata bu ketua suka ribut mereka", "konflik", PRESENT, HINDERS),
    ("kelompok sebelah mah ribut terus", "konflik", PRESENT, None),
    ("yang ribut mah kelompok sebelah", "konflik", PRESENT, None),
    ("ga kayak kelompok sebelah, kami akrab", "komunikasi", PRESENT, SUPPORTS),
    ("tadinya mah pada akrab orangnya", "komunikasi", PRESENT, None),
    # both valences
    ("akrab sih tapi kan beda RW", "komunikasi", PRESENT, MIXED),
    # a mere mention yields to explicit evidence
    ("pas kumpul kan beda RW", "komunikasi", PRESENT, HINDERS),
    ("ga ngobrol, kumpul juga gitu deh", "komunikasi", DENIED, HINDERS),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code_id", "presence", "valence"), ROWS)
def test_presence_and_valence(text, code_id, presence, valence):
    (suggestion,) = [s for s in suggestions(BOOK, text) if s.code == code_id]
    assert (suggestion.presence, suggestion.valence) == (presence, valence)


def test_cues_never_delete_a_suggestion():
    plain = "kami ribut di warung itu"
    for words in ("ga pernah {} kok", "jarang {} kok", "kalo {} gimana"):
        assert suggestions(BOOK, words.format(plain)), words


def test_cue_has_its_surface():
    (suggestion,) = suggestions(BOOK, "ribut sih jarang yah kami mah")
    assert [(cue.surface, cue.kind) for cue in suggestion.cues] == [("jarang", CueKind.RARITY)]


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("Kata Bu Ketua suka ribut mereka.", "Kata Bu Ketua", CueKind.REPORT),
        ("Bu Sekretaris pernah cerita mereka ribut.", "Bu Sekretaris pernah cerita", CueKind.REPORT),
        ("Saya denger dari tetangga, mereka ribut.", "denger dari tetangga", CueKind.REPORT),
        ("Ada yang bilang mereka ribut.", "Ada yang bilang", CueKind.REPORT),
        ("Ribut mereka katanya mah.", "katanya", CueKind.REPORT),
        ("Di KUBE lain suka ribut.", "KUBE lain", CueKind.OTHERS),
        ("Tadinya pada ribut disini.", "tadinya", CueKind.ONCE),
        ("Ribut apa maksudnya, Bu?", "apa", CueKind.QUESTION),
    ],
)
def test_cue_of_report_other_group_past_or_question_has_its_surface(text, surface, kind):
    (suggestion,) = suggestions(BOOK, text)
    assert (surface, kind) in [(cue.surface, cue.kind) for cue in suggestion.cues]


@pytest.mark.parametrize(
    "text",
    [
        "Menurut saya mereka suka ribut.",
        "Kami bilang jangan ribut di warung.",
        "Kata Bu Ketua besok libur. Mereka suka ribut disini.",
        "Katanya libur, tapi saya liat mereka ribut.",
    ],
)
def test_own_statement_is_no_report(text):
    assert all(
        CueKind.REPORT not in {cue.kind for cue in suggestion.cues} for suggestion in suggestions(BOOK, text)
    )


def test_segment_that_points_back_gets_a_suggestion_with_evidence_in_the_segment():
    once, now = suggestions(BOOK, "Dulu sering ngobrol, sekarang mah udah ga pernah.")
    assert (once.presence, once.valence) == (PRESENT, SUPPORTS)
    assert (now.presence, now.valence) == (DENIED, HINDERS)
    assert [cue.surface for cue in now.cues if cue.kind is CueKind.MEANT] == ["ngobrol"]
    assert all(now.start <= piece.start < piece.end <= now.end for piece in now.evidence)


def test_segment_does_not_point_back_to_another_speaker():
    text = "Ketua: Dulu kami sering ngobrol disitu.\nBendahara: Sekarang mah udah ga pernah lagi.\n" * 2
    assert {s.presence for s in suggestions(BOOK, text)} == {PRESENT}


@pytest.mark.parametrize(("word", "kind"), [("kumpul", EvidenceKind.PHRASE), ("kumpl", EvidenceKind.NEAR)])
def test_segment_that_points_back_is_one_piece_of_evidence(word, kind):
    codebook = book(code("k", "indicators: {any: [ngobrol, kumpul]}"))
    _, now = suggestions(codebook, f"Dulu sering {word}, sekarang mah udah ga pernah!")
    assert [(piece.surface, piece.indicator, piece.kind) for piece in now.evidence] == [
        ("sekarang mah udah ga pernah", "kumpul", kind)
    ]


def test_segment_that_points_back_to_several_words_is_one_piece_of_evidence():
    codebook = book(code("k", "indicators: {any: [kumpul, ngobrol]}"))
    once, now = suggestions(codebook, "Dulu sering kumpul dan ngobrol, sekarang mah udah ga pernah.")
    assert (len(once.evidence), len(now.evidence)) == (2, 1)
