"""Whose word it is, whose group is meant, and when it was so: reported speech, others, what was once."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.clauses import is_light, make_cue, opens_clause, phrase_at
from kubecode.coder.find import Hit
from kubecode.coder.scope_flags import ONCE, OTHERS, REPORTS, TELLS
from kubecode.coder.vocabulary import STOP
from kubecode.coder.words import WordSequence
from kubecode.language import Language
from kubecode.model import Cue, CueKind

_LONGEST_NAME = 4
_LONGEST_MARK = 4
_LOOK_AHEAD = 3


def attributions(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> Iterator[Cue]:
    """Yield who is reported, which other group is meant, and what was so only once."""
    may = words.flags
    if may & TELLS:
        yield from _reported(hit, words, begin, end, language)
    if may & OTHERS:
        yield from _about_others(hit, words, begin, end, language)
    if may & ONCE:
        yield from _once(hit, words, begin, end, language)


def _reported(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> Iterator[Cue]:
    """``Kata Bu Ketua …``, ``Bu Ketua bilang …``, ``ribut katanya``: the last who is reported before the hit,
    else one who is named behind it, at the end of a clause in the same sentence.
    """
    spoken: tuple[int, int] | None = None
    for first, last in _reports(words, begin, end, language):
        if last < hit.first and not _is_taken_back(words, last, hit.first, language):
            spoken = first, last
        if first > hit.last:
            if spoken is None and _points_back(hit, words, first, last, end, language):
                spoken = first, last
            break
    if spoken:
        yield make_cue(words, *spoken, CueKind.REPORT)


def _reports(words: WordSequence, begin: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of each report in the order of speech."""
    behind = begin
    for index, flags in words.marks:
        if behind <= index < end and flags & REPORTS:
            last = _report_at(words, index, begin, end, language)
            if last is not None:
                yield index, last
                behind = last + 1


def _points_back(hit: Hit, words: WordSequence, first: int, last: int, end: int, language: Language) -> bool:
    """``ribut katanya mah``: particles behind a report do not carry it on; a new sentence is not meant."""
    if any(words.said[between].pause >= STOP for between in range(hit.last, first)):
        return False
    return words.said[last].pause > 0 or _only_particles_follow(words, last, end, language)


def _only_particles_follow(words: WordSequence, index: int, end: int, language: Language) -> bool:
    following = index + 1
    while following < end and words.said[following].lemma in language.particles:
        if words.said[following].pause:
            return True
        following += 1
    return following >= end


def _is_taken_back(words: WordSequence, index: int, hit: int, language: Language) -> bool:
    """Behind the end of a sentence, or ``tapi saya``, the informant speaks for herself again."""
    if any(words.said[between].pause >= STOP for between in range(index, hit)):
        return True
    return not language.telling.taken_back.isdisjoint(words.forms(index + 1, hit))


def _report_at(words: WordSequence, index: int, begin: int, end: int, language: Language) -> int | None:
    """Return the last word of a report that begins at a word, or None."""
    telling, lemma = language.telling, words.said[index].lemma
    if index > begin and words.said[index - 1].lemma in language.hypotheses:
        # andai kata ketuanya adil
        return None
    if words.said[index].small in telling.alone:
        return index
    if lemma in telling.openers and words.said[index].small == lemma and not words.said[index].pause:
        return _name_from(words, index + 1, end, language)
    if lemma in telling.hearing:
        from_whom = index + 1 < end and words.said[index + 1].lemma in telling.hearsay_sources
        return _name_from(words, index + 2, end, language) if from_whom else None
    return _told_by(words, index, begin, end, language)


def _told_by(words: WordSequence, index: int, begin: int, end: int, language: Language) -> int | None:
    """``Bu Ketua pernah cerita``, ``ada yang bilang``: return the verb behind the one who tells."""
    last = _name_from(words, index, end, language)
    if last is None:
        last = phrase_at(words, index, end, language.telling.somebody)
    if last is None or not opens_clause(words, index, begin, language):
        return None
    for verb in range(last + 1, min(end, last + 3)):
        if words.said[verb - 1].pause:
            return None
        if words.said[verb].lemma in language.telling.verbs:
            return verb
        if not is_light(words.said[verb]):
            return None
    return None


def _name_from(words: WordSequence, index: int, end: int, language: Language) -> int | None:
    """Return the last word of a person's name or role (``Bu Ketua``, ``tetangga sebelah``) from a word on."""
    telling = language.telling
    last = None
    for following in range(index, min(end, index + _LONGEST_NAME)):
        lemma = words.said[following].lemma
        is_name = words.said[following].written[0].isupper() and following > index
        if (
            lemma not in telling.tellers
            and not is_name
            and not (last is not None and lemma in language.others.marks)
        ):
            break
        if lemma in telling.own_voice:
            break
        last = following
        if words.said[following].pause or lemma in language.denying.pronouns:
            break
    return last


def _about_others(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> Iterator[Cue]:
    """``Kelompok sebelah mah ribut terus``, ``yang ribut mah kelompok sebelah``."""
    cue = _others_before(hit, words, begin, end, language) if words.may(OTHERS, begin, hit.first) else None
    if cue is None and words.may(OTHERS, hit.last + 1, end):
        cue = _others_behind(hit, words, begin, end, language)
    if cue:
        yield cue


def _others_before(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> Cue | None:
    for index in range(hit.first - 1, begin - 1, -1):
        if words.said[index].pause >= STOP or words.said[index].lemma in language.telling.own_voice:
            return None
        is_group = words.said[index].lemma in language.others.groups
        last = _others_at(words, index, begin, end, language) if is_group else None
        if last is not None and last < hit.first:
            return make_cue(words, index, last, CueKind.OTHERS)
    return None


def _others_behind(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> Cue | None:
    for index in range(hit.last + 1, end):
        form = words.said[index]
        if words.said[index - 1].pause:
            return None
        last = (
            _others_at(words, index, begin, end, language) if form.lemma in language.others.groups else None
        )
        if last is not None:
            return make_cue(words, index, last, CueKind.OTHERS)
        if not is_light(form) and form.lemma not in language.supposing.linking:
            return None
    return None


def _others_at(words: WordSequence, index: int, begin: int, end: int, language: Language) -> int | None:
    """Return the last word of another group that is named at a word; None when it is only compared with."""
    others = language.others
    before = words.lemmas(max(begin, index - 2), index)
    if any(lemma in others.comparing for lemma in before):
        return None
    for following in range(index + 1, min(end, index + 1 + _LONGEST_MARK)):
        if words.said[following - 1].pause or words.said[following].lemma in language.telling.own_voice:
            return None
        if words.said[following].lemma in others.marks:
            return following
        is_place = words.said[following].lemma in others.groups | language.supposing.linking
        if not is_place:
            return None
    return None


def _once(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> Iterator[Cue]:
    """``Tadinya mah kompak.``: what was so, with a hint that it is no longer; not when that is told."""
    for index in range(begin, hit.first):
        if words.said[index].small in language.once:
            has_changed = not language.changes.isdisjoint(words.lemmas(index, hit.first))
            until = min(len(words.said), end + _LOOK_AHEAD)
            if not has_changed and not _turns_to_now(words, index, until, language):
                yield make_cue(words, index, index, CueKind.ONCE)
            return


def _turns_to_now(words: WordSequence, begin: int, end: int, language: Language) -> bool:
    pairs = zip(words.forms(begin, end), words.forms(begin + 1, end + 1), strict=False)
    return any(one in language.time_after or f"{one} {other}" in language.time_after for one, other in pairs)
