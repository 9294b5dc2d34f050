"""Which excerpts show a position."""

from dataclasses import replace

from test_matrix import coding

from kubecode.model import Presence, Valence
from kubecode.synthesiser.divergence import Divergence, Position
from kubecode.synthesiser.position_excerpts import excerpts_showing

S, H = Valence.SUPPORTS, Valence.HINDERS


def shown(codings, dimension, value, who, about=None):
    position = Position(value, (who,))
    return [
        c.start for c in excerpts_showing(codings, Divergence(dimension, (position,), (), about), position)
    ]


def test_what_the_holder_says_outright():
    said = [coding("MH", S, 0), coding("MH", H, 20), coding("RS", H, 40)]
    assert shown(said, "valence", "hinders", "MH") == [20]


def test_where_a_position_is_only_between_the_excerpts_all_of_them():
    said = [coding("MH", S, 0), coding("MH", H, 20), coding("RS", S, 40)]
    assert shown(said, "valence", "mixed", "MH") == [0, 20]


def test_a_sub_code_and_a_presence():
    said = [replace(coding("MH", S, 0), subcode="kewajiban"), replace(coding("MH", S, 20), subcode="bantuan")]
    assert shown(said, "subcode", "bantuan", "MH") == [20]
    said = [replace(coding("MH", S, 0), presence=Presence.DENIED), coding("MH", S, 20)]
    assert shown(said, "presence", "denied", "MH") == [0]


def test_sources_that_differ_on_a_sub_code_are_about_it():
    said = [
        replace(coding("MH", S, 0), subcode="terbuka", presence=Presence.DENIED),
        replace(coding("MH", S, 20), subcode="terselubung", presence=Presence.DENIED),
    ]
    assert shown(said, "source", "denied", "MH", about="terbuka") == [0]


def test_a_voice_that_is_named_with_its_case_is_found():
    said = [coding("MH", S, 0)]
    assert shown(said, "valence", "supports", f"{said[0].case} · MH") == [0]
    assert shown(said, "valence", "supports", "lain · MH") == []
