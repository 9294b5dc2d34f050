"""Words of the scope rules, by their function.

The type of a field says how its word file is read: as lemmas, as forms, or as phrases of lemmas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Lemmas = frozenset[str]
"""Dictionary forms, which match a word in any form."""

Forms = frozenset[str]
"""Words as typed."""

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""First word → the phrases that begin with it, as tuples of words, the longest first."""


@dataclass(frozen=True, slots=True)
class DenialWords:
    """Words that express denial besides the negators, and words that a denial passes over.

    ``taking_part`` and ``in_use``, negated, deny the preceding activity. ``frequent``, negated, means rare.
    ``rhetorical`` questions mean the opposite (``mana ada``, "as if there were any"), ``rhetorical_who`` only
    with a question mark (``siapa yang mau ikut?``, "who would join?"), ``rhetorical_after`` after the word
    (``kompak apanya``, "united, my foot"). ``denial_pairs`` are negators with the word that they pass over
    (``ora tau``). ``contradictions`` after ``seeming`` words deny the appearance. ``rhetorical_after`` and
    ``denial_pairs`` contain forms as typed.
    """

    taking_part: Lemmas
    in_use: Lemmas
    frequent: Lemmas
    incredulity: Lemmas
    correcting: Lemmas
    pronouns: Lemmas
    relatives: Lemmas
    pointing: Lemmas
    seeming: Lemmas
    contradictions: Forms
    asking_when: Forms
    rarity_phrases: Phrases
    rhetorical: Phrases
    rhetorical_who: Phrases
    rhetorical_after: Phrases
    denial_pairs: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SuppositionWords:
    """Words that tell a hypothetical case from a recurring one, and the case from its consequence.

    ``occasions`` recur, so that ``whenever`` words before them suppose nothing (``kalo rapat``, "at
    meetings"). ``case_ends`` end a case and ``consequence_openers`` begin its consequence (``kalo telat, saya
    …``, "if late, I …"). ``linking`` words attach the next words to the case (``sama saya``, "with me").
    ``sanctions`` follow by rule (``yang telat kena denda``, "who is late is fined").
    """

    occasions: Lemmas
    whenever: Lemmas
    case_ends: Lemmas
    consequence_openers: Lemmas
    linking: Lemmas
    sanctions: Lemmas


@dataclass(frozen=True, slots=True)
class ReportedSpeechWords:
    """Words that mark reported speech, and words with which informants speak for themselves again.

    ``report_words`` report without a speaker (``katanya``, "they say"). ``report_openers`` precede the
    speaker (``kata``, "according to"), ``report_verbs`` follow (``bilang``, "says"). After ``taken_back``
    (``tapi``, "but") the informant's own speech continues.
    """

    report_words: Forms
    report_openers: Lemmas
    report_verbs: Lemmas
    tellers: Lemmas
    somebody: Phrases
    hearing: Lemmas
    hearsay_sources: Lemmas
    own_voice: Lemmas
    taken_back: Forms


@dataclass(frozen=True, slots=True)
class OtherGroupWords:
    """Words that name another group (``kelompok sebelah``, "the group next door") or compare with one."""

    groups: Lemmas
    other_marks: Lemmas
    comparing: Lemmas
