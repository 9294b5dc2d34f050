"""What says that a thing is not there, hardly there, or there no more."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.clauses import (
    closes_clause,
    ends_clause,
    first_of,
    is_asked,
    is_bad,
    is_light,
    joins,
    make_cue,
    opens_clause,
    phrase_as_said_at,
    phrase_at,
    sentence_end,
)
from kubecode.coder.find import Hit
from kubecode.coder.scope_flags import CONTRADICTS, DENIES
from kubecode.coder.vocabulary import COMMA, STOP, Form
from kubecode.coder.words import WordSequence
from kubecode.language import Language
from kubecode.model import Cue, CueKind

_REACH_BEFORE = 15
_REACH_BEHIND = 14
"""Words over which a denial reaches, all of them light."""
_REACH_IN_USE = 3


def denials(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> list[Cue]:
    """Return the cues that deny a hit among the words ``begin`` to ``end``, make it rare or end it."""
    before: list[Cue] = []
    if words.may(DENIES, max(begin, hit.first - _REACH_BEFORE), hit.last):
        before = [*_inside(hit, words, language), *_before(hit, words, begin, end, language)]
    behind = _behind(hit, words, end, language)
    if behind:
        return before + behind
    contradiction = _contradicted(hit, words, begin, end, language)
    if contradiction is None:
        return before
    # What seemed not to be so (dikiranya ga kompak, padahal kompak) is so after all.
    return [] if any(cue.kind is CueKind.NEGATION for cue in before) else [*before, contradiction]


def carried_denials(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> list[Cue]:
    """Return what the words ``begin`` to ``end`` say of a hit before them, when they say nothing else.

    ``Dulu sering kumpul, | sekarang udah ga pernah``: the second part denies what the first told.
    """
    for index in range(begin, end):
        lemma = words.said[index].lemma
        if lemma in language.verdicts or _denies(index, hit, words, language):
            return list(_verdict(hit, words, index, end, language))
    return []


def _inside(hit: Hit, words: WordSequence, language: Language) -> Iterator[Cue]:
    """``pada ga mau``: a denial may stand in the gap of a phrase."""
    for index in range(hit.first + 1, hit.last):
        if index not in hit.words and _denies(index, hit, words, language):
            yield make_cue(words, index, index, CueKind.NEGATION)


def _denies(index: int, hit: Hit, words: WordSequence, language: Language) -> bool:
    """A phrase that holds its own denial (``ga kompak``) is not denied by the same word said again."""
    lemma = words.said[index].lemma
    return lemma in language.negators and all(words.said[own].lemma != lemma for own in hit.words)


def _before(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> Iterator[Cue]:
    """``ga ada yang pernah ribut``: a denial reaches forward over light words; two cancel each other."""
    found: list[Cue] = []
    for index in range(hit.first - 1, max(begin, hit.first - _REACH_BEFORE) - 1, -1):
        lemma = words.said[index].lemma
        if words.said[index].pause and not _points_on(hit, words, index, language):
            break
        if not (found or words.said[index].flags & DENIES):
            if _reaches_over(hit, words, index, begin, language):
                continue
            break
        rarity = _rarity_before(hit, words, index, begin, language)
        if rarity:
            yield rarity
            return
        if lemma in language.negators:
            if not _is_said_again(words, index, hit, language):
                found.append(make_cue(words, index, index, CueKind.NEGATION))
        elif _asks_in_vain(hit, words, index, begin, end, language) or (
            found and lemma in language.denying.incredulity
        ):
            found.append(make_cue(words, index, index, CueKind.NEGATION))
        elif lemma in language.rarity or not _reaches_over(hit, words, index, begin, language):
            break
    if len(found) % 2:
        yield found[0]


def _is_said_again(words: WordSequence, index: int, hit: Hit, language: Language) -> bool:
    """Said twice on end (engga sih ga kompak) it is one denial, also when the hit opens with it; and what
    is denied before a subject of its own is something else (ribut engga saya ga pernah).
    """
    lemma = words.said[index].lemma
    following = index + 1
    while following < hit.first and words.said[following].lemma in language.particles:
        following += 1
    if words.said[following].lemma == lemma:
        return True
    if lemma in language.denying.correcting or words.said[index + 1].lemma not in language.denying.pronouns:
        return False
    return lemma in words.lemmas(index + 2, hit.first)


def _rarity_before(hit: Hit, words: WordSequence, index: int, begin: int, language: Language) -> Cue | None:
    """``jarang kumpul``, ``hampir ga pernah ribut``, ``ga sering ribut``, ``setaun sekali ribut``."""
    lemma = words.said[index].lemma
    before = words.said[index - 1].lemma if index > begin and not words.said[index - 1].pause else ""
    if lemma in language.negators:
        if before in language.nearly:
            return make_cue(words, index - 1, index, CueKind.RARITY)
        if words.said[index + 1].lemma in language.denying.frequent:
            last = index + 1 if index + 1 < hit.first else index
            return make_cue(words, index, last, CueKind.RARITY)
        return None
    if lemma in language.rarity:
        is_rare = before not in language.negators
    elif before and phrase_at(words, index - 1, index + 1, language.denying.rarity_phrases) == index:
        return make_cue(words, index - 1, index, CueKind.RARITY)
    else:
        is_rare = index == hit.first - 1 and _narrows(words, index, language)
    return make_cue(words, index, index, CueKind.RARITY) if is_rare else None


def _reaches_over(hit: Hit, words: WordSequence, index: int, begin: int, language: Language) -> bool:
    """Light words, those of taking part, people (ga pernah ketuanya marah), ``absen kalo rapat`` and ``kalo
    di kami`` let a denial through.
    """
    lemma, denying = words.said[index].lemma, language.denying
    if is_light(words.said[index]) or lemma in language.telling.tellers:
        return True
    if lemma in denying.taking_part or lemma in denying.frequent:
        return True
    if index > begin and (words.said[index - 1].small, words.said[index].small) in denying.pairs:
        return True
    if lemma not in language.supposing.whenever:
        return False
    comes_round = words.said[hit.first].lemma in language.supposing.occasions
    return comes_round or words.said[index + 1].lemma in language.topics


def _points_on(hit: Hit, words: WordSequence, index: int, language: Language) -> bool:
    """``ga ada yang kayak gitu, ribut-ribut``: what is denied is named behind the comma."""
    is_next = index == hit.first - 1 and words.said[index].pause == COMMA
    return is_next and words.said[index].lemma in language.denying.pointing


def _asks_in_vain(
    hit: Hit, words: WordSequence, index: int, begin: int, end: int, language: Language
) -> bool:
    """``mana ada yang mau dateng``, ``kapan kumpulnya``, ``siapa yang mau ikut?``: a question that denies."""
    last = phrase_at(words, index, end, language.denying.rhetorical)
    if last is None and is_asked(words, hit.last, end):
        last = phrase_at(words, index, end, language.denying.rhetorical_who)
    in_vain = last is not None and last < hit.first
    asks_when = index == hit.first - 1 and words.said[index].small in language.denying.asking_when
    return (in_vain or asks_when) and opens_clause(words, index, begin, language)


def _behind(hit: Hit, words: WordSequence, end: int, language: Language) -> list[Cue]:
    """``ribut mah ga pernah``, ``kumpulnya jarang``, ``Ribut? Engga``: a denial may follow."""
    if not words.may(DENIES, hit.last + 1, end):
        return []
    crossed = False
    for index in range(hit.last + 1, min(end, hit.last + 1 + _REACH_BEHIND)):
        pause, lemma = words.said[index - 1].pause, words.said[index].lemma
        crossed = crossed or pause > 0
        # Behind a pause, what opens with yang speaks of somebody (aturan, yang ga hadir didenda).
        if pause == STOP or (pause and lemma in language.denying.relatives):
            return []
        if words.said[index].flags & DENIES:
            said = _said_at(hit, words, index, end, language, crossed=crossed)
            if said is not None:
                return said
        verdict = _verdict_of_clause(hit, words, index, end, language) if pause else None
        if verdict:
            return [verdict]
        if not is_light(words.said[index]):
            absence = [] if crossed else _absence_behind(hit, words, index, end, language)
            return [*absence, *_verdict_beyond(hit, words, index, end, language)]
    return []


def _said_at(
    hit: Hit, words: WordSequence, index: int, end: int, language: Language, *, crossed: bool
) -> list[Cue] | None:
    """Return what a word behind a hit says of it, None where it may be read on; ``crossed`` is a pause."""
    lemma = words.said[index].lemma
    phrase = _phrase_behind(hit, words, index, end, language)
    if phrase:
        return [phrase]
    if not crossed and _narrows_behind(hit, lemma, language):
        return [make_cue(words, index, index, CueKind.RARITY)]
    if lemma in language.verdicts or _denies(index, hit, words, language):
        # ``bukan ga akur, jarang ketemu aja``: beyond a pause it may speak of what follows.
        points_back = not crossed or _may_point_back(hit, words, index, end, language)
        return list(_verdict(hit, words, index, end, language)) if points_back else []
    return None


def _may_point_back(hit: Hit, words: WordSequence, index: int, end: int, language: Language) -> bool:
    """Beyond a pause, what has a word behind it to speak of does not speak of the hit before it."""
    if _is_in_relative_clause(hit, words, language) or _speaks_of_those(words, index, end, language):
        return False
    return words.said[index].lemma in language.negators or ends_clause(words, index, end, language)


def _speaks_of_those(words: WordSequence, index: int, end: int, language: Language) -> bool:
    """``gotong royong, ga ada yang itung-itungan`` denies what is said behind yang."""
    return not language.denying.relatives.isdisjoint(words.lemmas(index + 1, min(index + 3, end)))


def _phrase_behind(hit: Hit, words: WordSequence, index: int, end: int, language: Language) -> Cue | None:
    """``ribut bisa diitung jari``, ``kompak apanya``."""
    last = phrase_at(words, index, end, language.denying.rarity_phrases)
    if last is not None:
        return make_cue(words, index, last, CueKind.RARITY)
    last = phrase_as_said_at(words, index, end, language.denying.rhetorical_after)
    if last is not None and index == hit.last + 1 and words.said[last].pause:
        return make_cue(words, index, last, CueKind.NEGATION)
    return None


def _verdict(hit: Hit, words: WordSequence, index: int, end: int, language: Language) -> Iterator[Cue]:
    """Say what a rarity, a denial or an end does to the hit before it."""
    lemma = words.said[index].lemma
    is_last = index + 1 >= end or words.said[index].pause > 0
    following = "" if is_last else words.said[index + 1].lemma
    if lemma in language.rarity:
        yield make_cue(words, index, index, CueKind.RARITY)
    elif lemma in language.negators:
        # tidak jarang: often; tidak sering: seldom.
        if following in language.denying.frequent:
            yield make_cue(words, index, index + 1, CueKind.RARITY)
        elif following not in language.rarity and closes_clause(hit, words, index, end, language):
            if words.said[index - 1].lemma in language.nearly:
                yield make_cue(words, index - 1, index, CueKind.RARITY)
            else:
                yield make_cue(words, index, index, CueKind.NEGATION)
    elif closes_clause(hit, words, index, end, language) and not _holds_denial(hit, words, language):
        yield make_cue(words, index, index, CueKind.ENDING)


def _holds_denial(hit: Hit, words: WordSequence, language: Language) -> bool:
    """``ga boleh kosong``: behind a phrase that itself denies, an end is no end."""
    return any(words.said[own].lemma in language.negators for own in hit.words)


def _absence_behind(hit: Hit, words: WordSequence, index: int, end: int, language: Language) -> Iterator[Cue]:
    """``catatan keuangan ga ada``: a clause that ends in what is not there speaks of all before it."""
    for negator in range(index + 1, min(end - 1, hit.last + 1 + _REACH_BEHIND)):
        if words.said[negator - 1].pause:
            return
        if words.said[negator].lemma in language.negators:
            is_near = not is_bad(hit) and negator - index < _REACH_IN_USE
            missing = language.missing if is_near else language.having
            verb = negator + 1
            while verb + 1 < end and words.said[verb].lemma in language.denial_tails:
                if words.said[verb].lemma in missing:
                    break
                verb += 1
            if words.said[verb].lemma in missing and closes_clause(hit, words, negator, end, language):
                yield make_cue(words, negator, negator, CueKind.NEGATION)
            return


def _verdict_beyond(hit: Hit, words: WordSequence, index: int, end: int, language: Language) -> Iterator[Cue]:
    """``perselisihan yang dilaporkan: tidak ada``: a clause that only denies speaks of all before it."""
    if _is_in_relative_clause(hit, words, language):
        return
    for following in range(index + 1, min(end, hit.last + 1 + _REACH_BEHIND)):
        pause = words.said[following - 1].pause
        if pause == STOP:
            return
        if pause and words.said[following].lemma not in language.denying.relatives:
            verdict = _verdict_of_clause(hit, words, following, end, language)
            if verdict:
                yield verdict
            return


def _is_in_relative_clause(hit: Hit, words: WordSequence, language: Language) -> bool:
    """``denda buat yang bolos, ga jalan``: what is denied is the fine."""
    index = hit.first - 1
    is_related = index > 0 and words.said[index].lemma in language.denying.relatives
    return is_related and not words.said[index - 1].pause


def _verdict_of_clause(hit: Hit, words: WordSequence, start: int, end: int, language: Language) -> Cue | None:
    """``…, tidak ada``, ``…, tapi jarang``: return the denial, or rarity, of a clause that says no more.

    Behind a subject of its own a denial is about that subject (``dia marah, saya mah engga``).
    """
    for index in range(start, end):
        if index > start and words.said[index - 1].pause:
            return None
        if words.said[index].lemma in language.rarity and ends_clause(words, index, end, language):
            return make_cue(words, index, index, CueKind.RARITY)
        if _denies(index, hit, words, language):
            following = words.said[index + 1].lemma if index + 1 < end else ""
            has_tail = following in language.having or following in language.denial_tails
            is_whole = (index == start or has_tail) and not _speaks_of_those(words, index, end, language)
            if is_whole and closes_clause(hit, words, index, end, language):
                return make_cue(words, index, index, CueKind.NEGATION)
            return None
        if not joins(words, index, language) and not _may_precede_verdict(words.said[index], language):
            return None
    return None


def _may_precede_verdict(form: Form, language: Language) -> bool:
    """``kita mah`` does, for it is the group; behind ``saya`` something is said of me."""
    if form.lemma in language.denial_tails:
        return True
    return is_light(form) and form.lemma not in language.denying.pronouns


def _contradicted(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> Cue | None:
    """``dibilang ribut, padahal ngobrol biasa``: what only seems so is denied by what it is set against."""
    if not words.flags & CONTRADICTS:
        return None
    last = sentence_end(words, hit.last, end)
    turn = first_of(words, range(hit.last + 1, last), language.denying.contradictions)
    if turn is None or first_of(words, range(begin, hit.first), language.denying.seeming) is None:
        return None
    return make_cue(words, turn, turn, CueKind.NEGATION)


def _narrows(words: WordSequence, index: int, language: Language) -> bool:
    """``hanya kenal``; but ``cuma`` before a word more often means but."""
    is_break = words.said[index].small in language.speech_breaks
    return words.said[index].lemma in language.restrictives and not is_break


def _narrows_behind(hit: Hit, lemma: str, language: Language) -> bool:
    """``kumpul cuma sekali``, ``kenal doang``; but ``ribut doang`` is no little."""
    return lemma in language.restrictives or (lemma in language.restrictives_after and not is_bad(hit))
