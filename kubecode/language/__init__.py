"""Languages: tokens with offsets, the interface of analysers, and one folder for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kubecode.language.near_spelling import Nearest, NearSpelling
from kubecode.language.scope_words import (
    DenialWords,
    Forms,
    Lemmas,
    OtherGroupWords,
    Phrases,
    ReportedSpeechWords,
    SuppositionWords,
)
from kubecode.language.tokens import (
    Token,
    exact_form,
    plain_form,
    plain_words,
    split_words,
    tokenise,
    without_blanks_in_words,
    written_length,
)
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
    "exact_form",
    "plain_form",
    "plain_words",
    "split_words",
    "tokenise",
    "without_blanks_in_words",
    "written_length",
]


@dataclass(frozen=True)
class Language:
    """The analyser and the words of a language. The word files explain each set and have examples.

    ``compounds`` maps words that are written apart and count as one to their lemma (``gotong royong``,
    "mutual help").
    """

    analyser: Analyser
    negators: Lemmas
    existence: Lemmas
    having: Lemmas
    denial_tails: Lemmas
    rarity: Lemmas
    restrictives: Lemmas
    restrictives_after: Lemmas
    endings: Lemmas
    hypotheses: Lemmas
    wishes: Forms
    saying: Lemmas
    habits: Lemmas
    nearly: Lemmas
    consequences: Lemmas
    topics: Lemmas
    occurrences: Lemmas
    light_words: Lemmas
    particles: Lemmas
    praise: Lemmas
    complaint: Lemmas
    complement_takers: Lemmas
    speech_breaks: Forms
    time_after: Forms
    question_words: Forms
    once: Forms
    changes: Lemmas
    denial: DenialWords
    supposition: SuppositionWords
    reported_speech: ReportedSpeechWords
    other_groups: OtherGroupWords
    compounds: Mapping[tuple[str, ...], str]
    transcript_words: TranscriptWords

    def read(self, form: str) -> WordAnalysis:
        """Return the analysis of a form in lower case."""
        return self.analyser.read(form)

    def says_nothing(self, form: str) -> bool:
        """Return whether a form has no content of its own: a function word, particle or negator."""
        lemma = self.read(form).lemma
        without_content = (self.light_words, self.particles, self.negators, self.rarity, self.denial_tails)
        return form in self.time_after or any(lemma in words for words in without_content)

    @cached_property
    def verdicts(self) -> frozenset[str]:
        """Lemmas that mark the preceding words as rare or ended."""
        return self.rarity | self.endings

    @cached_property
    def missing(self) -> frozenset[str]:
        """Lemmas that, when negated, mark the preceding words as absent or unused."""
        return self.having | self.existence | self.denial.in_use

    @cached_property
    def undone(self) -> frozenset[str]:
        """Lemmas that, when negated, mark the preceding joint activity as not done."""
        return self.existence | self.denial.in_use | self.denial.taking_part

    @cached_property
    def scope_words(self) -> frozenset[str]:
        """Lemmas that change the presence or valence of the words beside them."""
        return self.negators | self.rarity | self.endings | self.hypotheses | self.praise | self.complaint
