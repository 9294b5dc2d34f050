"""What says that a thing is only supposed, wished, planned or asked."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.clauses import is_asked, is_bad, is_light, make_cue, opens_clause
from kubecode.coder.find import Hit
from kubecode.coder.scope_flags import ASKS, SUPPOSES
from kubecode.coder.vocabulary import COMMA
from kubecode.coder.words import WordSequence
from kubecode.language import Language
from kubecode.model import Cue, CueKind

_REACH = 6
_REACH_SAYING = 4
_REACH_QUESTION = 4
_REACH_RULE = 4


def suppositions(
    hit: Hit, words: WordSequence, begin: int, end: int, language: Language, *, is_denied: bool
) -> Iterator[Cue]:
    """Yield the cues that make of a hit among the words ``begin`` to ``end`` no more than a case.

    What is denied is not only asked: ``siapa yang mau ikut?``, ``Ribut? Engga``.
    """
    marker = _supposed(hit, words, begin, language)
    if marker is None:
        marker = _ruled(hit, words, begin, end, language)
    if marker is not None:
        yield make_cue(words, marker, marker, CueKind.HYPOTHESIS)
        return
    question = None if is_denied else _asked(hit, words, begin, end, language)
    if question is not None:
        yield make_cue(words, question, question, CueKind.QUESTION)


def _supposed(hit: Hit, words: WordSequence, begin: int, language: Language) -> int | None:
    """``kalo ada yang ribut ya didamein``: what stands before the consequence is only supposed.

    ``kalo komunikasi mah lancar`` and ``kalo soal jadwal`` suppose nothing: kalo names the topic. A
    phrase that reaches into the consequence (``kalo ada masalah ya diobrolin``) is said, not supposed.
    """
    if not words.may(SUPPOSES, max(begin, hit.first - _REACH), hit.last):
        return None
    markers = [_marker_over(index, hit, words, begin, language) for index in hit.words]
    first = markers[0]
    if first is None or None in markers:
        return None
    if hit.pattern.is_of_wishes and words.said[first].small in language.wishes:
        # A code many of whose indicators are wishes (biar maju) is no less there for being wished.
        return None
    if _names_topic(hit, first, words, language) or _comes_round(hit, first, words, language):
        return None
    return first


def _ruled(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> int | None:
    """``yang melanggar ditegur``: a rule says what befalls whoever does it, not that somebody has done it."""
    index = hit.first - 1
    if index < begin or words.said[index].lemma not in language.denying.relatives or not is_bad(hit):
        return None
    is_whoever = opens_clause(words, index, begin, language)
    if not is_whoever and words.said[index - 1].lemma not in language.telling.tellers:
        return None
    for following in range(hit.last + 1, min(end, hit.last + 1 + _REACH_RULE)):
        if words.said[following - 1].pause:
            return None
        if words.said[following].lemma in language.supposing.sanctions:
            return index
    return None


def _marker_over(word: int, hit: Hit, words: WordSequence, begin: int, language: Language) -> int | None:
    """Return the word that opens the supposed case in which a word stands, or None."""
    for index in range(word - 1, max(begin, word - _REACH) - 1, -1):
        lemma = words.said[index].lemma
        if words.said[index].pause or lemma in language.consequences or lemma in language.habits:
            return None
        if words.said[index].small in language.wishes:
            return index
        if lemma in language.hypotheses:
            is_said = _is_reported(words, index, begin, language)
            return None if is_said or _is_consequence(word, index, hit, words, language) else index
    return None


def _is_consequence(word: int, marker: int, hit: Hit, words: WordSequence, language: Language) -> bool:
    """Behind a complete case what follows is said: ``kalo ada masalah | diselesaikan``, ``kalo rapat | …``.

    A case is complete with what there is (ada), what goes wrong (telat) or what comes round (rapat).
    """
    is_case = is_there = False
    for index in range(marker + 1, word + 1):
        lemma = words.said[index].lemma
        if is_case and (lemma in language.supposing.occasions or _opens_consequence(index, words, language)):
            return True
        if lemma in language.supposing.occasions and index < word and index not in hit.words:
            return True
        if lemma in language.supposing.case_ends or (is_there and not is_light(words.said[index])):
            is_case = True
        is_there = is_there or lemma in language.having
    return False


def _opens_consequence(index: int, words: WordSequence, language: Language) -> bool:
    """``pada nengokin``, ``didenda``, ``saya bilang``; but not ``yang dibawa`` and ``sama saya``."""
    if words.said[index - 1].lemma in language.supposing.linking:
        return False
    if words.said[index].lemma in language.supposing.consequence_openers:
        return True
    return "di-" in language.read(words.said[index].small).prefixes


def _comes_round(hit: Hit, marker: int, words: WordSequence, language: Language) -> bool:
    """``kalo rapat pada diem``: what comes round by itself is no case, and kalo means whenever.

    ``kalo rapatnya rutin`` says more than that it comes round.
    """
    if is_bad(hit) or words.said[marker].lemma not in language.supposing.whenever:
        return False
    is_next = all(map(is_light, words.said[marker + 1 : hit.first]))
    return is_next and language.supposing.occasions.issuperset(words.said[word].lemma for word in hit.words)


def _is_reported(words: WordSequence, index: int, begin: int, language: Language) -> bool:
    """``dia cerita kalo ga betah``: what stands behind a word of saying is told, not supposed."""
    for before in range(index - 1, max(begin, index - _REACH_SAYING) - 1, -1):
        if words.said[before].pause:
            return False
        if words.said[before].lemma in language.saying:
            return True
    return False


def _names_topic(hit: Hit, index: int, words: WordSequence, language: Language) -> bool:
    """A topic is opened by a word of its own (``kalo soal …``, ``kalo di …``) or closed by a particle.

    ``kalo di warung ada yang ribut`` names a place, but supposes what comes about there; ``kalo di kami``
    and ``kalo yang namanya ribut`` name whom or what is spoken of.
    """
    if words.said[index].lemma not in language.supposing.whenever:
        return False
    between = words.lemmas(index + 1, hit.first)
    if between and between[0] in language.denying.relatives:
        between = between[1:]
    if between and between[0] in language.topics:
        is_own = len(between) > 1 and between[1] in language.telling.own_voice
        return is_own or not language.occurrences.intersection(between)
    if between:
        # kalo saya sih kompak, kalo sekarang mah kompak: of whom or of when it is said.
        of_whom = (
            between[0] in language.denying.pronouns or words.said[index + 1].small in language.time_after
        )
        return of_whom and len(between) == 2 and between[1] in language.particles - language.consequences
    # Behind what is bad, ya opens the consequence (kalo tersinggung ya wajar).
    naming = language.particles - language.consequences if is_bad(hit) else language.particles
    behind = hit.last + 1 if words.said[hit.last].pause <= COMMA else hit.last
    return not naming.isdisjoint(words.lemmas(hit.first + 1, behind + 1))


def _asked(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> int | None:
    """``Ribut gimana maksudnya, Bu?``: return the word with which a hit is only asked about."""
    if not (words.flags & ASKS and is_asked(words, hit.last, end)):
        return None
    first, last = hit.first, hit.last
    while first > max(begin, hit.first - _REACH_QUESTION) and not words.said[first - 1].pause:
        first -= 1
    while last + 1 < min(end, hit.last + 1 + _REACH_QUESTION) and not words.said[last].pause:
        last += 1
    asking = (i for i in range(first, last + 1) if words.said[i].small in language.question_words)
    return next((i for i in asking if i not in hit.words), None)
