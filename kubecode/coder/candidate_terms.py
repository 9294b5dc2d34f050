"""Which words of a segment might speak for a code: content words, and two of them one behind the other."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.vocabulary import COMMA, STOP, Form, Vocabulary
from kubecode.coder.words import WordSequence, read_words, without_asides
from kubecode.language import Language
from kubecode.model import Document

Term = tuple[str, ...]
"""One or two keys in the order in which they are said (see ``Reading.key``)."""

_DOUBLED = "²"


def terms_of(document: Document, language: Language, vocabulary: Vocabulary) -> list[frozenset[Term]]:
    """Return the terms of every segment, in the order of the segments.

    A term of two words is wherever an indicator of these words would find them: one word may stand between.
    """
    text = without_asides(document.text)
    keys: dict[str, tuple[str, ...]] = {}
    found = []
    for segment in document.segments:
        words = read_words(text, segment.start, segment.end, vocabulary)
        for form in words.forms:
            if form.written not in keys:
                keys[form.written] = _keys(form, language)
        found.append(frozenset(_terms(words, [keys[form.written] for form in words.forms])))
    return found


def written(term: Term, language: Language) -> str | None:
    """Return the term as an indicator is written, None where that would find something else."""
    words = [f"{key[:-1]}-{key[:-1]}" if key.endswith(_DOUBLED) else key for key in term]
    return (
        " ".join(words)
        if all(map(str.isalpha, "".join(words).replace("-", "")))
        and tuple(language.read(word).key for word in words) == term
        else None
    )


def _terms(words: WordSequence, keys: list[tuple[str, ...]]) -> Iterator[Term]:
    for index, of_word in enumerate(keys):
        for key in of_word:
            yield (key,)
            for following in _following(words, index):
                yield from ((key, other) for other in keys[following] if other != key)


def _following(words: WordSequence, index: int) -> Iterator[int]:
    last = len(words.forms) - 1
    if index + 1 <= last and words.forms[index].pause < STOP:
        yield index + 1
    if index + 2 <= last and max(words.forms[index].pause, words.forms[index + 1].pause) < COMMA:
        yield index + 2


def _keys(form: Form, language: Language) -> tuple[str, ...]:
    """Return what a form may be found by, nothing for one that says nothing or is a name."""
    turns_meaning = language.scope_words - language.praise - language.complaint
    # A form that was reached by near spelling says no more than what it was meant to be.
    says_nothing = language.says_nothing(form.lower) or language.says_nothing(form.lemma)
    if says_nothing or form.lemma in turns_meaning or form.lower in language.question_words:
        return ()
    is_capital = form.written[0].isupper()
    is_read = language.read(form.lower).known
    is_name = form.lemma not in language.analyser.roots and (is_capital or is_read)
    return () if is_name else tuple(dict.fromkeys((form.lemma, form.key)))
