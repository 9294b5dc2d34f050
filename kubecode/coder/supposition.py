"""Cues that say that a thing is only supposed, wished, planned or asked about."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.find import Hit
from kubecode.coder.scope import Scope
from kubecode.coder.scope_flags import ASKS, SUPPOSES
from kubecode.coder.vocabulary import COMMA
from kubecode.model import Cue, CueKind

_REACH = 6
_REACH_SAYING = 4
_REACH_QUESTION = 4
_REACH_RULE = 4


def suppositions(hit: Hit, scope: Scope, *, is_denied: bool) -> Iterator[Cue]:
    """Yield the cue that makes a hit hypothetical, if any.

    A denied hit is not a mere question: ``siapa yang mau ikut?`` (who would join), ``Ribut? Engga``.
    """
    marker = _supposition_marker(hit, scope)
    if marker is None:
        marker = _rule_marker(hit, scope)
    if marker is not None:
        yield scope.cue(CueKind.HYPOTHESIS, marker)
        return
    question_word = None if is_denied else _question_word(hit, scope)
    if question_word is not None:
        yield scope.cue(CueKind.QUESTION, question_word)


def _supposition_marker(hit: Hit, scope: Scope) -> int | None:
    """Return the word that supposes a hit, as in ``kalo ada yang ribut ya didamein``.

    ("If some quarrel, they are reconciled.") In ``kalo komunikasi mah lancar`` and ``kalo soal jadwal``, the
    word ``kalo`` only names the topic. A phrase that reaches into the consequence (``kalo ada masalah ya
    diobrolin``: problems are talked over) is asserted.
    """
    if not scope.words.has(SUPPOSES, max(scope.begin, hit.first - _REACH), hit.last):
        return None
    markers = [_marker_of(word, hit, scope) for word in hit.words]
    marker = markers[0]
    if marker is None or None in markers:
        return None
    if hit.pattern.is_of_wishes and scope.words.forms[marker].lower in scope.language.wishes:
        # If many indicators of the code are wishes (biar maju: may it thrive), a wish is evidence for it.
        return None
    if _names_topic(hit, scope, marker) or _is_occasion(hit, scope, marker):
        return None
    return marker


def _rule_marker(hit: Hit, scope: Scope) -> int | None:
    """Return the ``yang`` of a rule: ``yang melanggar ditegur`` (offenders are warned) reports no offence."""
    forms, language, index = scope.words.forms, scope.language, hit.first - 1
    if index < scope.begin or forms[index].lemma not in language.denial.relatives or not hit.pattern.is_bad:
        return None
    if not scope.opens_clause(index) and forms[index - 1].lemma not in language.reported_speech.tellers:
        return None
    for following in range(hit.last + 1, min(scope.end, hit.last + 1 + _REACH_RULE)):
        if forms[following - 1].pause:
            return None
        if forms[following].lemma in language.supposition.sanctions:
            return index
    return None


def _marker_of(word: int, hit: Hit, scope: Scope) -> int | None:
    """Return the marker of the supposed case that contains a word of the hit, or None."""
    forms, language = scope.words.forms, scope.language
    for index in range(word - 1, max(scope.begin, word - _REACH) - 1, -1):
        form = forms[index]
        if form.pause or form.lemma in language.consequences or form.lemma in language.habits:
            return None
        if form.lower in language.wishes:
            return index
        if form.lemma in language.hypotheses:
            is_assertion = _is_after_saying(scope, index) or _is_consequence(word, index, hit, scope)
            return None if is_assertion else index
    return None


def _is_consequence(word: int, marker: int, hit: Hit, scope: Scope) -> bool:
    """Return whether a word follows a complete case, as in ``kalo ada masalah | diselesaikan``.

    ("If there is a problem, it is solved.") A case is complete after what exists (``ada``), what goes wrong
    (``telat``, late) or a regular occasion (``kalo rapat | …``, at meetings).
    """
    forms, language = scope.words.forms, scope.language
    is_complete = is_existence = False
    for index in range(marker + 1, word + 1):
        form = forms[index]
        is_occasion = form.lemma in language.supposition.occasions
        if is_complete and (is_occasion or _opens_consequence(scope, index)):
            return True
        if is_occasion and index < word and index not in hit.words:
            return True
        if form.lemma in language.supposition.case_ends or (is_existence and not form.is_light):
            is_complete = True
        is_existence = is_existence or form.lemma in language.having
    return False


def _opens_consequence(scope: Scope, index: int) -> bool:
    """Return whether a word opens the consequence of a case.

    ``pada nengokin`` (all visit), ``didenda`` (is fined), ``saya bilang`` (I say) do; ``yang dibawa`` (which
    is brought) and ``sama saya`` (with me) do not.
    """
    forms, supposition = scope.words.forms, scope.language.supposition
    if forms[index - 1].lemma in supposition.linking:
        return False
    if forms[index].lemma in supposition.consequence_openers:
        return True
    return "di-" in scope.language.read(forms[index].lower).prefixes


def _is_occasion(hit: Hit, scope: Scope, marker: int) -> bool:
    """Return whether the hit is a regular occasion, so that ``kalo`` means "whenever".

    ``kalo rapat pada diem`` (at meetings all are silent) supposes nothing.
    """
    forms, supposition = scope.words.forms, scope.language.supposition
    if hit.pattern.is_bad or forms[marker].lemma not in supposition.whenever:
        return False
    is_next = all(form.is_light for form in forms[marker + 1 : hit.first])
    return is_next and supposition.occasions.issuperset(forms[word].lemma for word in hit.words)


def _is_after_saying(scope: Scope, index: int) -> bool:
    """Return whether ``kalo`` means "that": ``dia cerita kalo ga betah`` (she says that she is unhappy)."""
    forms = scope.words.forms
    for before in range(index - 1, max(scope.begin, index - _REACH_SAYING) - 1, -1):
        if forms[before].pause:
            return False
        if forms[before].lemma in scope.language.saying:
            return True
    return False


def _names_topic(hit: Hit, scope: Scope, marker: int) -> bool:
    """Return whether ``kalo`` names the topic: a topic word opens it, or a particle closes it.

    ``kalo soal …`` (as to …), ``kalo di kami`` (with us) and ``kalo yang namanya ribut`` (what is called a
    quarrel) name a topic. ``kalo di warung ada yang ribut`` supposes an event at a place.
    """
    words, language = scope.words, scope.language
    if words.forms[marker].lemma not in language.supposition.whenever:
        return False
    between = words.lemmas(marker + 1, hit.first)
    if between and between[0] in language.denial.relatives:
        between = between[1:]
    if between and between[0] in language.topics:
        is_own = len(between) > 1 and between[1] in language.reported_speech.own_voice
        return is_own or not language.occurrences.intersection(between)
    if between:
        # kalo saya sih kompak (as for me), kalo sekarang mah kompak (as for now).
        is_person_or_time = (
            between[0] in language.denial.pronouns or words.forms[marker + 1].lower in language.time_after
        )
        is_particle_next = len(between) == 2 and between[1] in language.particles - language.consequences
        return is_person_or_time and is_particle_next
    # After a bad hit, ya opens the consequence: kalo tersinggung ya wajar (to be offended is natural).
    naming = language.particles - language.consequences if hit.pattern.is_bad else language.particles
    last = hit.last + 1 if words.forms[hit.last].pause <= COMMA else hit.last
    return not naming.isdisjoint(words.lemmas(hit.first + 1, last + 1))


def _question_word(hit: Hit, scope: Scope) -> int | None:
    """Return the question word about a hit: ``Ribut gimana maksudnya, Bu?`` (what do you mean, quarrel?)."""
    if not (scope.words.flags & ASKS and scope.is_question(hit.last)):
        return None
    forms = scope.words.forms
    first, last = hit.first, hit.last
    while first > max(scope.begin, hit.first - _REACH_QUESTION) and not forms[first - 1].pause:
        first -= 1
    while last + 1 < min(scope.end, hit.last + 1 + _REACH_QUESTION) and not forms[last].pause:
        last += 1
    indices = (i for i in range(first, last + 1) if forms[i].lower in scope.language.question_words)
    return next((i for i in indices if i not in hit.words), None)
