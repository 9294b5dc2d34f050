from dataclasses import replace

from kubecode.model import Coding, Presence, SourceKind, Status, Valence
from kubecode.synthesiser.coverage import (
    countable,
    disputed_spans,
    judged_spans,
    pairs_of_coders,
    reviewed_codes,
)

CODES = frozenset({"konflik", "kohesi"})
CODING = Coding(
    id="a.txt:0-9:konflik/terbuka",
    document="a.txt",
    case="melati",
    informant="T",
    role=None,
    source_kind=SourceKind.INTERVIEW,
    line=1,
    start=0,
    end=9,
    text="teks lima",
    code="konflik",
    subcode="terbuka",
    valence=Valence.SUPPORTS,
    presence=Presence.PRESENT,
    confidence=None,
    score=None,
    status=Status.ACCEPTED,
    coder="a",
    reason="",
)
SUGGESTED = replace(CODING, status=Status.SUGGESTED, coder="kubecode")


def reviewed(*codings, readings=None, coder=None):
    return reviewed_codes(["a.txt"], codings, readings or {}, CODES, coder)["a.txt"]


def test_document_with_decisions_and_nothing_open_is_reviewed():
    assert reviewed() == frozenset()
    assert reviewed(CODING) == CODES
    assert reviewed(CODING, SUGGESTED) == frozenset()
    assert reviewed(CODING, replace(CODING, code="kohesi", status=Status.SKIPPED)) == frozenset()
    assert reviewed(replace(CODING, status=Status.REJECTED)) == CODES
    assert reviewed(replace(CODING, code="of_another_codebook")) == frozenset()


def test_document_read_to_its_end_is_reviewed_for_those_codes():
    readings = {"a.txt": {"a": frozenset({"konflik"}), "b": frozenset({"kohesi"})}}
    assert reviewed(SUGGESTED, readings=readings) == CODES
    assert reviewed(SUGGESTED, readings=readings, coder="b") == {"kohesi"}


def test_undecided_suggestion_in_a_read_document_does_not_count():
    readings = {"a.txt": {"a": frozenset({"konflik"})}}
    other = replace(SUGGESTED, code="kohesi")
    assert countable([SUGGESTED, other, CODING], readings, None) == [other, CODING]
    assert countable([SUGGESTED, other, CODING], readings, "b") == [SUGGESTED, other, CODING]


def test_disputed_spans_are_judged_differently():
    def disputed(other, readings=None):
        return len(disputed_spans(judged_spans([CODING, *other], readings or {})))

    b = replace(CODING, coder="b")
    assert disputed([b]) == 0
    assert disputed([replace(b, status=Status.REJECTED)]) == 1
    assert disputed([replace(b, valence=Valence.HINDERS)]) == 1
    assert disputed([replace(b, subcode="terselubung")]) == 1
    assert disputed([replace(b, status=Status.SKIPPED)]) == 0
    assert disputed([SUGGESTED]) == 0


def test_reading_without_a_decision_disputes_an_accepted_coding():
    assert not disputed_spans(judged_spans([CODING], {"a.txt": {"b": frozenset({"kohesi"})}}))
    assert disputed_spans(judged_spans([CODING], {"a.txt": {"b": frozenset({"konflik"})}})) == {
        ("a.txt", 0, 9, "konflik")
    }
    rejected = replace(CODING, status=Status.REJECTED)
    assert not disputed_spans(judged_spans([rejected], {"a.txt": {"b": frozenset({"konflik"})}}))


def test_agreement_counts_what_both_coders_judged():
    # Four places: both accept alike; both accept with another valence; b rejects; only a has judged it.
    places = [replace(CODING, start=start, end=start + 9) for start in (0, 20, 40, 60)]
    second = [replace(one, coder="b") for one in places[:3]]
    second[1] = replace(second[1], valence=Valence.HINDERS)
    second[2] = replace(second[2], status=Status.REJECTED)
    (pair,) = pairs_of_coders(judged_spans([*places, *second], {}))
    assert (pair.first, pair.second, pair.judged, pair.alike) == ("a", "b", 3, 1)
    assert pairs_of_coders(judged_spans(places, {})) == ()
