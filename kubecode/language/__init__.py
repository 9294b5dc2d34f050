"""Words: tokens with offsets, the analyser's interface, and one folder for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.language.near import Nearest, Suspicion, nearest_roots
from kubecode.language.reading import Analyser, Reading
from kubecode.language.tokens import Token, tokenise, word_spans

__all__ = [
    "Analyser",
    "Language",
    "Nearest",
    "Others",
    "Phrases",
    "Reading",
    "Suspicion",
    "Telling",
    "Token",
    "nearest_roots",
    "tokenise",
    "word_spans",
]


@dataclass(frozen=True, slots=True)
class Telling:
    """Words by which speech is told on: who is reported, and who speaks for herself.

    ``alone`` report by themselves (katanya), ``openers`` stand before the one who is reported (kata),
    ``verbs`` behind (bilang); behind ``taken_back`` (tapi) the informant speaks for herself again.
    ``alone`` and ``taken_back`` are forms as spoken, the others lemmas.
    """

    alone: frozenset[str]
    openers: frozenset[str]
    verbs: frozenset[str]
    tellers: frozenset[str]
    somebody: frozenset[tuple[str, ...]]
    hearing: frozenset[str]
    hearsay_sources: frozenset[str]
    own_voice: frozenset[str]
    taken_back: frozenset[str]


@dataclass(frozen=True, slots=True)
class Others:
    """Lemmas by which another group is named (kelompok sebelah), and those that only compare with it."""

    groups: frozenset[str]
    marks: frozenset[str]
    comparing: frozenset[str]


Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Language:
    """What the coder and the transcript room need to know of a language.

    The sets hold lemmas, except ``asking_when``, ``wishes``, ``once``, ``contradictions``,
    ``denial_pairs``, ``rhetorical_behind``, the ``speech_`` and ``time_`` sets and ``question_words``,
    which hold forms as spoken.
    """

    analyser: Analyser
    negators: frozenset[str]
    existence: frozenset[str]
    having: frozenset[str]
    denial_tails: frozenset[str]
    rarity: frozenset[str]
    restrictives: frozenset[str]
    restrictives_behind: frozenset[str]
    endings: frozenset[str]
    hypotheses: frozenset[str]
    wishes: frozenset[str]
    saying: frozenset[str]
    habits: frozenset[str]
    nearly: frozenset[str]
    consequences: frozenset[str]
    topics: frozenset[str]
    occurrences: frozenset[str]
    light_words: frozenset[str]
    particles: frozenset[str]
    praise: frozenset[str]
    complaint: frozenset[str]
    speech_breaks: frozenset[str]
    speech_closings: frozenset[str]
    time_before: frozenset[str]
    time_after: frozenset[str]
    question_words: frozenset[str]
    taking_part: frozenset[str]
    in_use: frozenset[str]
    frequent: frozenset[str]
    incredulity: frozenset[str]
    occasions: frozenset[str]
    whenever: frozenset[str]
    case_ends: frozenset[str]
    consequence_openers: frozenset[str]
    linking: frozenset[str]
    relatives: frozenset[str]
    asking_when: frozenset[str]
    pointing: frozenset[str]
    correcting: frozenset[str]
    pronouns: frozenset[str]
    seeming: frozenset[str]
    contradictions: frozenset[str]
    once: frozenset[str]
    rarity_phrases: Phrases
    rhetorical: Phrases
    rhetorical_who: Phrases
    rhetorical_behind: Phrases
    denial_pairs: Phrases
    telling: Telling
    others: Others
    compounds: Mapping[tuple[str, ...], str]

    def read(self, form: str) -> Reading:
        """Return how the lower-case form is read."""
        return self.analyser.read(form)

    def says_nothing(self, form: str) -> bool:
        """Say whether a word only points, fills or denies, so that it needs another to say something."""
        lemma = self.read(form).lemma
        empty = (self.light_words, self.particles, self.negators, self.rarity, self.denial_tails)
        return form in self.time_after or any(lemma in words for words in empty)

    @property
    def scope_words(self) -> frozenset[str]:
        """The lemmas that turn the meaning of what stands beside them."""
        return self.negators | self.rarity | self.endings | self.hypotheses | self.praise | self.complaint
