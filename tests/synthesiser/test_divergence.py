"""Divergence between voices: each row has the voices and the positions that result."""

import pytest

from kubecode.model import Presence, Valence
from kubecode.synthesiser.divergence import find_divergence
from kubecode.synthesiser.voices import Statement, Voice

S, H, M, N = Valence.SUPPORTS, Valence.HINDERS, Valence.MIXED, Valence.NEUTRAL
PRESENT, RARE, DENIED, HYPOTHETICAL = Presence
INTERVIEW, OBSERVATION, DOCUMENT = ("interview",), ("observation",), ("document",)


def voice(name, valence=None, presence=None, main=None, kinds=INTERVIEW, **more):
    """Return a voice; an upper-case name makes it an informant."""
    asserted = frozenset(more.get("subcodes", ())) | ({main} if main else frozenset())
    return Voice(name, name.isupper(), kinds, 1, valence, presence, asserted, main, more.get("said", ()))


def watched(valence, **more):
    return voice("observation", valence, kinds=OBSERVATION, **more)


def written(valence, **more):
    return voice("document", valence, kinds=DOCUMENT, **more)


def positions(dimension, *voices, about=None):
    """Return position → its informants, for one dimension."""
    found = [d for d in find_divergence(voices, ()) if (d.dimension, d.about) == (dimension, about)]
    return {p.value: p.informants for one in found for p in one.positions}


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        pytest.param([("A", S), ("B", H)], {"hinders": ("B",), "supports": ("A",)}, id="one each"),
        pytest.param([("C", S), ("B", H), ("A", S)], {"hinders": ("B",), "supports": ("A", "C")}, id="informants of a position by name"),
        pytest.param([("A", S), ("B", M)], {"mixed": ("B",), "supports": ("A",)}, id="mixed is a position"),
        pytest.param([("A", S), ("B", S)], {}, id="both agree"),
        pytest.param([("A", S), ("B", N)], {}, id="neutral voice has no position"),
        pytest.param([("A", S), ("B", None)], {}, id="voice without valence has no position"),
        pytest.param([("A", N), ("B", H), ("C", S)], {"hinders": ("B",), "supports": ("C",)}, id="neutral voice and two positions"),
    ],
)  # fmt: skip
def test_divergence_of_valence(voices, expected):
    assert positions("valence", *(voice(name, valence) for name, valence in voices)) == expected


def test_notes_have_no_position_among_informants():
    heard = [voice("A", S, PRESENT, "a"), watched(H, presence=DENIED, main="b")]
    assert [d.dimension for d in find_divergence(heard, ())] == ["source"]


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        pytest.param([("A", PRESENT), ("B", DENIED)], {"denied": ("B",), "present": ("A",)}, id="present and denied"),
        pytest.param([("A", PRESENT), ("B", RARE)], {"present": ("A",), "rare": ("B",)}, id="present and rare"),
        pytest.param([("A", PRESENT), ("B", RARE), ("C", DENIED)], {"denied": ("C",), "present": ("A",), "rare": ("B",)}, id="present, rare and denied"),
        pytest.param([("A", PRESENT), ("B", PRESENT)], {}, id="all present"),
        pytest.param([("A", RARE), ("B", DENIED)], {}, id="none present"),
        pytest.param([("A", PRESENT), ("B", None)], {}, id="voice without presence has no position"),
    ],
)  # fmt: skip
def test_divergence_of_presence(voices, expected):
    assert positions("presence", *(voice(name, presence=presence) for name, presence in voices)) == expected


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        pytest.param([("A", "a", "a"), ("B", "b", "b")], {"a": ("A",), "b": ("B",)}, id="no sub-code in common"),
        pytest.param([("A", "a", "a"), ("B", "b", "ab")], {}, id="the second also asserts the main sub-code of the first"),
        pytest.param([("A", "a", "ab"), ("B", "b", "b")], {}, id="the first also asserts the main sub-code of the second"),
        pytest.param([("A", "a", "a"), ("B", "a", "ab")], {}, id="same main sub-code"),
        pytest.param([("A", "a", "a"), ("B", None, "b")], {}, id="voice without main sub-code"),
        pytest.param([("A", "a", "ab"), ("B", "b", "b"), ("C", "c", "c")], {"a": ("A",), "b": ("B",), "c": ("C",)}, id="one differing pair is enough"),
        pytest.param([("A", "a", "a"), ("B", "a", "a"), ("C", "c", "c"), ("D", None, "d")], {"a": ("A", "B"), "c": ("C",)}, id="only main sub-codes are positions"),
    ],
)  # fmt: skip
def test_divergence_of_sub_codes(voices, expected):
    heard = [voice(name, main=main, subcodes=asserted) for name, main, asserted in voices]
    assert positions("subcode", *heard) == expected


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        pytest.param([voice("A", S), watched(H)], {"hinders": ("observation",), "supports": ("A",)}, id="observation against interview"),
        pytest.param([voice("A", S), watched(S), written(H)], {"hinders": ("document",), "supports": ("A", "observation")}, id="one of two sources against interview"),
        pytest.param([voice("A", S), voice("B", N), watched(H)], {"hinders": ("observation",), "supports": ("A",)}, id="neutral informant has no position"),
        pytest.param([voice("A", S), watched(S)], {}, id="sources agree"),
        pytest.param([voice("A", S), watched(N)], {}, id="neutral note"),
        pytest.param([voice("A", S), watched(None)], {}, id="note without valence"),
        pytest.param([voice("A", N), watched(H)], {}, id="only neutral informants"),
        pytest.param([voice("A", N), watched(H), written(S)], {}, id="notes differ, informants are neutral"),
        pytest.param([watched(S), written(H)], {}, id="no informant"),
        pytest.param([voice("A", S), voice("B", H), watched(H)], {}, id="one informant agrees with the note"),
        pytest.param([voice("A", S, kinds=("document", "interview"))], {}, id="one informant in two sources"),
    ],
)  # fmt: skip
def test_divergence_of_sources(voices, expected):
    assert positions("source", *voices) == expected


def never(valence, subcode="a"):
    return Statement(subcode, is_denied=True, is_shown=False, valence=valence)


def once(valence, subcode="a"):
    return Statement(subcode, is_denied=False, is_shown=True, valence=valence)


def hardly(valence, subcode="a"):
    return Statement(subcode, is_denied=False, is_shown=False, valence=valence)


@pytest.mark.parametrize(
    ("stated", "noted", "differs"),
    [
        pytest.param(never(S), once(H), True, id="denied in one source, shown in the other"),
        pytest.param(once(S), never(H), True, id="shown in one source, denied in the other"),
        pytest.param(never(S), once(S), False, id="same valence"),
        pytest.param(never(S), once(M), False, id="mixed valence is no opposite"),
        pytest.param(never(S), once(None), False, id="no valence"),
        pytest.param(hardly(S), once(H), False, id="rare is not denied"),
        pytest.param(never(S), hardly(H), False, id="rare is not shown"),
        pytest.param(never(S), never(H), False, id="both deny"),
        pytest.param(once(S), once(H), False, id="both show"),
        pytest.param(never(S, "a"), once(H, "b"), False, id="another sub-code"),
    ],
)
def test_sources_differ_if_one_denies_what_the_other_shows(stated, noted, differs):
    heard = [voice("A", said=(stated,)), voice("observation", kinds=OBSERVATION, said=(noted,))]
    assert bool(positions("source", *heard, about="a")) == differs


@pytest.mark.parametrize("kinds", [INTERVIEW, ("interview", "observation")])
def test_denial_within_one_kind_of_source_is_no_divergence(kinds):
    heard = [voice("A", said=(never(S),)), voice("B", kinds=kinds, said=(once(H),))]
    assert positions("source", *heard, about="a") == {}


def test_each_sub_code_names_the_contradicting_voices():
    heard = [
        voice("B", said=(never(S, "b"), never(S, "a"))),
        voice("A", said=(never(S, "a"), never(H, "b"))),
        voice("C", said=(once(H, "a"),)),
        voice("observation", kinds=OBSERVATION, said=(once(H, "a"), once(H, "b"))),
    ]
    assert positions("source", *heard, about="a") == {"denied": ("A", "B"), "present": ("observation",)}
    assert positions("source", *heard, about="b") == {"denied": ("B",), "present": ("observation",)}
    assert [d.about for d in find_divergence(heard, ())] == ["a", "b"]


def test_silent_informants_keep_their_order():
    (one,) = find_divergence([voice("B", S), voice("D", H), watched(S)], ("D", "C", "B", "A"))
    assert (one.dimension, one.about, one.silent) == ("valence", None, ("C", "A"))


def test_single_voice_has_no_divergence():
    assert find_divergence([voice("A", M, PRESENT, "a")], ("A", "B")) == ()
    assert find_divergence([], ("A",)) == ()
