"""The cues for a hit with their kinds and words. Each row is one way to say a thing."""

import pytest
from making import book, code, suggestions
from test_cues import BOOK


def cues(text, code_id):
    """Return the presence of a suggestion, and its cues as "kind: words"."""
    (one,) = [s for s in suggestions(BOOK, text) if s.code == code_id]
    return one.presence.value, [f"{cue.kind.value}: {cue.surface}" for cue in one.cues]


@pytest.mark.parametrize(
    ("text", "presence", "expected"),
    [
        # A pause limits a denial to its clause, unless the clause only refers forward or back.
        ("ga pernah, ribut terus", "present", []),
        ("ga ada yang kayak gitu, ribut-ribut", "denied", ["negation: ga"]),
        ("ribut, yang ga hadir didenda", "present", []),
        ("ribut. Ga pernah kumpul", "present", []),
        ("ribut sih, tapi jarang", "rare", ["rarity: jarang"]),
        ("denda buat yang ribut, ga jalan", "present", []),
        ("ribut mah ga pernah", "denied", ["negation: ga"]),
        ("ga ada ketua yang ribut", "denied", ["negation: ga"]),
        ("masalah keuangan ga ada lagi", "denied", ["negation: ga"]),
        # Rarity.
        ("hampir ga pernah ribut", "rare", ["rarity: hampir ga"]),
        ("ribut hampir ga pernah", "rare", ["rarity: hampir ga"]),
        ("hampir, ga pernah ribut", "denied", ["negation: ga"]),
        ("tidak, jarang ribut", "rare", ["rarity: jarang"]),
        ("setaun, sekali ribut", "present", []),
        ("ribut ga sering", "rare", ["rarity: ga sering"]),
        ("ga sering ribut", "rare", ["rarity: ga sering"]),
        ("ribut tidak jarang", "present", []),
        ("ga jarang, ribut", "present", []),
        ("setaun sekali ribut", "rare", ["rarity: setaun sekali"]),
        ("cuma ribut dikit", "present", []),
        ("ribut doang", "present", []),
        # Appearances that are contradicted, rhetorical questions.
        ("dibilang ribut, padahal ngobrol", "denied", ["negation: padahal"]),
        ("dibilang ribut. Padahal ngobrol", "present", []),
        ("dibilang rukun padahal ribut", "present", []),
        ("masa iya ga pernah ribut", "present", []),
        ("masalah di warung ga ada", "denied", ["negation: ga"]),
        # Suppositions, wishes, rules, questions.
        ("kalo ribut, ya didamein", "hypothetical", ["hypothesis: kalo"]),
        ("kalo ribut ga ketauan", "hypothetical", ["hypothesis: kalo"]),
        ("biar ga ribut", "hypothetical", ["hypothesis: biar", "negation: ga"]),
        ("dia cerita kalo suka ribut", "present", ["report: dia cerita"]),
        ("dia cerita, kalo ribut gimana", "hypothetical", ["report: dia cerita", "hypothesis: kalo"]),
        ("kalo di kami ribut mah engga", "denied", ["negation: engga"]),
        ("kalo saya ribut", "hypothetical", ["hypothesis: kalo"]),
        ("yang ribut, ditegur ketua", "present", []),
        ("yang ribut ga pernah ditegur", "hypothetical", ["hypothesis: yang"]),
        ("anggota yang ribut bakal kena denda", "hypothetical", ["hypothesis: yang"]),
        ("ribut apa, Bu?", "hypothetical", ["question: apa"]),
        ("ribut terus ya?", "present", []),
        ("kenapa? Ribut", "present", []),
        # Reported speech.
        ("Kata Bu Ketua katanya mereka ribut.", "present", ["report: katanya"]),
        ("ribut katanya, saya ga liat", "present", ["report: katanya"]),
        ("Saya dateng. Kata Bu Ketua, mereka ribut.", "present", ["report: Kata Bu Ketua"]),
        ("ribut. Katanya sih begitu", "present", []),
        ("andai kata ketuanya suka ribut", "present", []),
        ("denger dari saya mereka ribut", "present", []),
        ("Bu Ketua juga bilang mereka ribut", "present", ["report: Bu Ketua juga bilang"]),
        ("Bu Ketua, bilang mereka ribut", "present", []),
        # Other groups.
        ("di kelompok sebelah ribut terus", "present", ["others: kelompok sebelah"]),
        ("di kelompok, sebelah warung, ribut terus", "present", []),
        ("kelompok kami sebelah warung ribut terus", "present", []),
        ("ga kayak kelompok sebelah ribut", "present", []),
        ("kelompok sebelah mah jauh, kami ribut", "present", []),
        ("ribut terus kelompok sebelah", "present", ["others: kelompok sebelah"]),
        ("ribut kelompok sebelah mah", "present", ["others: kelompok sebelah"]),
        ("ribut, kelompok sebelah mah", "present", []),
    ],
)
def test_cues_for_conflict(text, presence, expected):
    found, surfaces = cues(text, "konflik")
    assert (found, sorted(surfaces)) == (presence, sorted(expected))


@pytest.mark.parametrize(
    ("text", "presence", "expected"),
    [
        ("kumpul cuma sekali", "rare", ["rarity: cuma"]),
        ("hanya kumpul", "rare", ["rarity: hanya"]),
        ("hanya suka kumpul", "present", []),
        ("kumpul doang", "rare", ["rarity: doang"]),
        ("kumpul, doang", "present", []),
        ("bukan ga akur, jarang kumpul aja", "rare", ["rarity: jarang"]),
        ("kapan kumpulnya", "denied", ["negation: kapan"]),
        ("kapan, kumpul", "present", []),
        ("mana ada yang mau kumpul", "denied", ["negation: mana"]),
        ("mana, ada yang kumpul", "present", []),
        ("rumahnya jauh, mana ada yang mau kumpul", "denied", ["negation: mana"]),
        ("kumpul bulanan ga ada", "denied", ["negation: ga"]),
        ("kumpul bulanan ga ada lagi", "denied", ["negation: ga"]),
        ("kumpul bulanan ga", "present", []),
        ("kumpul yang rutin: tidak ada", "denied", ["negation: tidak"]),
        ("kumpul yang rutin. Tidak ada", "present", []),
        ("kumpul di rumah, tapi sekarang mah udah jarang", "rare", ["rarity: jarang"]),
        ("kumpulnya bubar", "denied", ["ending: bubar"]),
        ("kumpul udah bubar", "denied", ["ending: bubar"]),
        ("engga sih ga kompak", "present", []),
        ("siapa yang mau kumpul?", "denied", ["negation: siapa"]),
        # A regular occasion or a mere topic is no supposition.
        ("kalo rapat pada kumpul", "present", []),
        ("kalo soal kumpul", "present", []),
        ("kalo kumpul ya biasa", "present", []),
        ("kalo ada yang telat kumpul", "present", []),
        ("kalo saya sih akrab", "present", []),
        ("yang suka kumpul ditegur", "present", []),
        # The past, unless the present follows.
        ("tadinya akrab orangnya teh", "present", ["once: tadinya"]),
        ("tadinya akrab sekarang jauh", "present", []),
        ("tadinya akrab, terus sekarang jauh-jauhan", "present", []),
        # Praise and complaint within five words, or after a comma with only light words between.
        ("komunikasi mah ya teh kan lancar", "present", ["praise: lancar"]),
        ("komunikasi mah ya teh kan sih lancar", "present", []),
        ("komunikasi di warung itu sore lancar", "present", ["praise: lancar"]),
        ("komunikasi, ya mah teh kan sih ya mah teh kan lancar", "present", ["praise: lancar"]),
        ("komunikasi, ya mah teh kan sih ya mah teh kan sih ya lancar", "present", []),
        ("komunikasi, rapat lancar", "present", []),
        ("komunikasi memperlancar usaha", "present", []),
        ("komunikasi, ya, lancar", "present", []),
        ("susah kumpulnya", "present", ["complaint: susah"]),
        ("susah, kumpul lagi", "present", []),
        ("ga susah kumpulnya", "present", ["praise: susah"]),
        ("kumpulnya jarang lancar", "rare", ["rarity: jarang", "complaint: lancar"]),
    ],
)
def test_cues_for_communication(text, presence, expected):
    found, surfaces = cues(text, "komunikasi")
    assert (found, sorted(surfaces)) == (presence, sorted(expected))


def test_word_of_the_indicator_is_no_cue():
    often = book(code("komunikasi", "indicators: {any: [sering kumpul]}"))
    (one,) = suggestions(often, "kami ga sering kumpul")
    assert (one.presence, [cue.surface for cue in one.cues]) == ("rare", ["ga"])
