"""Flags that mark what a word may do to a hit, looked up once for each form.

Most words have no flag. A scope rule runs only on segments that contain a word with its flag.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kubecode.language import Language

LIGHT = 1
"""A denial reaches over the word. This is the smallest flag: a word that is only light triggers no rule."""
STARTS_INDICATOR, IRREGULAR = 2, 4
"""It may be the first word of an indicator; the piece is not one word, but several or a bare pause."""
DENIES, CONTRADICTS, APPRAISES = 8, 16, 32
"""It may deny or make rare; contradict what seemed so (``padahal``); praise or complain."""
SUPPOSES, STATES_RULE, ASKS = 64, 128, 256
"""It may open a supposition (``kalo``), open a rule (``yang telat didenda``), ask a question."""
REPORTS, STARTS_REPORT, OTHERS, ONCE = 512, 1024, 2048, 4096
"""It may mark reported speech, be its first word, mark another group, mark the past (``tadinya``)."""


def flag_lookup(language: Language) -> Callable[[str, str], int]:
    """Return a function from a lower-case form and its lemma to the flags of the word."""
    denial, reported_speech = language.denial, language.reported_speech
    lemmas = {
        DENIES: language.negators
        | language.verdicts
        | language.restrictives
        | language.restrictives_after
        | {word for phrases in denial.rarity_phrases.values() for phrase in phrases for word in phrase}
        | denial.rhetorical.keys()
        | denial.rhetorical_who.keys(),
        CONTRADICTS: denial.contradictions,
        SUPPOSES: language.hypotheses,
        STATES_RULE: denial.relatives,
        REPORTS: reported_speech.report_openers | reported_speech.hearing | reported_speech.report_verbs,
        STARTS_REPORT: reported_speech.report_openers
        | reported_speech.tellers
        | reported_speech.hearing
        | reported_speech.somebody.keys(),
        OTHERS: language.other_groups.other_marks,
        APPRAISES: language.praise | language.complaint,
        LIGHT: language.light_words | language.particles,
    }
    forms = {
        DENIES: denial.asking_when | denial.rhetorical_after.keys(),
        CONTRADICTS: denial.contradictions,
        SUPPOSES: language.wishes,
        ASKS: language.question_words,
        REPORTS: reported_speech.report_words,
        STARTS_REPORT: reported_speech.report_words,
        ONCE: language.once,
    }

    flags_of_lemma, flags_of_form = _by_word(lemmas), _by_word(forms)
    return lambda form, lemma: flags_of_lemma.get(lemma, 0) | flags_of_form.get(form, 0)


def _by_word(words_by_flag: Mapping[int, Iterable[str]]) -> dict[str, int]:
    flags: dict[str, int] = {}
    for flag, words in words_by_flag.items():
        for word in words:
            flags[word] = flags.get(word, 0) | flag
    return flags
