"""The excerpts quoted for a cell, and their order."""

import pytest
from test_matrix import coding

from kubecode.model import Confidence, SourceKind, Valence
from kubecode.synthesiser.divergence import Divergence, Position
from kubecode.synthesiser.exemplar import choose_exemplars

S, H = Valence.SUPPORTS, Valence.HINDERS
STRONG, MEDIUM, WEAK = Confidence


def words(count):
    return " ".join(["kata"] * count)


def said(start=0, count=20, valence=S, informant="WW", **more):
    return coding(informant, valence, start, text=words(count), **more)


def voices(*codings, **more):
    return [quote.voice for quote in choose_exemplars(codings, S, **more)]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(said(50), said(count=9), id="nine words are too few"),
        pytest.param(said(50, 10), said(count=9), id="ten words are enough"),
        pytest.param(said(50, 40), said(count=41), id="41 words are too many, 40 are not"),
        pytest.param(said(50), said(valence=H), id="valence of the cell"),
        pytest.param(said(50, exemplar=True, valence=H, count=3), said(), id="marked by a coder"),
        pytest.param(said(50, 3), said(valence=H), id="valence before length"),
        pytest.param(said(50, confidence=MEDIUM), said(confidence=WEAK), id="medium before weak"),
        pytest.param(said(50, confidence=STRONG), said(confidence=MEDIUM), id="strong before medium"),
        pytest.param(said(50), said(confidence=MEDIUM), id="coded by hand ranks like strong"),
        pytest.param(said(0), said(50), id="earlier in the text"),
        pytest.param(said(50, document="a.txt"), said(document="b.txt"), id="earlier document"),
    ],
)
def test_best_excerpt_of_a_voice_is_quoted(better, worse):
    for codings in ([better, worse], [worse, better]):
        (quote,) = choose_exemplars(codings, S)
        assert (quote.document, quote.line, quote.text) == (better.document, better.line, better.text)
        assert quote.id == better.id


def test_exemplar_chosen_for_the_cell_precedes_one_marked_by_a_coder():
    chosen, marked = said(20, 3, H), said(40, exemplar=True)
    assert choose_exemplars([marked, chosen], S, chosen=chosen.id)[0].id == chosen.id


def test_interview_is_quoted_before_a_note():
    note = said(informant=None, source_kind=SourceKind.OBSERVATION, document="A.txt")
    assert voices(note, said(document="b.txt")) == ["WW", "observation"]


def test_three_voices_are_quoted_once_each():
    assert voices(*(said(n, informant=name) for name in "DCBA" for n in (0, 20))) == ["A", "B", "C"]
    assert voices() == []


def test_each_position_is_quoted_before_any_second_quote():
    positions = (Position("hinders", ("D",)), Position("supports", ("A", "B")))
    heard = [said(informant=name) for name in "ABCD"]
    first = Divergence("valence", positions, ())
    assert voices(*heard) == ["A", "B", "C"]
    # C has no position, which counts as one more.
    assert voices(*heard, divergence=[first]) == ["A", "C", "D"]
    assert voices(*heard[:2], heard[3], divergence=[first]) == ["A", "D", "B"]
    other = Divergence("subcode", (Position("a", ("A",)), Position("b", ("B",))), ())
    assert voices(*heard, divergence=[first, other]) == ["A", "C", "D"]
