"""Analyses of colloquial word forms. Every bug adds a row."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kubecode.language import plain_form, tokenise
from kubecode.language.custom_lexicon import CustomLexicon
from kubecode.language.indonesian import lemma, load
from kubecode.language.indonesian.lexicon import TIERS, load_lexicon
from kubecode.word_files import entries

INDONESIAN = "kubecode.language.indonesian"

# Phenomenon: forms with their root, and similar forms that must not have that root.
LEMMAS = {
    "spoken spelling": (
        [("ga", "tidak"), ("nggak", "tidak"), ("udah", "sudah"), ("kalo", "kalau"), ("gimana", "bagaimana"), ("ketauan", "tahu"), ("brani", "berani"), ("ngilang", "hilang")],
        [("sma", "sama"), ("gas", "tidak"), ("kala", "kalau"), ("konten", "kontan"), ("beta", "betah")],
    ),
    "typed twice": (
        [("kumpul2", "kumpul"), ("barang2nya", "barang"), ("temen²", "teman"), ("ngobrol2", "obrol")],
        [("kampul2", "kumpul")],
    ),
    "hyphen": (
        [("ngumpul-ngumpul", "kumpul"), ("dibeda-bedain", "beda"), ("nanya-nanya", "tanya"), ("di-jual", "jual"), ("kesini-kesininya", "sini"), ("dedaunan", "daun")],
        [("laba-laba", "aba"), ("kupu-kupu", "pupu"), ("gegana", "gana")],
    ),
    "drawn out": ([("bangeeet", "banget"), ("lamaaa", "lama"), ("duluu", "dulu")], [("maaf", "maf"), ("saat", "sat")]),
    "formal": (
        [("perkumpulan", "kumpul"), ("berkumpul", "kumpul"), ("keterbukaan", "buka"), ("menyelesaikan", "selesai"), ("ketidakhadiran", "hadir"), ("memasukan", "masuk"), ("bekerja", "kerja")],
        [("perempuan", "empu"), ("berani", "ani"), ("keluarga", "luar"), ("menteri", "teri"), ("belahan", "ah")],
    ),
    "spoken nasal": (
        [("ngambil", "ambil"), ("nyuci", "cuci"), ("nulis", "tulis"), ("mbayar", "bayar"), ("nggaji", "gaji"), ("ngebantu", "bantu"), ("nraktir", "traktir")],
        [("gambir", "ambil"), ("nyata", "sata"), ("mesin", "pesin"), ("nyonya", "sonya")],
    ),
    "-in": (
        [("bantuin", "bantu"), ("dianterin", "antar"), ("ngejualin", "jual"), ("didamein", "damai"), ("nungguin", "tunggu"), ("nyelesain", "selesai"), ("perhatiin", "hati")],
        [("lain", "la"), ("selain", "sela"), ("yakin", "yak"), ("disiplin", "sipl")],
    ),
    "joined preposition": (
        [("kepasar", "pasar"), ("dirumahnya", "rumah"), ("dikertas", "kertas"), ("darisitu", "situ"), ("darimana", "mana")],
        [("kediri", "diri"), ("dinding", "inding"), ("kelas", "las")],
    ),
    "joined denial": (
        [("gabisa", "bisa"), ("nggatau", "tahu"), ("gapernah", "pernah"), ("gaada", "ada")],
        [("gabus", "bus"), ("gadis", "dis"), ("takaran", "aran"), ("gatal", "tal")],
    ),
    "clitic": (
        [("uangnya", "uang"), ("ketuanya", "ketua"), ("sudahlah", "sudah"), ("bandungnya", "bandung"), ("itulah", "itu")],
        [("tanya", "ta"), ("salah", "sa"), ("bangku", "bang"), ("ilmu", "il")],
    ),
    "compound": (
        [("tanggungjawab", "tanggungjawab"), ("bertanggungjawab", "tanggungjawab"), ("kerjasamanya", "kerjasama"),
         ("diberitahu", "beritahu"), ("menyebarluaskan", "sebarluas"), ("penyalahgunaan", "salahguna")],
        [("bersama", "kerjasama"), ("matahari", "hari"), ("sapulidi", "lidi")],
    ),
    "regional": ([("dak", "tidak"), ("kolot", "tua"), ("wong", "orang")], [("kolor", "tua"), ("wonge", "tidak")]),
    "unknown": ([("qwrtz", "qwrtz")], []),
}  # fmt: skip

# Roots that look derived and must keep every letter.
BLOCKED = "ketua sendiri makan ikan teman bulan jalan setuju berani segera perempuan menang kelas pesan disiplin".split()

# Sentences of informants, with the lemmas of all their words.
SENTENCES = [
    ("ngumpulnya ga tentu, kadang2 aja kalo ada bantuan", "kumpul tidak tentu kadang saja kalau ada bantu"),
    ("ngga dibeda-bedain, semua sama aja dirumah saya mah", "tidak beda semua sama saja rumah saya mah"),
    ("kolot teh pada ngambil trus dijualin sendiri2", "tua teh pada ambil terus jual sendiri"),
    ("pengen mbesarin usahanya tapi modalnya abis diambil-ambilin", "ingin besar usaha tetapi modal habis ambil"),
    ("kesini-kesininya mah udah diem aja, gatau siapa yang nambahin", "sini mah sudah diam saja tahu siapa yang tambah"),
    ("gapernah berantem atuh, ngobrol-ngobrol dipasar tiap hari", "pernah berantem atuh obrol pasar tiap hari"),
    ("yg nggaji bendaharanya, dicatet dibuku", "yang gaji bendahara catat buku"),
    ("tdk pernah kumpul2 lagi, enggak ada perkumpulan", "tidak pernah kumpul lagi tidak ada kumpul"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "root"), [pair for pairs, _ in LEMMAS.values() for pair in pairs])
def test_lemma(form, root):
    assert lemma(form) == root


@pytest.mark.parametrize(("form", "root"), [pair for _, counter in LEMMAS.values() for pair in counter])
def test_similar_form_has_another_lemma(form, root):
    assert lemma(form) != root


@pytest.mark.parametrize("word", BLOCKED)
def test_root_that_looks_derived_is_its_own_lemma(word):
    assert lemma(word) == word


@pytest.mark.parametrize(("said", "roots"), SENTENCES)
def test_every_word_of_a_sentence_has_its_lemma(said, roots):
    readings = [load().read(token.form) for token in tokenise(said)]
    assert [reading.form for reading in readings if not reading.known] == []
    assert [reading.lemma for reading in readings] == roots.split()


def test_negator_typed_together_with_a_word_is_reported():
    reading = load().read("gabisa")
    assert (reading.lemma, reading.joined) == ("bisa", "ga")


def test_case_does_not_matter():
    assert lemma("Ngobrol") == lemma("ngobrol")


def test_analysis_has_affixes_and_spelling():
    reading = load().read("diambil-ambilin")
    assert (reading.lemma, reading.prefixes, reading.suffixes, reading.reduplicated) == (
        "ambil",
        ("di-",),
        ("in",),
        True,
    )
    assert load().read("kalo").spelling == "kalau"
    assert not load().read("qwrtz").known


def test_custom_lexicon_adds_roots_spellings_and_names():
    own = load(
        CustomLexicon(frozenset({"gurandil"}), frozenset({("kmplit", "komplet")}), frozenset({"ciwaruga"}))
    )
    forms = ("ngegurandil", "kmplit", "ciwaruganya")
    assert [own.read(form).lemma for form in forms] == ["gurandil", "komplet", "ciwaruga"]
    assert not any(load().read(form).known for form in forms)


def test_every_root_is_its_own_lemma():
    language = load()
    lexicon = load_lexicon()
    assert [root for root in lexicon.tier_of if language.read(root).lemma != root] == []


@pytest.mark.parametrize(
    "name", [*TIERS, "names.txt", "spellings.tsv", "regional.tsv", "negators.txt", "rarity.txt", "joined.txt"]
)
def test_word_files_are_sorted_unique_and_without_single_letters(name):
    words = [entry.split("\t")[0] for entry in entries(name, INDONESIAN)]
    assert words == sorted(set(words))
    assert all(len(word) > 1 and word == word.lower() for word in words)


def test_no_root_is_in_two_tiers_and_no_spelling_hides_a_root():
    tiers = [set(entries(name, INDONESIAN)) for name in TIERS]
    assert sum(map(len, tiers)) == len(set().union(*tiers))
    lexicon = load_lexicon()
    assert [spoken for spoken in lexicon.spellings if spoken in lexicon.tier_of] == []
    language = load()
    assert [
        word for word in lexicon.spellings.values() if language.read(word).lemma not in lexicon.tier_of
    ] == []


@given(st.text(alphabet="2²'’-aegiknstuyü", max_size=12))
@example("²")
@example("²²")
def test_any_text_has_an_analysis(form):
    assert load().read(form).form == plain_form(form)
