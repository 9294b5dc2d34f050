import pytest

from kubecode.language import Suspicion, nearest_roots
from kubecode.language.indonesian import load
from kubecode.language.indonesian.analyser import IndonesianAnalyser
from kubecode.language.indonesian.lexicon import Lexicon

ANALYSER = load().analyser


def nearest(*forms):
    return {form: near.root for form, near in nearest_roots(forms, ANALYSER).items()}


def analyser(**tiers):
    """An analyser that knows a few roots."""
    return IndonesianAnalyser(Lexicon(tiers, {}, {}, frozenset()))


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
def test_a_slip_finds_its_root(slip, root):
    assert nearest(slip) == {slip: root}


@pytest.mark.parametrize("form", ["qwrtz", "utgn", "abc", "zzzzzzzzz"])
def test_what_is_near_to_nothing_stays_unread(form):
    assert nearest(form) == {}


def test_a_form_between_two_roots_is_not_guessed():
    assert nearest_roots(["batak"], analyser(batuk=1, batik=1)) == {}


def test_of_two_equally_near_roots_the_commoner_is_meant():
    (near,) = nearest_roots(["kumpl"], analyser(kumpul=0, kumal=2)).values()
    assert near.root == "kumpul"


def test_a_transposition_is_one_edit_and_likeness_counts_letters():
    (near,) = nearest_roots(["kumplu"], analyser(kumpul=0)).values()
    assert near.similarity == pytest.approx(1 - 1 / 6, abs=0.01)


def test_the_same_first_letter_is_preferred():
    (near,) = nearest_roots(["pembung"], analyser(tembung=0, pembong=1)).values()
    assert near.root == "pembong"


@pytest.mark.parametrize(
    "form", ["kumplu", "kmpul", "kumpuul", "berkumplu", "pekumpulan", "komunksai", "dikumpulakn"]
)
def test_suspicion_falls_on_slips_of_what_is_sought(form):
    assert Suspicion(["kumpul", "komunikasi"]).falls_on(form, ANALYSER)


@pytest.mark.parametrize("form", ["zxcvbnm", "sendirian", "warteg"])
def test_suspicion_spares_the_others(form):
    assert not Suspicion(["kumpul", "komunikasi"]).falls_on(form, ANALYSER)
