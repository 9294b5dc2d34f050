"""What the words around the evidence do to it: deny it, make it rare, suppose it, praise or blame it.

Scope sets presence and valence with its reason; it never deletes a coding.
"""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.codebook import Direction, Group
from kubecode.coder.find import Hit
from kubecode.coder.words import Pause, Words
from kubecode.language import Language
from kubecode.model import Cue, CueKind

_REACH_BEFORE = 15
_REACH_BEHIND = 12
"""Words over which a denial reaches, all of them light."""
_REACH_EVALUATION = 4
_REACH_SUPPOSED = 6
_REACH_SAYING = 4


def find_cues(hit: Hit, words: Words, begin: int, end: int, language: Language) -> tuple[Cue, ...]:
    """Return the cues for a hit among the words ``begin`` to ``end`` of its segment."""
    cues = [
        *_inside(hit, words, language),
        *_before(hit, words, begin, language),
        *_behind(hit, words, end, language),
        *_supposed(hit, words, begin, language),
        *_evaluated(hit, words, begin, end, language),
    ]
    return tuple(sorted(set(cues), key=lambda cue: cue.start))


def _cue(words: Words, index: int, kind: CueKind) -> Cue:
    return Cue(*words.span(index, index), words.forms[index], kind)


def _inside(hit: Hit, words: Words, language: Language) -> Iterator[Cue]:
    """``pada ga mau``: a denial may stand in the gap of a phrase."""
    for index in range(hit.first + 1, hit.last):
        if index not in hit.words and _denies(index, hit, words, language):
            yield _cue(words, index, CueKind.NEGATION)


def _denies(index: int, hit: Hit, words: Words, language: Language) -> bool:
    """A phrase that holds its own denial (``ga kompak``) is not denied by the same word said again."""
    lemma = words.lemmas[index]
    return lemma in language.negators and all(words.lemmas[own] != lemma for own in hit.words)


def _before(hit: Hit, words: Words, begin: int, language: Language) -> Iterator[Cue]:
    """``ga ada yang pernah ribut``: a denial reaches forward over light words; two cancel each other."""
    denials: list[Cue] = []
    for index in range(hit.first - 1, max(begin, hit.first - _REACH_BEFORE) - 1, -1):
        lemma = words.lemmas[index]
        if words.pause(index) != Pause.NONE:
            break
        if lemma in language.negators:
            if index > begin and words.lemmas[index - 1] in language.nearly:
                yield _cue(words, index, CueKind.RARITY)
                return
            # Said twice on end (engga ga kompak) it is one denial, also when the hit opens with it.
            if lemma != words.lemmas[index + 1]:
                denials.append(_cue(words, index, CueKind.NEGATION))
        elif lemma in language.rarity or (index == hit.first - 1 and _narrows(words, index, language)):
            if not _is_denied(words, index, begin, language):
                yield _cue(words, index, CueKind.RARITY)
            break
        elif not _is_light(lemma, language):
            break
    if len(denials) % 2:
        yield denials[0]


def _behind(hit: Hit, words: Words, end: int, language: Language) -> Iterator[Cue]:
    """``ribut mah ga pernah``, ``kumpulnya jarang``, ``Ribut? Engga``: a denial may follow."""
    for index in range(hit.last + 1, min(end, hit.last + 1 + _REACH_BEHIND)):
        pause, lemma = words.pause(index - 1), words.lemmas[index]
        if pause == Pause.STOP:
            return
        if pause == Pause.NONE and _narrows_behind(hit, lemma, language):
            yield _cue(words, index, CueKind.RARITY)
            return
        if lemma in language.rarity | language.endings or _denies(index, hit, words, language):
            yield from _verdict(hit, words, index, end, language)
            return
        if not _is_light(lemma, language):
            if pause == Pause.NONE:
                yield from _absence_behind(hit, words, index, end, language)
            yield from _verdict_behind(hit, words, index, end, language)
            return


def _verdict(hit: Hit, words: Words, index: int, end: int, language: Language) -> Iterator[Cue]:
    """Say what a rarity, a denial or an end does to the hit before it."""
    lemma = words.lemmas[index]
    following = words.lemmas[index + 1] if index + 1 < end else ""
    if lemma in language.rarity:
        yield _cue(words, index, CueKind.RARITY)
    elif lemma in language.negators:
        # tidak jarang: often.
        if following not in language.rarity and _closes_clause(words, index, end, language):
            is_nearly = words.lemmas[index - 1] in language.nearly
            yield _cue(words, index, CueKind.RARITY if is_nearly else CueKind.NEGATION)
    elif _closes_clause(words, index, end, language) and not _holds_denial(hit, words, language):
        yield _cue(words, index, CueKind.ENDING)


def _holds_denial(hit: Hit, words: Words, language: Language) -> bool:
    """``ga boleh kosong``: behind a phrase that itself denies, an end is no end."""
    return any(words.lemmas[own] in language.negators for own in hit.words)


def _absence_behind(hit: Hit, words: Words, index: int, end: int, language: Language) -> Iterator[Cue]:
    """``catatan keuangan ga ada``: a clause that ends in what is not there speaks of all before it."""
    for negator in range(index + 1, min(end - 1, hit.last + 1 + _REACH_BEHIND)):
        if words.pause(negator - 1) != Pause.NONE:
            return
        if words.lemmas[negator] in language.negators:
            if words.lemmas[negator + 1] in language.having and _closes_clause(words, negator, end, language):
                yield _cue(words, negator, CueKind.NEGATION)
            return


def _verdict_behind(hit: Hit, words: Words, index: int, end: int, language: Language) -> Iterator[Cue]:
    """``perselisihan yang dilaporkan: tidak ada``: a clause that only denies speaks of all before it."""
    for following in range(index + 1, min(end, hit.last + 1 + _REACH_BEHIND)):
        pause = words.pause(following - 1)
        if pause == Pause.STOP:
            return
        if pause != Pause.NONE:
            if _denies(following, hit, words, language) and _closes_clause(words, following, end, language):
                yield _cue(words, following, CueKind.NEGATION)
            return


def _is_denied(words: Words, index: int, begin: int, language: Language) -> bool:
    """``tidak jarang`` is often."""
    is_first = index == begin or words.pause(index - 1) != Pause.NONE
    return not is_first and words.lemmas[index - 1] in language.negators


def _narrows(words: Words, index: int, language: Language) -> bool:
    """``hanya kenal``; but ``cuma`` before a word more often means but."""
    is_break = words.forms[index] in language.speech_breaks
    return words.lemmas[index] in language.restrictives and not is_break


def _narrows_behind(hit: Hit, lemma: str, language: Language) -> bool:
    """``kumpul cuma sekali``, ``kenal doang``; but ``ribut doang`` is no little."""
    if lemma in language.restrictives:
        return True
    bad = hit.pattern.indicator.group is Group.HINDERS or hit.pattern.code.direction is Direction.INVERSE
    return lemma in language.restrictives_behind and not bad


def _is_light(lemma: str, language: Language) -> bool:
    return lemma in language.light_words or lemma in language.particles


def _closes_clause(words: Words, index: int, end: int, language: Language) -> bool:
    """A denial behind the word is about that word only if no other word follows for it to deny."""
    for following in range(index + 1, end):
        if words.pause(following - 1) != Pause.NONE:
            return True
        lemma = words.lemmas[following]
        if lemma in language.existence or words.forms[following] in language.speech_breaks:
            return True
        if lemma not in language.denial_tails and lemma not in language.particles:
            return lemma in language.rarity or lemma in language.negators
    return True


def _supposed(hit: Hit, words: Words, begin: int, language: Language) -> Iterator[Cue]:
    """``kalo ada yang ribut ya didamein``: what stands before the consequence is only supposed.

    ``kalo komunikasi mah lancar`` and ``kalo soal jadwal`` suppose nothing: kalo names the topic. A
    phrase that reaches into the consequence (``kalo ada masalah ya diobrolin``) is said, not supposed.
    """
    markers = [_hypothesis_over(index, words, begin, language) for index in hit.words]
    first = markers[0]
    if first is not None and None not in markers and not _names_topic(hit, first, words, language):
        yield _cue(words, first, CueKind.HYPOTHESIS)


def _hypothesis_over(word: int, words: Words, begin: int, language: Language) -> int | None:
    """Return the word that opens the supposed case in which a word stands, or None."""
    for index in range(word - 1, max(begin, word - _REACH_SUPPOSED) - 1, -1):
        lemma = words.lemmas[index]
        if words.pause(index) != Pause.NONE or lemma in language.consequences or lemma in language.habits:
            return None
        if lemma in language.hypotheses or words.forms[index] in language.wishes:
            return None if _is_reported(words, index, begin, language) else index
    return None


def _is_reported(words: Words, index: int, begin: int, language: Language) -> bool:
    """``dia cerita kalo ga betah``: what stands behind a word of saying is told, not supposed."""
    for before in range(index - 1, max(begin, index - _REACH_SAYING) - 1, -1):
        if words.pause(before) != Pause.NONE:
            return False
        if words.lemmas[before] in language.saying:
            return True
    return False


def _names_topic(hit: Hit, index: int, words: Words, language: Language) -> bool:
    """A topic is opened by a word of its own (``kalo soal …``, ``kalo di …``) or closed by a particle.

    ``kalo di warung ada yang ribut`` names a place, but supposes what comes about there.
    """
    between = words.lemmas[index + 1 : hit.first]
    if between and between[0] in language.topics:
        return not language.occurrences.intersection(between)
    if between:
        return False
    behind = hit.last + 1 if words.pause(hit.last) <= Pause.COMMA else hit.last
    return any(lemma in language.particles for lemma in words.lemmas[hit.first + 1 : behind + 1])


def _evaluated(hit: Hit, words: Words, begin: int, end: int, language: Language) -> Iterator[Cue]:
    """``komunikasinya masih lancar``, ``susah kumpulnya``: an evaluation in the same clause."""
    behind = range(hit.last + 1, min(end, hit.last + 1 + _REACH_EVALUATION))
    for index in behind:
        if words.pause(index - 1) >= Pause.COMMA:
            break
        yield from _evaluation(words, index, begin, language)
    index = hit.first - 1
    if index >= begin and words.pause(index) == Pause.NONE:
        yield from _evaluation(words, index, begin, language)


def _evaluation(words: Words, index: int, begin: int, language: Language) -> Iterator[Cue]:
    lemma = words.lemmas[index]
    is_derived = bool(language.read(words.forms[index]).prefixes)
    if (
        is_derived
        or words.forms[index] in language.wishes
        or (lemma not in language.praise and lemma not in language.complaint)
    ):
        return
    denied = index > begin and words.lemmas[index - 1] in language.negators | language.rarity
    good = (lemma in language.praise) != denied
    yield _cue(words, index, CueKind.PRAISE if good else CueKind.COMPLAINT)
