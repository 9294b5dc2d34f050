"""Presence, main sub-code and statements of a voice in a cell."""

from dataclasses import replace

import pytest
from test_matrix import coding

from kubecode.model import Presence, SourceKind, Valence
from kubecode.synthesiser.voices import Statement, dominant_presence, find_voices

S, H, M, N = Valence.SUPPORTS, Valence.HINDERS, Valence.MIXED, Valence.NEUTRAL
PRESENT, RARE, DENIED, HYPOTHETICAL = Presence


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param([], None, id="no codings"),
        pytest.param([PRESENT, PRESENT, RARE], PRESENT, id="two of three present"),
        pytest.param([PRESENT, RARE], None, id="one each"),
        pytest.param([PRESENT] * 3 + [DENIED] * 2, None, id="three of five are below two thirds"),
        pytest.param([RARE, DENIED, PRESENT], RARE, id="rare and denied count together, rare on a tie"),
        pytest.param([DENIED, DENIED, RARE], DENIED, id="denied is more frequent"),
        pytest.param([RARE, RARE, DENIED, PRESENT], RARE, id="rare is more frequent"),
        pytest.param([HYPOTHETICAL], None, id="hypothetical has no presence"),
        pytest.param([PRESENT, PRESENT, HYPOTHETICAL], PRESENT, id="two present and one hypothetical"),
    ],
)  # fmt: skip
def test_dominant_presence_has_two_thirds(said, expected):
    assert dominant_presence(iter(said)) is expected


def voice(*said):
    """Return the one voice of codings, given as (sub-code, changed fields)."""
    codings = [replace(coding("WW", S, 10 * n, subcode), **more) for n, (subcode, more) in enumerate(said)]
    (found,) = find_voices(codings)
    return found


@pytest.mark.parametrize(
    ("subcodes", "main"),
    [
        ("a", "a"),
        ("ab", None),
        ("aab", "a"),
        ("baba", "a"),
        ("aabc", "a"),
        ("aabcd", None),
        ("aabbb", "b"),
        ("", None),
    ],
)
def test_main_sub_code_has_half_of_the_codings_and_at_least_two(subcodes, main):
    assert voice((None, {}), *((subcode, {}) for subcode in subcodes)).main_subcode == main


def test_voice_asserts_sub_codes_that_are_not_denied_or_neutral():
    one = voice(
        ("a", {"presence": RARE}),
        ("b", {"presence": DENIED}),
        ("c", {"valence": N}),
        ("d", {"presence": HYPOTHETICAL}),
        (None, {}),
    )
    assert one.subcodes == {"a", "d"}


def test_voice_denies_a_sub_code_only_if_all_its_codings_do():
    one = voice(
        ("b", {"presence": DENIED}),
        ("a", {"presence": DENIED}),
        ("a", {"presence": PRESENT, "valence": H}),
        ("c", {"presence": RARE}),
        (None, {}),
    )
    assert one.statements == (
        Statement("a", is_denied=False, is_shown=True, valence=M),
        Statement("b", is_denied=True, is_shown=False, valence=S),
        Statement("c", is_denied=False, is_shown=False, valence=S),
    )


def test_excerpt_of_two_coders_counts_once():
    twice = [coding("WW", H), coding("WW", H, coder="b")]
    assert find_voices([*twice, coding("WW", S, 20)])[0].valence is M
    assert find_voices([*twice, coding("WW", S, 20)])[0].excerpts == 2
    assert find_voices([coding("WW", S), coding("WW", H, coder="b")])[0].valence is M
    assert find_voices([coding("WW", None), coding("WW", H, coder="b")])[0].valence is H


def test_voices_are_ordered_by_name_and_notes_named_by_source_kind():
    watched = coding(None, H, 50, source_kind=SourceKind.OBSERVATION)
    noted = coding("RS", H, 50, source_kind=SourceKind.DOCUMENT)
    found = find_voices([watched, coding("WW", S), noted, coding("RS", S)])
    assert [(one.name, one.is_informant, one.source_kinds) for one in found] == [
        ("RS", True, ("document", "interview")),
        ("WW", True, ("interview",)),
        ("observation", False, ("observation",)),
    ]
