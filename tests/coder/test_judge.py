"""Presence and valence of a hit with its cues, and of several hits of one code."""

import pytest

from kubecode.codebook import Code, Direction, Group, Indicator, Origin
from kubecode.coder.find import Hit
from kubecode.coder.judge import joint_presence, joint_valence, judge
from kubecode.coder.patterns import Pattern
from kubecode.coder.rarity import Rarity
from kubecode.model import Cue, CueKind, EvidenceKind, Presence, Valence

S, H, M = Valence.SUPPORTS, Valence.HINDERS, Valence.MIXED
PRESENT, RARE, DENIED, HYPOTHETICAL = Presence
DIRECT, INVERSE, NONE = Direction.DIRECT, Direction.INVERSE, Direction.NONE
GOOD, BAD, ANY = Group


def judged(cues="", direction=DIRECT, group=ANY, kind=EvidenceKind.EXACT):
    """Judge a hit with cues, given by the names of their kinds."""
    indicator = Indicator("kata", (("kata",),), group=group)
    code = Code("k", "", "", direction, "", "", "", "", "", "", Origin.DATA, (indicator,), (), ())
    hit = Hit(Pattern(indicator, code, indicator.parts, Rarity(1, 1), 0), (0,), 0, 0, kind, 1.0)
    return judge(hit, tuple(Cue(0, 1, name, CueKind(name)) for name in cues.split()))


@pytest.mark.parametrize(
    ("direction", "group", "cues", "presence", "valence"),
    [
        pytest.param(DIRECT, ANY, "", PRESENT, S, id="direct code"),
        pytest.param(INVERSE, ANY, "", PRESENT, H, id="inverse code"),
        pytest.param(NONE, ANY, "", PRESENT, None, id="code without direction"),
        pytest.param(INVERSE, GOOD, "", PRESENT, S, id="supporting indicator precedes the direction"),
        pytest.param(DIRECT, BAD, "", PRESENT, H, id="hindering indicator precedes the direction"),
        pytest.param(NONE, BAD, "", PRESENT, H, id="hindering indicator without direction"),
        pytest.param(DIRECT, ANY, "negation", DENIED, H, id="denied"),
        pytest.param(INVERSE, ANY, "negation", DENIED, S, id="denied, inverse code"),
        pytest.param(DIRECT, BAD, "negation", DENIED, S, id="denied, hindering indicator"),
        pytest.param(NONE, ANY, "negation", DENIED, None, id="denied, no direction"),
        pytest.param(DIRECT, ANY, "ending", DENIED, H, id="ended"),
        pytest.param(INVERSE, ANY, "rarity", RARE, S, id="rare"),
        pytest.param(INVERSE, ANY, "negation rarity", RARE, S, id="rare precedes denied"),
        pytest.param(INVERSE, ANY, "hypothesis", HYPOTHETICAL, None, id="hypothetical"),
        pytest.param(INVERSE, GOOD, "question", HYPOTHETICAL, None, id="question"),
        pytest.param(INVERSE, ANY, "negation rarity hypothesis", HYPOTHETICAL, None, id="hypothetical precedes all"),
        pytest.param(INVERSE, ANY, "others", PRESENT, None, id="other group"),
        pytest.param(DIRECT, GOOD, "once", PRESENT, None, id="past"),
        pytest.param(DIRECT, ANY, "report asked meant", PRESENT, S, id="report and question context change nothing"),
        pytest.param(DIRECT, ANY, "praise", PRESENT, S, id="praised"),
        pytest.param(DIRECT, ANY, "complaint", PRESENT, H, id="complained of"),
        pytest.param(NONE, ANY, "praise", PRESENT, S, id="praise without direction"),
        pytest.param(NONE, ANY, "complaint", PRESENT, H, id="complaint without direction"),
        pytest.param(DIRECT, ANY, "praise complaint", PRESENT, M, id="praised and complained of"),
        pytest.param(INVERSE, ANY, "praise", PRESENT, H, id="praise does not change an inverse code"),
        pytest.param(DIRECT, GOOD, "complaint", PRESENT, S, id="complaint does not change a supporting indicator"),
        pytest.param(DIRECT, ANY, "negation praise", DENIED, H, id="praise does not change a denial"),
        pytest.param(DIRECT, ANY, "rarity praise", RARE, H, id="praise does not change rarity"),
    ],
)  # fmt: skip
def test_presence_and_valence_of_one_hit(direction, group, cues, presence, valence):
    hit = judged(cues, direction, group)
    assert (hit.presence, hit.valence) == (presence, valence)


MENTIONED = judged()
QUARREL = judged(direction=INVERSE)
GOOD_WORD, BAD_WORD = judged(group=GOOD), judged(group=BAD)


@pytest.mark.parametrize(
    ("hits", "valence"),
    [
        pytest.param([MENTIONED], S, id="mention alone"),
        pytest.param([MENTIONED, BAD_WORD], H, id="hindering indicator outweighs a mention"),
        pytest.param([MENTIONED, judged("negation")], H, id="denial outweighs a mention"),
        pytest.param([MENTIONED, judged("complaint")], H, id="complaint outweighs a mention"),
        pytest.param([MENTIONED, judged("ending")], H, id="end outweighs a mention"),
        pytest.param([MENTIONED, QUARREL], H, id="inverse code outweighs a mention"),
        pytest.param([MENTIONED, judged("report")], S, id="report is a mention"),
        pytest.param([GOOD_WORD, BAD_WORD], M, id="supporting and hindering"),
        pytest.param([GOOD_WORD, judged("negation")], M, id="supporting and denied"),
        pytest.param([GOOD_WORD, judged("praise")], S, id="both supporting"),
        pytest.param([judged("hypothesis"), MENTIONED], S, id="hypothetical has no valence"),
        pytest.param([judged("hypothesis"), judged("others")], None, id="no hit has a valence"),
        pytest.param([judged("others", group=BAD), GOOD_WORD], S, id="other group has no valence"),
    ],
)
def test_joint_valence_of_several_hits(hits, valence):
    assert joint_valence(hits) is valence
    assert joint_valence(hits[::-1]) is valence


PHRASE, NEAR = EvidenceKind.PHRASE, EvidenceKind.NEAR


@pytest.mark.parametrize(
    ("hits", "presence"),
    [
        pytest.param([judged("negation")], DENIED, id="one hit"),
        pytest.param([judged("negation"), judged("rarity", kind=PHRASE)], RARE, id="phrase precedes word"),
        pytest.param([judged("negation", kind=NEAR), judged("rarity")], RARE, id="word precedes near spelling"),
        pytest.param([judged(kind=PHRASE), judged("negation")], DENIED, id="denied word precedes mentioned phrase"),
        pytest.param([judged("hypothesis", kind=PHRASE), judged()], PRESENT, id="present word precedes hypothetical phrase"),
        pytest.param([judged("hypothesis"), judged("question")], HYPOTHETICAL, id="all hypothetical"),
        pytest.param([judged("hypothesis", INVERSE), judged()], HYPOTHETICAL, id="hypothetical of an inverse code precedes a mention"),
        pytest.param([judged("hypothesis", INVERSE), judged("", INVERSE)], PRESENT, id="present of an inverse code precedes hypothetical"),
        pytest.param([judged("others negation", kind=PHRASE), judged("rarity")], RARE, id="own group precedes other group"),
        pytest.param([judged("others negation"), judged("others negation")], DENIED, id="only other groups"),
    ],
)  # fmt: skip
def test_joint_presence_of_several_hits(hits, presence):
    assert joint_presence(hits) is presence
    assert joint_presence(hits[::-1]) is presence


@pytest.mark.parametrize(
    ("direction", "group", "is_bad"),
    [
        (DIRECT, ANY, False),
        (INVERSE, ANY, True),
        (NONE, ANY, False),
        (INVERSE, GOOD, False),
        (DIRECT, BAD, True),
    ],
)
def test_pattern_is_bad_by_group_or_inverse_direction(direction, group, is_bad):
    assert judged("", direction, group).hit.pattern.is_bad is is_bad
