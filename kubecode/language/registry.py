"""The languages that a codebook may have: its code in the codebook, and the module that loads it.

A new language is a folder like ``indonesian`` (the same word files, and ``load`` in its ``__init__``) and one
line here.
"""

from __future__ import annotations

from importlib import import_module

from kubecode.language import Language
from kubecode.language.custom_lexicon import EMPTY_LEXICON, CustomLexicon

DEFAULT_LANGUAGE = "id"

LANGUAGES = {
    DEFAULT_LANGUAGE: "kubecode.language.indonesian",
}
"""Language code (ISO 639-1) → module with ``load(lexicon) -> Language``."""


def load_language(code: str = DEFAULT_LANGUAGE, lexicon: CustomLexicon = EMPTY_LEXICON) -> Language:
    """Return a language with the words that a codebook or study adds. Raises KeyError for an unknown code."""
    language: Language = import_module(LANGUAGES[code]).load(lexicon)
    return language
