"""The words that scope asks a language for, by what they do. Sets of lemmas unless said otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Words that stand together, in order: by their first word, the longest first."""


@dataclass(frozen=True, slots=True)
class DenialWords:
    """Words by which a denial is known beside the negators themselves, and the words that it reaches over.

    Denied behind what is done together, ``taking_part`` and ``in_use`` deny it; denied, ``frequent`` means
    seldom. ``rhetorical`` questions mean the contrary (mana ada), ``rhetorical_who`` if they are asked
    (siapa yang mau ikut?), ``rhetorical_behind`` behind the thing (kompak apanya). ``pairs`` are negators
    with the word that they reach over (ora tau). What is ``seeming`` is denied by ``contradictions`` behind
    it. ``asking_when``, ``contradictions``, ``rhetorical_behind`` and ``pairs`` hold forms as spoken.
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
    rhetorical_behind: Phrases
    pairs: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SuppositionWords:
    """Words by which a supposed case is told from what comes round, and its end from its consequence.

    ``occasions`` come round by themselves, so that ``whenever`` they do supposes nothing (kalo rapat).
    ``case_ends`` complete a case, and ``consequence_openers`` open what follows from it (kalo telat, saya …);
    ``linking`` words bind what stands behind them to the case (sama saya). ``sanctions`` follow by rule for
    whoever does a thing (yang telat kena denda).
    """

    occasions: frozenset[str]
    whenever: frozenset[str]
    case_ends: frozenset[str]
    consequence_openers: frozenset[str]
    linking: frozenset[str]
    sanctions: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReportedSpeechWords:
    """Words by which speech is told on: who is reported, and who speaks for herself.

    ``alone`` report by themselves (katanya), ``openers`` stand before the one who is reported (kata),
    ``verbs`` behind (bilang); behind ``taken_back`` (tapi) the informant speaks for herself again.
    ``alone`` and ``taken_back`` are forms as spoken.
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
    """Words by which another group is named (kelompok sebelah), and those that only compare with it."""

    groups: frozenset[str]
    marks: frozenset[str]
    comparing: frozenset[str]
