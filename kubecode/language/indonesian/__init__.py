"""Indonesian as it is spoken: rules in small code, words in the plain files of this folder."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kubecode.language import Language
from kubecode.language.custom_lexicon import EMPTY_LEXICON, CustomLexicon
from kubecode.language.indonesian import scope_words
from kubecode.language.indonesian.analyser import IndonesianAnalyser
from kubecode.language.indonesian.lexicon import load_lexicon, word_set, word_table

__all__ = ["lemma", "load"]


@cache
def load(own: CustomLexicon = EMPTY_LEXICON) -> Language:
    """Return the language with a fresh analyser; ``own`` are words that a codebook or study adds."""
    compounds = {tuple(words.split()): joined for words, joined in word_table("compounds.tsv").items()}
    analyser = IndonesianAnalyser(load_lexicon(replace(own, roots=own.roots | frozenset(compounds.values()))))

    def lemmas(name: str) -> frozenset[str]:
        return frozenset(analyser.read(word).lemma for word in word_set(name))

    return Language(
        analyser=analyser,
        negators=lemmas("negators.txt"),
        existence=lemmas("existence.txt"),
        having=lemmas("having.txt"),
        denial_tails=lemmas("denial_tails.txt"),
        rarity=lemmas("rarity.txt"),
        restrictives=lemmas("restrictives.txt"),
        restrictives_behind=lemmas("restrictives_behind.txt"),
        endings=lemmas("endings.txt"),
        hypotheses=lemmas("hypotheses.txt"),
        wishes=word_set("wishes.txt"),
        saying=lemmas("saying.txt"),
        habits=lemmas("habits.txt"),
        nearly=lemmas("nearly.txt"),
        consequences=lemmas("consequences.txt"),
        topics=lemmas("topics.txt"),
        occurrences=lemmas("occurrences.txt"),
        light_words=lemmas("light_words.txt"),
        particles=lemmas("particles.txt"),
        praise=lemmas("praise.txt"),
        complaint=lemmas("complaint.txt"),
        complement_takers=lemmas("complement_takers.txt"),
        speech_breaks=word_set("speech_breaks.txt"),
        speech_closings=word_set("speech_closings.txt"),
        time_before=word_set("time_before.txt"),
        time_after=word_set("time_after.txt"),
        question_words=word_set("question_words.txt"),
        once=word_set("once.txt"),
        changes=lemmas("changes.txt"),
        denying=scope_words.denial_words(analyser),
        supposing=scope_words.supposition_words(analyser),
        telling=scope_words.reported_speech_words(analyser),
        others=scope_words.other_group_words(analyser),
        compounds=compounds,
    )


def lemma(word: str) -> str:
    """Return the dictionary form of a word, or the lower-cased word where nothing is known."""
    return load().read(word).lemma
