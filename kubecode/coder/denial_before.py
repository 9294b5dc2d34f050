"""Denial and rarity before a hit."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.find import Hit
from kubecode.coder.scope import Scope
from kubecode.coder.scope_flags import DENIES
from kubecode.coder.vocabulary import COMMA
from kubecode.model import Cue, CueKind

REACH_BEFORE = 15
"""How many words before the hit are searched; a denial reaches over light words only."""


def denials_before(hit: Hit, scope: Scope) -> Iterator[Cue]:
    """Yield the denial or rarity that reaches a hit from before: ``ga ada yang pernah ribut``.

    Two denials cancel each other.
    """
    forms, language = scope.words.forms, scope.language
    negations: list[Cue] = []
    for index in range(hit.first - 1, max(scope.begin, hit.first - REACH_BEFORE) - 1, -1):
        form = forms[index]
        if form.pause and not _points_to_next(hit, scope, index):
            break
        if not (negations or form.flags & DENIES):
            if _reaches_over(hit, scope, index):
                continue
            break
        rarity = _rarity_at(hit, scope, index)
        if rarity:
            yield rarity
            return
        if form.lemma in language.negators:
            if not _is_repeated(hit, scope, index):
                negations.append(scope.cue(CueKind.NEGATION, index))
        elif _is_rhetorical(hit, scope, index) or (negations and form.lemma in language.denial.incredulity):
            negations.append(scope.cue(CueKind.NEGATION, index))
        elif form.lemma in language.rarity or not _reaches_over(hit, scope, index):
            break
    if len(negations) % 2:
        yield negations[0]


def _is_repeated(hit: Hit, scope: Scope, index: int) -> bool:
    """Return whether a negator does not count, because it is repeated or denies something else.

    ``engga sih ga kompak``: two in succession are one denial, also if the second belongs to the hit.
    ``ribut engga saya ga pernah``: a negator before a subject of its own denies something else.
    """
    forms, denial = scope.words.forms, scope.language.denial
    lemma = forms[index].lemma
    following = index + 1
    while following < hit.first and forms[following].lemma in scope.language.particles:
        following += 1
    if forms[following].lemma == lemma:
        return True
    if lemma in denial.correcting or forms[index + 1].lemma not in denial.pronouns:
        return False
    return lemma in scope.words.lemmas(index + 2, hit.first)


def _rarity_at(hit: Hit, scope: Scope, index: int) -> Cue | None:
    """Return a rarity at a word before the hit.

    ``jarang kumpul`` (seldom meet), ``hampir ga pernah ribut`` (hardly ever quarrel), ``ga sering ribut``
    (not often), ``setaun sekali ribut`` (once a year).
    """
    forms, language = scope.words.forms, scope.language
    lemma = forms[index].lemma
    previous = forms[index - 1].lemma if index > scope.begin and not forms[index - 1].pause else ""
    if lemma in language.negators:
        if previous in language.nearly:
            return scope.cue(CueKind.RARITY, index - 1, index)
        if forms[index + 1].lemma in language.denial.frequent:
            return scope.cue(CueKind.RARITY, index, min(index + 1, hit.first - 1))
        return None
    if lemma in language.rarity:
        is_rare = previous not in language.negators
    elif (previous, lemma) in language.denial.rarity_phrases.get(previous, ()):
        return scope.cue(CueKind.RARITY, index - 1, index)
    else:
        is_rare = index == hit.first - 1 and _is_restrictive(scope, index)
    return scope.cue(CueKind.RARITY, index) if is_rare else None


def _is_restrictive(scope: Scope, index: int) -> bool:
    """Return whether a word is "only" (``hanya kenal``); before a hit ``cuma`` mostly means "but"."""
    form, language = scope.words.forms[index], scope.language
    return form.lemma in language.restrictives and form.lower not in language.speech_breaks


def _reaches_over(hit: Hit, scope: Scope, index: int) -> bool:
    """Return whether a denial reaches over a word.

    It reaches over light words, words of taking part, persons (``ga pernah ketuanya marah``: the leader is
    never angry), and over "if" before an occasion or a topic (``absen kalo rapat``, ``kalo di kami``).
    """
    forms, denial, supposition = scope.words.forms, scope.language.denial, scope.language.supposition
    form = forms[index]
    if form.is_light or form.lemma in scope.language.reported_speech.tellers:
        return True
    if form.lemma in denial.taking_part or form.lemma in denial.frequent:
        return True
    if index > scope.begin and (forms[index - 1].lower, form.lower) in denial.denial_pairs:
        return True
    if form.lemma not in supposition.whenever:
        return False
    is_occasion = forms[hit.first].lemma in supposition.occasions
    return is_occasion or forms[index + 1].lemma in scope.language.topics


def _points_to_next(hit: Hit, scope: Scope, index: int) -> bool:
    """Return whether a word before a comma points to the hit: ``ga ada yang kayak gitu, ribut-ribut``."""
    form = scope.words.forms[index]
    is_next = index == hit.first - 1 and form.pause == COMMA
    return is_next and form.lemma in scope.language.denial.pointing


def _is_rhetorical(hit: Hit, scope: Scope, index: int) -> bool:
    """Return whether a rhetorical question opens at a word: ``mana ada yang mau dateng`` (who would come).

    ``kapan kumpulnya`` (when do they ever meet); ``siapa yang mau ikut?`` only with a question mark.
    """
    denial = scope.language.denial
    last = scope.phrase_at(index, denial.rhetorical)
    if last is None and scope.is_question(hit.last):
        last = scope.phrase_at(index, denial.rhetorical_who)
    is_phrase = last is not None and last < hit.first
    asks_when = index == hit.first - 1 and scope.words.forms[index].lower in denial.asking_when
    return (is_phrase or asks_when) and scope.opens_clause(index)
