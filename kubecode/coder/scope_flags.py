"""What a word may do to those around it, decided once for each form, as flags that add up over a segment.

Most words do nothing. Scope asks its questions only where a word was said that may answer one with yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kubecode.language import Language

LIGHT = 1
"""It means so little that a denial reaches over it: the smallest flag, because alone it asks for nothing."""
OPENS, ODD = 2, 4
"""It may begin what an indicator seeks; it is not one word, but several or none."""
DENIES, CONTRADICTS, APPRAISES = 8, 16, 32
"""It may say that a thing is not so or seldom, that it only seemed so, how good it is."""
SUPPOSES, RULES, ASKS = 64, 128, 256
"""It may say that a thing is only supposed, that a rule is made about it, that it is asked about."""
TELLS, REPORTS, OTHERS, ONCE = 512, 1024, 2048, 4096
"""It may say that somebody is reported, begin the words that do, mark another group, say it was so once."""


def flag_function(language: Language) -> Callable[[str, str], int]:
    """Return what says of a form and its lemma which questions of scope it may answer."""
    denying, telling = language.denying, language.telling
    lemmas = {
        DENIES: language.negators
        | language.verdicts
        | language.restrictives
        | language.restrictives_after
        | {word for phrases in denying.rarity_phrases.values() for phrase in phrases for word in phrase}
        | denying.rhetorical.keys()
        | denying.rhetorical_who.keys(),
        CONTRADICTS: denying.contradictions,
        SUPPOSES: language.hypotheses,
        RULES: denying.relatives,
        TELLS: telling.openers | telling.hearing | telling.verbs,
        REPORTS: telling.openers | telling.tellers | telling.hearing | telling.somebody.keys(),
        OTHERS: language.others.marks,
        APPRAISES: language.praise | language.complaint,
        LIGHT: language.light_words | language.particles,
    }
    forms = {
        DENIES: denying.asking_when | denying.rhetorical_after.keys(),
        CONTRADICTS: denying.contradictions,
        SUPPOSES: language.wishes,
        ASKS: language.question_words,
        TELLS: telling.alone,
        REPORTS: telling.alone,
        ONCE: language.once,
    }

    of_lemma, of_form = _by_word(lemmas), _by_word(forms)
    return lambda form, lemma: of_lemma.get(lemma, 0) | of_form.get(form, 0)


def _by_word(words_of: Mapping[int, Iterable[str]]) -> dict[str, int]:
    flags: dict[str, int] = {}
    for flag, words in words_of.items():
        for word in words:
            flags[word] = flags.get(word, 0) | flag
    return flags
