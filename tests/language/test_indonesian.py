"""How spoken word forms are read. Every bug adds a row."""

import pytest

from kubecode.language.indonesian import lemma, load
from kubecode.language.indonesian.lexicon import TIERS, entries, load_lexicon

LEMMAS = {
    "spoken spelling": [("ga", "tidak"), ("nggak", "tidak"), ("udah", "sudah"), ("kalo", "kalau"), ("gimana", "bagaimana")],
    "typed twice": [("kumpul2", "kumpul"), ("barang2nya", "barang"), ("temen²", "teman")],
    "hyphen": [("ngumpul-ngumpul", "kumpul"), ("dibeda-bedain", "beda"), ("nanya-nanya", "tanya"), ("di-jual", "jual")],
    "drawn out": [("bangeeet", "banget"), ("lamaaa", "lama")],
    "formal": [("perkumpulan", "kumpul"), ("berkumpul", "kumpul"), ("keterbukaan", "buka"), ("menyelesaikan", "selesai")],
    "spoken nasal": [("ngambil", "ambil"), ("nyuci", "cuci"), ("nulis", "tulis"), ("mbayar", "bayar"), ("nggaji", "gaji"), ("ngebantu", "bantu")],
    "-in": [("bantuin", "bantu"), ("dianterin", "antar"), ("ngejualin", "jual"), ("didamein", "damai")],
    "joined preposition": [("kepasar", "pasar"), ("dirumahnya", "rumah"), ("dikertas", "kertas")],
    "clitic": [("uangnya", "uang"), ("ketuanya", "ketua"), ("sudahlah", "sudah")],
    "compound": [("tanggungjawab", "tanggungjawab"), ("bertanggungjawab", "tanggungjawab"), ("kerjasama", "kerjasama")],
    "regional": [("dak", "tidak"), ("kolot", "tua"), ("wong", "orang")],
    "unknown": [("qwrtz", "qwrtz")],
}  # fmt: skip

# Words that only look derived: they must keep every letter.
BLOCKED = "ketua sendiri makan ikan teman bulan jalan setuju berani segera perempuan menang kelas pesan disiplin".split()


@pytest.mark.parametrize(("form", "root"), [pair for pairs in LEMMAS.values() for pair in pairs])
def test_lemma(form, root):
    assert lemma(form) == root


@pytest.mark.parametrize("word", BLOCKED)
def test_what_only_looks_derived_is_a_root(word):
    assert lemma(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gambir", "ambil"),
        ("ketua", "tua"),
        ("sekali", "kali"),
        ("ruang", "uang"),
        ("kediri", "diri"),
        ("pesan", "san"),
    ],
)
def test_these_are_never_the_same_word(one, other):
    assert lemma(one) != lemma(other)


def test_case_does_not_matter():
    assert lemma("Ngobrol") == lemma("ngobrol")


def test_the_way_to_the_root_is_told():
    reading = load().read("diambil-ambilin")
    assert (reading.lemma, reading.prefixes, reading.suffixes, reading.reduplicated) == (
        "ambil",
        ("di-",),
        ("in",),
        True,
    )
    assert load().read("kalo").spelling == "kalau"
    assert not load().read("qwrtz").known


def test_own_words_join_the_roots():
    own = load(frozenset({"kasbon"}))
    assert own.read("dikasbonin").lemma == "kasbon"
    assert not load().read("kasbon").known


def test_every_root_reads_as_itself_or_by_its_spelling():
    language = load()
    lexicon = load_lexicon()
    assert [root for root in lexicon.tier_of if language.read(root).lemma != root] == []


@pytest.mark.parametrize(
    "name", [*TIERS, "names.txt", "spellings.tsv", "regional.tsv", "negators.txt", "rarity.txt"]
)
def test_word_files_are_sorted_unique_and_without_single_letters(name):
    words = [entry.split("\t")[0] for entry in entries(name)]
    assert words == sorted(set(words))
    assert all(len(word) > 1 and word == word.lower() for word in words)


def test_no_root_stands_in_two_tiers_and_no_spelling_hides_a_root():
    tiers = [set(entries(name)) for name in TIERS]
    assert sum(map(len, tiers)) == len(set().union(*tiers))
    lexicon = load_lexicon()
    assert [spoken for spoken in lexicon.spellings if spoken in lexicon.tier_of] == []
    assert [standard for standard in lexicon.spellings.values() if standard not in lexicon.tier_of] == []
