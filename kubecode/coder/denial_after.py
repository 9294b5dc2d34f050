"""Denial, rarity and endings after a hit: ``ribut mah ga pernah`` ("quarrels, never").

A verdict is a word after a hit that denies it, makes it rare or ends it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.find import Hit
from kubecode.coder.scope import Scope
from kubecode.coder.scope_flags import DENIES
from kubecode.coder.vocabulary import STOP, Form
from kubecode.language import Language
from kubecode.model import Cue, CueKind

_REACH_AFTER = 14
"""How many words after the hit are searched; a denial reaches over light words only."""
_REACH_IN_USE = 3


def denials_after(hit: Hit, scope: Scope) -> list[Cue]:
    """Return the cues after a hit: ``ribut mah ga pernah``, ``kumpulnya jarang``, ``Ribut? Engga``."""
    if not scope.words.has(DENIES, hit.last + 1, scope.end):
        return []
    forms, language = scope.words.forms, scope.language
    is_beyond = False
    for index in range(hit.last + 1, min(scope.end, hit.last + 1 + _REACH_AFTER)):
        form, pause = forms[index], forms[index - 1].pause
        is_beyond = is_beyond or pause > 0
        # After a pause, a relative clause is about somebody: aturan, yang ga hadir didenda (a rule: who does
        # not come is fined).
        if pause == STOP or (pause and form.lemma in language.denial.relatives):
            return []
        if form.flags & DENIES:
            cues = _cues_at(hit, scope, index, is_beyond=is_beyond)
            if cues is not None:
                return cues
        clause_verdict = _clause_verdict(hit, scope, index) if pause else None
        if clause_verdict:
            return [clause_verdict]
        if not form.is_light:
            absence = [] if is_beyond else _absence_after(hit, scope, index)
            return [*absence, *_later_clause_verdict(hit, scope, index)]
    return []


def is_negator(hit: Hit, scope: Scope, index: int) -> bool:
    """Return whether a word is a negator other than the hit's own (``ga kompak, engga``)."""
    forms = scope.words.forms
    lemma = forms[index].lemma
    return lemma in scope.language.negators and all(forms[word].lemma != lemma for word in hit.words)


def verdict(hit: Hit, scope: Scope, index: int) -> Iterator[Cue]:
    """Yield the cue of a verdict, negator or rarity word after a hit."""
    forms, language = scope.words.forms, scope.language
    lemma = forms[index].lemma
    is_last = index + 1 >= scope.end or forms[index].pause > 0
    following = "" if is_last else forms[index + 1].lemma
    if lemma in language.rarity:
        yield scope.cue(CueKind.RARITY, index)
    elif lemma in language.negators:
        # tidak jarang (not seldom) denies nothing; tidak sering (not often) is rare.
        if following in language.denial.frequent:
            yield scope.cue(CueKind.RARITY, index, index + 1)
        elif following not in language.rarity and _closes_clause(hit, scope, index):
            if forms[index - 1].lemma in language.nearly:
                yield scope.cue(CueKind.RARITY, index - 1, index)
            else:
                yield scope.cue(CueKind.NEGATION, index)
    elif _closes_clause(hit, scope, index) and not _contains_negator(hit, scope):
        yield scope.cue(CueKind.ENDING, index)


def _closes_clause(hit: Hit, scope: Scope, index: int) -> bool:
    """Return whether no other word follows that a denial after the hit could deny instead.

    ``ribut mah ga pernah ada`` (there never is), ``ribut mah engga saya`` (I do not quarrel). Unless the
    hit is bad, words of use and of taking part may follow too: they are what is denied of an activity.
    """
    forms, language = scope.words.forms, scope.language
    denied = language.existence if hit.pattern.is_bad else language.undone
    for following in range(index + 1, scope.end):
        form = forms[following]
        if forms[following - 1].pause:
            return True
        if form.lemma in denied or form.lower in language.speech_breaks:
            return True
        is_answer = following == index + 1 and forms[index - 1].lemma in language.particles
        if is_answer and form.lemma in language.denial.pronouns:
            return True
        if form.lemma not in language.denial_tails and form.lemma not in language.particles:
            return form.lemma in language.rarity or form.lemma in language.negators
    return True


def _contains_negator(hit: Hit, scope: Scope) -> bool:
    """Return whether the hit contains a negator (``ga boleh kosong``); then an ending does not deny it."""
    return any(scope.words.forms[word].lemma in scope.language.negators for word in hit.words)


def _cues_at(hit: Hit, scope: Scope, index: int, *, is_beyond: bool) -> list[Cue] | None:
    """Return the cues of a word after a hit; None if the search goes on.

    ``is_beyond`` says that there is a pause between the hit and the word.
    """
    lemma = scope.words.forms[index].lemma
    phrase = _phrase_after(hit, scope, index)
    if phrase:
        return [phrase]
    if not is_beyond and _restricts(hit, lemma, scope.language):
        return [scope.cue(CueKind.RARITY, index)]
    if lemma in scope.language.verdicts or is_negator(hit, scope, index):
        # Beyond a pause it may belong to what follows: bukan ga akur, jarang ketemu aja (not that they do
        # not get on, they seldom meet).
        points_back = not is_beyond or _may_point_back(hit, scope, index)
        return list(verdict(hit, scope, index)) if points_back else []
    return None


def _may_point_back(hit: Hit, scope: Scope, index: int) -> bool:
    """Return whether a word beyond a pause may be about the hit, not about what follows the word."""
    if _is_in_relative_clause(hit, scope) or _has_relative_clause(scope, index):
        return False
    return scope.words.forms[index].lemma in scope.language.negators or scope.ends_clause(index)


def _has_relative_clause(scope: Scope, index: int) -> bool:
    """Return whether a relative clause follows, which is what is denied.

    ``gotong royong, ga ada yang itung-itungan``: mutual help, nobody keeps count.
    """
    lemmas = scope.words.lemmas(index + 1, min(index + 3, scope.end))
    return not scope.language.denial.relatives.isdisjoint(lemmas)


def _is_in_relative_clause(hit: Hit, scope: Scope) -> bool:
    """Return whether the hit is in a relative clause; then the head of the clause is denied.

    ``denda buat yang bolos, ga jalan`` (the fine for absence does not work): the fine is denied.
    """
    forms, index = scope.words.forms, hit.first - 1
    is_relative = index > 0 and forms[index].lemma in scope.language.denial.relatives
    return is_relative and not forms[index - 1].pause


def _phrase_after(hit: Hit, scope: Scope, index: int) -> Cue | None:
    """Return a phrase of rarity (``ribut bisa diitung jari``) or of rhetorical denial (``kompak apanya``).

    ("Quarrels can be counted on one hand", "united in what way?".)
    """
    denial = scope.language.denial
    last = scope.phrase_at(index, denial.rarity_phrases)
    if last is not None:
        return scope.cue(CueKind.RARITY, index, last)
    last = scope.spoken_phrase_at(index, denial.rhetorical_after)
    if last is not None and index == hit.last + 1 and scope.words.forms[last].pause:
        return scope.cue(CueKind.NEGATION, index, last)
    return None


def _absence_after(hit: Hit, scope: Scope, index: int) -> Iterator[Cue]:
    """Yield the negation in a clause that ends with an absence: ``catatan keuangan ga ada``.

    ("Financial records, there are none.") The absence is about all that precedes it in the clause.
    """
    forms, language = scope.words.forms, scope.language
    for negator in range(index + 1, min(scope.end - 1, hit.last + 1 + _REACH_AFTER)):
        if forms[negator - 1].pause:
            return
        if forms[negator].lemma in language.negators:
            is_near = not hit.pattern.is_bad and negator - index < _REACH_IN_USE
            missing = language.missing if is_near else language.having
            verb = negator + 1
            while verb + 1 < scope.end and forms[verb].lemma in language.denial_tails:
                if forms[verb].lemma in missing:
                    break
                verb += 1
            if forms[verb].lemma in missing and _closes_clause(hit, scope, negator):
                yield scope.cue(CueKind.NEGATION, negator)
            return


def _later_clause_verdict(hit: Hit, scope: Scope, index: int) -> Iterator[Cue]:
    """Yield the verdict of the next clause: ``perselisihan yang dilaporkan: tidak ada``.

    ("Reported conflicts: none.") A clause that only denies is about all that precedes it.
    """
    if _is_in_relative_clause(hit, scope):
        return
    forms = scope.words.forms
    for following in range(index + 1, min(scope.end, hit.last + 1 + _REACH_AFTER)):
        pause = forms[following - 1].pause
        if pause == STOP:
            return
        if pause and forms[following].lemma not in scope.language.denial.relatives:
            clause_verdict = _clause_verdict(hit, scope, following)
            if clause_verdict:
                yield clause_verdict
            return


def _clause_verdict(hit: Hit, scope: Scope, start: int) -> Cue | None:
    """Return the denial or rarity of a clause without other content: ``…, tidak ada``, ``…, tapi jarang``.

    After a subject of its own a denial is about that subject (``dia marah, saya mah engga``: he is angry, I
    am not).
    """
    forms, language = scope.words.forms, scope.language
    for index in range(start, scope.end):
        if index > start and forms[index - 1].pause:
            return None
        if forms[index].lemma in language.rarity and scope.ends_clause(index):
            return scope.cue(CueKind.RARITY, index)
        if is_negator(hit, scope, index):
            following = forms[index + 1].lemma if index + 1 < scope.end else ""
            has_tail = following in language.having or following in language.denial_tails
            is_whole = (index == start or has_tail) and not _has_relative_clause(scope, index)
            if is_whole and _closes_clause(hit, scope, index):
                return scope.cue(CueKind.NEGATION, index)
            return None
        if not scope.is_connective(index) and not _may_precede_verdict(forms[index], language):
            return None
    return None


def _may_precede_verdict(form: Form, language: Language) -> bool:
    """Return whether a word may open a clause verdict: ``kita mah`` (the group) may, ``saya`` (I) may not."""
    if form.lemma in language.denial_tails:
        return True
    return form.is_light and form.lemma not in language.denial.pronouns


def _restricts(hit: Hit, lemma: str, language: Language) -> bool:
    """Return whether a word makes the hit rare: ``kumpul cuma sekali``, ``kenal doang``.

    For a bad hit ``doang`` does not (``ribut doang``: nothing but quarrels).
    """
    is_restrictive_after = lemma in language.restrictives_after and not hit.pattern.is_bad
    return lemma in language.restrictives or is_restrictive_after
