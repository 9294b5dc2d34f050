from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kubecode.language import exact_form, plain_form, tokenise


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Kumpul2 di rumah Bu T.", ["kumpul2", "di", "rumah", "bu", "t"]),
        ("barang2nya ngobrol-ngobrol", ["barang2nya", "ngobrol-ngobrol"]),
        ("jum'at jum’at", ["jum'at", "jum'at"]),
        ("150ribu Rp5.000 RW 12", ["ribu", "rp", "rw"]),
        ("lah2, ya—gitu", ["lah2", "ya", "gitu"]),
        ("", []),
    ],
)
def test_words(text, forms):
    assert [token.form for token in tokenise(text)] == forms


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("kompa\u0301k", "kompák", id="combining accent"),
        pytest.param("kom\u200bpak", "kompak", id="zero-width space"),
        pytest.param("kom\u00adpak", "kompak", id="soft hyphen"),
        pytest.param("kom\u00ad\u200dpak", "kompak", id="two invisible characters"),
        pytest.param("rame\u2011rame", "rame-rame", id="no-break hyphen"),
        pytest.param("rame\u2010ramean", "rame-ramean", id="hyphen of typesetting"),
        pytest.param("rame–rame", "rame-rame", id="dash in a doubled word"),
        pytest.param("e\ufb01sien", "efisien", id="ligature"),
        pytest.param("Ma`af", "ma'af", id="grave accent"),
        pytest.param("ma´af", "ma'af", id="acute accent"),
        pytest.param("rame\\-rame", "rame-rame", id="escaped hyphen"),
        pytest.param("**ke**rja"[2:], "kerja", id="emphasis inside the word"),
        pytest.param("koor-\ndinasi", "koordinasi", id="hyphen at a line end"),
        pytest.param("rame-\nrame", "rame-rame", id="doubled word at a line end"),
        pytest.param("bolak-\r\n  balik", "bolak-balik", id="doubled with another vowel, Windows line end"),
        pytest.param("ke-\nkeluargaan", "kekeluargaan", id="prefix at a line end"),
        pytest.param("perkum-\npulan", "perkumpulan", id="syllables that begin alike"),
        pytest.param("tan-\ntangan", "tantangan", id="short syllables that begin alike"),
        pytest.param("ibu-\nibu", "ibu-ibu", id="short doubled word at a line end"),
        pytest.param("bersama-\nsama", "bersama-sama", id="doubled with a prefix"),
        pytest.param("tolong–menolong", "tolong-menolong", id="dash before the half with a prefix"),
        pytest.param("sayur-\nmayur", "sayur-mayur", id="doubled with another first letter"),
        pytest.param("teman\u00adteman", "teman-teman", id="soft hyphen for a hyphen"),
        pytest.param("koor\u00ad\ndinasi", "koordinasi", id="soft hyphen at a line end"),
        pytest.param("rame\u2060-\u2060rame", "rame-rame", id="word joiners around a hyphen"),
        pytest.param("rame-\\\nrame", "rame-rame", id="line break of Markdown"),
        pytest.param("diem2 an", "diem2an", id="ending after a blank"),
        pytest.param("KUMPUL²", "kumpul2", id="superscript two"),
        pytest.param("Ｋompak", "kompak", id="full-width letter"),
        pytest.param("ma′af", "ma'af", id="prime"),
    ],
)
def test_word_with_other_characters_in_it_is_one_word(typed, meant):
    (token,) = tokenise(f"“{typed}”.")
    assert (token.start, token.end, token.form) == (1, 1 + len(typed), meant)


@pytest.mark.parametrize(
    "text",
    [
        "ribut–engga",
        "kerja–keluarga",
        "kompak*",
        "kata `kompak` itu",
        "ʻkompakʼ",
        "12*kompak",
        "kompak¹ rukun",
        "kompak\\ rukun",
        "kompak -\nrukun",
        "kompak-\n\nrukun",
        "kompak\u00ad",
        "\u200bkompak\u200b",
    ],
)
def test_marks_beside_a_word_are_no_part_of_it(text):
    assert all(token.form.isalpha() for token in tokenise(text))


@pytest.mark.parametrize(
    ("form", "spelled"),
    [
        ("diem2an", "diem-dieman"),
        ("rame²", "rame-rame"),
        ("bersama2", "bersama-bersama"),
        ("bersama-sama", "bersama-bersama"),
        ("dibeda-bedain", "dibeda-dibedain"),
        ("sayur-mayur", "sayur-mayur"),
        ("wa-nya", "wa-nya"),
        ("ma'af", "maaf"),
        ("2", "2"),
    ],
)
def test_quoted_indicators_find_any_spelling(form, spelled):
    assert exact_form(form) == spelled


@given(st.text())
def test_offsets_select_the_word_in_the_text(text):
    tokens = tokenise(text)
    assert all(plain_form(text[token.start : token.end]) == token.form for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@pytest.mark.parametrize("run", ["\u0301\u0323", "\u200b", "a\u00ad", "-\na", "a2", "a–", "’", "a*", "\\"])
def test_long_runs_are_read(run):
    text = f"kompak{run * 100_000} rukun"
    assert tokenise(text)[-1].form == "rukun"


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_tokens_of_a_part_have_offsets_in_the_whole_text(text, start, length):
    assert all(start <= t.start and t.end <= start + length for t in tokenise(text, start, start + length))
