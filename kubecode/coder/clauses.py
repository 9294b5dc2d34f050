"""Clauses as the coder sees them: where they open and end, and which words are too light to matter."""

from __future__ import annotations

from collections.abc import Iterable

from kubecode.coder.find import Hit
from kubecode.coder.scope_flags import LIGHT
from kubecode.coder.vocabulary import QUESTION, STOP, Form
from kubecode.coder.words import WordSequence
from kubecode.language import Language, Phrases
from kubecode.model import Cue, CueKind


def make_cue(words: WordSequence, first: int, last: int, kind: CueKind) -> Cue:
    """Return the cue that the words ``first`` to ``last`` give, both included."""
    surface = words.said[first].small if first == last else " ".join(words.surface(first, last).split())
    return Cue(*words.span(first, last), surface, kind)


def is_light(form: Form) -> bool:
    """Say whether a word means so little that a denial reaches over it."""
    return form.flags & LIGHT > 0


def is_bad(hit: Hit) -> bool:
    """Say whether the presence of what was found speaks against the group."""
    return hit.pattern.is_bad


def opens_clause(words: WordSequence, index: int, begin: int, language: Language) -> bool:
    """Say whether a word stands first in its clause, but for particles and words that only join."""
    while index > begin and not words.said[index - 1].pause:
        index -= 1
        if not joins(words, index, language):
            return False
    return True


def joins(words: WordSequence, index: int, language: Language) -> bool:
    """Say whether a word only joins or colours (ya, tapi, kan)."""
    return words.said[index].lemma in language.particles or words.said[index].small in language.speech_breaks


def phrase_at(words: WordSequence, index: int, end: int, phrases: Phrases) -> int | None:
    """Return the last word of the longest phrase, in dictionary forms, that begins at a word, or None."""
    for phrase in phrases.get(words.said[index].lemma, ()):
        behind = index + len(phrase)
        if behind <= end and words.lemmas(index, behind) == [*phrase]:
            return behind - 1
    return None


def phrase_as_said_at(words: WordSequence, index: int, end: int, phrases: Phrases) -> int | None:
    """Return the last word of the longest phrase, as it is said, that begins at a word, or None."""
    for phrase in phrases.get(words.said[index].small, ()):
        behind = index + len(phrase)
        if behind <= end and words.forms(index, behind) == [*phrase]:
            return behind - 1
    return None


def closes_clause(hit: Hit, words: WordSequence, index: int, end: int, language: Language) -> bool:
    """A denial behind a hit is about that hit only if no other word follows for it to deny.

    ``ribut mah ga pernah ada``, ``ribut mah engga saya``; that it is not in use, or not taken part in,
    denies what is done together.
    """
    denied = language.existence if is_bad(hit) else language.undone
    for following in range(index + 1, end):
        if words.said[following - 1].pause:
            return True
        lemma = words.said[following].lemma
        if lemma in denied or words.said[following].small in language.speech_breaks:
            return True
        is_answer = following == index + 1 and words.said[index - 1].lemma in language.particles
        if is_answer and lemma in language.denying.pronouns:
            return True
        if lemma not in language.denial_tails and lemma not in language.particles:
            return lemma in language.rarity or lemma in language.negators
    return True


def ends_clause(words: WordSequence, index: int, end: int, language: Language) -> bool:
    """Say whether nothing that could be meant follows a word in its clause."""
    for following in range(index + 1, end):
        if words.said[following - 1].pause or words.said[following].small in language.speech_breaks:
            return True
        lemma = words.said[following].lemma
        if lemma not in language.denial_tails and lemma not in language.particles:
            return False
    return True


def sentence_end(words: WordSequence, index: int, end: int) -> int:
    """Return the last word of the sentence in which a word stands."""
    while index + 1 < end and words.said[index].pause < STOP:
        index += 1
    return index


def is_asked(words: WordSequence, index: int, end: int) -> bool:
    """Say whether the sentence in which a word stands is a question."""
    return words.said[sentence_end(words, index, end)].pause == QUESTION


def first_of(words: WordSequence, indices: Iterable[int], wanted: frozenset[str]) -> int | None:
    """Return the first of some words whose lemma or form is wanted."""
    return next((i for i in indices if words.said[i].lemma in wanted or words.said[i].small in wanted), None)
