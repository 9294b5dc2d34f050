"""The words in which the cues for a hit may lie, and the clauses that they form."""

from __future__ import annotations

from typing import NamedTuple

from kubecode.coder.vocabulary import QUESTION, STOP
from kubecode.coder.words import WordSequence
from kubecode.language import Language, Phrases
from kubecode.model import Cue, CueKind

FAR = 150
"""The words before and after a hit that are searched for cues, at most."""


class Scope(NamedTuple):
    """The words ``[begin, end)`` of a sequence, in which the cues for a hit may lie.

    Every index counts from the start of the sequence, like those of a hit.
    """

    words: WordSequence
    begin: int
    end: int
    language: Language

    def near(self, first: int, last: int) -> Scope:
        """Return the scope without the words that are too far from the words ``first`` to ``last``.

        Only speech without any full stop has so many words. Without a limit, each hit would search them all.
        """
        if last < self.begin:
            return self
        return self._replace(begin=max(self.begin, first - FAR), end=min(self.end, last + 1 + FAR))

    def cue(self, kind: CueKind, first: int, last: int | None = None) -> Cue:
        """Return the cue at the word ``first``, or at the words ``first`` to ``last``, both included."""
        if last is None or last == first:
            return Cue(*self.words.span(first, first), self.words.forms[first].lower, kind)
        surface = " ".join(self.words.surface(first, last).split())
        return Cue(*self.words.span(first, last), surface, kind)

    def is_connective(self, index: int) -> bool:
        """Return whether a word is only a particle or a conjunction (``ya``, ``kan``, ``tapi``)."""
        form = self.words.forms[index]
        return form.lemma in self.language.particles or form.lower in self.language.speech_breaks

    def opens_clause(self, index: int) -> bool:
        """Return whether only connectives precede a word in its clause."""
        forms = self.words.forms
        while index > self.begin and not forms[index - 1].pause:
            index -= 1
            if not self.is_connective(index):
                return False
        return True

    def ends_clause(self, index: int) -> bool:
        """Return whether only particles and denial tails (``ga ada lagi``) follow a word in its clause."""
        forms, language = self.words.forms, self.language
        for following in range(index + 1, self.end):
            form = forms[following]
            if forms[following - 1].pause or form.lower in language.speech_breaks:
                return True
            if form.lemma not in language.denial_tails and form.lemma not in language.particles:
                return False
        return True

    def sentence_end(self, index: int) -> int:
        """Return the index of the last word in the sentence of a word."""
        forms = self.words.forms
        while index + 1 < self.end and forms[index].pause < STOP:
            index += 1
        return index

    def is_question(self, index: int) -> bool:
        """Return whether the sentence of a word ends with a question mark."""
        return self.words.forms[self.sentence_end(index)].pause == QUESTION

    def phrase_at(self, index: int, phrases: Phrases) -> int | None:
        """Return the last word of the longest phrase of lemmas that begins at a word, None without one."""
        for phrase in phrases.get(self.words.forms[index].lemma, ()):
            end = index + len(phrase)
            if end <= self.end and self.words.lemmas(index, end) == [*phrase]:
                return end - 1
        return None

    def spoken_phrase_at(self, index: int, phrases: Phrases) -> int | None:
        """Return the same as ``phrase_at`` for phrases of forms as spoken."""
        for phrase in phrases.get(self.words.forms[index].lower, ()):
            end = index + len(phrase)
            if end <= self.end and self.words.lowercase(index, end) == [*phrase]:
                return end - 1
        return None
