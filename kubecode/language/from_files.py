"""A language made from a folder of word files. Every language has the same files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kubecode.language import (
    Analyser,
    DenialWords,
    Language,
    OtherGroupWords,
    Phrases,
    ReportedSpeechWords,
    SuppositionWords,
)
from kubecode.word_files import word_set, word_table
from kubecode.word_files.transcript_words import TranscriptWords


def compounds_of(package: str) -> dict[tuple[str, ...], str]:
    """Return the words that are written apart and count as one: their parts and their lemma."""
    table = word_table("compounds.tsv", package)
    return {tuple(parts.split()): lemma for parts, lemma in table.items()}


def read_language(package: str, analyser: Analyser) -> Language:
    """Return the language whose word files are in a package; ``analyser`` finds the lemmas."""
    folder = _Folder(package, analyser)
    return Language(
        analyser=analyser,
        negators=folder.lemmas("negators"),
        existence=folder.lemmas("existence"),
        having=folder.lemmas("having"),
        denial_tails=folder.lemmas("denial_tails"),
        rarity=folder.lemmas("rarity"),
        restrictives=folder.lemmas("restrictives"),
        restrictives_after=folder.lemmas("restrictives_after"),
        endings=folder.lemmas("endings"),
        hypotheses=folder.lemmas("hypotheses"),
        wishes=folder.forms("wishes"),
        saying=folder.lemmas("saying"),
        habits=folder.lemmas("habits"),
        nearly=folder.lemmas("nearly"),
        consequences=folder.lemmas("consequences"),
        topics=folder.lemmas("topics"),
        occurrences=folder.lemmas("occurrences"),
        light_words=folder.lemmas("light_words"),
        particles=folder.lemmas("particles"),
        praise=folder.lemmas("praise"),
        complaint=folder.lemmas("complaint"),
        complement_takers=folder.lemmas("complement_takers"),
        speech_breaks=folder.forms("speech_breaks"),
        time_after=folder.forms("time_after"),
        question_words=folder.forms("question_words"),
        once=folder.forms("once"),
        changes=folder.lemmas("changes"),
        denying=_denial_words(folder),
        supposing=_supposition_words(folder),
        telling=_reported_speech_words(folder),
        others=_other_group_words(folder),
        compounds=compounds_of(package),
        transcript_words=transcript_words(package),
    )


@cache
def transcript_words(package: str) -> TranscriptWords:
    """Return the words by which transcripts are read; the same value for every lexicon of a study."""

    def forms(name: str) -> frozenset[str]:
        return word_set(f"{name}.txt", package)

    return TranscriptWords(
        interviewers=forms("interviewers"),
        interviewer_initials=forms("interviewer_initials"),
        informants=forms("informants"),
        informant_initials=forms("informant_initials"),
        question_labels=forms("question_labels"),
        answer_labels=word_table("answer_labels.tsv", package),
        posts=frozenset(word_table("posts.tsv")),
        shared_posts=forms("shared_posts"),
        titles=forms("titles"),
        metadata_labels=forms("metadata_labels"),
        aside_labels=forms("aside_labels"),
        aside_endings=forms("aside_endings"),
        capital_abbreviations=forms("capital_abbreviations"),
        name_labels=forms("name_labels"),
        date_labels=forms("date_labels"),
        date_label_companions=forms("date_label_companions"),
        withheld_names=forms("withheld_names"),
        page_words=forms("page_words"),
        page_total_words=forms("page_total_words"),
        observation_file_words=forms("observation_file_words"),
        document_file_words=forms("document_file_words"),
        file_name_words=forms("file_name_words"),
        question_words=forms("question_words"),
        sentence_abbreviations=forms("sentence_abbreviations"),
        speech_breaks=forms("speech_breaks"),
        speech_closings=forms("speech_closings"),
        time_before=forms("time_before"),
        time_after=forms("time_after"),
    )


@dataclass(frozen=True, slots=True)
class _Folder:
    """The word files of a language, read by their name without suffix."""

    package: str
    analyser: Analyser

    def forms(self, name: str) -> frozenset[str]:
        return word_set(f"{name}.txt", self.package)

    def lemmas(self, name: str) -> frozenset[str]:
        return frozenset(self.analyser.read(word).lemma for word in self.forms(name))

    def phrases(self, name: str) -> Phrases:
        return _by_first_word(
            tuple(self.analyser.read(word).lemma for word in line.split()) for line in self.forms(name)
        )


def _denial_words(folder: _Folder) -> DenialWords:
    return DenialWords(
        taking_part=folder.lemmas("taking_part"),
        in_use=folder.lemmas("in_use"),
        frequent=folder.lemmas("frequent"),
        incredulity=folder.lemmas("incredulity"),
        correcting=folder.lemmas("correcting"),
        pronouns=folder.lemmas("pronouns"),
        relatives=folder.lemmas("relatives"),
        pointing=folder.lemmas("pointing"),
        seeming=folder.lemmas("seeming"),
        contradictions=folder.forms("contradictions"),
        asking_when=folder.forms("asking_when"),
        rarity_phrases=folder.phrases("rarity_phrases"),
        rhetorical=folder.phrases("rhetorical"),
        rhetorical_who=folder.phrases("rhetorical_who"),
        rhetorical_after=_by_first_word(tuple(line.split()) for line in folder.forms("rhetorical_after")),
        pairs=frozenset(tuple(line.split()) for line in folder.forms("denial_pairs")),
    )


def _supposition_words(folder: _Folder) -> SuppositionWords:
    return SuppositionWords(
        occasions=folder.lemmas("occasions"),
        whenever=folder.lemmas("whenever"),
        case_ends=folder.lemmas("case_ends"),
        consequence_openers=folder.lemmas("consequence_openers"),
        linking=folder.lemmas("linking"),
        sanctions=folder.lemmas("sanctions"),
    )


def _reported_speech_words(folder: _Folder) -> ReportedSpeechWords:
    return ReportedSpeechWords(
        alone=folder.forms("report_words"),
        openers=folder.lemmas("report_openers"),
        verbs=folder.lemmas("telling"),
        tellers=folder.lemmas("tellers"),
        somebody=folder.phrases("somebody"),
        hearing=folder.lemmas("hearing"),
        hearsay_sources=folder.lemmas("hearsay_sources"),
        own_voice=folder.lemmas("own_voice"),
        taken_back=folder.forms("taken_back"),
    )


def _other_group_words(folder: _Folder) -> OtherGroupWords:
    return OtherGroupWords(
        groups=folder.lemmas("groups"),
        marks=folder.lemmas("other_marks"),
        comparing=folder.lemmas("comparing"),
    )


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> Phrases:
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(set(phrases), key=len, reverse=True):
        by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
    return by_first
