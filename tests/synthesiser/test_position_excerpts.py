"""The excerpts that support a position."""

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


def test_position_has_the_excerpts_with_its_value():
    said = [coding("MH", S, 0), coding("MH", H, 20), coding("RS", H, 40)]
    assert shown(said, "valence", "hinders", "MH") == [20]


def test_mixed_position_has_all_excerpts_of_its_holder():
    said = [coding("MH", S, 0), coding("MH", H, 20), coding("RS", S, 40)]
    assert shown(said, "valence", "mixed", "MH") == [0, 20]


def test_positions_on_sub_code_and_presence_have_their_excerpts():
    said = [replace(coding("MH", S, 0), subcode="kewajiban"), replace(coding("MH", S, 20), subcode="bantuan")]
    assert shown(said, "subcode", "bantuan", "MH") == [20]
    said = [replace(coding("MH", S, 0), presence=Presence.DENIED), coding("MH", S, 20)]
    assert shown(said, "presence", "denied", "MH") == [0]


def test_divergence_about_a_sub_code_has_its_excerpts_only():
    said = [
        replace(coding("MH", S, 0), subcode="terbuka", presence=Presence.DENIED),
        replace(coding("MH", S, 20), subcode="terselubung", presence=Presence.DENIED),
    ]
    assert shown(said, "source", "denied", "MH", about="terbuka") == [0]


def test_holder_named_with_case_is_found():
    said = [coding("MH", S, 0)]
    assert shown(said, "valence", "supports", f"{said[0].case} · MH") == [0]
    assert shown(said, "valence", "supports", "lain · MH") == []
