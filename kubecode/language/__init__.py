"""Words: tokens with offsets, the analyser's interface, and one folder for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kubecode.language.near import Nearest, NearSpelling
from kubecode.language.reading import Analyser, Reading
from kubecode.language.scope_words import Denying, Others, Phrases, Supposing, Telling
from kubecode.language.tokens import Token, split_words, tokenise

__all__ = [
    "Analyser",
    "Denying",
    "Language",
    "NearSpelling",
    "Nearest",
    "Others",
    "Phrases",
    "Reading",
    "Supposing",
    "Telling",
    "Token",
    "split_words",
    "tokenise",
]


@dataclass(frozen=True)
class Language:
    """What the coder and the transcript room need to know of a language.

    The sets hold lemmas, except ``wishes``, ``once``, the ``speech_`` and ``time_`` sets and
    ``question_words``, which hold forms as spoken.
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
    complement_takers: frozenset[str]
    speech_breaks: frozenset[str]
    speech_closings: frozenset[str]
    time_before: frozenset[str]
    time_after: frozenset[str]
    question_words: frozenset[str]
    once: frozenset[str]
    changes: frozenset[str]
    denying: Denying
    supposing: Supposing
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

    def may_turn(self, form: str, lemma: str) -> bool:
        """Say whether a word may turn the meaning of what stands beside it."""
        return (
            lemma in self.scope_words
            or lemma in self.restrictives
            or lemma in self.restrictives_behind
            or form in self.wishes
            or form in self.turning_forms
            or lemma in self.turning_lemmas
        )

    @cached_property
    def turning_forms(self) -> frozenset[str]:
        """The forms that say whose word it is, when it was so, or that it only seems so."""
        questions = self.question_words | {phrase[0] for phrase in self.denying.rhetorical_behind}
        told = self.telling.alone | self.denying.contradictions
        return self.once | self.time_after | self.denying.asking_when | questions | told

    @cached_property
    def turning_lemmas(self) -> frozenset[str]:
        """The lemmas that say whose word or group it is, that it is seldom, or that it follows by rule."""
        told = self.telling.openers | self.telling.verbs | self.telling.hearing
        seldom = {phrase[0] for phrase in self.denying.rarity_phrases}
        rules = self.supposing.sanctions | self.denying.relatives
        return told | seldom | self.others.marks | rules

    @cached_property
    def scope_words(self) -> frozenset[str]:
        """The lemmas that turn the meaning of what stands beside them."""
        return self.negators | self.rarity | self.endings | self.hypotheses | self.praise | self.complaint
