"""Matching of indicators: exact form, any form, phrase, words together, near spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import book, code, suggestions

from kubecode.model import Confidence, EvidenceKind


def found(text, indicators, *more):
    """Return (surface, kind) of the evidence for one code with these indicators."""
    codebook = book(code("k", f"indicators: {{any: [{indicators}]}}", *more))
    return [(piece.surface, piece.kind) for s in suggestions(codebook, text) for piece in s.evidence]


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("kami kumpul dirumah Bu T", "kumpul", EvidenceKind.EXACT),
        ("suka kumpul2 disini", "kumpul2", EvidenceKind.FORM),
        ("lagi ngumpul-ngumpul disana", "ngumpul-ngumpul", EvidenceKind.FORM),
        ("biasa berkumpul tiap Jumat", "berkumpul", EvidenceKind.FORM),
        ("namanya perkumpulan ibu-ibu", "perkumpulan", EvidenceKind.FORM),
        ("tiap sore kumpl didepan", "kumpl", EvidenceKind.NEAR),
    ],
)
def test_word_matches_in_any_form(text, surface, kind):
    assert found(text, "kumpul") == [(surface, kind)]


def test_word_inside_another_word_does_not_match():
    assert found("naik kereta ke gambir dari sini", "ambil") == []
    assert found("barangnya diambil-ambilin aja", "ambil") == [("diambil-ambilin", EvidenceKind.FORM)]


def test_double_quotes_match_the_written_form_only():
    assert found("ngumpul terus disini kita", '"kumpul"') == []
    assert found("Kumpul terus disini kita", '"kumpul"') == [("Kumpul", EvidenceKind.EXACT)]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("pernah adu mulut di warung", ["adu mulut"]),
        ("mereka beradu mulut terus tuh", ["beradu mulut"]),
        ("adu keras mulut segala dia", ["adu keras mulut"]),
        ("adu siapa paling besar mulut", []),
        ("mulut adu ayam jago itu", []),
        ("pernah adu. Mulut saya sakit", []),
        ("pernah adu, terus mulut saya sakit", []),
        ("pernah adu domba, mulut saya diem", []),
        ("mereka adu mulut", ["adu mulut"]),
        ("mereka adu tuh mulut", ["adu tuh mulut"]),
        ("mereka adu tuh lagi mulut", []),
        ("mereka adu, tuh mulut", []),
        ("mereka adu, mulut", ["adu, mulut"]),
        ("mereka adu. Mulut", []),
        ("mereka mulut adu", []),
    ],
)
def test_phrase_matches_in_order_with_at_most_one_word_between(text, surfaces):
    assert [surface for surface, _ in found(text, "adu mulut")] == surfaces


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("jadwal warung buat jaga pagi", True),
        ("yang jaga lihat dulu jadwalnya", True),
        ("jadwal satu dua tiga empat lima enam jaga", True),
        ("jaga satu dua tiga empat lima enam jadwal", True),
        ("jadwal satu dua tiga empat lima enam tujuh jaga", False),
        ("jadwal satu dua tiga empat lima enam tujuh delapan jaga", False),
    ],
)
def test_words_joined_by_plus_match_within_eight_words_in_any_order(text, is_found):
    assert bool(found(text, "jadwal + jaga")) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("jadwal rapat jaga itu warung itu pasar sawah", True),
        ("jadwal rapat jaga itu warung itu pasar itu sawah", False),
    ],
)
def test_eight_words_are_counted_over_all_parts(text, is_found):
    assert bool(found(text, "jadwal jaga warung pasar sawah + rapat")) is is_found


def test_compound_matches_as_one_word_and_as_two():
    for text in (
        "saya yang tanggungjawab semuanya",
        "saya yang tanggung jawab semuanya",
        "harus bertanggungjawab dong kita",
    ):
        assert found(text, "tanggung jawab"), text
        assert found(text, "tanggungjawab"), text


def test_reduplicated_indicator_matches_reduplicated_words_only():
    assert found("saya suka banget jaga warung", "suka-suka") == []
    assert found("jaganya suka-suka dia aja", "suka-suka")
    assert found("jaganya suka2 dia aja", "suka-suka")


def test_exclusion_removes_the_hits_inside_it():
    assert found("lagi jaga anak dirumah sendiri", "jaga", "exclude: [jaga anak]") == []
    assert found("jaga warung sambil jaga anak", "jaga", "exclude: [jaga anak]") == [
        ("jaga", EvidenceKind.EXACT)
    ]


def test_longer_hit_of_a_code_replaces_the_shorter():
    assert [surface for surface, _ in found("saling bantu kita semua", "bantu, saling bantu")] == [
        "saling bantu"
    ]


def test_known_words_and_names_do_not_match_by_near_spelling():
    assert found("uang kas dipegang Bu T", "utang") == []
    assert found("kata Ributh begitu sih kemaren", "ribut") == []


def test_notes_in_brackets_do_not_match():
    assert found("iya gitu deh pokoknya [ribut di luar]", "ribut") == []
    assert found("iya gitu deh pokoknya (ribut)", "ribut") == []


def test_near_spelling_alone_is_never_strong():
    misspelled = "kumpl sama tetanga sambil musyawarh dengan sekretars"
    codebook = book(code("k", "indicators: {any: [kumpul, tetangga, musyawarah, sekretaris, rapat]}"))
    (near,) = suggestions(codebook, misspelled)
    assert {piece.kind for piece in near.evidence} == {EvidenceKind.NEAR}
    assert all(0 < piece.similarity < 1 for piece in near.evidence)
    (with_a_word,) = suggestions(codebook, f"rapat {misspelled}")
    assert (near.confidence, with_a_word.confidence) == (Confidence.MEDIUM, Confidence.STRONG)


def test_segment_gets_one_suggestion_for_each_code_with_the_best_sub_code():
    inner = [
        *code("b", "indicators: {any: [rapat, undangan]}").splitlines(),
        *code("c", "indicators: {any: [ngobrol]}").splitlines(),
    ]
    codebook = book(code("a", "indicators: {any: [komunikasi]}", "codes:", *("  " + line for line in inner)))
    (suggestion,) = suggestions(codebook, "komunikasi lewat undangan rapat sambil ngobrol")
    assert suggestion.code == "a/b"
    assert len(suggestion.evidence) == 4


SPEECH = st.lists(
    st.sampled_from(
        "kumpul ga kalo ribut, mah ada. jarang? saya ngumpul2 jadwal jaga [tertawa] kumpl ya".split()
    ),
    max_size=40,
).map(" ".join)
BOOK = book(
    code("a", "direction: direct", "indicators: {any: [kumpul, jadwal + jaga], supports: [ada jadwal]}"),
    code(
        "b", "direction: inverse", "indicators: {any: [ribut], hinders: [ga kumpul]}", "exclude: [ribut saya]"
    ),
)


@given(SPEECH)
def test_offsets_of_evidence_and_cues_match_the_text(text):
    for suggestion in suggestions(BOOK, text):
        segment = text[suggestion.start : suggestion.end]
        assert segment.strip() == segment
        for piece in suggestion.evidence:
            assert suggestion.start <= piece.start < piece.end <= suggestion.end
            assert text[piece.start : piece.end] == piece.surface
        for cue in suggestion.cues:
            assert text[cue.start : cue.end].lower() == cue.surface


@given(SPEECH)
def test_order_of_codes_does_not_change_the_suggestions(text):
    one = book(code("a", "indicators: {any: [kumpul]}"), code("b", "indicators: {any: [ribut]}"))
    other = book(code("b", "indicators: {any: [ribut]}"), code("a", "indicators: {any: [kumpul]}"))
    assert set(suggestions(one, text)) == set(suggestions(other, text))


@pytest.mark.parametrize(
    ("text", "indicator", "surfaces"),
    [
        ("dia punya tanggungjawab besar", "tanggung jawab", ["tanggungjawab"]),
        ("dia punya tanggung jawab besar", "tanggungjawab", ["tanggung jawab"]),
        ("emang saling tanggungjawab dia", "saling tanggung jawab", ["saling tanggungjawab"]),
        ("emang ga tanggungjawab blas dia", "ga tanggung jawab blas", ["ga tanggungjawab blas"]),
        ("emang ga tanggung jawab blas dia", "ga tanggungjawab blas", ["ga tanggung jawab blas"]),
    ],
)
def test_compound_in_a_phrase_matches_as_one_word_and_as_two(text, indicator, surfaces):
    assert [surface for surface, _ in found(text, indicator)] == surfaces


@pytest.mark.parametrize(
    ("text", "indicators", "surfaces"),
    [
        ("mereka adu mulut besar dia", "adu mulut, adu mulut besar", ["adu mulut besar"]),
        ("mereka adu mulut besar dia", "mulut besar, adu mulut besar", ["adu mulut besar"]),
        ("mereka adu mulut, mulut besar dia", "adu mulut, mulut besar", ["adu mulut", "mulut besar"]),
        ("mereka adu mulut besar dia", "adu mulut, mulut besar", ["adu mulut", "mulut besar"]),
    ],
)
def test_phrase_inside_a_longer_one_is_no_evidence(text, indicators, surfaces):
    assert [surface for surface, _ in found(text, indicators)] == surfaces


def test_hits_of_a_very_long_sentence_are_found_with_the_denials_beside_them():
    codebook = book(code("k", "indicators: {any: [kompak]}"))
    (found,) = suggestions(codebook, "ga kompak " * 300)
    assert [piece.surface for piece in found.evidence] == ["kompak"] * 300
    assert [(cue.start, cue.surface) for cue in found.cues] == [(index * 10, "ga") for index in range(300)]
