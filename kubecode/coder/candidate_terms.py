"""Terms that could become indicators: content words, and pairs of them in succession."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.vocabulary import COMMA, STOP, Form, Vocabulary
from kubecode.coder.words import WordSequence, read_words, without_asides
from kubecode.language import Language
from kubecode.model import Document

Term = tuple[str, ...]
"""One or two keys (see ``WordAnalysis.key``) in the order of the text."""

_REDUPLICATED = "²"


def terms_of(document: Document, language: Language, vocabulary: Vocabulary) -> list[frozenset[Term]]:
    """Return the terms of each segment, in the order of the text.

    A term of two words occurs wherever an indicator of these words would match: one word may lie between.
    """
    text = without_asides(document.text)
    keys: dict[str, tuple[str, ...]] = {}
    terms = []
    for segment in document.segments:
        words = read_words(text, segment.start, segment.end, vocabulary)
        for form in words.forms:
            if form.written not in keys:
                keys[form.written] = _keys(form, language)
        terms.append(frozenset(_terms(words, [keys[form.written] for form in words.forms])))
    return terms


def indicator_text(term: Term, language: Language) -> str | None:
    """Return the term as the text of an indicator, None if that indicator would match something else."""
    words = [f"{key[:-1]}-{key[:-1]}" if key.endswith(_REDUPLICATED) else key for key in term]
    return (
        " ".join(words)
        if all(map(str.isalpha, "".join(words).replace("-", "")))
        and tuple(language.read(word).key for word in words) == term
        else None
    )


def _terms(words: WordSequence, keys: list[tuple[str, ...]]) -> Iterator[Term]:
    for index, keys_of_word in enumerate(keys):
        for key in keys_of_word:
            yield (key,)
            for following in _following(words, index):
                yield from ((key, other) for other in keys[following] if other != key)


def _following(words: WordSequence, index: int) -> Iterator[int]:
    """Yield the possible second words of a term: the next word, and without a pause the one after it."""
    forms, last = words.forms, len(words.forms) - 1
    if index + 1 <= last and forms[index].pause < STOP:
        yield index + 1
    if index + 2 <= last and max(forms[index].pause, forms[index + 1].pause) < COMMA:
        yield index + 2


def _keys(form: Form, language: Language) -> tuple[str, ...]:
    """Return the keys that match a form; none for a name, a function word or a word of a scope rule."""
    scope_words = language.scope_words - language.praise - language.complaint
    # Form and lemma can differ in this: words of time are listed as forms (akhirnya has the lemma akhir), and
    # near spelling gives the lemma of another form.
    is_empty = language.says_nothing(form.lower) or language.says_nothing(form.lemma)
    if is_empty or form.lemma in scope_words or form.lower in language.question_words:
        return ()
    is_capitalised = form.written[0].isupper()
    is_known = language.read(form.lower).known
    is_name = form.lemma not in language.analyser.roots and (is_capitalised or is_known)
    return () if is_name else tuple(dict.fromkeys((form.lemma, form.key)))
