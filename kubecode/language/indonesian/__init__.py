"""Colloquial and written Indonesian: an analyser with rules, and the word files of this folder."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kubecode.language import Language
from kubecode.language.custom_lexicon import EMPTY_LEXICON, CustomLexicon
from kubecode.language.from_files import compounds_of, read_language
from kubecode.language.indonesian.analyser import IndonesianAnalyser
from kubecode.language.indonesian.lexicon import load_lexicon

__all__ = ["lemma", "load"]


@cache
def load(lexicon: CustomLexicon = EMPTY_LEXICON) -> Language:
    """Return the language with a fresh analyser; ``lexicon`` has words that a codebook or study adds."""
    roots = lexicon.roots | frozenset(compounds_of(__name__).values())
    return read_language(__name__, IndonesianAnalyser(load_lexicon(replace(lexicon, roots=roots))))


def lemma(word: str) -> str:
    """Return the dictionary form of a word, or the word in lower case if it is unknown."""
    return load().read(word).lemma
