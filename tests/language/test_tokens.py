from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kubecode.language import tokenise


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Kumpul2 di rumah Bu T.", ["kumpul2", "di", "rumah", "bu", "t"]),
        ("barang2nya ngobrol-ngobrol", ["barang2nya", "ngobrol-ngobrol"]),
        ("jum'at jum’at", ["jum'at", "jum’at"]),
        ("150ribu Rp5.000 RW 12", ["ribu", "rp", "rw"]),
        ("lah2, ya—gitu", ["lah2", "ya", "gitu"]),
        ("", []),
    ],
)
def test_words(text, forms):
    assert [token.form for token in tokenise(text)] == forms


@given(st.text())
def test_offsets_select_the_word_in_the_text(text):
    tokens = tokenise(text)
    assert all(text[token.start : token.end].lower() == token.form for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_tokens_of_a_part_have_offsets_in_the_whole_text(text, start, length):
    assert all(start <= t.start and t.end <= start + length for t in tokenise(text, start, start + length))
