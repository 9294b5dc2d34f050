"""What is said of a thing beside its being there: words of praise and of complaint in its clause."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.clauses import ends_clause, is_light, joins, make_cue
from kubecode.coder.find import Hit
from kubecode.coder.scope_flags import APPRAISES
from kubecode.coder.vocabulary import COMMA, STOP
from kubecode.coder.words import WordSequence
from kubecode.language import Language
from kubecode.model import Cue, CueKind

_REACH = 5
_REACH_BEYOND = 6


def appraisals(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> Iterator[Cue]:
    """``komunikasinya masih lancar``, ``susah kumpulnya``: yield the evaluations of a hit in its clause.

    Beyond a comma only light words may stand before it (``sama ketua baik, sama yang lain macet``), and it
    has to end its clause.
    """
    yield from _behind(hit, words, begin, end, language)
    index = hit.first - 1
    if (
        index >= begin
        and words.said[index].lemma in language.complement_takers
        and not words.said[index].pause
    ):
        cue = _appraisal(words, index, begin, language)
        if cue:
            yield cue


def _behind(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> Iterator[Cue]:
    first, last = hit.last + 1, hit.last + _REACH + _REACH_BEYOND
    if not words.may(APPRAISES, first, min(end, last + 1)):
        return
    crossed = False
    for index in range(first, min(end, last + 1)):
        pause = words.said[index - 1].pause
        if pause >= STOP or (not crossed and not pause and index > hit.last + _REACH):
            break
        if crossed and pause:
            break
        crossed = crossed or pause == COMMA
        cue = _appraisal(words, index, begin, language)
        if cue:
            if not crossed or ends_clause(words, index, end, language):
                yield cue
        elif crossed and not is_light(words.said[index]) and not joins(words, index, language):
            break


def _appraisal(words: WordSequence, index: int, begin: int, language: Language) -> Cue | None:
    if not words.said[index].flags & APPRAISES:
        return None
    lemma, form = words.said[index].lemma, words.said[index].small
    if form in language.wishes or language.read(form).prefixes:
        return None
    denied = index > begin and words.said[index - 1].lemma in language.negators | language.rarity
    good = (lemma in language.praise) != denied
    return make_cue(words, index, index, CueKind.PRAISE if good else CueKind.COMPLAINT)
