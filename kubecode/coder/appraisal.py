"""Cues of praise and complaint in the clause of a hit."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.find import Hit
from kubecode.coder.scope import Scope
from kubecode.coder.scope_flags import APPRAISES
from kubecode.coder.vocabulary import COMMA, STOP
from kubecode.model import Cue, CueKind

_REACH = 5
_REACH_BEYOND_COMMA = 6


def appraisals(hit: Hit, scope: Scope) -> Iterator[Cue]:
    """Yield the evaluations of a hit: those after it, then one before it that takes it as complement.

    ``komunikasinya masih lancar`` (communication still goes well), ``susah kumpulnya`` (hard to meet).
    """
    yield from _appraisals_after(hit, scope)
    index = hit.first - 1
    if index < scope.begin:
        return
    form = scope.words.forms[index]
    if form.lemma in scope.language.complement_takers and not form.pause:
        cue = _appraisal_at(scope, index)
        if cue:
            yield cue


def _appraisals_after(hit: Hit, scope: Scope) -> Iterator[Cue]:
    """Yield the evaluations after a hit in its clause, and beyond one comma.

    Beyond the comma an evaluation must end its clause, and only light words may precede it (``sama ketua
    baik, sama yang lain macet``: "good with the leader, stuck with the others").
    """
    first, end = hit.last + 1, min(scope.end, hit.last + 1 + _REACH + _REACH_BEYOND_COMMA)
    if not scope.words.has(APPRAISES, first, end):
        return
    forms = scope.words.forms
    is_beyond = False
    for index in range(first, end):
        pause = forms[index - 1].pause
        if pause >= STOP or (not is_beyond and not pause and index > hit.last + _REACH):
            break
        if is_beyond and pause:
            break
        is_beyond = is_beyond or pause == COMMA
        cue = _appraisal_at(scope, index)
        if cue:
            if not is_beyond or scope.ends_clause(index):
                yield cue
        elif is_beyond and not forms[index].is_light and not scope.is_connective(index):
            break


def _appraisal_at(scope: Scope, index: int) -> Cue | None:
    """Return praise or complaint at a word. A negator or rarity word before it reverses the two."""
    form, language = scope.words.forms[index], scope.language
    if not form.flags & APPRAISES:
        return None
    if form.lower in language.wishes or language.read(form.lower).prefixes:
        return None
    is_denied = (
        index > scope.begin and scope.words.forms[index - 1].lemma in language.negators | language.rarity
    )
    is_good = (form.lemma in language.praise) != is_denied
    return scope.cue(CueKind.PRAISE if is_good else CueKind.COMPLAINT, index)
