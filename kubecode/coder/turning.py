"""Which words may turn the meaning of what stands beside them, decided once for each form.

Most words turn nothing. Scope asks its questions only where a word was said that may answer one with yes.
"""

from __future__ import annotations

from collections.abc import Callable

from kubecode.language import Language

DENIES, SUPPOSES, TELLS, APPRAISES = 1, 2, 4, 8
"""Flags of the questions: is it denied or rare, only supposed, told by or of others, praised or blamed?"""


def turning(language: Language) -> Callable[[str, str], int]:
    """Return what says of a form and its lemma which questions it may answer, as flags."""
    denying, telling = language.denying, language.telling
    lemmas = {
        DENIES: language.negators
        | language.verdicts
        | language.restrictives
        | language.restrictives_behind
        | denying.contradictions
        | denying.rarity_phrases.keys()
        | denying.rhetorical.keys()
        | denying.rhetorical_who.keys(),
        SUPPOSES: language.hypotheses | denying.relatives,
        TELLS: telling.openers | telling.hearing | telling.verbs | language.others.marks,
        APPRAISES: language.praise | language.complaint,
    }
    forms = {
        DENIES: denying.asking_when | denying.contradictions | denying.rhetorical_behind.keys(),
        SUPPOSES: language.wishes | language.question_words,
        TELLS: telling.alone | language.once,
    }

    def turns(form: str, lemma: str) -> int:
        of_lemma = sum(flag for flag, words in lemmas.items() if lemma in words)
        return of_lemma | sum(flag for flag, words in forms.items() if form in words)

    return turns
