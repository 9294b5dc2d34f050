import pytest

from kubecode.language import NearSpelling
from kubecode.language.indonesian import load
from kubecode.language.indonesian.analyser import IndonesianAnalyser
from kubecode.language.indonesian.lexicon import Lexicon

NEAR = NearSpelling(load().analyser)


def nearest(*forms):
    return {form: found.root for form in forms if (found := NEAR.nearest(form))}


def near(**tiers):
    """Near spelling for a language of a few roots."""
    return NearSpelling(IndonesianAnalyser(Lexicon(tiers, {}, {}, frozenset())))


@pytest.mark.parametrize(
    ("slip", "root"),
    [
        ("kumpl", "kumpul"),
        ("dnegan", "dengan"),
        ("kekompkan", "kompak"),
        ("msaih", "masih"),
        ("sekertaris", "sekretaris"),
        ("pertemaun", "temu"),
        ("kebutuhna", "butuh"),
        ("pembayran", "bayar"),
        ("lelompok", "kelompok"),
        ("ukmpul", "kumpul"),
    ],
)
def test_slip_finds_its_root(slip, root):
    assert nearest(slip) == {slip: root}


@pytest.mark.parametrize("form", ["qwrtz", "utgn", "abc", "zzzzzzzzz"])
def test_form_near_to_no_root_is_left_alone(form):
    assert nearest(form) == {}


def test_form_between_two_equal_roots_is_not_guessed():
    assert near(batuk=1, batik=1).nearest("batak") is None


def test_commoner_of_two_equally_near_roots_is_taken():
    assert near(kumpul=0, kumal=2).nearest("kumpl").root == "kumpul"


def test_transposition_is_one_edit_and_similarity_counts_letters():
    assert near(kumpul=0).nearest("kumplu").similarity == pytest.approx(1 - 1 / 6, abs=0.01)


def test_root_with_the_same_first_letter_is_preferred():
    assert near(tembung=0, pembong=1).nearest("pembung").root == "pembong"


@pytest.mark.parametrize(
    ("form", "root"),
    [
        ("kumplu", "kumpul"),
        ("kmpul", "kumpul"),
        ("kumpuul", "kumpul"),
        ("berkumplu", "kumpul"),
        ("pekumpulan", "kumpul"),
        ("dikumpulakn", "kumpul"),
        ("mengupmulkan", "kumpul"),
        ("dkiumpulin", "kumpul"),
        ("komunksai", "komunikasi"),
        ("komunikasiyna", "komunikasi"),
    ],
)
def test_slip_of_a_sought_root_is_found(form, root):
    assert NearSpelling(load().analyser, ["kumpul", "komunikasi"]).nearest(form).root == root


@pytest.mark.parametrize("form", ["zxcvbnm", "kebutuhna", "dnegan"])
def test_slip_of_another_root_is_not_reported(form):
    assert NearSpelling(load().analyser, ["kumpul", "komunikasi"]).nearest(form) is None


def test_nearer_root_takes_precedence_over_a_sought_one():
    assert NearSpelling(load().analyser, ["kumpul"]).nearest("tumpukk") is None
