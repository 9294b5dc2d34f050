"""The words of scope as they are said in Indonesian, from the word files of this folder."""

from __future__ import annotations

from collections.abc import Iterable

from kubecode.language import (
    Analyser,
    DenialWords,
    OtherGroupWords,
    Phrases,
    ReportedSpeechWords,
    SuppositionWords,
)
from kubecode.language.indonesian.lexicon import word_set


def denial_words(analyser: Analyser) -> DenialWords:
    """Return the words by which a denial is known."""
    return DenialWords(
        taking_part=_lemmas("taking_part.txt", analyser),
        in_use=_lemmas("in_use.txt", analyser),
        frequent=_lemmas("frequent.txt", analyser),
        incredulity=_lemmas("incredulity.txt", analyser),
        correcting=_lemmas("correcting.txt", analyser),
        pronouns=_lemmas("pronouns.txt", analyser),
        relatives=_lemmas("relatives.txt", analyser),
        pointing=_lemmas("pointing.txt", analyser),
        seeming=_lemmas("seeming.txt", analyser),
        contradictions=word_set("contradictions.txt"),
        asking_when=word_set("asking_when.txt"),
        rarity_phrases=_phrases("rarity_phrases.txt", analyser),
        rhetorical=_phrases("rhetorical.txt", analyser),
        rhetorical_who=_phrases("rhetorical_who.txt", analyser),
        rhetorical_behind=_by_first_word(tuple(line.split()) for line in word_set("rhetorical_behind.txt")),
        pairs=frozenset(tuple(line.split()) for line in word_set("denial_pairs.txt")),
    )


def supposition_words(analyser: Analyser) -> SuppositionWords:
    """Return the words by which a supposed case is known."""
    return SuppositionWords(
        occasions=_lemmas("occasions.txt", analyser),
        whenever=_lemmas("whenever.txt", analyser),
        case_ends=_lemmas("case_ends.txt", analyser),
        consequence_openers=_lemmas("consequence_openers.txt", analyser),
        linking=_lemmas("linking.txt", analyser),
        sanctions=_lemmas("sanctions.txt", analyser),
    )


def reported_speech_words(analyser: Analyser) -> ReportedSpeechWords:
    """Return the words by which reported speech is known."""
    return ReportedSpeechWords(
        alone=word_set("report_words.txt"),
        openers=_lemmas("report_openers.txt", analyser),
        verbs=_lemmas("telling.txt", analyser),
        tellers=_lemmas("tellers.txt", analyser),
        somebody=_phrases("somebody.txt", analyser),
        hearing=_lemmas("hearing.txt", analyser),
        hearsay_sources=_lemmas("hearsay_sources.txt", analyser),
        own_voice=_lemmas("own_voice.txt", analyser),
        taken_back=word_set("taken_back.txt"),
    )


def other_group_words(analyser: Analyser) -> OtherGroupWords:
    """Return the words by which another group is known."""
    return OtherGroupWords(
        groups=_lemmas("groups.txt", analyser),
        marks=_lemmas("other_marks.txt", analyser),
        comparing=_lemmas("comparing.txt", analyser),
    )


def _lemmas(name: str, analyser: Analyser) -> frozenset[str]:
    return frozenset(analyser.read(word).lemma for word in word_set(name))


def _phrases(name: str, analyser: Analyser) -> Phrases:
    return _by_first_word(
        tuple(analyser.read(word).lemma for word in line.split()) for line in word_set(name)
    )


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> Phrases:
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(set(phrases), key=len, reverse=True):
        by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
    return by_first
