"""Words: tokens with offsets, the analyser's interface, and one folder for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kubecode.language.near_spelling import Nearest, NearSpelling
from kubecode.language.scope_words import (
    DenialWords,
    OtherGroupWords,
    Phrases,
    ReportedSpeechWords,
    SuppositionWords,
)
from kubecode.language.tokens import Token, split_words, tokenise
from kubecode.language.word_analysis import Analyser, WordAnalysis
from kubecode.word_files.transcript_words import TranscriptWords

__all__ = [
    "Analyser",
    "DenialWords",
    "Language",
    "NearSpelling",
    "Nearest",
    "OtherGroupWords",
    "Phrases",
    "ReportedSpeechWords",
    "SuppositionWords",
    "Token",
    "WordAnalysis",
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
    time_after: frozenset[str]
    question_words: frozenset[str]
    once: frozenset[str]
    changes: frozenset[str]
    denying: DenialWords
    supposing: SuppositionWords
    telling: ReportedSpeechWords
    others: OtherGroupWords
    compounds: Mapping[tuple[str, ...], str]
    transcript_words: TranscriptWords

    def read(self, form: str) -> WordAnalysis:
        """Return how the lower-case form is read."""
        return self.analyser.read(form)

    def says_nothing(self, form: str) -> bool:
        """Say whether a word only points, fills or denies, so that it needs another to say something."""
        lemma = self.read(form).lemma
        empty = (self.light_words, self.particles, self.negators, self.rarity, self.denial_tails)
        return form in self.time_after or any(lemma in words for words in empty)

    @cached_property
    def verdicts(self) -> frozenset[str]:
        """The lemmas that say of what stands before them that it is seldom, or no more."""
        return self.rarity | self.endings

    @cached_property
    def missing(self) -> frozenset[str]:
        """The lemmas of which a denial says that what stands before it is not there or not in use."""
        return self.having | self.existence | self.denying.in_use

    @cached_property
    def undone(self) -> frozenset[str]:
        """The lemmas of which a denial says that what is done together is not done."""
        return self.existence | self.denying.in_use | self.denying.taking_part

    @cached_property
    def scope_words(self) -> frozenset[str]:
        """The lemmas that turn the meaning of what stands beside them."""
        return self.negators | self.rarity | self.endings | self.hypotheses | self.praise | self.complaint
