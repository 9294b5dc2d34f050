"""The words for a cell, part by part."""

from dataclasses import replace

import pytest
from test_matrix import COLUMN, cell, coding

from kubecode.model import CellNote, Presence, SourceKind, Status, Valence
from kubecode.synthesiser.cell_words import (
    cell_words,
    divergence_sentence,
    exceptions_words,
    legend_keys,
    place_words,
    position_word,
    quote_origin,
    quote_source,
    quotes_in_words,
)
from kubecode.synthesiser.cells import Empty
from kubecode.synthesiser.divergence import Divergence, Position

S, H, M, N = Valence.SUPPORTS, Valence.HINDERS, Valence.MIXED, Valence.NEUTRAL
PLAIN = cell(coding("WW", S), coding("RS", S))
NOTHING = cell()


def words(made=PLAIN, lang="en", **changed):
    return cell_words(replace(made, **changed), lang)


def test_words_of_a_plain_cell():
    said = words()
    assert (said.symbol, said.valence, said.draft, said.unsettled) == ("▲", "supports", "", "")
    assert (said.counts, said.marks, said.summary, said.summary_doubt) == ("2q 2/4i I––", "", "", "")
    assert said.basis == "2 excerpts; 2 of 4 informants; interview"
    assert said.sentence == "supports: 2 excerpts; 2 of 4 informants; interview"


@pytest.mark.parametrize(
    ("changed", "part", "expected"),
    [
        ({"valence": H}, "symbol", "▼"),
        ({"valence": M}, "symbol", "◆"),
        ({"valence": N}, "symbol", "○"),
        ({"valence": None}, "symbol", "?"),
        ({"undecided": 40}, "unsettled", "+40?"),
        ({"undecided": 40, "disputed": 2}, "unsettled", "+40? !2"),
        ({"disputed": 2}, "unsettled", "!2"),
        ({"undecided": 40, "draft": True}, "unsettled", ""),
        ({"absence": True}, "marks", "∅"),
        ({"draft": True}, "draft", "draft"),
        ({"sources": ("interview", "document")}, "counts", "2q 2/4i I–D"),
        ({"sources": ("interview", "observation"), "sources_against": ("observation",)}, "counts", "2q 2/4i Io–"),
        ({"summary": "Betah."}, "summary", "Betah."),
        ({"summary": "Betah.", "summary_is_stale": True}, "summary_doubt", "[stale: its excerpts have changed]"),
    ],
)  # fmt: skip
def test_field_of_a_cell_changes_its_words(changed, part, expected):
    assert getattr(words(**changed), part) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"valence": H}, "by the two-thirds rule: supports"),
        ({"valence": H, "proposed": None}, "by the two-thirds rule: not clear"),
        ({"sources_against": ("observation", "document")}, "against it: observation, document"),
        ({"absence": True, "denied": True}, "only said to be rare or absent"),
        ({"absence": True}, "evidence of absence"),
        ({"absence": True, "presence": Presence.RARE}, "mostly said to be rare"),
        ({"absence": True, "presence": Presence.DENIED}, "mostly said not to be there"),
        ({"disputed": 2}, "2 judged differently by the coders"),
        ({"undecided": 40}, "40 undecided"),
    ],
)
def test_basis_names_what_is_unusual(changed, expected):
    plain = words().basis
    assert words(**changed).basis == f"{plain}; {expected}"


@pytest.mark.parametrize("changed", [{"valence": None, "proposed": S}, {"undecided": 40, "draft": True}])
def test_basis_leaves_out_what_is_clear(changed):
    assert words(**changed).basis == words().basis


def divergence(*positions, dimension="valence", silent=(), about=None):
    made = tuple(Position(value, tuple(who)) for value, who in positions)
    return Divergence(dimension, made, silent, about)


def test_divergence_mark_counts_the_most_positions():
    two = divergence(("hinders", "A"), ("supports", "B"))
    three = divergence(("a", "A"), ("b", "B"), ("c", "C"), dimension="subcode")
    assert words(divergence=(two, three), absence=True).marks == "∅ ≠3"
    assert words(divergence=(two,)).basis.endswith("; divergence")
    assert words(divergence=(two,), draft=True).marks == ""


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (divergence(("hinders", "A"), ("supports", ["B", "observation"])), "differ in valence: hinders: A; supports: B, observation"),
        (divergence(("denied", "A"), ("present", "B"), dimension="presence", silent=("C", "D")), "differ in presence: denied: A; present: B (not heard: C, D)"),
        (divergence(("denied", "A"), ("present", "B"), dimension="source", about="terbuka"), "sources differ (terbuka): denied: A; present: B"),
    ],
)  # fmt: skip
def test_divergence_is_written_as_a_sentence(made, expected):
    assert divergence_sentence(made, "en") == expected


def test_sub_code_is_not_translated():
    made = divergence(("hinders", "A"), ("b", "B"), dimension="subcode")
    assert position_word(made, made.positions[0], "id") == "hinders"
    valence = replace(made, dimension="valence")
    assert position_word(valence, valence.positions[0], "id") == "menghambat"


@pytest.mark.parametrize("empty", [one for one in Empty if one is not Empty.CONCLUSION_ONLY])
def test_empty_cell_shows_only_why_it_is_empty(empty):
    said = words(NOTHING, empty=empty, summary="Betah.")
    assert (said.counts, said.marks, said.basis, said.summary) == ("", "", "", "Betah.")
    assert said.sentence == said.valence
    assert len(said.symbol) == 1
    assert words(NOTHING, empty=empty, is_mark=True).valence == f"not stated: {said.valence}"


def test_conclusion_without_quotes_shows_its_valence():
    concluded = cell(note=CellNote(summary="Betah.", valence=S))
    assert (words(concluded).symbol, words(concluded).valence) == (
        "▲§",
        "supports, researcher's conclusion, no quote",
    )
    open_one = cell(note=CellNote(summary="Betah."))
    assert (words(open_one).symbol, words(open_one).valence) == ("§", "researcher's conclusion, no quote")
    marked = replace(concluded, is_mark=True)
    assert words(marked).valence == "fulfilled, researcher's conclusion, no quote"


def test_sentence_of_a_draft_names_it():
    drafted = cell(coding("WW", S, status=Status.SUGGESTED))
    assert words(drafted).sentence.startswith("supports (draft): 1 excerpt")


@pytest.mark.parametrize(
    ("changed", "keys"),
    [
        ({}, ["valence", "cells"]),
        ({"is_mark": True}, ["marks", "cells"]),
        ({"sources_against": ("observation",)}, ["valence", "cells", "against"]),
        ({"empty": Empty.NOT_ASKED}, ["valence", "cells", "empty"]),
        ({"draft": True}, ["valence", "cells", "draft"]),
        ({"draft": True, "undecided": 2}, ["valence", "cells", "draft"]),
        ({"undecided": 2}, ["valence", "cells", "undecided"]),
        ({"disputed": 2}, ["valence", "cells", "disputed"]),
    ],
)
def test_legend_explains_only_what_is_shown(changed, keys):
    assert list(legend_keys([PLAIN, replace(PLAIN, **changed)])) == keys


def test_exceptions_are_named_with_their_valence():
    many = cell(*(coding(who, S) for who in ("WW", "ZB", "MH", "XY")), coding("RS", H), coding("QQ", M))
    assert many.valence is S
    assert exceptions_words(many, "en") == "QQ mixed, RS hinders"
    assert "except QQ mixed, RS hinders" in words(many).basis


def test_quote_has_speaker_and_source():
    (quote,) = cell(coding("WW", S, role="ketua", document="a.b.txt", line=17)).quotes
    assert quote_source(quote, "en") == "WW, ketua, a.b:17"
    assert quote_origin(quote, "en") == "WW, ketua, interview, a.b line 17"
    note = coding(None, S, document="catatan", source_kind=SourceKind.OBSERVATION, text="dua  kata\nlagi")
    (noted,) = cell(note).quotes
    assert quote_origin(noted, "en") == "observation, catatan line 1"
    assert quotes_in_words(cell(note), "en") == "“dua kata lagi” (observation, catatan:1)"
    assert place_words("a.txt", 3) == "a:3"


def test_column_counts_only_its_own_informants():
    made = cell(coding("WW", S), coding("XX", S), column=replace(COLUMN, informants=("WW",)))
    assert words(made).counts == "2q 1/1i I––"
