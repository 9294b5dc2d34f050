"""Words of the scope rules, by their function. Sets of lemmas unless stated otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""First word → the phrases that begin with it, as tuples of words, the longest first."""


@dataclass(frozen=True, slots=True)
class DenialWords:
    """Words that express denial besides the negators, and words that a denial passes over.

    ``taking_part`` and ``in_use``, negated, deny the preceding activity. ``frequent``, negated, means rare.
    ``rhetorical`` questions mean the opposite (``mana ada``, "as if there were any"), ``rhetorical_who`` only
    with a question mark (``siapa yang mau ikut?``, "who would join?"), ``rhetorical_after`` after the word
    (``kompak apanya``, "united, my foot"). ``pairs`` are negators with the word that they pass over
    (``ora tau``). ``contradictions`` after ``seeming`` words deny the appearance. ``asking_when``,
    ``contradictions``, ``rhetorical_after`` and ``pairs`` contain forms as typed.
    """

    taking_part: frozenset[str]
    in_use: frozenset[str]
    frequent: frozenset[str]
    incredulity: frozenset[str]
    correcting: frozenset[str]
    pronouns: frozenset[str]
    relatives: frozenset[str]
    pointing: frozenset[str]
    seeming: frozenset[str]
    contradictions: frozenset[str]
    asking_when: frozenset[str]
    rarity_phrases: Phrases
    rhetorical: Phrases
    rhetorical_who: Phrases
    rhetorical_after: Phrases
    pairs: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SuppositionWords:
    """Words that tell a hypothetical case from a recurring one, and the case from its consequence.

    ``occasions`` recur, so that ``whenever`` words before them suppose nothing (``kalo rapat``, "at
    meetings"). ``case_ends`` end a case and ``consequence_openers`` begin its consequence (``kalo telat, saya
    …``, "if late, I …"). ``linking`` words attach the next words to the case (``sama saya``, "with me").
    ``sanctions`` follow by rule (``yang telat kena denda``, "who is late is fined").
    """

    occasions: frozenset[str]
    whenever: frozenset[str]
    case_ends: frozenset[str]
    consequence_openers: frozenset[str]
    linking: frozenset[str]
    sanctions: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReportedSpeechWords:
    """Words that mark reported speech, and words with which informants speak for themselves again.

    ``alone`` report without a speaker (``katanya``, "they say"), ``openers`` are before the reported speaker
    (``kata``, "according to"), ``verbs`` after (``bilang``, "says"). After ``taken_back`` (``tapi``, "but")
    the informant's own speech continues. ``alone`` and ``taken_back`` contain forms as typed.
    """

    alone: frozenset[str]
    openers: frozenset[str]
    verbs: frozenset[str]
    tellers: frozenset[str]
    somebody: Phrases
    hearing: frozenset[str]
    hearsay_sources: frozenset[str]
    own_voice: frozenset[str]
    taken_back: frozenset[str]


@dataclass(frozen=True, slots=True)
class OtherGroupWords:
    """Words that name another group (``kelompok sebelah``, "the group next door") or compare with one."""

    groups: frozenset[str]
    marks: frozenset[str]
    comparing: frozenset[str]
